/** How a motion stands: its votes as they were given, and what they amount to. */

import type { Instant } from '../../kernel/time.ts'
import { presentHouseholds } from '../attendance/present.ts'
import { bySaying, householdOf, isOwnWord } from '../base/households.ts'
import { neededOf } from '../base/policy.ts'
import type { HamletState } from '../base/state.ts'
import type { VoteFigures } from './figures.ts'
import type { BallotRow, HandCountRow, MotionRow } from './rows.ts'
import { ALL_OF_THEM, type Cast, type Tally, tally, type Vote, voted, worth } from './tally.ts'

/** Rules (ours): so many households, other than that of whoever counted, must say 属实. */
export const WITNESSES_NEEDED = 2

export const openMotionOf = (state: HamletState): MotionRow | undefined => state.motions.find((m) => m.status === 'open')

export const motionsOf = (state: HamletState, meetingId: string): MotionRow[] =>
  state.motions.where((m) => m.meetingId === meetingId).sort((a, b) => a.no - b.no)

/** The hand count of a motion that still waits for witnesses. */
export const provisionalHands = (state: HamletState, motionId: string): HandCountRow | undefined =>
  state.handCounts.find((h) => h.motionId === motionId && h.status === 'provisional')

/** The votes of a motion as they were given. A list entered by hand is one voter of its household, whatever the rows it takes. */
function votesOf(state: HamletState, motionId: string): Vote[] {
  let seq = 0
  let before: BallotRow | undefined
  const cast = state.ballots
    .where((b) => b.motionId === motionId)
    .sort(bySaying)
    .flatMap((b): Cast[] => {
      if (!before || bySaying(before, b) !== 0) seq += 1
      before = b
      const household = householdOf(state, b)
      const votes = b.family ? ALL_OF_THEM : b.stated ? b.votes : undefined
      // An account that has been unbound since may vote for another household: what it gave for this one stays.
      const voter = isOwnWord(b) ? (b.accountId ?? '') : `${b.accountId ?? 'list'}/${household}`
      return household ? [{ voter, household, choice: b.choice, votes, seq }] : []
    })
  return worth(cast)
}

/** `asOf`: with those who had come by then. */
export const countOf = (state: HamletState, motion: MotionRow, asOf?: Instant): Tally =>
  tally(votesOf(state, motion.id), presentHouseholds(state, state.meetings.must(motion.meetingId), asOf))

export function votesNow(state: HamletState, motion: MotionRow): VoteFigures {
  const count = countOf(state, motion)
  return { ...count, needed: neededOf(state.town.policy.motionPercent, count.present) }
}

/** Households that are here and have votes left. */
export function silentVoters(state: HamletState, motion: MotionRow): string[] {
  const here = presentHouseholds(state, state.meetings.must(motion.meetingId))
  const votes = votesOf(state, motion.id)
  return [...here].filter(([id, persons]) => voted(tally(votes, new Map([[id, persons]]))) < persons).map(([id]) => id)
}

export const witnessesOf = (state: HamletState, hands: HandCountRow): number =>
  new Set(state.witnesses.where((w) => w.handCountId === hands.id && w.holds).map((w) => w.householdId)).size
