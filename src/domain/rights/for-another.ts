/** An answer entered for another household: by head or recorder, and never over what the household has said itself. */

import { householdName, householdOf, isOwnWord } from '../base/households.ts'
import { refuse } from '../base/refusals.ts'
import type { AnswerRow } from '../base/rows.ts'
import type { Turn } from '../base/turn.ts'
import type { Respondent } from '../base/who.ts'
import { insist } from './insist.ts'

declare module '../base/refusals.ts' {
  interface Refusals {
    /** Said for a household that has answered itself. */
    ownWordFirst: { household: string }
  }
}

/** `given`: the answers to the same question so far, asked for only here: most answers are one's own. One that an account of the household gave is its own word. */
export function forAnother(turn: Turn, from: Respondent, given: () => Iterable<AnswerRow>): void {
  if (!('householdId' in from) || !from.onBehalf) return
  insist(turn, 'answerFor')
  for (const answer of given())
    if (isOwnWord(answer) && householdOf(turn.state, answer) === from.householdId)
      refuse({ code: 'ownWordFirst', household: householdName(turn.state, from.householdId) })
}
