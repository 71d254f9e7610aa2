/** What happened about 参加 and 请假. */

declare module '../base/events.ts' {
  interface EventData {
    rsvpGiven: { meetingId: string; coming: boolean; persons: number | null; known: boolean }
  }
  interface NoteData {
    rsvpNoted: { meetingId: string }
  }
}
