/** 走访属实: what one person entered at the door, a second person confirms. Only then does it count. */

import type { CommandOf } from '../base/commands.ts'
import { householdOf } from '../base/households.ts'
import { refuse } from '../base/refusals.ts'
import type { Turn } from '../base/turn.ts'
import { isHandler, ownHousehold } from '../issue/handler.ts'
import { roundOf } from '../issue/review.ts'
import { surveyFigures, unconfirmedVisits } from './count.ts'
import { concludeWhenFull, meant } from './rate.ts'

export function confirmVisits(turn: Turn, command: CommandOf<'confirmVisits'>): void {
  const { survey, issue } = meant(turn, command.issueNo)
  if (isHandler(turn, issue)) refuse({ code: 'handlerMayNotVisit', issueNo: issue.no })
  const waiting = unconfirmedVisits(turn.state, survey)
  if (waiting.length === 0) refuse({ code: 'nothingToConfirm', issueNo: issue.no })
  const own = ownHousehold(turn)
  const others = waiting.filter((r) => !isOwnEntry(turn, r.by) && (own === null || householdOf(turn.state, r) !== own))
  if (others.length === 0) refuse({ code: 'notTheSecond', issueNo: issue.no })
  for (const row of others) turn.state.ratings.put({ ...row, confirmedBy: turn.who, confirmedAt: turn.now })
  const figures = surveyFigures(turn.state, survey, issue)
  const householdIds = others.flatMap((r) => householdOf(turn.state, r) ?? [])
  const seqs = others.map((r) => r.seq)
  turn.happened('visitsConfirmed', issue.id, { ...roundOf(survey, issue), householdIds, seqs, figures })
  concludeWhenFull(turn, survey, issue)
}

/**
 * Whoever made the entry is no second person, whichever account and whichever door: a household has several accounts, and at the desk an entry
 * carries a name. Nor is anybody of that person's household.
 */
function isOwnEntry(turn: Turn, by: string | null): boolean {
  if (by === null) return false
  const account = by.startsWith('account:') ? turn.state.accounts.get(by.slice('account:'.length)) : undefined
  const own = ownHousehold(turn)
  if (own !== null && account?.householdId === own) return true
  const nameOf = (villagerId: string | null | undefined): string | undefined => turn.state.villagers.get(villagerId)?.name
  const enteredBy = account === undefined ? by : nameOf(account.villagerId)
  const asks = turn.actor.kind === 'official' ? turn.actor.name : nameOf(turn.account?.villagerId)
  return by === turn.who || (enteredBy !== undefined && enteredBy === asks)
}
