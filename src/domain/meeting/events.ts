/** What happened to a meeting before its evening. */
import type { Instant } from '../../kernel/time.ts'
import type { Conflict } from './evening.ts'

declare module '../base/events.ts' {
  interface EventData {
    /** `insteadOf`: the poll that was still being answered. */
    meetingScheduled: { meetingId: string; conflicts: Conflict[]; fromPoll: boolean; insteadOf: string | null }
    /** `came`: households that had signed in already. */
    meetingRescheduled: { meetingId: string; before: Instant; conflicts: Conflict[]; came: number }
    meetingCancelled: { meetingId: string; reason: string | null; came: number }
    venueSet: { meetingId: string | null; venue: string }
    topicAdded: { meetingId: string; topic: string }
    meetingReminded: { meetingId: string; hours: number }
    meetingNudged: { meetingId: string }
  }
}
