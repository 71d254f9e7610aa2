/** The issue ledger as the desk looks at it: whoever may not know of an issue does not find it, in lists, figures and files alike. */

import { type IssueColumns, OPEN } from '../../domain/issue/rows.ts'
import type { Reach } from '../../domain/rights/desk.ts'
import type { DateString, Instant } from '../../kernel/time.ts'
import type { Reader } from '../database.ts'
import { within } from './hamlets.ts'
import { type Conditions, limitOf, type Page, type Paging, paged, readCursor, row, rows } from './select.ts'

export interface IssueLine
  extends Pick<
    IssueColumns,
    | 'id'
    | 'hamletId'
    | 'no'
    | 'status'
    | 'text'
    | 'category'
    | 'confidential'
    | 'raisedAt'
    | 'level'
    | 'round'
    | 'provisional'
    | 'department'
    | 'person'
    | 'handledAt'
    | 'closedAt'
  > {
  hamletName: string
  hamletAlias: string
  villageName: string
  /** The day that is being waited for at this status; null when none. */
  dueOn: DateString | null
}

export interface IssueDetail
  extends IssueLine,
    Pick<
      IssueColumns,
      | 'meetingId'
      | 'decision'
      | 'decisionText'
      | 'agreedOn'
      | 'handedAt'
      | 'handedFrom'
      | 'reportDueOn'
      | 'reportDays'
      | 'acceptedAt'
      | 'reportedAt'
      | 'reportNo'
      | 'reportText'
      | 'assignedAt'
      | 'assignDueOn'
      | 'handledText'
      | 'endReason'
      | 'takenUpAt'
      | 'takenUpFor'
      | 'againOf'
      | 'reportSigner'
      | 'studyId'
      | 'arrivedAt'
      | 'headDueOn'
      | 'passesOver'
      | 'mergedInto'
    > {
  villageId: string
  reporter: string | null
  /** Households of the same situation, the reporter's included (`supportersOf`). */
  supporters: number
}

/** What each status waits for. */
export const DUE = `CASE i.status WHEN 'inHamlet' THEN i."agreedOn" WHEN 'inVillage' THEN i."reportDueOn" WHEN 'assigned' THEN i."assignDueOn" END`
export const LINE = `i.id, i."hamletId", h.name AS "hamletName", h.alias AS "hamletAlias", v.name AS "villageName", i.no, i.status::text AS status, i.text, i.category,
  i.confidential, i."raisedAt", i.level, i.round, ${DUE} AS "dueOn", i.provisional, i.department, i.person, i."handledAt", i."closedAt"`
const detail = (
  reach: Reach,
): string => `${LINE}, h."villageId", ${reach.people ? 'coalesce(p.name, c.nickname)' : 'NULL::text'} AS reporter, i."meetingId", i.decision, i."decisionText", i."agreedOn", i."handedAt", i."handedFrom",
  i."reportDueOn", i."reportDays", i."acceptedAt", i."reportedAt", i."reportNo", i."reportText", i."assignedAt", i."assignDueOn", i."handledText",
  i."endReason", i."mergedInto", i."takenUpAt", i."takenUpFor", i."againOf", i."reportSigner", i."studyId", i."arrivedAt", i."headDueOn", i."passesOver",
  (SELECT count(DISTINCT x.id)::int FROM (SELECT c."householdId" AS id UNION ALL SELECT coalesce(s."householdId", a."householdId") FROM "Support" s
     LEFT JOIN "ChatAccount" a ON a.id = s."accountId" WHERE s."issueId" = i.id) x) AS supporters`
export const ISSUE_FROM = `"Issue" i JOIN "Hamlet" h ON h.id = i."hamletId" JOIN "Village" v ON v.id = h."villageId"`
const DETAIL_FROM = `${ISSUE_FROM} LEFT JOIN "ChatAccount" c ON c.id = i."reporterAccountId" LEFT JOIN "Villager" p ON p.id = c."villagerId"`

/**
 * Rules: confidential issues are in no list and in no figure that their reader may not see. A department sees what was assigned to it. A
 * condition on `i`; its parameter is added to `where`.
 */
export function seenIssue(reach: Reach, where: Conditions): string {
  if (reach.department !== null) return `i.department = ${where.value(reach.department)}`
  return seenBy(reach)
}

