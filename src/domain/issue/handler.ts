/** Whoever handles an issue, and the household that is left out of its rating for it: whichever door the handler came through. */
import type { Turn } from '../base/turn.ts'

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
