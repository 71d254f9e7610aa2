/** What happened about 参加 and 请假. */

import type { Instant } from '../../kernel/time.ts'

declare module '../base/events.ts' {
  interface EventData {
    rsvpGiven: { meetingId: string; coming: boolean; persons: number | null; known: boolean; saidAt?: Instant }
  }
  interface NoteData {
    rsvpNoted: { meetingId: string }
  }
}
