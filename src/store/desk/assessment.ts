/**
 * 督查考核: the figures of a month, by hamlet or by month, each with its base (rules: “The town”). They come from what was frozen when it
 * happened: a meeting's figures and a survey's from the ledger, deadlines from the issues. Counted here, in one place, for the page, the
 * API and the workbook.
 */
import type { Reach } from '../../domain/desk/access.ts'
import { addDays, type DateString, type Instant, instantAt } from '../../kernel/time.ts'
import type { Reader } from '../database.ts'
import { within } from '../registry.ts'
import { seenIssue } from './issues.ts'
import { type Conditions, limitOf, type Page, type Paging, paged, readCursor, rows } from './select.ts'

export interface Assessment {
  meetings: number
  /** Meetings with quorum. */
  quorate: number
  /** Sums over the meetings: at-home households present, of the frozen bases. */
  householdsPresent: number
  householdsAtHome: number
  motions: number
  motionsCarried: number
  raised: number
  /** Deadlines of village and town that fell into the month and are past or met; and those met. */
  due: number
  onTime: number
  closed: number
  sentBack: number
  satisfied: number
  raters: number
}

export interface HamletAssessment extends Assessment {
  hamletId: string
  hamletName: string
  villageId: string
  villageName: string
}

export interface MonthAssessment extends Assessment {
  /** 2026-09. */
  month: string
}

/** The first day of a month, and of the next. */
export function monthSpan(month: string): { from: DateString; to: DateString } {
  const [year = 0, m = 1] = month.split('-').map(Number)
  const next = m === 12 ? `${year + 1}-01` : `${year}-${String(m + 1).padStart(2, '0')}`
  return { from: `${month}-01`, to: `${next}-01` }
}

/** The months up to and including `month`, oldest first. */
export function monthsUntil(month: string, count: number): string[] {
  const months = [month]
  while (months.length < count) months.unshift(addDays(`${months[0]}-01`, -1).slice(0, 7))
  return months
}

/** 24:00 of a date in Shanghai. */
const endOf = (column: string): string => `((${column}::date + 1)::timestamp AT TIME ZONE 'Asia/Shanghai')`
const monthOf = (at: string): string => `to_char(${at} AT TIME ZONE 'Asia/Shanghai', 'YYYY-MM')`

/** The two kinds of deadline that an issue can have: where it stands, and whether it was met. */
const DEADLINES = {
  report: {
    column: 'reportDueOn',
    met: `coalesce(least(i."reportedAt", i."handledAt", CASE WHEN i.status = 'withdrawn' THEN i."closedAt" END) < ${endOf('i."reportDueOn"')}, false)`,
  },
  assign: { column: 'assignDueOn', met: `coalesce(i."handledAt" < ${endOf('i."assignDueOn"')}, false)` },
} as const

/** A deadline counts once it is past or met. */
const counted = ({ column, met }: (typeof DEADLINES)['report' | 'assign'], fromDate: string, toDate: string, today: string): string =>
  `i."${column}" >= ${fromDate} AND i."${column}" < ${toDate} AND (i."${column}" < ${today} OR ${met})`

/**
 * One row per fact: hamlet, month, and what it adds to each figure. The conditions on `h` and on the issues `i` that the reader may see come
 * with their parameters; then from, to (instants), from, to (dates) and today.
 */
