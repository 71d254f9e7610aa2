/** 更正 in reply to words of the record: which line of the last meeting they are. */
import type { HamletState } from '../../domain/base/state.ts'
import type { Reader } from '../../store/database.ts'
import type { InboxRow } from '../../store/edges/inbox.ts'
import { linesOf } from '../../store/record.ts'
import { quotedWords } from './quoted-words.ts'

interface Line {
  seq: number
  kind: string
  text: string
  intent: string | null
  corrects: string | null
}

export class LastRecord {
  readonly #meetingId: string
  readonly #kept: readonly Line[]
  readonly #state: HamletState

  private constructor(meetingId: string, kept: readonly Line[], state: HamletState) {
    this.#meetingId = meetingId
    this.#kept = kept
    this.#state = state
  }

  /** Read only when one of the messages could be a correction. The meeting is the one going on, or the last that was opened. */
  static async of(tx: Reader, state: HamletState, messages: readonly InboxRow[]): Promise<LastRecord | undefined> {
    if (!messages.some((m) => /[更订訂]正/.test(m.text))) return undefined
    const meeting = state.meetings
      .where((m) => m.openedAt !== null && m.status !== 'cancelled')
      .sort((a, b) => a.startsAt - b.startsAt)
      .at(-1)
    return meeting && new LastRecord(meeting.id, await linesOf(tx, meeting.id), state)
  }

  /** The line whose words a message quotes; the latest when the same was said twice. A quoted 记 … is the line that it made. */
  find(message: InboxRow): { meetingId: string; line: number } | undefined {
    const words = quotedWords(message.text)
    if (!words) return undefined
    // What was said in this very batch is not in the table yet.
    const fresh = this.#state.recordLines.where((l) => l.meetingId === this.#meetingId)
    const lines: Line[] = [...this.#kept, ...fresh].filter((l) => l.corrects === null).sort((a, b) => a.seq - b.seq)
    const same = (l: Line): boolean => {
      const text = l.text.replace(/\s+/g, ' ').trim()
      return text === words || (words.endsWith('…') && text.startsWith(words.slice(0, -1)))
    }
    const at = lines.findLastIndex(same)
    const line = lines[at]
    if (!line) return undefined
    const noted = line.intent === 'note' ? lines[at - 1] : undefined
    return { meetingId: this.#meetingId, line: noted?.kind === 'noted' ? noted.seq : line.seq }
  }
}
