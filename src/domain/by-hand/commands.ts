/** What can be entered from paper or a pasted chat. */

/** One household's votes from a paper list or a pasted chat. */
export interface HouseholdVotes {
  householdId: string
  approve: number
  reject: number
  abstain: number
}

export type MotionNamed = { no: number } | { text: string }

declare module '../base/commands.ts' {
  interface Commands {
    /** Attendance and votes of an evening without the bot. A motion is named by number, or by text when it is a new one. */
    enterByHand: {
      meetingId: string
      attendance: { householdId: string; persons: number }[]
      motions: { motion: MotionNamed; votes: HouseholdVotes[] }[]
    }
  }
}
