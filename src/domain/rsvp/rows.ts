/** Rows of 参加 and 请假. */

import type { AnswerRow } from '../base/rows.ts'
import type { Table } from '../base/table.ts'

export interface RsvpRow extends AnswerRow {
  meetingId: string
  coming: boolean
  persons: number | null
  reason: string | null
}

declare module '../base/state.ts' {
  interface Tables {
    rsvps: Table<RsvpRow>
  }
}