/** Without a department: that is a parameter of its own. */
export const seenBy = ({ confidential, aboutCadres }: Reach, i = 'i'): string =>
  aboutCadres ? 'true' : confidential ? `${i}."passesOver" IS DISTINCT FROM 'village'` : `NOT ${i}.confidential`

export function visibleIssues(reach: Reach): Conditions {
  const where = within(reach)
  return where.and(seenIssue(reach, where))
}

type DueFilter = 'overdue' | 'today' | 'week'

export interface IssueFilter extends Paging {
  hamletId?: string | undefined
  villageId?: string | undefined
  /** Raised at this meeting. */
  meetingId?: string | undefined
  status?: string | undefined
  category?: string | undefined
  /** Whose order it is. */
  department?: string | undefined
  /** Only these. */
  ids?: readonly string[] | undefined
  search?: string | undefined
  due?: DueFilter | undefined
  /** Not closed and not withdrawn. */
  open?: boolean | undefined
  /** Raised at or after, and before. */
  from?: Instant | undefined
  to?: Instant | undefined
  /** For `due`. */
  today: DateString
  /** For `due: week`: the last day of it. */
  until?: DateString | undefined
}

export const filtered = (reach: Reach, filter: IssueFilter): Conditions => narrowed(visibleIssues(reach), filter)

/** Adds a filter's conditions: on `i` alone, but for a village and for words, which need `h`. */
export function narrowed(where: Conditions, filter: IssueFilter): Conditions {
  where
    .andIf(filter.hamletId, 'i."hamletId" = ?')
    .andIf(filter.villageId, 'h."villageId" = ?')
    .andIf(
      filter.meetingId,
      'i."meetingId" = ? AND i."hamletId" = (SELECT m."hamletId" FROM "Meeting" m WHERE m.id = ?)',
      filter.meetingId,
      filter.meetingId,
    )
    .andIf(filter.status, 'i.status = ?::"IssueStatus"')
    .andIf(filter.category, 'i.category = ?')
    .andIf(filter.department, 'i.department = ?')
    .andIf(filter.ids, 'i.id = ANY (?::text[])')
    .andIf(
      filter.search,
      'strpos(i.text, ?) > 0 OR h.alias || i.no::text || ? = ? || ?',
      filter.search,
      '号',
      filter.search?.replace(/号$/, ''),
      '号',
    )
  if (filter.from !== undefined) where.and('i."raisedAt" >= ?::timestamptz', new Date(filter.from))
  if (filter.to !== undefined) where.and('i."raisedAt" < ?::timestamptz', new Date(filter.to))
  if (filter.open === true) where.and('i.status = ANY (?::"IssueStatus"[])', OPEN)
  if (filter.open === false) where.and(`i.status IN ('closed', 'withdrawn')`)
  if (filter.due) where.and(`i.status IN ('inHamlet', 'inVillage', 'assigned')`)
  if (filter.due === 'overdue') where.and(`${DUE} < ?`, filter.today)
  if (filter.due === 'today') where.and(`${DUE} = ?`, filter.today)
  if (filter.due === 'week') where.and(`${DUE} BETWEEN ? AND ?`, filter.today, filter.until ?? filter.today)
  return where
}

/** The newest first; with `due`, the most urgent first. */
export async function listIssues(db: Reader, reach: Reach, filter: IssueFilter): Promise<Page<IssueLine>> {
  const where = filtered(reach, filter)
  const limit = limitOf(filter)
  const byDue = filter.due !== undefined
  const cursor = byDue ? readCursor(filter.cursor, 'text', 'text') : readCursor(filter.cursor, 'instant', 'text')
  if (cursor) where.and(byDue ? `(${DUE}, i.id) > (?, ?)` : '(i."raisedAt", i.id) < (?::timestamptz, ?)', ...cursor)
  const order = byDue ? `${DUE}, i.id` : 'i."raisedAt" DESC, i.id DESC'
  const found = await rows<IssueLine>(
    db,
    `SELECT ${LINE} FROM ${ISSUE_FROM} WHERE ${where} ORDER BY ${order} LIMIT ${limit + 1}`,
    where.values,
  )
  return paged(found, limit, (i) => (byDue ? [i.dueOn ?? '', i.id] : [i.raisedAt, i.id]))
}

