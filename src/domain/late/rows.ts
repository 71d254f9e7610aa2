/** Answers that came after their question had closed. */
import type { Instant } from '../../kernel/time.ts'
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
  /** Of a vote: what was said. */
  reading: unknown
  /** When the head let it count after all. */
  countedAt: Instant | null
}

declare module '../base/state.ts' {
  interface Tables {
    lateReplies: Table<LateReplyRow>
  }
}
