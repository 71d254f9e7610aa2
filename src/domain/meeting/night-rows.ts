/** Rows of a meeting's evening: votes, hands, witnesses, lines of the record. */
import type { Instant } from '../../kernel/time.ts'
import type { AnswerRow } from '../rows.ts'

export type Choice = 'approve' | 'reject' | 'abstain'

export interface MotionRow {
  id: string
  hamletId: string
  meetingId: string
  no: number
  text: string
  status: 'open' | 'closed' | 'cancelled'
  openedAt: Instant
  openedBy: string
  closedAt: Instant | null
  /** People, frozen when it closes. */
  present: number | null
  approve: number | null
  reject: number | null
  abstain: number | null
  carried: boolean | null
  binding: boolean | null
  /** ballots or hands. */
  counted: string | null
  notedAt: Instant | null
}

export interface BallotRow extends AnswerRow {
  motionId: string
  choice: Choice
  /** As said; what counts is limited when it is counted. */
  votes: number
}

export interface HandCountRow {
  id: string
  hamletId: string
  motionId: string
  approve: number
  reject: number
  abstain: number
  status: 'provisional' | 'confirmed' | 'disputed' | 'replaced'
  at: Instant
  by: string
  /** The household of whoever entered it: it cannot bear witness to itself. */
  householdId: string | null
}

export interface WitnessRow {
  id: string
  hamletId: string
  handCountId: string
  accountId: string
  householdId: string
  holds: boolean
  at: Instant
}

export type LineKind = 'said' | 'noted' | 'voice' | 'image' | 'corrected'

export interface RecordLineRow {
  /** `<meeting>/<seq>`. */
  id: string
  hamletId: string
  meetingId: string
  seq: number
  at: Instant
  speaker: string
  accountId: string | null
  kind: string
  text: string
  intent: string | null
  mediaId: string | null
  corrects: string | null
  by: string | null
}
