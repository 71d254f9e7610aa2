/** 收到. */
import type { Respondent } from '../base/who.ts'

declare module '../base/commands.ts' {
  interface Commands {
    /** Counted once a household, for the announcement that asked last. */
    acknowledge: { from: Respondent }
  }
}
