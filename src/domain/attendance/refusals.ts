/** Why nobody was signed in. */
import type { Instant } from '../../kernel/time.ts'

declare module '../base/refusals.ts' {
  interface Refusals {
    attendanceNotOpen: { startsAt: Instant | null }
    attendanceAlreadyOpen: object
    underage: { age: number }
    notSignedIn: { name: string }
  }
}
