/** The desk's part of the one list of rules (src/domain/decide.ts). */
import type { Instant } from '../../kernel/time.ts'
import type { CommandOf } from '../commands.ts'
import { rechase } from '../issue/chase.ts'
import { issueAt, issueOf, ofIssue, put } from '../issue/find.ts'
import { onlyOffice } from '../issue/village.ts'
import { refuse } from '../refusals.ts'
import type { HamletState } from '../state.ts'
import type { Turn } from '../turn.ts'
import { takeBackRoster, takeRoster } from './roster.ts'
import type { DeliveryRow } from './rows.ts'

/** People decide, the system shows it: an overdue issue never moves by itself, but the town may take it up. */
export function takeUpIssue(turn: Turn, command: CommandOf<'takeUpIssue'>): void {
  onlyOffice(turn, 'official', '提级办理')
  const issue = issueAt(turn, command.issueNo, ['inVillage'])
  // Reported now, in the town's own words: from here on the town's three working days to assign it count.
  put(turn, { ...issue, status: 'inTown', level: 'town', reportedAt: turn.now, reportText: command.reason }, { what: 'takenUp' })
  turn.happened('issueTakenUp', issue.id, ofIssue(issue), command.reason)
  rechase(turn)
}

export function setConfidential(turn: Turn, command: CommandOf<'setConfidential'>): void {
  if (turn.actor.kind !== 'official') refuse({ code: 'onlyFor', who: ['cadre', 'official'], what: '标为不公开' })
  const issue = issueOf(turn, command.issueNo)
  if (issue.confidential === command.confidential) return
  put(turn, { ...issue, confidential: command.confidential })
  turn.happened('confidentialitySet', issue.id, { ...ofIssue(issue), confidential: command.confidential })
}

/** A head who is put in place of another has to be put on record anew (备案). */
export function setRegistry(turn: Turn, command: CommandOf<'setRegistry'>): void {
  if (turn.actor.kind !== 'official') refuse({ code: 'onlyFor', who: ['cadre', 'official'], what: '改屋场登记' })
  const { hamlet } = turn
  const { headId, recorderId } = command.change
  for (const id of [headId, recorderId]) if (typeof id === 'string') turn.state.villagers.must(id)
  const newHead = headId !== undefined && headId !== hamlet.headId && hamlet.headId !== null
  const change = newHead && command.change.filing === undefined ? { ...command.change, filing: 'replaced' as const } : command.change
  turn.state.hamlet.put({ ...hamlet, ...change })
  turn.happened('registrySet', hamlet.id, { change, headBefore: hamlet.headId, recorderBefore: hamlet.recorderId })
}

/** The announcement that asked for 收到 last and still takes it. */
export const openDelivery = (state: HamletState, now: Instant): DeliveryRow | undefined =>
  state.deliveries
    .where((d) => d.receipts && d.openUntil !== null && d.openUntil > now)
    .sort((a, b) => b.at - a.at || (a.id < b.id ? 1 : -1))[0]

/** Every 收到 is kept until its household has one; when nothing was asked it is chat. Who is not bound yet counts once bound. */
export function acknowledge(turn: Turn, command: CommandOf<'acknowledge'>): void {
  const delivery = openDelivery(turn.state, turn.now)
  if (!delivery) return
  const { from } = command
  const accountId = 'accountId' in from ? from.accountId : null
  const householdId = 'householdId' in from ? from.householdId : null
  const household = householdId ?? turn.state.accounts.get(accountId)?.householdId ?? null
  const given = turn.state.receipts.where((r) => r.deliveryId === delivery.id)
  const same = given.some((r) =>
    household === null
      ? r.accountId === accountId
      : (r.householdId ?? turn.state.accounts.get(r.accountId)?.householdId ?? null) === household,
  )
  if (same) return
  const row = { id: turn.id(), hamletId: turn.hamlet.id, deliveryId: delivery.id, accountId, householdId, at: turn.now, seq: turn.nextSeq }
  turn.state.receipts.put(row)
  turn.happened('receiptGiven', delivery.announcementId, { deliveryId: delivery.id, householdId: household, known: household !== null })
}

export const deskRules = { takeUpIssue, setConfidential, setRegistry, takeRoster, takeBackRoster, acknowledge }
