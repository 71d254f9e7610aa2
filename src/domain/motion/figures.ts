/** How a motion stands, in figures: people, never households. */

export interface VoteFigures {
  /** People present: the base. */
  present: number
  approve: number
  reject: number
  abstain: number
  /** Approvals that are needed of this base. */
  needed: number
}
