/**
 * 督查考核: the figures of a month, by hamlet or by month, each with its base (rules: “The town”). They come from what was frozen when it
 * happened: a meeting's figures and a survey's from the ledger, deadlines from the issues. Counted here, in one place, for the page, the
 * API and the workbook.
 */
import type { Reach } from '../../domain/desk/access.ts'
import { addDays, type DateString, instantAt } from '../../kernel/time.ts'
import type { Reader } from '../database.ts'
import { within } from '../registry.ts'
import { rows } from './select.ts'

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

/** One row per fact: hamlet, month, and what it adds to each figure. $1 town … are the conditions on `h`; then from, to (instants) and today. */
function facts(reachSql: string, from: string, to: string, fromDate: string, toDate: string, today: string): string {
  const zero = (given: Record<string, string>): string => COLUMNS.map((c) => `(${given[c] ?? '0'})::int AS "${c}"`).join(', ')
  const figure = (name: string): string => `coalesce((f.figures ->> '${name}')::int, 0)`
  const deadline = (column: string, met: string): string => `
    SELECT i."hamletId", left(i."${column}", 7) AS month, ${zero({ due: '1', onTime: `(${met})::int` })}
    FROM "Issue" i JOIN h ON h.id = i."hamletId"
    WHERE i."${column}" >= ${fromDate} AND i."${column}" < ${toDate} AND (i."${column}" < ${today} OR ${met})`
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
    FROM "Issue" i JOIN h ON h.id = i."hamletId" WHERE i."raisedAt" >= ${from} AND i."raisedAt" < ${to}
    UNION ALL
    SELECT s."hamletId", ${monthOf('s."closedAt"')}, ${zero({
      closed: `(s.status = 'passed')::int`,
      sentBack: `(s.status = 'failed')::int`,
      satisfied: 'coalesce(s.satisfied, 0)',
      raters: 'coalesce(s.raters, 0)',
    })}
    FROM "Survey" s JOIN h ON h.id = s."hamletId" WHERE s.status IN ('passed', 'failed') AND s."closedAt" >= ${from} AND s."closedAt" < ${to}
    UNION ALL ${deadline(
      'reportDueOn',
      `coalesce(least(i."reportedAt", i."handledAt", CASE WHEN i.status = 'withdrawn' THEN i."closedAt" END) < ${endOf('i."reportDueOn"')}, false)`,
    )}
    UNION ALL ${deadline('assignDueOn', `coalesce(i."handledAt" < ${endOf('i."assignDueOn"')}, false)`)})`
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
  const where = within(reach).andIf(place.hamletId, 'h.id = ?').andIf(place.villageId, 'h."villageId" = ?')
  const instant = (date: DateString) => `${where.value(new Date(instantAt(date)))}::timestamptz`
  const sql = facts(
    where.toString(),
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

/** Every hamlet within reach, also those where nothing happened. */
export function assessHamlets(db: Reader, reach: Reach, month: string, today: DateString, place: Place = {}): Promise<HamletAssessment[]> {
  const { sql, values } = query(reach, monthSpan(month), today, place)
  return rows(
    db,
    `${sql} SELECT g.id AS "hamletId", g.name AS "hamletName", v.id AS "villageId", v.name AS "villageName", ${SUMS}
     FROM h JOIN "Hamlet" g ON g.id = h.id JOIN "Village" v ON v.id = g."villageId" LEFT JOIN facts f ON f."hamletId" = h.id
     GROUP BY g.id, v.id ORDER BY v.id, g.id LIMIT 2000`,
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
