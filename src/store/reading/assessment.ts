/**
 * 督查考核: the figures of a month, by hamlet or by month, each with its base (issue-loop: The town's morning). They come from what was frozen when it
 * happened: a meeting's figures and a survey's from the ledger, deadlines from the issues. Counted here, in one place, for the page, the
 * API and the workbook.
 */
import { ASSESSED, type Assessment, NOTHING } from '../../domain/assessment/assessment.ts'
import type { Reach } from '../../domain/rights/desk.ts'
import { addDays, type DateString, type Instant, instantAt } from '../../kernel/time.ts'
import type { Reader } from '../database.ts'
import { within } from './hamlets.ts'
import { seenIssue } from './issues.ts'
import { type Conditions, limitOf, type Page, type Paging, paged, readCursor, rows } from './select.ts'

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

/** 24:00 of a due date in Shanghai. */
const END = `((d."dueOn"::date + 1)::timestamp AT TIME ZONE 'Asia/Shanghai')`
const MET = `coalesce(d."metAt" < ${END}, false)`

/** A deadline counts once it is past or met; one that was replaced or taken away before its end was no longer anybody's. */
const counted = (fromDate: string, toDate: string, today: string, end = END): string =>
  `d."dueOn" >= ${fromDate} AND d."dueOn" < ${toDate} AND (d."dueOn" < ${today} OR d."metAt" IS NOT NULL) AND (d."droppedAt" IS NULL OR d."droppedAt" >= ${end})`

/** Each day of a span and the moments between which it lies: of a town's thousands of deadlines a few dozen days are asked for. */
const days = (fromDate: string, toDate: string): string =>
  `days AS MATERIALIZED (SELECT to_char(t, 'YYYY-MM-DD') AS day, t AT TIME ZONE 'Asia/Shanghai' AS starts, (t + interval '1 day') AT TIME ZONE 'Asia/Shanghai' AS ends
    FROM generate_series(${fromDate}::text::timestamp, ${toDate}::text::timestamp - interval '1 day', interval '1 day') t)`

interface Span {
  /** The month, or several that follow each other, `YYYY-MM`, oldest first. */
  months: readonly string[]
  today: DateString
}

/** What the figures are added up by: each hamlet and month, or each month; a month by its number in the span from 1 on. */
type By = 'hamlet' | 'month'

/**
 * Whether all of a town is asked for. Most databases have one town: then no row has to be looked up to know whose it is, which is a third of
 * the work of a year's figures.
 */
const isWhole = (reach: Reach, place: Place): boolean =>
  reach.villageId === null && place.hamletId === undefined && place.villageId === undefined

