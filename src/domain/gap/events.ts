/** The connection was lost and came back. */
import type { Instant } from '../../kernel/time.ts'

declare module '../base/events.ts' {
  interface EventData {
    gapMadeUp: {
      from: Instant
      to: Instant
      pollId: string | null
      meetingId: string | null
      motionId: string | null
      /** The meeting that people could announce themselves for. */
      invitedId: string | null
      surveyIds: string[]
      /** Those of the surveys that close later now. */
      movedIds: string[]
    }
  }
}
