/** Rows of 签到: one a word, as it was said. */

import type { AnswerRow } from '../base/rows.ts'
import type { Table } from '../base/table.ts'

export interface AttendanceRow extends AnswerRow {
  meetingId: string
  persons: number
  /** False when no number was said. */
  stated: boolean
  /** The number is head's or recorder's. */
  confirmed: boolean
}

declare module '../base/state.ts' {
  interface Tables {
    attendances: Table<AttendanceRow>
  }
}
