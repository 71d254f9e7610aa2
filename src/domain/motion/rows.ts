/** Rows of 表决: motions, ballots, counted hands and their witnesses. */

import type { Instant } from '../../kernel/time.ts'
import type { AnswerRow } from '../base/rows.ts'
import type { Table } from '../base/table.ts'

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
  /** A number was said. */
  stated: boolean
  /** 全家同意: as many as the household brought. */
  family: boolean
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

declare module '../base/state.ts' {
  interface Tables {
    motions: Table<MotionRow>
    ballots: Table<BallotRow>
    handCounts: Table<HandCountRow>
    witnesses: Table<WitnessRow>
  }
}
