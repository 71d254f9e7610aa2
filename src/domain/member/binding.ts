/** Which account is whose. A nickname proves nothing; the head's word (or a cadre's, or the town's) does (conversation: Names). */
import { MINUTE } from '../../kernel/time.ts'
import type { CommandOf } from '../commands.ts'
import { countAnew, presenceNow } from '../meeting/attendance.ts'
import { closeWhenAllAnswered } from '../meeting/poll.ts'
import { refuse } from '../refusals.ts'
import type { ClaimRow } from '../rows.ts'
import type { Turn } from '../turn.ts'

export function claimIdentity(turn: Turn, command: CommandOf<'claimIdentity'>): void {
  const account = turn.state.accounts.get(command.accountId) ?? refuse({ code: 'unknownAccount' })
  // The same person saying it again is the same claim; a different one replaces what is still waiting.
  const waiting = turn.state.claims.where((c) => c.accountId === account.id && c.status === 'pending')
  const same = waiting.find((c) => c.householdId === command.householdId && c.villagerId === (command.villagerId ?? null))
  if (same) return
  for (const old of waiting) turn.state.claims.put({ ...old, status: 'superseded' })
  const no = turn.hamlet.lastClaimNo + 1
  turn.state.hamlet.put({ ...turn.hamlet, lastClaimNo: no })
  const claim: ClaimRow = {
    id: turn.id(),
    hamletId: turn.hamlet.id,
    no,
    accountId: account.id,
    villagerId: command.villagerId ?? null,
    householdId: command.householdId,
    said: command.said,
    status: 'pending',
    at: turn.now,
  }
  turn.state.claims.put(claim)
  turn.happened('identityClaimed', account.id, {
    claimNo: no,
    accountId: account.id,
    householdId: claim.householdId,
    villagerId: claim.villagerId,
  })
}

export function approveClaim(turn: Turn, command: CommandOf<'approveClaim'>): void {
  turn.only(['head'], '同意绑定')
  const claim = turn.state.claims.find((c) => c.no === command.claimNo) ?? refuse({ code: 'noSuchClaim', claimNo: command.claimNo })
  if (claim.status !== 'pending') refuse({ code: 'claimSettled', claimNo: command.claimNo })
  turn.state.claims.put({ ...claim, status: 'approved' })
  bind(turn, claim.accountId, claim.householdId, claim.villagerId, claim.no)
}

export function bindAccount(turn: Turn, command: CommandOf<'bindAccount'>): void {
  turn.only(['head'], '绑定微信号')
  for (const claim of turn.state.claims.where((c) => c.accountId === command.accountId && c.status === 'pending'))
    turn.state.claims.put({ ...claim, status: 'superseded' })
  bind(turn, command.accountId, command.householdId, command.villagerId ?? null, null)
}

/** From now on the account's answers are its household's: also those it has already given to questions that are still open. */
function bind(turn: Turn, accountId: string, householdId: string, villagerId: string | null, claimNo: number | null): void {
  const account = turn.state.accounts.get(accountId) ?? refuse({ code: 'unknownAccount' })
  const before = presenceNow(turn)
  turn.state.accounts.put({ ...account, hamletId: turn.hamlet.id, householdId, villagerId, boundAt: turn.now, boundBy: turn.who })
  turn.happened('accountBound', accountId, { accountId, householdId, villagerId, claimNo })
  closeWhenAllAnswered(turn)
  countAnew(turn, before)
}

export function setAtHome(turn: Turn, command: CommandOf<'setAtHome'>): void {
  turn.only(['head', 'recorder'], '登记在家外出')
  const household = turn.state.households.must(command.householdId)
  if (household.atHome === command.atHome) return
  turn.state.households.put({ ...household, atHome: command.atHome })
  turn.state.atHomeChanges.put({
    id: turn.id(),
    hamletId: turn.hamlet.id,
    householdId: household.id,
    atHome: command.atHome,
    at: turn.now,
    by: turn.who,
  })
  turn.happened('atHomeSet', household.id, { householdId: household.id, atHome: command.atHome })
  closeWhenAllAnswered(turn)
}

/** A first word to an unknown account, once a day at most (conversation: Manners in a group). */
export function greet(turn: Turn, command: CommandOf<'greet'>): void {
  const account = turn.state.accounts.must(command.accountId)
  if (account.householdId !== null) return
  if (account.greetedAt !== null && turn.now - account.greetedAt < 24 * 60 * MINUTE) return
  if (turn.state.claims.find((c) => c.accountId === account.id && c.status === 'pending')) return
  turn.state.accounts.put({ ...account, greetedAt: turn.now })
  turn.happened('strangerGreeted', account.id, { accountId: account.id })
}
