/** What can be asked of a meeting's record. */
import type { Instant } from '../../kernel/time.ts'
import type { LineKind } from './rows.ts'

declare module '../base/commands.ts' {
  interface Commands {
    /** `at`: when it was said, which may be before it was handled. */
    recordLine: {
      meetingId: string
      speaker: string
      accountId: string | null
      kind: LineKind
      text: string
      intent: string | null
      mediaId: string | null
      at: Instant
    }
    note: { text: string; speaker: string; by: string }
    correctLine: { meetingId: string; line: number; text: string; by: string }
    minutesMade: { meetingId: string; documentId: string; sha256: string }
  }
}

declare module '../base/deadlines.ts' {
  interface Deadlines {
    makeMinutes: true
  }
}
