/** What can be asked of a meeting that is fixed. */
import type { Instant } from '../../kernel/time.ts'

declare module '../base/commands.ts' {
  interface Commands {
    reschedule: { startsAt: Instant }
    cancelMeeting: { reason?: string }
    setVenue: { venue: string }
    addTopic: { topic: string }
  }
}

declare module '../base/deadlines.ts' {
  interface Deadlines {
    meetingReminder: true
  }
}
