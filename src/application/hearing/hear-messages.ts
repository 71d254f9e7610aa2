/** The messages of one hamlet's group, one after another on the hamlet's state: understood, decided, answered, recorded. */
import type { HamletState } from '../../domain/base/state.ts'
import type { Instant } from '../../kernel/time.ts'
import { withoutWords } from '../../kernel/without-words.ts'
import type { Transaction } from '../../store/database.ts'
import type { RoomRow } from '../../store/directory.ts'
import type { Handled, InboxRow } from '../../store/edges/inbox.ts'
import { forgetMedia } from '../../store/media.ts'
import { knowIssues, numbersIn } from '../../store/turn/older-issues.ts'
import type { Deps } from '../ports.ts'
import { Sitting } from '../sitting.ts'
import { hear } from './hamlet-room.ts'
import { MissedWords } from './missed.ts'
import { ownDataAsked } from './own-data.ts'
import { hearAlone } from './private-talk.ts'
import { LastRecord } from './quoted-line.ts'
import { quotedSubjects } from './quoted-question.ts'
import { keepLine, meetingGoingOn } from './recording.ts'
import { momentOf } from './said-at.ts'
import { Speakers } from './speakers.ts'
import { hearTap, isTap, officesAt } from './tapped.ts'

export const ignored = (message: InboxRow): Handled => ({ seq: message.seq, outcome: 'silence', keepText: false })

/** Nothing is written yet: the sitting is closed by whoever holds the transaction. */
export async function hearMessages(
  deps: Deps,
  tx: Transaction,
  room: RoomRow,
  state: HamletState,
  messages: readonly InboxRow[],
  /** Those that the room has had before. */
  again: ReadonlySet<bigint>,
  now: Instant,
): Promise<{ handled: Handled[]; sitting: Sitting }> {
  await knowIssues(tx, state, numbersIn(messages.map((m) => m.text).join(' ')))
  const sitting = new Sitting(deps, state, now, room.kind === 'hamlet' ? room.id : undefined)
  const speakers = await Speakers.of(tx, deps, sitting, messages)
  const own = await ownDataAsked(tx, room, state, messages, now)
  const offices = await officesAt(tx, state, messages)
  const record = await LastRecord.of(tx, state, messages)
  const missed = new MissedWords()
  const quoted = await quotedSubjects(tx, room.id, messages)
  const unwanted: string[] = []
  const handled = messages.map((message): Handled => {
    if (message.self || message.kind === 'other' || again.has(message.seq)) return ignored(message)
    sitting.because(`in/${message.seq}`, room.id, momentOf(message, now).saidAt)
    if (isTap(message)) return attempt(deps, message, room, () => hearTap(sitting, room, message, { speakers, offices }))
    if (room.kind === 'private')
      return attempt(deps, message, room, () => hearAlone(sitting, room, message, speakers, own.get(message.seq)))
    const evening = meetingGoingOn(sitting)
    const done = attempt(deps, message, room, () => hear(sitting, room, message, { speakers, record, quoted, missed }))
    const recorded = attempt(deps, message, room, () =>
      keepLine(sitting, evening, message, () => speakers.speaking(message), done.outcome) ? 'recorded' : 'silence',
    )
    if (message.mediaId && done.outcome === 'silence' && recorded.outcome === 'silence') unwanted.push(message.mediaId)
    if (!done.error && recorded.error) return recorded
    const words = missed.of(message.seq, done.outcome)
    return words ? { ...done, missed: words } : done
  })
  await forgetMedia(tx, unwanted)
  return { handled, sitting }
}

/** What throws is kept as failed with its reason, and does not take the rest of the batch down. */
function attempt(deps: Deps, message: InboxRow, room: RoomRow, work: () => string): Handled {
  try {
    const outcome = work()
    return { seq: message.seq, outcome, keepText: outcome !== 'silence' }
  } catch (error) {
    return failedWith(deps, message, room.id, error)
  }
}

export function failedWith(deps: Deps, { seq }: InboxRow, room: string, error: unknown): Handled {
  const reason = withoutWords(error instanceof Error ? (error.stack ?? error.message) : String(error))
  deps.log.error({ seq: String(seq), room, reason }, 'a message could not be handled')
  return { seq, outcome: 'failed', keepText: true, error: reason.slice(0, 4_000) }
}