/** Figures under what they are added up by, once per kind of fact; with the parameters of it all. */
function facts(reach: Reach, place: Place, { months, today }: Span, by: By): { sql: string; values: unknown[] } {
  const where = placed(reach, place)
  const hamlets = where.toString()
  const seen = seenIssue(reach, where)
  const [first = '', last = ''] = [months[0], months.at(-1)]
  const [fromDate, toDate, day] = [where.value(monthSpan(first).from), where.value(monthSpan(last).to), where.value(today)]
  const starts = `${where.value(months.map((month) => new Date(instantAt(`${month}-01`)).toISOString()))}::timestamptz[]`
  const end = `${where.value(new Date(instantAt(monthSpan(last).to)))}::timestamptz`
  const within = (at: string): string => `${at} >= (${starts})[1] AND ${at} < ${end}`
  const monthOf = (at: string): string => (months.length === 1 ? '1' : `width_bucket(${at}, ${starts})`)
  const key = (hamlet: string, at: string): string =>
    by === 'hamlet' ? `${hamlet} AS key, ${monthOf(at)} AS month` : `'' AS key, ${monthOf(at)} AS month`
  // As int: a sum of bigints is a numeric, which is added up several times slower.
  const sums = (given: Record<string, string>): string => ASSESSED.map((c) => `${given[c] ? `${given[c]}::int` : '0'} AS "${c}"`).join(', ')
  const how = (condition: string): string => `count(*) FILTER (WHERE ${condition})`
  const figure = (name: string): string => `(m.figures ->> '${name}')::int`
  const ofIssue = (id: string): string => (seen === 'true' ? '' : ` JOIN "Issue" i ON i.id = ${id} AND ${seen}`)
  const ofPlace = isWhole(reach, place)
    ? { join: () => '', that: (id: string) => ` AND ((SELECT count(*) FROM "Town") = 1 OR ${id} IN (SELECT h.id FROM h))` }
    : { join: (id: string) => ` JOIN h ON h.id = ${id}`, that: () => '' }
  const of = (table: string, alias: string): string => `"${table}" ${alias}${ofPlace.join(`${alias}."hamletId"`)}`
  const there = (alias: string): string => ofPlace.that(`${alias}."hamletId"`)
  const sql = `WITH h AS MATERIALIZED (SELECT h.id FROM "Hamlet" h WHERE ${hamlets}), ${days(fromDate, toDate)}, facts AS (
    SELECT ${key('m."hamletId"', 'm."startsAt"')}, ${sums({
      meetings: 'count(*)',
      quorate: how(`(m.figures ->> 'quorate')::boolean`),
      householdsPresent: `coalesce(sum(${figure('atHome')}), 0)`,
      householdsAtHome: `coalesce(sum(coalesce(${figure('base')}, m."atHomeBase")), 0)`,
    })}
    FROM ${of('Meeting', 'm')} WHERE m.status = 'ended' AND ${within('m."startsAt"')}${there('m')} GROUP BY 1, 2
    UNION ALL
    SELECT ${key('x."hamletId"', 'x."closedAt"')}, ${sums({
      motions: how('x."binding"'),
      motionsCarried: how('x.carried AND x."binding"'),
      motionsNotBinding: how('x."binding" IS NOT TRUE'),
    })}
    FROM ${of('Motion', 'x')} WHERE x.status = 'closed' AND ${within('x."closedAt"')}${there('x')} GROUP BY 1, 2
    UNION ALL
    SELECT ${key('i."hamletId"', 'i."raisedAt"')}, ${sums({ raised: 'count(*)' })}
    FROM ${of('Issue', 'i')} WHERE ${seen} AND ${within('i."raisedAt"')}${there('i')} GROUP BY 1, 2
    UNION ALL
    SELECT ${key('s."hamletId"', 's."closedAt"')}, ${sums({
      closed: how(`s.status = 'passed'`),
      sentBack: how(`s.status = 'failed'`),
      satisfied: 'coalesce(sum(s.satisfied), 0)',
      raters: 'coalesce(sum(s.raters), 0)',
      atDoor: 'coalesce(sum(s."atDoor"), 0)',
    })}
    FROM ${of('Survey', 's')}${ofIssue('s."issueId"')}
    WHERE s.status IN ('passed', 'failed') AND ${within('s."closedAt"')}${there('s')} GROUP BY 1, 2
    UNION ALL
    SELECT ${key('d."hamletId"', 'e.starts')}, ${sums({ due: 'count(*)', onTime: how('d."metAt" < e.ends') })}
    FROM ${of('DueDate', 'd')} JOIN days e ON e.day = d."dueOn"${ofIssue('d."issueId"')}
    WHERE d.what = 'report' AND ${counted(fromDate, toDate, day, 'e.ends')}${there('d')} GROUP BY 1, 2)`
  return { sql, values: where.values }
}

/** Figures of one month as numbers in the order of `ASSESSED`: as objects their names would be most of what is read. */
const sumsOf = (month: number): string =>
  `ARRAY[${ASSESSED.map((c) => `coalesce(sum(f."${c}") FILTER (WHERE f.month = ${month}), 0)::int`).join(', ')}]`
function named(figures: readonly number[]): Assessment {
  const assessment = { ...NOTHING }
  for (const [i, column] of ASSESSED.entries()) assessment[column] = figures[i] ?? 0
  return assessment
}

export interface Place {
  hamletId?: string | undefined
  villageId?: string | undefined
}

const placed = (reach: Reach, place: Place): Conditions =>
  within(reach).andIf(place.hamletId, 'h.id = ?').andIf(place.villageId, 'h."villageId" = ?')

/** Every hamlet within reach, also those where nothing happened. */
export async function assessHamlets(
  db: Reader,
  reach: Reach,
  month: string,
  today: DateString,
  place: Place = {},
): Promise<HamletAssessment[]> {
  return (await byHamlet(db, reach, [month], today, place)).map(({ before: _, ...of }) => of)
}

/** The same, each beside the month before. */
export function assessBeside(db: Reader, reach: Reach, month: string, today: DateString, place: Place = {}): Promise<BesideLast[]> {
  return byHamlet(db, reach, monthsUntil(month, 2), today, place)
}

export type BesideLast = HamletAssessment & { before: Assessment }

