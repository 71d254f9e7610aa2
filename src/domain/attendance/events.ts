/** What happened while people signed in. */
import type { Instant } from '../../kernel/time.ts'
import type { PresentFigures } from '../meeting/figures.ts'

declare module '../base/events.ts' {
  interface EventData {
    attendanceOpened: { meetingId: string; base: number; needed: number; byHand: boolean }
    attendanceGiven: { meetingId: string; householdId: string | null; persons: number; stated: boolean; known: boolean; saidAt?: Instant }
    attendanceMarked: { meetingId: string; householdId: string; persons: number; figures: PresentFigures }
    /** `lost`: with this household the quorum. */
    attendanceStruck: { meetingId: string; householdId: string; figures: PresentFigures; lost: boolean }
    attendanceNudged: { meetingId: string; figures: PresentFigures }
    quorumReached: { meetingId: string; figures: PresentFigures }
  }
  interface NoteData {
    attendanceCapped: { meetingId: string; householdId: string; said: number; counted: number }
    hostsAsked: { meetingId: string; villagerIds: string[] }
    attendanceNoted: { meetingId: string; figures: PresentFigures }
    attendanceSummed: { meetingId: string; figures: PresentFigures }
  }
}
