/** What the town sets for everybody: places, calendar, busy seasons, policy. */

import { policyOf } from '../../domain/base/policy.ts'
import type { TownEntry } from '../../domain/calendar/calendar.ts'
import { type MovedDate, movedDates, type TurnedMonth, turnedMonths } from '../../domain/preview/preview.ts'
import type { Principal } from '../../domain/rights/desk.ts'
import { dateOf } from '../../kernel/time.ts'
import { inTransaction } from '../../store/database.ts'
import { audit } from '../../store/door/audit.ts'
import {
  addBusy,
  awaitedIssues,
  type BusyRow,
  dropBusy,
  dropEntry,
  type EntryRow,
  listBusy,
  listEntries,
  type PlannedMeeting,
  plannedMeetings,
  putEntry,
  readPolicy,
} from '../../store/reading/calendar.ts'
import { addDepartment, addHamlet, addVillage, villageOfTown } from '../../store/reading/places.ts'
import { LIMIT_MAX } from '../../store/reading/select.ts'
import { lockTown } from '../../store/reading/town.ts'
import { recountDeadlines } from '../clock/recount.ts'
import type { Deps } from '../ports.ts'

export type CalendarChange = { put: TownEntry } | { drop: string }

const changed = (entries: readonly EntryRow[], change: CalendarChange): TownEntry[] =>
  'drop' in change ? entries.filter((e) => e.id !== change.drop) : [...entries.filter((e) => e.date !== change.put.date), change.put]

export interface Preview<T> {
  /** How many there are. */
  total: number
  /** The first of them. */
  items: T[]
}

export const shown = <T>(all: readonly T[]): Preview<T> => ({ total: all.length, items: all.slice(0, LIMIT_MAX) })

/** Which dates of open issues a change of the calendar would move. Nothing is written. */
export async function previewCalendar(
  deps: Deps,
  townId: string,
  change: CalendarChange,
): Promise<Preview<MovedDate & { hamletName: string; no: number }>> {
  const [before, issues, own] = await Promise.all([
    listEntries(deps.db, townId),
    awaitedIssues(deps.db, townId),
    readPolicy(deps.db, townId),
  ])
  const byId = new Map(issues.map((i) => [i.issueId, i]))
  const moved = movedDates({ before, after: changed(before, change) }, issues, policyOf(own), deps.clock.now())
  return shown(
    moved.flatMap((date) => {
      const issue = byId.get(date.issueId)
      return issue ? [{ ...date, hamletName: issue.hamletName, no: issue.no }] : []
    }),
  )
}

/** Writes the change; then every hamlet with open issues counts its deadlines anew, each in a sitting of its own that the ledger shows. */
export async function changeCalendar(deps: Deps, who: Principal, change: CalendarChange): Promise<EntryRow | undefined> {
  const now = deps.clock.now()
  const entry = await inTransaction(deps.db, async (tx) => {
    await lockTown(tx, who.townId)
    if ('drop' in change) {
      const dropped = await dropEntry(tx, who.townId, change.drop)
      if (dropped) await audit(tx, who, now, { action: 'dropCalendarEntry', subject: `calendar:${dropped.date}`, before: dropped })
      return dropped
    }
    const before = (await listEntries(tx, who.townId)).find((e) => e.date === change.put.date)
    const put = await putEntry(tx, who.townId, { ...change.put, id: deps.newId(), at: now, by: who.userId })
    await audit(tx, who, now, { action: 'putCalendarEntry', subject: `calendar:${put.date}`, before, after: put })
    return put
  })
  if (entry) await recountDeadlines(deps, who.townId)
  return entry
}

export type BusyChange = { put: Omit<BusyRow, 'id'> } | { drop: BusyRow }

/**
 * What a busy season would change: the months in which hamlets are, or are no longer, asked for a meeting; and the meetings that are
 * planned in it already, which stay. Nothing is written.
 */
export async function previewBusySeason(
  deps: Deps,
  townId: string,
  change: BusyChange,
): Promise<{ months: TurnedMonth[]; meetings: Preview<PlannedMeeting> }> {
  const now = deps.clock.now()
  const season = 'put' in change ? change.put : change.drop
  const [before, own, meetings] = await Promise.all([
    listBusy(deps.db, townId),
    readPolicy(deps.db, townId),
    'put' in change ? plannedMeetings(deps.db, townId, now, season) : [],
  ])
  const after = 'put' in change ? [...before, change.put] : before.filter((b) => b.id !== change.drop.id)
  return { months: turnedMonths({ before, after }, season, policyOf(own), dateOf(now)), meetings: shown(meetings) }
}

export async function addBusySeason(deps: Deps, who: Principal, given: Omit<BusyRow, 'id'>): Promise<BusyRow> {
  const busy = { ...given, id: deps.newId() }
  await inTransaction(deps.db, async (tx) => {
    await addBusy(tx, who.townId, busy)
    await audit(tx, who, deps.clock.now(), { action: 'addBusySeason', subject: `busy:${busy.id}`, after: busy })
  })
  return busy
}

export async function dropBusySeason(deps: Deps, who: Principal, id: string): Promise<BusyRow | undefined> {
  return inTransaction(deps.db, async (tx) => {
    const dropped = await dropBusy(tx, who.townId, id)
    if (dropped) await audit(tx, who, deps.clock.now(), { action: 'dropBusySeason', subject: `busy:${id}`, before: dropped })
    return dropped
  })
}

export async function makeVillage(deps: Deps, who: Principal, name: string): Promise<{ id: string; name: string } | undefined> {
  const village = { id: deps.newId(), townId: who.townId, name }
  return inTransaction(deps.db, async (tx) => {
    if (!(await addVillage(tx, village))) return undefined
    await audit(tx, who, deps.clock.now(), {
      action: 'makeVillage',
      subject: `village:${village.id}`,
      villageId: village.id,
      after: village,
    })
    return { id: village.id, name }
  })
}

export async function makeDepartment(deps: Deps, who: Principal, name: string): Promise<{ id: string; name: string } | undefined> {
  const department = { id: deps.newId(), townId: who.townId, name }
  return inTransaction(deps.db, async (tx) => {
    if (!(await addDepartment(tx, department))) return undefined
    await audit(tx, who, deps.clock.now(), { action: 'makeDepartment', subject: `department:${department.id}`, after: department })
    return { id: department.id, name }
  })
}

/** Undefined: no such village, or the short name is taken in the town. */
export async function makeHamlet(
  deps: Deps,
  who: Principal,
  given: { villageId: string; name: string; alias: string; venue?: string | undefined; category?: string | undefined },
): Promise<{ id: string; name: string } | { refused: 'noVillage' | 'aliasTaken' }> {
  const hamlet = { ...given, id: deps.newId(), townId: who.townId, venue: given.venue ?? null, category: given.category ?? null }
  return inTransaction(deps.db, async (tx) => {
    if (!(await villageOfTown(tx, who.townId, given.villageId))) return { refused: 'noVillage' as const }
    if (!(await addHamlet(tx, hamlet))) return { refused: 'aliasTaken' as const }
    await audit(tx, who, deps.clock.now(), {
      action: 'makeHamlet',
      subject: `hamlet:${hamlet.id}`,
      villageId: given.villageId,
      after: hamlet,
    })
    return { id: hamlet.id, name: hamlet.name }
  })
}
