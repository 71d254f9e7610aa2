/** 参加 and 请假. */
import type { Respondent } from '../base/who.ts'

declare module '../base/commands.ts' {
  interface Commands {
    answerRsvp: { from: Respondent; coming: boolean; persons?: number; reason?: string }
  }
}

declare module '../base/deadlines.ts' {
  interface Deadlines {
    rsvpProgress: true
  }
}
