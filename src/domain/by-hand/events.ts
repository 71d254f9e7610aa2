/** What was entered from paper. */
import type { PresentFigures } from '../meeting/figures.ts'

declare module '../base/events.ts' {
  interface EventData {
    enteredByHand: {
      meetingId: string
      attendance: { householdId: string; persons: number }[]
      motions: { motionId: string; votes: { householdId: string; approve: number; reject: number; abstain: number }[] }[]
      figures: PresentFigures
    }
  }
}
