/** Why attendance was not given up. */

declare module '../base/refusals.ts' {
  interface Refusals {
    /** What was voted on stands. */
    alreadyVoted: { motions: number }
    attendanceIsDue: object
  }
}
