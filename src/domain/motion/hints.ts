/**
 * How a vote that waits can count, and why fewer votes count than were given. The first of a motion is told at once, since everybody reads
 * there how it is; the others together with the next sum, and not at all if they have signed in by then.
 */
import { presentHouseholds } from '../attendance/present.ts'
import { householdOf } from '../base/households.ts'
import { worthANote } from '../base/notes.ts'
import type { Turn } from '../base/turn.ts'
import type { MeetingRow } from '../meeting/rows.ts'
import type { BallotHint } from './events.ts'
import type { BallotRow, MotionRow } from './rows.ts'

/** Undefined where the ballot counts as it was given, or belongs to nobody yet. */
function hintOf(turn: Turn, here: ReadonlyMap<string, number>, ballot: BallotRow): BallotHint | undefined {
  const householdId = householdOf(turn.state, ballot)
  const brought = here.get(householdId ?? '') ?? 0
  return householdId !== undefined && (brought === 0 || ballot.votes > brought) ? { householdId, said: ballot.votes, brought } : undefined
}

const subjectOf = (motionId: string, { householdId, brought }: BallotHint): string =>
  `${motionId}/${householdId}/${brought === 0 ? 'waits' : 'capped'}`

/** Once for each household and reason. */
const isNew = (turn: Turn, motionId: string, hint: BallotHint): boolean => worthANote(turn, 'ballotHint', subjectOf(motionId, hint), [])

export function hintAtOnce(turn: Turn, meeting: MeetingRow, ballot: BallotRow): void {
  const { motionId } = ballot
  const hint = hintOf(turn, presentHouseholds(turn.state, meeting), ballot)
  const others = turn.state.progressNotes.find((n) => n.kind === 'ballotHint' && n.subject.startsWith(`${motionId}/`))
  if (!hint || others || !isNew(turn, motionId, hint)) return
  if (hint.brought === 0) turn.noted('ballotWaits', motionId, { motionId, householdId: hint.householdId })
  else turn.noted('ballotCapped', motionId, { motionId, ...hint })
}

/** Returns whether there was anything to tell. */
export function hintTheRest(turn: Turn, motion: MotionRow): boolean {
  const here = presentHouseholds(turn.state, turn.state.meetings.must(motion.meetingId))
  const latest = new Map<string, BallotRow>()
  for (const ballot of turn.state.ballots.where((b) => b.motionId === motion.id)) latest.set(ballot.accountId ?? ballot.id, ballot)
  const hints = [...latest.values()].flatMap((b) => hintOf(turn, here, b) ?? []).filter((hint) => isNew(turn, motion.id, hint))
  if (hints.length > 0) turn.noted('ballotsHinted', motion.id, { motionId: motion.id, hints })
  return hints.length > 0
}
