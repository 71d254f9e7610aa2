/** Rows of 约时间: the question and its answers. */

import type { Instant } from '../../kernel/time.ts'
import type { AnswerRow } from '../base/rows.ts'
import type { Table } from '../base/table.ts'

export interface TimePollRow {
  id: string
  hamletId: string
  topic: string | null
  options: Instant[]
  status: 'open' | 'undecided' | 'decided' | 'cancelled'
  openedAt: Instant
  openedBy: string
  closesAt: Instant
  closedAt: Instant | null
  chosen: number | null
  how: string | null
  meetingId: string | null
  notedAt: Instant | null
  nudgedAt: Instant | null
}

export interface TimeAnswerRow extends AnswerRow {
  pollId: string
  /** As it was said; what it amounts to with what the household said before is worked out when it is counted (./standing.ts). */
  yes: number[]
  maybe: number[]
  no: number[]
  persons: number | null
  /** Only what they cannot was said (周五不行): the rest stands as it was said before. */
  partial: boolean
}

/** What a household's words amount to. */
export type TimeChoice = Pick<TimeAnswerRow, 'yes' | 'maybe' | 'no' | 'persons'>

declare module '../base/state.ts' {
  interface Tables {
    polls: Table<TimePollRow>
    timeAnswers: Table<TimeAnswerRow>
  }
}
