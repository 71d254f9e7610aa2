/** One question over all that a desk looks for by name: hamlets, households, people, issues, meetings. Each as far as its reader may see it. */
import type { Reach } from '../../domain/rights/desk.ts'
import type { Instant } from '../../kernel/time.ts'
import type { Reader } from '../database.ts'
import { within } from './hamlets.ts'
import { ISSUE_FROM, type IssueLine, LINE, seenIssue } from './issues.ts'
import { Conditions, rows } from './select.ts'

/** Of each kind; there may be more, which the kind's own list has. */
export const FOUND_AT_MOST = 12

/** What the words can mean besides themselves. */
export interface Sought {
  words: string
  /** 槐树12号, 12号: an issue by its number; with the hamlet where one was named. */
  issue: { hamlet: string; no: number } | undefined
  /** 1组3户, with the hamlet where one was named. */
  household: { hamlet: string; groupNo: number; number: number } | undefined
  /** The day of a meeting. */
  day: { from: Instant; to: Instant } | undefined
}

export interface FoundVillage {
  id: string
  name: string
  hamlets: { id: string; alias: string }[]
}

/** Villages by their name, each with its hamlets. */
export function findVillages(db: Reader, reach: Reach, { words }: Sought): Promise<FoundVillage[]> {
  const where = new Conditions().and('v."townId" = ?', reach.townId).andIf(reach.villageId, 'v.id = ?')
  return rows(
    db,
    `SELECT v.id, v.name, coalesce(json_agg(json_build_object('id', h.id, 'alias', h.alias) ORDER BY h.id) FILTER (WHERE h.id IS NOT NULL), '[]') AS hamlets
     FROM "Village" v LEFT JOIN "Hamlet" h ON h."villageId" = v.id WHERE ${where} AND strpos(v.name, ${where.value(words)}) > 0
     GROUP BY v.id ORDER BY v.name <> ${where.value(words)}, v.id LIMIT ${FOUND_AT_MOST + 1}`,
    where.values,
  )
}

export interface FoundPlace {
  id: string
  name: string
  alias: string
  village: string
}

export function findPlaces(db: Reader, reach: Reach, { words }: Sought): Promise<FoundPlace[]> {
  const where = within(reach)
  const w = where.value(words)
  return rows(
    db,
    `SELECT h.id, h.name, h.alias, v.name AS village FROM "Hamlet" h JOIN "Village" v ON v.id = h."villageId"
     WHERE ${where} AND (strpos(h.name, ${w}) > 0 OR strpos(h.alias, ${w}) > 0)
     ORDER BY h.name <> ${w} AND h.alias <> ${w}, h."villageId", h.id LIMIT ${FOUND_AT_MOST + 1}`,
    where.values,
  )
}

export interface FoundHousehold {
  id: string
  hamletId: string
  hamlet: string
  village: string
  groupNo: number
  number: number
  atHome: boolean
  /** The names of its people, its head first. */
  people: string
}

/** Households by their number, or by the name of somebody in them. */
export function findHouseholds(db: Reader, reach: Reach, { words, household }: Sought): Promise<FoundHousehold[]> {
  const where = within(reach)
  // 槐树 王德福: of that hamlet.
  const [name = '', hamlet = ''] = words.split(/\s+/).reverse()
  const which = household
    ? `x."groupNo" = ${where.value(household.groupNo)}::int AND x.number = ${where.value(household.number)}::int AND strpos(h.alias || h.name, ${where.value(household.hamlet)}) > 0`
    : `x.id IN (SELECT p."householdId" FROM "Villager" p WHERE p."removedAt" IS NULL AND strpos(p.name, ${where.value(name)}) > 0) AND strpos(h.alias || h.name, ${where.value(hamlet)}) > 0`
  return rows(
    db,
    `SELECT x.id, h.id AS "hamletId", h.alias AS hamlet, v.name AS village, x."groupNo", x.number, x."atHome",
       (SELECT string_agg(p.name, '、' ORDER BY p."isHouseholdHead" DESC, p.id) FROM "Villager" p WHERE p."householdId" = x.id AND p."removedAt" IS NULL) AS people
     FROM "Household" x JOIN "Hamlet" h ON h.id = x."hamletId" JOIN "Village" v ON v.id = h."villageId"
     WHERE ${where} AND x."removedAt" IS NULL AND ${which} ORDER BY h."villageId", h.id, x."groupNo", x.number LIMIT ${FOUND_AT_MOST + 1}`,
    where.values,
  )
}

/** By number first, then by words, the newest first. */
export function findIssues(db: Reader, reach: Reach, { words, issue }: Sought): Promise<IssueLine[]> {
  const where = within(reach)
  where.and(seenIssue(reach, where))
  const named = issue ? `i.no = ${where.value(issue.no)}::int AND strpos(h.alias || h.name, ${where.value(issue.hamlet)}) > 0` : `i.no < 0`
  return rows(
    db,
    `SELECT ${LINE} FROM ${ISSUE_FROM} WHERE ${where} AND (${named} OR strpos(i.text, ${where.value(words)}) > 0)
     ORDER BY (${named}) DESC, i."raisedAt" DESC, i.id LIMIT ${FOUND_AT_MOST + 1}`,
    where.values,
  )
}

export interface FoundMeeting {
  id: string
  hamlet: string
  village: string
  startsAt: Instant
  topics: string[]
}

/** By the day, or by a topic or the hamlet's name. */
export function findMeetings(db: Reader, reach: Reach, { words, day }: Sought): Promise<FoundMeeting[]> {
  const where = within(reach)
  if (day) where.and('m."startsAt" >= ?::timestamptz AND m."startsAt" < ?::timestamptz', new Date(day.from), new Date(day.to))
  else where.and(`strpos(array_to_string(m.topics, ' '), ?) > 0 OR strpos(h.alias || h.name, ?) > 0`, words, words)
  return rows(
    db,
    `SELECT m.id, h.name AS hamlet, v.name AS village, m."startsAt", m.topics FROM "Meeting" m JOIN "Hamlet" h ON h.id = m."hamletId" JOIN "Village" v ON v.id = h."villageId"
     WHERE m.status <> 'cancelled' AND ${where} ORDER BY m."startsAt" DESC, m.id LIMIT ${FOUND_AT_MOST + 1}`,
    where.values,
  )
}
