/** 台账: the issues of a filter in any order, and how many of them stand where. */
import type { IssueStatus } from '../../domain/issue/rows.ts'
import type { Reach } from '../../domain/rights/desk.ts'
import type { Reader } from '../database.ts'
import { DUE, filtered, ISSUE_FROM, type IssueFilter, type IssueLine, LINE } from './issues.ts'
import { limitOf, type Page, paged, readCursor, row, rows } from './select.ts'

/** Each column as text that sorts as it reads; what has none comes last. */
const SORTS = {
  issue: `h.alias || lpad(i.no::text, 6, '0')`,
  village: 'v.name',
  category: `coalesce(i.category, '~')`,
  status: `array_position(enum_range(NULL::"IssueStatus"), i.status)::text`,
  due: `coalesce(${DUE}, '9999-12-31')`,
  department: `coalesce(i.department, '~')`,
  raised: `to_char(i."raisedAt" AT TIME ZONE 'UTC', 'YYYYMMDDHH24MISSMS')`,
} as const
export type LedgerSort = keyof typeof SORTS
export const LEDGER_SORTS = Object.keys(SORTS) as readonly LedgerSort[]

export interface LedgerOrder {
  by: LedgerSort
  down: boolean
}

/** The same rows as `listIssues`, in this order. */
export async function sortedIssues(db: Reader, reach: Reach, filter: IssueFilter, { by, down }: LedgerOrder): Promise<Page<IssueLine>> {
  const where = filtered(reach, filter)
  const limit = limitOf(filter)
  const key = `(${SORTS[by]}) COLLATE "C"`
  const cursor = readCursor(filter.cursor, 'text', 'text')
  if (cursor) where.and(`(${key}, i.id) ${down ? '<' : '>'} (?, ?)`, ...cursor)
  const way = down ? 'DESC' : 'ASC'
  const found = await rows<IssueLine & { key: string }>(
    db,
    `SELECT ${LINE}, ${key} AS key FROM ${ISSUE_FROM} WHERE ${where} ORDER BY ${key} ${way}, i.id ${way} LIMIT ${limit + 1}`,
    where.values,
  )
  const { items, next } = paged(found, limit, (i) => [i.key, i.id])
  return { items: items.map(({ key: _, ...issue }) => issue), next }
}

export interface LedgerCounts {
  byStatus: Partial<Record<IssueStatus, number>>
  /** Of the status that is looked at, past their day. */
  overdue: number
}

/** How many there are at each status, whatever status is looked at; the lists of the tabs have that many rows. */
export async function ledgerCounts(db: Reader, reach: Reach, filter: IssueFilter): Promise<LedgerCounts> {
  const { status, open, ...others } = filter
  const where = filtered(reach, others)
  const shown =
    status === undefined
      ? open === undefined
        ? 'true'
        : `i.status NOT IN ('closed', 'withdrawn')`
      : `i.status = ${where.value(status)}::"IssueStatus"`
  const today = where.value(filter.today)
  const found = await row<{ counts: LedgerCounts['byStatus'] | null; overdue: number | null }>(
    db,
    `SELECT json_object_agg(c.status, c.n) AS counts, sum(c.overdue)::int AS overdue FROM (SELECT i.status::text AS status, count(*)::int AS n,
       count(*) FILTER (WHERE ${shown} AND i.status IN ('inHamlet', 'inVillage', 'assigned') AND ${DUE} < ${today})::int AS overdue
     FROM ${ISSUE_FROM} WHERE ${where} GROUP BY 1) c`,
    where.values,
  )
  return { byStatus: found?.counts ?? {}, overdue: found?.overdue ?? 0 }
}
