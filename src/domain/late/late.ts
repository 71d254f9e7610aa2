/**
 * An answer to a question that is over. One that was said while it was open is kept and told to the head, all of them in one sum; who quotes a
 * question that is over is told so, once. No figure changes.
 */

import type { CommandOf } from '../base/commands.ts'
import { householdOf } from '../base/households.ts'
import { noteSoon, waitsForMorning } from '../base/notes.ts'
import type { Turn } from '../base/turn.ts'
import { givenBy } from '../base/who.ts'
import type { LateReplyRow } from './rows.ts'

export function keepLate(turn: Turn, { from, question, subject, inTime, reading }: CommandOf<'keepLate'>): void {
  const accountId = 'accountId' in from ? from.accountId : null
  const row: LateReplyRow = {
    id: turn.id(),
    hamletId: turn.hamlet.id,
    question,
    subject,
    inTime,
    reading: reading ?? null,
    countedAt: null,
    ...givenBy(from),
    at: turn.saidAt,
    seq: turn.nextSeq,
  }
  const told = turn.state.lateReplies.find((r) => r.subject === subject && !r.inTime && r.accountId === accountId) !== undefined
  turn.state.lateReplies.put(row)
  const known = householdOf(turn.state, row) !== undefined
  turn.happened('lateReplyKept', subject, { question, subject, saidAt: row.at, inTime, known })
  if (inTime) noteSoon(turn, 'lateReplies', subject)
  else if (!told) turn.noted('answeredClosed', subject, { question, subject, accountId })
}

/** Whoever spoke twice is one. */
export function lateReplies(turn: Turn, subject: string): boolean {
  const kept = turn.state.lateReplies.where((r) => r.subject === subject && r.inTime && r.countedAt === null)
  const [first] = kept
  if (!first || waitsForMorning(turn, 'lateReplies', subject)) return false
  const replies = new Set(kept.map((r) => householdOf(turn.state, r) ?? r.accountId)).size
  turn.noted('lateRepliesNoted', subject, { question: first.question, subject, replies })
  return true
}
