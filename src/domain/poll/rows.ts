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
  yes: number[]
  maybe: number[]
  no: number[]
  persons: number | null
}

declare module '../base/state.ts' {
  interface Tables {
    polls: Table<TimePollRow>
    timeAnswers: Table<TimeAnswerRow>
  }
}
