/** What happened to a motion. */
import type { Instant } from '../../kernel/time.ts'
import type { PresentFigures } from '../meeting/figures.ts'
import type { VoteFigures } from './figures.ts'
import type { Choice } from './rows.ts'

/** A household whose votes count for fewer than it gave; for none (`brought` 0) until it has signed in. */
export interface BallotHint {
  householdId: string
  said: number
  brought: number
}

declare module '../base/events.ts' {
  interface EventData {
    motionOpened: { motionId: string; meetingId: string; no: number; figures: PresentFigures; byHand: boolean }
    ballotCast: {
      motionId: string
      householdId: string | null
      choice: Choice
      votes: number
      stated: boolean
      family: boolean
      known: boolean
      saidAt?: Instant
    }
    motionNudged: { motionId: string; votes: VoteFigures }
    handsCounted: {
      motionId: string
      handCountId: string
      approve: number
      reject: number
      abstain: number
      present: number
      missing: number
    }
    handsWitnessed: { motionId: string; handCountId: string; householdId: string; holds: boolean; missing: number }
    /** `present`: so many are here by now, fewer than the hands; nobody has said anything against them. */
    handsDisputed: { motionId: string; handCountId: string; approve: number; reject: number; abstain: number; present?: number }
    handsConfirmed: { motionId: string; handCountId: string; how: 'witnesses' | 'photo'; mediaId: string | null }
    motionClosed: {
      motionId: string
      meetingId: string
      votes: VoteFigures
      carried: boolean
      binding: boolean
      counted: 'ballots' | 'hands'
      how: 'command' | 'everybody' | 'hands' | 'end' | 'byHand' | 'late'
      /** A hand count that nobody had confirmed by then. */
      unconfirmed: boolean
      figures: PresentFigures
    }
  }
  interface NoteData {
    ballotWaits: { motionId: string; householdId: string }
    ballotCapped: { motionId: string } & BallotHint
    ballotsHinted: { motionId: string; hints: BallotHint[] }
    motionNoted: { motionId: string; votes: VoteFigures }
  }
}
