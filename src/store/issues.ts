/** Issues beyond one hamlet's turn: what is long over, what waits in an office, and a village's register of reports. */
import type { IssueRow, SurveyRow } from '../domain/issue/rows.ts'
import type { HamletState } from '../domain/state.ts'
import { type Instant, instantAt, wallTime } from '../kernel/time.ts'
import type { Reader, Transaction } from './database.ts'

type Dated<T> = { [K in keyof T]: T[K] extends Date ? number : T[K] extends Date | null ? number | null : T[K] }

/** A Prisma row with its instants as numbers. */
function numbered<T extends object>(row: T): Dated<T> {
  return Object.fromEntries(Object.entries(row).map(([k, v]) => [k, v instanceof Date ? v.getTime() : v])) as Dated<T>
}

/** Numbers in a message are few; a pasted table of thousands is not worth a query. */
const MOST_NUMBERS = 20

/** Issue numbers that a text may speak of: also in full-width digits. */
export function numbersIn(text: string): number[] {
  const plain = text.replace(/[０-９]/g, (d) => String.fromCharCode(d.charCodeAt(0) - 0xfee0))
  return [...new Set((plain.match(/\d{1,6}/g) ?? []).map(Number))].slice(0, MOST_NUMBERS)
}

/** Makes issues known to the state that ended long ago and are spoken of now, with their survey rounds. */
export async function knowIssues(tx: Reader, state: HamletState, numbers: readonly number[]): Promise<void> {
  const hamlet = state.hamlet.all().next().value
  if (!hamlet) return
  const known = new Set([...state.issues.all()].map((i) => i.no))
  const wanted = numbers.filter((no) => no > 0 && no <= hamlet.lastIssueNo && !known.has(no))
  if (wanted.length === 0) return
  const rows = await tx.issue.findMany({ where: { hamletId: hamlet.id, no: { in: wanted } } })
  for (const row of rows) state.issues.know(numbered(row) as unknown as IssueRow)
  const surveys = await tx.survey.findMany({ where: { issueId: { in: rows.map((r) => r.id) } } })
  for (const row of surveys) state.surveys.know(numbered(row) as unknown as SurveyRow)
}

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

export async function isDepartment(db: Reader, townId: string, name: string): Promise<boolean> {
  return (await db.department.count({ where: { townId, name } })) > 0
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

export interface WaitingIssue extends IssueRow {
  alias: string
  villageName: string
}

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
    ...(numbered(row) as unknown as IssueRow),
    alias: of.get(row.hamletId)?.alias ?? '',
    villageName: of.get(row.hamletId)?.village.name ?? '',
  }))
}

export interface IssueStep {
  what: string
  at: Instant
  why: string | null
}

/** The steps of an issue as its ledger has them, oldest first. */
export async function stepsOf(db: Reader, hamletId: string, issueId: string): Promise<IssueStep[]> {
  const rows = await db.ledgerEntry.findMany({
    where: { hamletId, subject: issueId },
    orderBy: { seq: 'asc' },
    select: { what: true, at: true, why: true },
  })
  return rows.map((row) => ({ ...row, at: row.at.getTime() }))
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

export interface NewDocument {
  id: string
  hamletId: string
  issueId: string
  kind: 'report' | 'reportDraft'
  name: string
  bytes: Uint8Array<ArrayBuffer>
}

/** A document is made once and kept as given out: a repeat changes nothing. */
export async function keepDocument(db: Reader, document: NewDocument, now: Instant): Promise<void> {
  await db.document.createMany({ data: [{ ...document, at: new Date(now) }], skipDuplicates: true })
}

export const hasDocument = async (db: Reader, id: string): Promise<boolean> => (await db.document.count({ where: { id } })) > 0