export function findIssue(db: Reader, reach: Reach, id: string): Promise<IssueDetail | undefined> {
  const where = visibleIssues(reach).and('i.id = ?', id)
  return row(db, `SELECT ${detail(reach)} FROM ${DETAIL_FROM} WHERE ${where}`, where.values)
}

/** With everything a workbook's line needs; by cursor, so that a file of any length is read in parts. */
export async function issueDetails(db: Reader, reach: Reach, filter: IssueFilter): Promise<Page<IssueDetail>> {
  const where = filtered(reach, filter)
  const limit = limitOf(filter)
  const cursor = readCursor(filter.cursor, 'instant', 'text')
  if (cursor) where.and('(i."raisedAt", i.id) < (?::timestamptz, ?)', ...cursor)
  const found = await rows<IssueDetail>(
    db,
    `SELECT ${detail(reach)} FROM ${DETAIL_FROM} WHERE ${where} ORDER BY i."raisedAt" DESC, i.id DESC LIMIT ${limit + 1}`,
    where.values,
  )
  return paged(found, limit, (i) => [i.raisedAt, i.id])
}

/** The hamlet and the issue behind each “槐树12号”, as far as the reader may see them; by the words themselves. */
export async function namedIssues(
  db: Reader,
  reach: Reach,
  named: readonly { hamlet: string; no?: number | undefined }[],
): Promise<Map<string, { hamletId: string; issueId: string | null }>> {
  const where = within(reach)
  const seen = seenIssue(reach, where)
  const [aliases, numbers] = [where.value(named.map((n) => n.hamlet)), where.value(named.map((n) => n.no ?? 0))]
  const found = await rows<{ alias: string; no: number; hamletId: string; issueId: string | null }>(
    db,
    `SELECT DISTINCT n.alias, n.no, h.id AS "hamletId", i.id AS "issueId" FROM unnest(${aliases}::text[], ${numbers}::int[]) AS n (alias, no)
     JOIN "Hamlet" h ON h.alias = n.alias LEFT JOIN "Issue" i ON i."hamletId" = h.id AND i.no = n.no AND ${seen} WHERE ${where}`,
    where.values,
  )
  return new Map(found.map(({ alias, no, ...ids }) => [`${alias}${no || ''}`, ids]))
}

export interface LedgerLine {
  seq: number
  at: Instant
  who: string
  /** The name behind `who`, where it is a person of the roster, an official or a user. */
  whoName: string | null
  what: string
  data: Record<string, unknown>
  why: string | null
}

/** What in an entry's data leads to a villager. */
const LEADS_TO_PEOPLE = /^(account|household|villager|handlerHousehold)Id$/

/** The step without the villager who took it. */
function nameless(line: LedgerLine): LedgerLine {
  const data = Object.fromEntries(Object.entries(line.data).filter(([key]) => !LEADS_TO_PEOPLE.test(key)))
  return line.who.startsWith('account:') ? { ...line, who: 'villager', whoName: null, data } : { ...line, data }
}

/** An issue's history: what the hamlet's ledger says about it and its surveys, oldest first. */
export async function historyOf(
  db: Reader,
  reach: Reach,
  { hamletId, subjects }: { hamletId: string; subjects: readonly string[] },
  paging: Paging,
): Promise<Page<LedgerLine>> {
  const limit = limitOf(paging)
  const after = readCursor(paging.cursor, 'int')?.[0] ?? 0
  const found = await rows<LedgerLine>(
    db,
    `SELECT l.seq, l.at, l.who, coalesce(p.name, c.nickname, o.name, u.name) AS "whoName", l.what, l.data, l.why
     FROM "LedgerEntry" l
       LEFT JOIN "ChatAccount" c ON l.who = 'account:' || c.id LEFT JOIN "Villager" p ON p.id = c."villagerId"
       LEFT JOIN "Official" o ON l.who = 'official:' || o.id LEFT JOIN "User" u ON l.who = 'official:' || u.id
     WHERE l."hamletId" = $1 AND l.subject = ANY ($2::text[]) AND l.seq > $3::int ORDER BY l.seq LIMIT ${limit + 1}`,
    [hamletId, [...subjects], after],
  )
  return paged(reach.people ? found : found.map(nameless), limit, (l) => [l.seq])
}
