/** An answer entered for another household: by head or recorder, and never over what the household has said itself. */
import type { Respondent } from '../commands.ts'
import { refuse } from '../refusals.ts'
import type { AnswerRow } from '../rows.ts'
import type { Turn } from '../turn.ts'
import { householdName, householdOf } from './households.ts'

/** `given`: the answers to the same question so far. One that an account of the household gave is its own word. */
export function forAnother(turn: Turn, from: Respondent, given: Iterable<AnswerRow>): void {
  if (!('householdId' in from) || !from.onBehalf) return
  turn.only(['head', 'recorder'], '代答')
  for (const answer of given)
    if (answer.accountId !== null && householdOf(turn.state, answer) === from.householdId)
      refuse({ code: 'ownWordFirst', household: householdName(turn.state, from.householdId) })
}
