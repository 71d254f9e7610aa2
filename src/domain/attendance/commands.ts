/** What can be asked while people sign in. */
import type { Respondent } from '../base/who.ts'

export interface Arrival {
  from: Respondent
  persons?: number
}

declare module '../base/commands.ts' {
  interface Commands {
    /** `sure`: also hours ahead. */
    openAttendance: { sure?: true }
    /** Those of one message: somebody's own household, or all the lines of a 接龙. */
    attend: { arrivals: readonly Arrival[] }
    markAttendance: { householdId: string; persons?: number }
    unmarkAttendance: { householdId: string }
  }
}

declare module '../base/deadlines.ts' {
  interface Deadlines {
    attendanceOpens: true
    attendanceProgress: true
    attendanceNote: true
  }
}
