/** What a lost connection asks for. */
import type { Instant } from '../../kernel/time.ts'

declare module '../base/commands.ts' {
  interface Commands {
    /** The account was away from `from` to `to`. */
    makeUpForGap: { from: Instant; to: Instant }
    holdDeadline: { deadlineId: string; until: Instant }
  }
}
