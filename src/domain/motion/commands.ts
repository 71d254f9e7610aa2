/** What can be asked of a motion, and of raised hands. */
import type { Respondent } from '../base/who.ts'
import type { Choice } from './rows.ts'

export interface Ballot {
  from: Respondent
  choice: Choice
  votes?: number
  /** For as many as the household brought. */
  family?: true
}

declare module '../base/commands.ts' {
  interface Commands {
    openMotion: { text?: string; topicNo?: number }
    closeMotion: object
    castBallot: Ballot
    countHands: { approve: number; reject: number; abstain: number }
    witness: { holds: boolean }
    /** Households that are here and that whoever counted names as witnesses: for a page, where nobody else can speak. */
    nameWitnesses: { householdIds: string[] }
    /** The recorder's photo of the raised hands. */
    confirmHands: { mediaId: string | null }
  }
}

declare module '../base/deadlines.ts' {
  interface Deadlines {
    motionProgress: true
  }
}
