/** Who is here, in figures. */

/** Who is here, in figures. Households count for quorum, people for votes. A type alias, because the meeting's row keeps it as JSON. */
export type PresentFigures = {
  /** At-home households when attendance opened: the frozen base. */
  base: number
  /** Households of the base that are here. */
  atHome: number
  /** Other households that are here: their people vote, the quorum does not count them. */
  away: number
  persons: number
  needed: number
  quorate: boolean
}
