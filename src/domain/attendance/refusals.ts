/** Why nobody was signed in. */
import type { Instant } from '../../kernel/time.ts'

declare module '../base/refusals.ts' {
  interface Refusals {
    /** The household has signed in itself, with so many people. */
    ownAttendanceStands: { name: string; persons: number }
    attendanceNotOpen: { startsAt: Instant | null }
    attendanceAlreadyOpen: object
    /** It would open by itself; 是 opens it all the same. */
    attendanceFarAhead: { startsAt: Instant }
    underage: { age: number }
    notSignedIn: { name: string }
  }
}
