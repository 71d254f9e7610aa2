/** The desk's part of the one list of rules (src/domain/decide.ts). */
import type { Instant } from '../../kernel/time.ts'
import type { CommandOf } from '../commands.ts'
import { rechase } from '../issue/chase.ts'
import { issueAt, issueOf, ofIssue, put } from '../issue/find.ts'
import { onlyOffice } from '../issue/village.ts'
import { refuse } from '../refusals.ts'
import type { HouseholdRow, VillagerRow } from '../rows.ts'
import type { HamletState } from '../state.ts'
import type { Turn } from '../turn.ts'
import type { RosterHouseholdGiven, RosterPersonGiven } from './commands.ts'
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

/**
 * Puts a file's households and people into the roster. A household is known by its group and number, a person by the name within it; what
 * the file leaves empty stays as it was, and nobody is removed: a person missing from a file may be a slip, and past answers are theirs.
 */
export function takeRoster(turn: Turn, command: CommandOf<'takeRoster'>): void {
  const count = { householdsAdded: 0, householdsChanged: 0, peopleAdded: 0, peopleChanged: 0 }
  for (const given of command.households) {
    const household = takeHousehold(turn, given, count)
    const known = turn.state.villagers.where((v) => v.householdId === household.id && v.removedAt === null)
    for (const person of given.people) takePerson(turn, household, person, known, count)
  }
  if (Object.values(count).some((n) => n > 0)) turn.happened('rosterTaken', turn.hamlet.id, count)
}

type Counts = { householdsAdded: number; householdsChanged: number; peopleAdded: number; peopleChanged: number }

function takeHousehold(turn: Turn, { groupNo, number, atHome }: RosterHouseholdGiven, count: Counts): HouseholdRow {
  const before = turn.state.households.find((h) => h.groupNo === groupNo && h.number === number)
  if (before && before.removedAt === null && before.atHome === atHome) return before
  const row: HouseholdRow = before
    ? { ...before, atHome, removedAt: null }
    : { id: turn.id(), hamletId: turn.hamlet.id, groupNo, number, atHome, removedAt: null }
  turn.state.households.put(row)
  if (before) count.householdsChanged += 1
  else count.householdsAdded += 1
  if (before && before.atHome !== atHome)
    turn.state.atHomeChanges.put({ id: turn.id(), hamletId: turn.hamlet.id, householdId: row.id, atHome, at: turn.now, by: turn.who })
  return row
}

function takePerson(turn: Turn, household: HouseholdRow, given: RosterPersonGiven, known: VillagerRow[], count: Counts): void {
  const before = known.find((v) => v.name === given.name)
  const row: VillagerRow = {
    id: before?.id ?? turn.id(),
    hamletId: turn.hamlet.id,
    householdId: household.id,
    name: given.name,
    isHouseholdHead: given.isHouseholdHead,
    gender: given.gender ?? before?.gender ?? null,
    birthDate: given.birthDate ?? before?.birthDate ?? null,
    phone: given.phone ?? before?.phone ?? null,
    partyMember: given.partyMember,
    removedAt: null,
  }
  const fields = Object.keys(row) as (keyof VillagerRow)[]
  if (before && fields.every((field) => before[field] === row[field])) return
  turn.state.villagers.put(row)
  if (before) count.peopleChanged += 1
  else count.peopleAdded += 1
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
  if ('householdId' in from && from.onBehalf) turn.only(['head', 'recorder'], '代答')
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

export const deskRules = { takeUpIssue, setConfidential, setRegistry, takeRoster, acknowledge }
