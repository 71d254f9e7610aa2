/** What is asked of an answer that came late. */
import type { Respondent } from '../base/who.ts'
import type { LateFor } from './rows.ts'

declare module '../base/commands.ts' {
  interface Commands {
    keepLate: { from: Respondent; question: LateFor; subject: string; inTime: boolean; reading?: object }
  }
}

declare module '../base/deadlines.ts' {
  interface Deadlines {
    lateReplies: true
  }
}