function facts(reachSql: string, seen: string, from: string, to: string, fromDate: string, toDate: string, today: string): string {
  const zero = (given: Record<string, string>): string => COLUMNS.map((c) => `(${given[c] ?? '0'})::int AS "${c}"`).join(', ')
  const figure = (name: string): string => `coalesce((f.figures ->> '${name}')::int, 0)`
  const deadline = (kind: (typeof DEADLINES)['report' | 'assign']): string => `
    SELECT i."hamletId", left(i."${kind.column}", 7) AS month, ${zero({ due: '1', onTime: `(${kind.met})::int` })}
    FROM "Issue" i JOIN h ON h.id = i."hamletId" WHERE ${seen} AND ${counted(kind, fromDate, toDate, today)}`
  return `WITH h AS MATERIALIZED (SELECT h.id FROM "Hamlet" h WHERE ${reachSql}), facts AS (
    SELECT m."hamletId", ${monthOf('m."startsAt"')} AS month, ${zero({
      meetings: '1',
      quorate: `coalesce((f.figures ->> 'quorate')::boolean, false)::int`,
      householdsPresent: figure('atHome'),
      householdsAtHome: `coalesce((f.figures ->> 'base')::int, m."atHomeBase", 0)`,
    })}
    FROM "Meeting" m JOIN h ON h.id = m."hamletId" LEFT JOIN LATERAL (SELECT l.data -> 'figures' AS figures FROM "LedgerEntry" l
      WHERE l."hamletId" = m."hamletId" AND l.subject = m.id AND l.data ? 'figures' ORDER BY l.seq DESC LIMIT 1) f ON true
    WHERE m.status = 'ended' AND m."startsAt" >= ${from} AND m."startsAt" < ${to}
    UNION ALL
    SELECT x."hamletId", ${monthOf('x."closedAt"')}, ${zero({ motions: '1', motionsCarried: 'coalesce(x.carried, false)::int' })}
    FROM "Motion" x JOIN h ON h.id = x."hamletId" WHERE x.status = 'closed' AND x."closedAt" >= ${from} AND x."closedAt" < ${to}
    UNION ALL
    SELECT i."hamletId", ${monthOf('i."raisedAt"')}, ${zero({ raised: '1' })}
    FROM "Issue" i JOIN h ON h.id = i."hamletId" WHERE ${seen} AND i."raisedAt" >= ${from} AND i."raisedAt" < ${to}
    UNION ALL
    SELECT s."hamletId", ${monthOf('s."closedAt"')}, ${zero({
      closed: `(s.status = 'passed')::int`,
      sentBack: `(s.status = 'failed')::int`,
      satisfied: 'coalesce(s.satisfied, 0)',
      raters: 'coalesce(s.raters, 0)',
    })}
    FROM "Survey" s JOIN h ON h.id = s."hamletId" JOIN "Issue" i ON i.id = s."issueId"
    WHERE ${seen} AND s.status IN ('passed', 'failed') AND s."closedAt" >= ${from} AND s."closedAt" < ${to}
    UNION ALL ${deadline(DEADLINES.report)}
    UNION ALL ${deadline(DEADLINES.assign)})`
}

const COLUMNS = [
  'meetings',
  'quorate',
  'householdsPresent',
  'householdsAtHome',
  'motions',
  'motionsCarried',
  'raised',
  'due',
  'onTime',
  'closed',
  'sentBack',
  'satisfied',
  'raters',
] as const satisfies readonly (keyof Assessment)[]
const SUMS = COLUMNS.map((c) => `coalesce(sum(f."${c}"), 0)::int AS "${c}"`).join(', ')

function query(reach: Reach, span: { from: DateString; to: DateString }, today: DateString, place: Place) {
  const where = placed(reach, place)
  const instant = (date: DateString) => `${where.value(new Date(instantAt(date)))}::timestamptz`
  const places = where.toString()
  const sql = facts(
    places,
    seenIssue(reach, where),
    instant(span.from),
    instant(span.to),
    where.value(span.from),
    where.value(span.to),
    where.value(today),
  )
  return { sql, values: where.values }
}

export interface Place {
  hamletId?: string | undefined
  villageId?: string | undefined
}

const placed = (reach: Reach, place: Place): Conditions =>
  within(reach).andIf(place.hamletId, 'h.id = ?').andIf(place.villageId, 'h."villageId" = ?')

/** Every hamlet within reach, also those where nothing happened. */
export function assessHamlets(db: Reader, reach: Reach, month: string, today: DateString, place: Place = {}): Promise<HamletAssessment[]> {
  const { sql, values } = query(reach, monthSpan(month), today, place)
  return rows(
    db,
    `${sql} SELECT g.id AS "hamletId", g.name AS "hamletName", v.id AS "villageId", v.name AS "villageName", ${SUMS}
     FROM h JOIN "Hamlet" g ON g.id = h.id JOIN "Village" v ON v.id = g."villageId" LEFT JOIN facts f ON f."hamletId" = h.id
     GROUP BY g.id, v.id ORDER BY v.id, g.id`,
    values,
  )
}

const NOTHING: Assessment = Object.fromEntries(COLUMNS.map((c) => [c, 0])) as unknown as Assessment

