/** What happened to answers that came late. */
import type { Instant } from '../../kernel/time.ts'
import type { LateFor } from './rows.ts'

declare module '../base/events.ts' {
  interface EventData {
    lateReplyKept: { question: LateFor; subject: string; saidAt: Instant; inTime: boolean; known: boolean }
  }
  interface NoteData {
    answeredClosed: { question: LateFor; subject: string; accountId: string | null }
    /** `replies`: people who answered in time and were heard too late. */
    lateRepliesNoted: { question: LateFor; subject: string; replies: number }
  }
}
