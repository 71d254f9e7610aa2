/** Why nobody was signed in. */
import type { Instant } from '../../kernel/time.ts'

declare module '../base/refusals.ts' {
  interface Refusals {
    /** The household has signed in itself, with so many people. */
    ownAttendanceStands: { name: string; persons: number }
    attendanceNotOpen: { startsAt: Instant | null }
    attendanceAlreadyOpen: object
    underage: { age: number }
    notSignedIn: { name: string }
  }
}