/** The last `count` months up to `month`, of all that is within reach or of one place; months in which nothing happened are zeros. */
export async function assessMonths(
  db: Reader,
  reach: Reach,
  month: string,
  count: number,
  today: DateString,
  place: Place = {},
): Promise<MonthAssessment[]> {
  const months = monthsUntil(month, count)
  const span = { from: `${months[0]}-01`, to: monthSpan(month).to }
  const { sql, values } = query(reach, span, today, place)
  const found = await rows<MonthAssessment>(db, `${sql} SELECT f.month, ${SUMS} FROM facts f GROUP BY f.month`, values)
  const by = new Map(found.map((f) => [f.month, f]))
  return months.map((m) => by.get(m) ?? { ...NOTHING, month: m })
}

/** The sum over hamlets: a village's or the town's figures. */
export function total(parts: readonly Assessment[]): Assessment {
  const sum = { ...NOTHING }
  for (const part of parts) for (const column of COLUMNS) sum[column] += part[column]
  return sum
}

export interface DueLine {
  issueId: string
  hamletName: string
  no: number
  text: string
  confidential: boolean
  /** The village's to report it, or the town's to have it done. */
  what: 'report' | 'assign'
  dueOn: DateString
  met: boolean
}

/** The deadlines behind 按期/到期: as many as the figure counts; an issue that had two of them in the month is here twice. */
export async function listDue(db: Reader, reach: Reach, month: string, today: DateString, filter: Place & Paging): Promise<Page<DueLine>> {
  const where = placed(reach, filter)
  const seen = seenIssue(reach, where)
  const { from, to } = monthSpan(month)
  const [fromDate, toDate, day] = [where.value(from), where.value(to), where.value(today)]
  const part = (what: 'report' | 'assign'): string => {
    const kind = DEADLINES[what]
    return `SELECT i.id AS "issueId", h.name AS "hamletName", i.no, i.text, i.confidential, '${what}' AS what, i."${kind.column}" AS "dueOn", ${kind.met} AS met
      FROM "Issue" i JOIN "Hamlet" h ON h.id = i."hamletId" WHERE ${where} AND ${seen} AND ${counted(kind, fromDate, toDate, day)}`
  }
  const cursor = readCursor(filter.cursor, 'text', 'text', 'text')
  const after = cursor ? `WHERE (d."dueOn", d."issueId", d.what) > (${cursor.map((key) => where.value(key)).join(', ')})` : ''
  const limit = limitOf(filter)
  const found = await rows<DueLine>(
    db,
    `SELECT d.* FROM (${part('report')} UNION ALL ${part('assign')}) d ${after} ORDER BY d."dueOn", d."issueId", d.what LIMIT ${limit + 1}`,
    where.values,
  )
  return paged(found, limit, (d) => [d.dueOn, d.issueId, d.what])
}

export interface VotedLine {
  id: string
  meetingId: string
  hamletName: string
  no: number
  text: string
  closedAt: Instant
  present: number | null
  approve: number | null
  carried: boolean
  binding: boolean | null
}

/** The motions behind 通过/表决, in the order in which they were closed. */
export async function listVoted(db: Reader, reach: Reach, month: string, filter: Place & Paging): Promise<Page<VotedLine>> {
  const { from, to } = monthSpan(month)
  const where = placed(reach, filter)
    .and(`x.status = 'closed'`)
    .and('x."closedAt" >= ?::timestamptz', new Date(instantAt(from)))
    .and('x."closedAt" < ?::timestamptz', new Date(instantAt(to)))
  const cursor = readCursor(filter.cursor, 'instant', 'text')
  if (cursor) where.and('(x."closedAt", x.id) > (?::timestamptz, ?)', ...cursor)
  const limit = limitOf(filter)
  const found = await rows<VotedLine>(
    db,
    `SELECT x.id, x."meetingId", h.name AS "hamletName", x.no, x.text, x."closedAt", x.present, x.approve, coalesce(x.carried, false) AS carried, x."binding"
     FROM "Motion" x JOIN "Hamlet" h ON h.id = x."hamletId" WHERE ${where} ORDER BY x."closedAt", x.id LIMIT ${limit + 1}`,
    where.values,
  )
  return paged(found, limit, (x) => [x.closedAt, x.id])
}
