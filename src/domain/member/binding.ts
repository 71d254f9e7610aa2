/** Which account is whose. A nickname proves nothing; the head's word (or a cadre's, or the town's) does (rules: Who and where). */

import { DAY } from '../../kernel/time.ts'
import { countAnew, presenceNow } from '../attendance/attendance.ts'
import type { CommandOf } from '../base/commands.ts'
import { refuse } from '../base/refusals.ts'
import type { AccountRow } from '../base/rows.ts'
import type { Table } from '../base/table.ts'
import type { Turn } from '../base/turn.ts'
import { closeWhenAllAnswered } from '../poll/close.ts'
import type { ClaimRow } from './rows.ts'

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
    informed: inform(turn, account),
  })
}

export function approveClaim(turn: Turn, command: CommandOf<'approveClaim'>): void {
  const claim = turn.state.claims.find((c) => c.no === command.claimNo) ?? refuse({ code: 'noSuchClaim', claimNo: command.claimNo })
  if (claim.status !== 'pending') refuse({ code: 'claimSettled', claimNo: command.claimNo })
  turn.state.claims.put({ ...claim, status: 'approved' })
  bind(turn, claim.accountId, claim.householdId, claim.villagerId, claim.no)
}

export function bindAccount(turn: Turn, command: CommandOf<'bindAccount'>): void {
  const office = officeOf(turn, command.villagerId)
  // Whoever is bound as one of these gives the hamlet's orders from then on.
  if (office && !command.sure) refuse({ code: 'bindsOffice', office })
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

/** Who made the page's address known knew whose hands it goes into: nobody has to vouch for the account. */
export function admitPage(turn: Turn, command: CommandOf<'admitPage'>): void {
  const { accountId, door, externalId, nickname, villagerId, householdId } = command
  const known = turn.state.accounts.find((a) => a.account === door && a.externalId === externalId)
  if (known) return
  const household = turn.state.households.get(householdId)
  if (!household || household.removedAt !== null) refuse({ code: 'noSuchHousehold' })
  turn.state.accounts.put({
    ...{ id: accountId, account: door, externalId, nickname, hamletId: turn.hamlet.id, villagerId, householdId, officialId: null },
    ...{ boundAt: turn.now, boundBy: turn.who, greetedAt: null, consentAt: null },
  })
  turn.happened('pageAdmitted', accountId, { accountId, door, householdId, villagerId })
}

function officeOf({ hamlet }: Turn, villagerId: string | undefined): 'head' | 'recorder' | undefined {
  if (villagerId === undefined) return undefined
  return villagerId === hamlet.headId ? 'head' : villagerId === hamlet.recorderId ? 'recorder' : undefined
}

/** From now on the account is nobody's again. What it has answered until now stays its household's; what it says from now on waits. */
export function unbindAccount(turn: Turn, { accountId }: CommandOf<'unbindAccount'>): void {
  const account = turn.state.accounts.get(accountId) ?? refuse({ code: 'unknownAccount' })
  const { villagerId } = account
  const householdId = account.householdId ?? refuse({ code: 'notBound' })
  const { timeAnswers, rsvps, attendances, ballots, ratings, receipts } = turn.state
  for (const table of [timeAnswers, rsvps, attendances, ballots, ratings, receipts] as Table<{
    id: string
    accountId: string | null
    householdId: string | null
  }>[])
    for (const answer of table.where((a) => a.accountId === accountId && a.householdId === null)) table.put({ ...answer, householdId })
  turn.state.accounts.put({ ...account, householdId: null, villagerId: null, boundAt: null, boundBy: null })
  turn.happened('accountUnbound', accountId, { accountId, householdId, villagerId })
}

/** A first word to an unknown account, once a day at most (rules: Manners). */
export function greet(turn: Turn, command: CommandOf<'greet'>): void {
  const account = turn.state.accounts.must(command.accountId)
  if (account.householdId !== null) return
  if (account.greetedAt !== null && turn.now - account.greetedAt < DAY) return
  if (turn.state.claims.find((c) => c.accountId === account.id && c.status === 'pending')) return
  const informed = inform(turn, account)
  turn.state.accounts.put({ ...turn.state.accounts.must(account.id), greetedAt: turn.now })
  turn.noted('strangerGreeted', account.id, { accountId: account.id, informed })
}

/** The first word to an account also tells it what is kept of whoever speaks here: once. True when that is now. */
function inform(turn: Turn, account: AccountRow): boolean {
  if (account.consentAt !== null) return false
  turn.state.accounts.put({ ...account, consentAt: turn.now })
  return true
}
