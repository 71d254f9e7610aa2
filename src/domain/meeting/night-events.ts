/** What happened on the evening of a meeting. Ids and figures only, enough to recompute every count from the ledger alone. */
import type { Instant } from '../../kernel/time.ts'
import type { Choice, LineKind } from './night-rows.ts'

/** Who is here, in figures. Households count for quorum, people for votes. A type alias, because the meeting's row keeps it as JSON. */
export type PresentFigures = {
  /** At-home households when attendance opened: the frozen base. */
  base: number
  /** Households of the base that are here. */
  atHome: number
  /** Other households that are here: their people vote, the quorum does not count them. */
  away: number
  persons: number
  needed: number
  quorate: boolean
}

export interface VoteFigures {
  /** People present: the base. */
  present: number
  approve: number
  reject: number
  abstain: number
  /** Approvals that are needed of this base. */
  needed: number
}

export interface NightEvents {
  attendanceOpened: { meetingId: string; base: number; needed: number; byHand: boolean }
  attendanceGiven: { meetingId: string; householdId: string | null; persons: number; stated: boolean; known: boolean }
  attendanceMarked: { meetingId: string; householdId: string; persons: number; figures: PresentFigures }
  attendanceStruck: { meetingId: string; householdId: string; figures: PresentFigures }
  attendanceCapped: { meetingId: string; householdId: string; said: number; counted: number }
  attendanceNoted: { meetingId: string; figures: PresentFigures }
  attendanceSummed: { meetingId: string; figures: PresentFigures }
  attendanceNudged: { meetingId: string; figures: PresentFigures }
  quorumReached: { meetingId: string; figures: PresentFigures }
  motionOpened: { motionId: string; meetingId: string; no: number; figures: PresentFigures; byHand: boolean }
  ballotCast: { motionId: string; householdId: string | null; choice: Choice; votes: number; known: boolean }
  ballotWaits: { motionId: string; householdId: string }
  ballotCapped: { motionId: string; householdId: string; said: number; brought: number }
  motionNoted: { motionId: string; votes: VoteFigures }
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
  handsDisputed: { motionId: string; handCountId: string; approve: number; reject: number; abstain: number }
  handsConfirmed: { motionId: string; handCountId: string; how: 'witnesses' | 'photo'; mediaId: string | null }
  motionClosed: {
    motionId: string
    meetingId: string
    votes: VoteFigures
    carried: boolean
    binding: boolean
    counted: 'ballots' | 'hands'
    how: 'command' | 'everybody' | 'hands' | 'end' | 'byHand'
    /** A hand count that nobody had confirmed by then. */
    unconfirmed: boolean
    figures: PresentFigures
  }
  lineRecorded: { meetingId: string; line: number; kind: LineKind; sha256: string }
  lineNoted: { meetingId: string; line: number }
  lineCorrected: { meetingId: string; line: number; corrects: number; sha256: string }
  meetingEnded: {
    meetingId: string
    figures: PresentFigures
    motions: number
    carried: number
    lines: number
    how: 'head' | 'forgotten' | 'byHand'
  }
  enteredByHand: {
    meetingId: string
    attendance: { householdId: string; persons: number }[]
    motions: { motionId: string; votes: { householdId: string; approve: number; reject: number; abstain: number }[] }[]
    figures: PresentFigures
  }
  minutesMade: { meetingId: string; documentId: string; sha256: string }
  gapMadeUp: {
    from: Instant
    to: Instant
    pollId: string | null
    meetingId: string | null
    motionId: string | null
    surveyIds: string[]
    /** Those of the surveys that close later now. */
    movedIds: string[]
  }
}

/** Notes and hints: figures that are in the ledger already. */
export const NIGHT_UNLEDGERED = [
  'attendanceCapped',
  'attendanceNoted',
  'attendanceSummed',
  'ballotWaits',
  'ballotCapped',
  'motionNoted',
] as const satisfies readonly (keyof NightEvents)[]
