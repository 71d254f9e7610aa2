/**
 * 算上: what was said in time and came late counts after all, where that is still possible. While the meeting is open its closed motions are
 * counted anew as of the moment at which they closed; a poll that came to nothing is looked at again.
 */
import { householdOf } from '../base/households.ts'
import { refuse } from '../base/refusals.ts'
import type { HamletState } from '../base/state.ts'
import type { Turn } from '../base/turn.ts'
import type { LateReplyRow } from '../late/rows.ts'
import { openMeeting } from '../meeting/current.ts'
import type { Ballot } from '../motion/commands.ts'
import { giveBallot, settle as settleMotion } from '../motion/motion.ts'
import type { MotionRow } from '../motion/rows.ts'
import { settle as settlePoll } from '../poll/close.ts'
import type { TimePollRow } from '../poll/rows.ts'
import { currentPoll } from '../poll/standing.ts'

/** A motion of the evening that is going on, closed by its ballots: raised hands cannot be raised again. */
export const motionLetIn = (state: HamletState, id: string): MotionRow | undefined =>
  state.motions.find((m) => m.id === id && m.status === 'closed' && m.counted === 'ballots' && m.meetingId === openMeeting(state)?.id)

/** A poll that came to nothing. */
function pollLetIn(state: HamletState, id: string): TimePollRow | undefined {
  const poll = currentPoll(state)
  return poll?.id === id && poll.status === 'undecided' ? poll : undefined
}

export function letLateIn(turn: Turn): void {
  const { state } = turn
  const late = state.lateReplies.where(
    (r) => r.inTime && r.countedAt === null && Boolean(motionLetIn(state, r.subject) ?? pollLetIn(state, r.subject)),
  )
  if (late.length === 0) refuse({ code: 'nothingLate' })
  const subjects = [...new Set(late.map((r) => r.subject))]
  for (const reply of late) state.lateReplies.put({ ...reply, countedAt: turn.now })
  const replies = new Set(late.map((r) => `${r.subject}/${householdOf(state, r) ?? r.accountId}`)).size
  turn.happened('lateLetIn', turn.hamlet.id, { subjects, replies })
  for (const subject of subjects) {
    const motion = motionLetIn(state, subject)
    const poll = pollLetIn(state, subject)
    if (motion)
      countAnew(
        turn,
        motion,
        late.filter((r) => r.subject === subject),
      )
    // Its late answers are among the others already.
    else if (poll) settlePoll(turn, poll, 'head')
  }
}

/** The base is whoever had come before it closed, also those of whom that was heard late. */
function countAnew(turn: Turn, motion: MotionRow, late: readonly LateReplyRow[]): void {
  for (const { accountId, householdId, by, via, reading, at } of late) {
    const from = accountId !== null ? { accountId, via } : householdId !== null && by !== null ? { householdId, via, by } : undefined
    if (from && reading !== null) giveBallot(turn, motion, { ...(reading as Omit<Ballot, 'from'>), from }, at)
  }
  settleMotion(turn, motion, 'late', { asOf: motion.closedAt ?? turn.now })
}
