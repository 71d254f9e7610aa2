/** What can be asked of a motion, and of raised hands. */
import type { Respondent } from '../base/who.ts'
import type { Choice } from './rows.ts'

declare module '../base/commands.ts' {
  interface Commands {
    openMotion: { text?: string; topicNo?: number }
    closeMotion: object
    /** `family`: for as many as the household brought. */
    castBallot: { from: Respondent; choice: Choice; votes?: number; family?: true }
    countHands: { approve: number; reject: number; abstain: number }
    witness: { holds: boolean }
    /** The recorder's photo of the raised hands. */
    confirmHands: { mediaId: string | null }
  }
}

declare module '../base/deadlines.ts' {
  interface Deadlines {
    motionProgress: true
  }
}
