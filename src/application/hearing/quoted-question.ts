/** Which of our questions a message quotes: several that look alike may have been asked one after another. */
import type { Reader } from '../../store/database.ts'
import type { InboxRow } from '../../store/edges/inbox.ts'
import { spokenOf } from '../../store/edges/outbox.ts'
import { wordsQuoted } from './quoted-words.ts'

/** Shorter words are anybody's. */
const LONG_ENOUGH = 8

/** What the quoted words were said about, by the message that quotes them; nothing where they are not ours. */
export async function quotedSubjects(tx: Reader, roomId: string, messages: readonly InboxRow[]): Promise<Map<bigint, string>> {
  const subjects = new Map<bigint, string>()
  for (const { seq, text } of messages) {
    const words = wordsQuoted(text)
    if (words === undefined || words.length < LONG_ENOUGH) continue
    const subject = await spokenOf(tx, roomId, words)
    if (subject !== undefined) subjects.set(seq, subject)
  }
  return subjects
}
