/** The offices: who speaks for them, which hamlets are theirs, what waits there, and a village's register of reports. */

import type { IssueRow } from '../domain/issue/rows.ts'
import { type Instant, instantAt, wallTime } from '../kernel/time.ts'
import type { Reader, Transaction } from './database.ts'
import { issueOf } from './turn/older-issues.ts'

/**
 * The next number of the village's register of reports in the year of `now`. Holds the village's row until the transaction ends, so that
 * two hamlets of one village never get the same one.
 */
export async function nextReportNo(tx: Transaction, villageId: string, now: Instant): Promise<number> {
  await tx.$queryRawUnsafe('SELECT id FROM "Village" WHERE id = $1 FOR UPDATE', villageId)
  const { year } = wallTime(now)
  const [row] = await tx.$queryRawUnsafe<{ last: number }[]>(
    `SELECT coalesce(max(i."reportNo"), 0)::int AS last FROM "Issue" i JOIN "Hamlet" h ON h.id = i."hamletId"
     WHERE h."villageId" = $1 AND i."reportedAt" >= $2::timestamptz AND i."reportedAt" < $3::timestamptz`,
    villageId,
    new Date(instantAt(`${year}-01-01`)).toISOString(),
    new Date(instantAt(`${year + 1}-01-01`)).toISOString(),
  )
  return (row?.last ?? 0) + 1
}

export interface Office {
  id: string
  name: string
  office: 'cadre' | 'official'
  townId: string
  villageId: string | null
}

/** Null also for somebody who is no longer in office. */
export const officeOf = (db: Reader, officialId: string): Promise<Office | null> =>
  db.official.findUnique({
    where: { id: officialId, endedAt: null },
    select: { id: true, name: true, office: true, townId: true, villageId: true },
  })

export interface ScopedHamlet {
  id: string
  alias: string
  villageId: string
}

/** The hamlets of a town, or of one village of it. */
export const hamletsOf = (db: Reader, townId: string, villageId: string | null): Promise<ScopedHamlet[]> =>
  db.hamlet.findMany({
    where: { townId, ...(villageId === null ? {} : { villageId }) },
    select: { id: true, alias: true, villageId: true },
    orderBy: { id: 'asc' },
  })

export type WaitingIssue = IssueRow & { alias: string; villageName: string }

/** Issues that stand at one of `statuses` in these hamlets. */
export async function waitingIssues(
  db: Reader,
  hamletIds: readonly string[],
  statuses: readonly IssueRow['status'][],
): Promise<WaitingIssue[]> {
  const hamlets = await db.hamlet.findMany({
    where: { id: { in: [...hamletIds] } },
    select: { id: true, alias: true, village: { select: { name: true } } },
  })
  const of = new Map(hamlets.map((h) => [h.id, h]))
  const rows = await db.issue.findMany({
    where: { hamletId: { in: [...hamletIds] }, status: { in: [...statuses] } },
    orderBy: [{ hamletId: 'asc' }, { no: 'asc' }],
  })
  return rows.map((row) => ({
    ...issueOf(row),
    alias: of.get(row.hamletId)?.alias ?? '',
    villageName: of.get(row.hamletId)?.village.name ?? '',
  }))
}

/** Hamlets in which the village or a department has something with a date: those that a change of the calendar concerns. */
export async function hamletsWithDates(db: Reader, townId: string, onlyProvisional = false): Promise<string[]> {
  const rows = await db.$queryRawUnsafe<{ id: string }[]>(
    `SELECT DISTINCT h.id FROM "Hamlet" h JOIN "Issue" i ON i."hamletId" = h.id
     WHERE h."townId" = $1 AND (i.status = 'inVillage' AND (i.provisional OR NOT $2) OR i.status = 'assigned' AND NOT $2) ORDER BY h.id`,
    townId,
    onlyProvisional,
  )
  return rows.map((row) => row.id)
}
