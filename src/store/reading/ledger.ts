/** 台账: the issues of a filter in any order, and how many of them stand where. */
import type { IssueStatus } from '../../domain/issue/rows.ts'
import type { Reach } from '../../domain/rights/desk.ts'
import type { Reader } from '../database.ts'
import { DUE, filtered, ISSUE_FROM, type IssueFilter, type IssueLine, LINE, narrowed, seenIssue } from './issues.ts'
import { Conditions, limitOf, type Page, paged, readCursor, row, rows } from './select.ts'

/** Each column as text that sorts as it reads; what has none comes last. When it was raised is a moment, which has an index of its own. */
const SORTS = {
  issue: `h.alias || lpad(i.no::text, 6, '0')`,
  village: 'v.name',
  category: `coalesce(i.category, '~')`,
  status: `array_position(enum_range(NULL::"IssueStatus"), i.status)::text`,
  due: `coalesce(${DUE}, '9999-12-31')`,
  department: `coalesce(i.department, '~')`,
  raised: 'i."raisedAt"',
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
  const [key, placeholder] = by === 'raised' ? [SORTS.raised, '?::timestamptz'] : [`(${SORTS[by]}) COLLATE "C"`, '?']
  const cursor = by === 'raised' ? readCursor(filter.cursor, 'instant', 'text') : readCursor(filter.cursor, 'text', 'text')
  if (cursor) where.and(`(${key}, i.id) ${down ? '<' : '>'} (${placeholder}, ?)`, ...cursor)
  const way = down ? 'DESC' : 'ASC'
  const found = await rows<IssueLine & { key?: string }>(
    db,
    `SELECT ${LINE}${by === 'raised' ? '' : `, ${key} AS key`} FROM ${ISSUE_FROM} WHERE ${where} ORDER BY ${key} ${way}, i.id ${way} LIMIT ${limit + 1}`,
    where.values,
  )
  const { items, next } = paged(found, limit, (i) => [i.key ?? i.raisedAt, i.id])
  return { items: items.map(({ key: _, ...issue }) => issue), next }
}

export interface LedgerCounts {
  byStatus: Partial<Record<IssueStatus, number>>
  /** Of the status that is looked at, past their day. */
  overdue: number
}

/**
 * How many there are at each status, whatever status is looked at; the lists of the tabs have that many rows. A town has ten times as many that
 * are closed as are open, and they are looked at only as an index has them: nothing but what decides who may see them is asked of a row, and whose
 * town it is only where there are several.
 */
export async function ledgerCounts(db: Reader, reach: Reach, filter: IssueFilter): Promise<LedgerCounts> {
  const { status, open, ...others } = filter
  const whole = reach.villageId === null && !filter.villageId && !filter.search
  const where = whole ? narrowed(ofTown(reach), others) : filtered(reach, others)
  const from = whole ? '"Issue" i' : ISSUE_FROM
  const shown = status === undefined ? 'true' : `i.status = ${where.value(status)}::"IssueStatus"`
  const today = where.value(filter.today)
  const found = await row<{ counts: LedgerCounts['byStatus'] | null; overdue: number }>(
    db,
    `SELECT (SELECT json_object_agg(c.status, c.n) FROM (SELECT i.status::text AS status, count(*)::int AS n FROM ${from} WHERE ${where} GROUP BY i.status) c) AS counts,
       (SELECT count(*)::int FROM ${from} WHERE ${where} AND ${shown} AND i.status IN ('inHamlet', 'inVillage', 'assigned') AND ${DUE} < ${today}) AS overdue`,
    where.values,
  )
  return { byStatus: found?.counts ?? {}, overdue: found?.overdue ?? 0 }
}

function ofTown(reach: Reach): Conditions {
  const where = new Conditions().and(
    '(SELECT count(*) FROM "Town") = 1 OR i."hamletId" IN (SELECT h.id FROM "Hamlet" h WHERE h."townId" = ?)',
    reach.townId,
  )
  return where.and(seenIssue(reach, where))
}
