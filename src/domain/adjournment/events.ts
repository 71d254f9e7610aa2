/** What happened at the end of an evening. */
import type { Instant } from '../../kernel/time.ts'
import type { PresentFigures } from '../meeting/figures.ts'

declare module '../base/events.ts' {
  interface EventData {
    /** What came in before it stays in the ledger and counts for nothing. `came`: households. */
    attendanceGivenUp: { meetingId: string; why: 'mistake' | 'moved' | 'cancelled'; came: number }
    meetingEnded: {
      meetingId: string
      /** Which month it is counted in; entries before this was written have none. */
      startsAt: Instant
      figures: PresentFigures
      motions: number
      carried: number
      lines: number
      how: 'head' | 'forgotten' | 'byHand'
    }
  }
}
