/** What happened to a meeting's record. */
import type { LineKind } from './rows.ts'

declare module '../base/events.ts' {
  interface EventData {
    lineRecorded: { meetingId: string; line: number; kind: LineKind; sha256: string }
    lineNoted: { meetingId: string; line: number }
    lineCorrected: { meetingId: string; line: number; corrects: number; sha256: string }
    minutesMade: { meetingId: string; documentId: string; sha256: string }
  }
}
