/** Answers that came after their question had closed. */
import type { AnswerRow } from '../base/rows.ts'
import type { Table } from '../base/table.ts'

/** What could be answered, and is over. */
export type LateFor = 'timePoll' | 'rsvp' | 'attendance' | 'motion' | 'survey'

export interface LateReplyRow extends AnswerRow {
  question: LateFor
  /** The poll, meeting, motion or survey. */
  subject: string
  /** Said before the question closed; otherwise it quoted a question that was over. */
  inTime: boolean
}

declare module '../base/state.ts' {
  interface Tables {
    lateReplies: Table<LateReplyRow>
  }
}
