/** What happened at the end of an evening. */
import type { PresentFigures } from '../meeting/figures.ts'

declare module '../base/events.ts' {
  interface EventData {
    meetingEnded: {
      meetingId: string
      figures: PresentFigures
      motions: number
      carried: number
      lines: number
      how: 'head' | 'forgotten' | 'byHand'
    }
  }
}