/** Of the last of `months`, beside the one before it. */
async function byHamlet(db: Reader, reach: Reach, months: readonly string[], today: DateString, place: Place): Promise<BesideLast[]> {
  const { sql, values } = facts(reach, place, { months, today }, 'hamlet')
  type Row = Pick<HamletAssessment, 'hamletId' | 'hamletName' | 'villageId' | 'villageName'> & { figures: number[]; before: number[] }
  const found = await rows<Row>(
    db,
    `${sql} SELECT g.id AS "hamletId", g.name AS "hamletName", v.id AS "villageId", v.name AS "villageName", ${sumsOf(months.length)} AS figures, ${sumsOf(months.length - 1)} AS before
     FROM h JOIN "Hamlet" g ON g.id = h.id JOIN "Village" v ON v.id = g."villageId" LEFT JOIN facts f ON f.key = h.id
     GROUP BY g.id, v.id ORDER BY v.id, g.id`,
    values,
  )
  return found.map(({ figures, before, ...of }) => ({ ...of, ...named(figures), before: named(before) }))
}

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
  const { sql, values } = facts(reach, place, { months, today }, 'month')
  const sums = ASSESSED.map((c) => `coalesce(sum(f."${c}"), 0)::int AS "${c}"`).join(', ')
  const found = await rows<Assessment & { month: number }>(db, `${sql} SELECT f.month, ${sums} FROM facts f GROUP BY f.month`, values)
  const by = new Map(found.map(({ month: n, ...figures }) => [months[n - 1], figures]))
  return months.map((m) => ({ ...(by.get(m) ?? NOTHING), month: m }))
}

export interface DueLine {
  issueId: string
  hamletName: string
  no: number
  text: string
  confidential: boolean
  /** The village's to report it, or a department's to have it done. */
  what: 'report' | 'assign'
  department: string | null
  dueOn: DateString
  met: boolean
}

/**
 * The deadlines behind 按期/到期: as many as the figure counts; an issue that had several of them in the month is here as often. A village's, or
 * those of the departments, or of one.
 */
export async function listDue(
  db: Reader,
  reach: Reach,
  month: string,
  today: DateString,
  filter: Place & Paging & { what?: DueLine['what']; department?: string | undefined },
): Promise<Page<DueLine>> {
  const where = placed(reach, filter)
  const seen = seenIssue(reach, where)
  const { from, to } = monthSpan(month)
  where.and(counted(where.value(from), where.value(to), where.value(today)))
  where.and('d.what = ?::"DueKind"', filter.what ?? 'report').andIf(filter.department, 'd.department = ?')
  const cursor = readCursor(filter.cursor, 'text', 'text')
  if (cursor) where.and('(d."dueOn", d.id) > (?, ?)', ...cursor)
  const limit = limitOf(filter)
  const found = await rows<DueLine & { id: string }>(
    db,
    `SELECT d.id, i.id AS "issueId", h.name AS "hamletName", i.no, i.text, i.confidential, d.what::text AS what, d.department, d."dueOn", ${MET} AS met
     FROM "DueDate" d JOIN "Issue" i ON i.id = d."issueId" JOIN "Hamlet" h ON h.id = d."hamletId"
     WHERE ${where} AND ${seen} ORDER BY d."dueOn", d.id LIMIT ${limit + 1}`,
    where.values,
  )
  return paged(found, limit, (d) => [d.dueOn, d.id])
}

export interface DepartmentFigures {
  department: string
  due: number
  onTime: number
}

/** What the departments were given, and what of it was done in time: figures of their own, not the village's. */
export function assessDepartments(
  db: Reader,
  reach: Reach,
  month: string,
  today: DateString,
  place: Place = {},
): Promise<DepartmentFigures[]> {
  const where = placed(reach, place)
  const seen = seenIssue(reach, where)
  const { from, to } = monthSpan(month)
  where.and(counted(where.value(from), where.value(to), where.value(today)))
  return rows(
    db,
    `SELECT coalesce(d.department, '') AS department, count(*)::int AS due, count(*) FILTER (WHERE ${MET})::int AS "onTime"
     FROM "DueDate" d JOIN "Issue" i ON i.id = d."issueId" JOIN "Hamlet" h ON h.id = d."hamletId"
     WHERE d.what = 'assign' AND ${where} AND ${seen} GROUP BY 1 ORDER BY 1`,
    where.values,
  )
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
export async function listVoted(
  db: Reader,
  reach: Reach,
  month: string,
  filter: Place & Paging & { binding: boolean },
): Promise<Page<VotedLine>> {
  const { from, to } = monthSpan(month)
  const where = placed(reach, filter)
    .and(`x.status = 'closed'`)
    .and(filter.binding ? 'x."binding"' : 'x."binding" IS NOT TRUE')
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
