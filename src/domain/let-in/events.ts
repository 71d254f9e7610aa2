/** What happened to answers that came late and count after all. */

declare module '../base/events.ts' {
  interface EventData {
    lateLetIn: { subjects: string[]; replies: number }
  }
}
