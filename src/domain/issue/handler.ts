/** Whoever handles an issue, and the household that is left out of its rating for it: whichever door the handler came through. */
import { householdName } from '../base/households.ts'
import type { Turn } from '../base/turn.ts'
import type { OfficeOf } from '../base/who.ts'
import type { IssueRow } from './rows.ts'

/**
 * The household of whoever asks. An official or cadre who lives in this hamlet has an account here that is bound to the own household as
 * well; at the desk, where no account speaks, it is found by who the person is.
 */
export function ownHousehold(turn: Turn): string | null {
  const { actor } = turn
  if (actor.kind === 'account') return turn.account?.householdId ?? null
  if (actor.kind !== 'official') return null
  const own = turn.state.accounts.find((a) => a.householdId !== null && (a.id === actor.accountId || a.officialId === actor.id))
  return own?.householdId ?? null
}

/** Whoever has handled this issue, or is of the household that did. */
export const isHandler = (turn: Turn, issue: Pick<IssueRow, 'handledBy' | 'handlerHouseholdId'>): boolean =>
  issue.handledBy === turn.who || (issue.handlerHouseholdId !== null && issue.handlerHouseholdId === ownHousehold(turn))

/** The hamlet's own offices that are held by whoever handled this issue, or by the household that did: nobody is sent to them for its 走访. */
export function handlingOffices(turn: Turn, issue: Pick<IssueRow, 'handledBy' | 'handlerHouseholdId'>): OfficeOf[] {
  const { headId, recorderId } = turn.hamlet
  const handled = (villagerId: string | null): boolean =>
    villagerId !== null &&
    (turn.state.accounts.find((a) => a.villagerId === villagerId && `account:${a.id}` === issue.handledBy) !== undefined ||
      (issue.handlerHouseholdId !== null && householdOfPerson(turn, villagerId) === issue.handlerHouseholdId))
  return [...(handled(headId) ? (['head'] as const) : []), ...(handled(recorderId) ? (['recorder'] as const) : [])]
}

const householdOfPerson = (turn: Turn, villagerId: string): string | null =>
  turn.state.villagers.get(villagerId)?.householdId ?? turn.state.accounts.find((a) => a.villagerId === villagerId)?.householdId ?? null

/** Who took a step, as the people read it: the office, and the name where there is one. */
export function speakerOf(turn: Turn): string {
  const { actor } = turn
  if (actor.kind === 'clock') return '小助手'
  if (actor.kind === 'official') return `${actor.office === 'cadre' ? '村干部' : '镇干部'}${actor.name}`
  const { account } = turn
  const name =
    turn.state.villagers.get(account?.villagerId)?.name ??
    (account?.householdId ? `${householdName(turn.state, account.householdId)}家` : '')
  return `${turn.isHead() ? '屋场长' : turn.isRecorder() ? '记录员' : ''}${name}`
}
