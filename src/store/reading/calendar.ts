/** The town's own entries in the working calendar, its busy seasons, and its policy. */
import type { AwaitedIssue } from '../../domain/preview/preview.ts'
import { type DateString, type Instant, instantAt } from '../../kernel/time.ts'
import type { Reader, Transaction } from '../database.ts'
import type { Prisma } from '../generated/client.ts'
import { Conditions, LIMIT_MAX, limitOf, type Page, type Paging, paged, readCursor, row, rows } from './select.ts'

export interface EntryRow {
  id: string
  date: DateString
  kind: 'holiday' | 'workday'
  name: string
  at: Instant
  by: string
}

/** All of them, for counting days: a town enters some thirty a year. */
export const listEntries = (db: Reader, townId: string): Promise<EntryRow[]> =>
  rows(db, `SELECT ${ENTRY} FROM "CalendarEntry" WHERE "townId" = $1 ORDER BY date DESC`, [townId])

const ENTRY = 'id, date, kind::text AS kind, name, at, by'

export const findEntry = async (db: Reader, townId: string, id: string): Promise<EntryRow | undefined> =>
  row(db, `SELECT ${ENTRY} FROM "CalendarEntry" WHERE "townId" = $1 AND id = $2`, [townId, id])

/** The latest first. A date has one entry. */
export async function pageOfEntries(db: Reader, townId: string, paging: Paging): Promise<Page<EntryRow>> {
  const limit = limitOf(paging)
  const before = readCursor(paging.cursor, 'text')?.[0]
  const where = new Conditions().and('"townId" = ?', townId).andIf(before, 'date < ?')
  const found = await rows<EntryRow>(
    db,
    `SELECT ${ENTRY} FROM "CalendarEntry" WHERE ${where} ORDER BY date DESC LIMIT ${limit + 1}`,
    where.values,
  )
  return paged(found, limit, (e) => [e.date])
}

export async function putEntry(tx: Transaction, townId: string, e: EntryRow): Promise<EntryRow> {
  const { id, date, ...rest } = e
  const data = { ...rest, at: new Date(e.at) }
  const saved = await tx.calendarEntry.upsert({
    where: { townId_date: { townId, date } },
    create: { id, townId, date, ...data },
    update: data,
  })
  return { ...e, id: saved.id }
}

export async function dropEntry(tx: Transaction, townId: string, id: string): Promise<EntryRow | undefined> {
  const found = await tx.calendarEntry.findFirst({ where: { id, townId } })
  if (!found) return undefined
  await tx.calendarEntry.delete({ where: { id } })
  return { id, date: found.date, kind: found.kind, name: found.name, at: found.at.getTime(), by: found.by }
}

export interface BusyRow {
  id: string
  name: string
  from: DateString
  to: DateString
}

/** The latest first. */
export async function pageOfBusy(db: Reader, townId: string, paging: Paging): Promise<Page<BusyRow>> {
  const limit = limitOf(paging)
  const where = new Conditions().and('"townId" = ?', townId)
  const cursor = readCursor(paging.cursor, 'text', 'text')
  if (cursor) where.and('("from", id) < (?, ?)', ...cursor)
  const found = await rows<BusyRow>(
    db,
    `SELECT id, name, "from", "to" FROM "BusyPeriod" WHERE ${where} ORDER BY "from" DESC, id DESC LIMIT ${limit + 1}`,
    where.values,
  )
  return paged(found, limit, (b) => [b.from, b.id])
}

/** Those of the last years, for the page: a town has a few a year. */
export const listBusy = async (db: Reader, townId: string): Promise<BusyRow[]> => (await pageOfBusy(db, townId, { limit: LIMIT_MAX })).items

export const findBusy = (db: Reader, townId: string, id: string): Promise<BusyRow | undefined> =>
  row(db, `SELECT id, name, "from", "to" FROM "BusyPeriod" WHERE "townId" = $1 AND id = $2`, [townId, id])

export interface PlannedMeeting {
  meetingId: string
  hamletName: string
  startsAt: Instant
}

/** Meetings to come that lie in these days, both included. */
export const plannedMeetings = (db: Reader, townId: string, now: Instant, days: Pick<BusyRow, 'from' | 'to'>): Promise<PlannedMeeting[]> =>
  rows(
    db,
    `SELECT m.id AS "meetingId", h.name AS "hamletName", m."startsAt" FROM "Meeting" m JOIN "Hamlet" h ON h.id = m."hamletId"
     WHERE h."townId" = $1 AND m.status = 'scheduled' AND m."startsAt" >= greatest($2::timestamptz, $3::timestamptz) AND m."startsAt" < $4::timestamptz
     ORDER BY m."startsAt", m.id LIMIT 5000`,
    [townId, new Date(now), new Date(instantAt(days.from)), new Date(instantAt(days.to, 24))],
  )

export async function addBusy(tx: Transaction, townId: string, busy: BusyRow): Promise<void> {
  await tx.busyPeriod.create({ data: { ...busy, townId } })
}

export async function dropBusy(tx: Transaction, townId: string, id: string): Promise<BusyRow | undefined> {
  const found = await tx.busyPeriod.findFirst({ where: { id, townId }, select: { id: true, name: true, from: true, to: true } })
  if (found) await tx.busyPeriod.delete({ where: { id } })
  return found ?? undefined
}

export async function readPolicy(db: Reader, townId: string): Promise<Record<string, unknown>> {
  const town = await row<{ policy: Record<string, unknown> | null }>(db, 'SELECT policy FROM "Town" WHERE id = $1', [townId])
  if (!town) throw new Error(`there is no town ${townId}`)
  return town.policy ?? {}
}

export async function writePolicy(tx: Transaction, townId: string, policy: Record<string, unknown>): Promise<void> {
  await tx.town.update({ where: { id: townId }, data: { policy: policy as Prisma.InputJsonValue } })
}

export type AwaitedLine = AwaitedIssue & { hamletName: string; no: number }

/** Issues that an office has: those whose dates a change of the calendar can move. */
export async function awaitedIssues(db: Reader, townId: string): Promise<AwaitedLine[]> {
  return rows<AwaitedLine>(
    db,
    `SELECT i.id AS "issueId", h.name AS "hamletName", i.no, i.status::text AS status, i."reportDays" -> 0 ->> 'date' AS "countedFrom", i."reportDueOn",
       i.provisional, i."assignDueOn", i."arrivedAt"
     FROM "Issue" i JOIN "Hamlet" h ON h.id = i."hamletId"
     WHERE h."townId" = $1 AND (i.status = 'inTown' OR (i.status = 'inVillage' AND i."reportDays" -> 0 ->> 'date' IS NOT NULL AND i."reportDueOn" IS NOT NULL)
       OR (i.status = 'assigned' AND i."assignDueOn" IS NOT NULL))
     ORDER BY coalesce(i."assignDueOn", i."reportDueOn"), i.id LIMIT 5000`,
    [townId],
  )
}
