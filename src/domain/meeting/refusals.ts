/** Why nothing changed about a meeting. */
import type { Instant } from '../../kernel/time.ts'

declare module '../base/refusals.ts' {
  interface Refusals {
    noEveningFound: object
    meetingAlreadyFixed: { startsAt: Instant }
    noMeeting: object
    meetingStarted: object
    startPast: { startsAt: Instant }
    noSuchMeeting: object
    meetingNotBegun: { startsAt: Instant }
  }
}
