/** What a number of the rules has to do with: what has been counted by it, and what is under way and will be. For a look before it is changed. */
import type { Policy } from '../../domain/base/policy.ts'
import type { Instant } from '../../kernel/time.ts'
import type { Reader } from '../database.ts'
import { row, rows } from './select.ts'

export type Thresholds = Pick<Policy, 'quorumPercent' | 'motionPercent' | 'satisfactionPercent' | 'basicCountsAsSatisfied'>

/** Of `total`, how many reach what is asked by the numbers of before, and by those of afterwards. */
export interface Counted {
  total: number
  before: number
  after: number
}

/** Each way of counting is applied to the figures that were frozen; none of them is counted again. */
const counted = (db: Reader, sql: string, reached: (percent: string) => string, values: unknown[]): Promise<Counted> =>
  row<Counted>(
    db,
    `SELECT count(*)::int AS total, count(*) FILTER (WHERE ${reached('$3::int')})::int AS before, count(*) FILTER (WHERE ${reached('$4::int')})::int AS after FROM ${sql}`,
    values,
  ).then((found) => found ?? { total: 0, before: 0, after: 0 })

const at = (instant: Instant): string => new Date(instant).toISOString()
const BASE = `coalesce((m.figures ->> 'base')::int, m."atHomeBase", 0)`

/** Meetings that have ended since, of which it is known who was there. */
export const meetingsSince = (db: Reader, townId: string, since: Instant, before: number, after: number): Promise<Counted> =>
  counted(
    db,
    `"Meeting" m JOIN "Hamlet" h ON h.id = m."hamletId" WHERE h."townId" = $1 AND m.status = 'ended' AND m.figures IS NOT NULL AND m."startsAt" >= $2::timestamptz`,
    (percent) => `${BASE} > 0 AND 100 * (m.figures ->> 'atHome')::int >= ${percent} * ${BASE}`,
    [townId, at(since), before, after],
  )

/** Motions closed since, in meetings with quorum. */
export const motionsSince = (db: Reader, townId: string, since: Instant, before: number, after: number): Promise<Counted> =>
  counted(
    db,
    `"Motion" x JOIN "Hamlet" h ON h.id = x."hamletId" WHERE h."townId" = $1 AND x.status = 'closed' AND x."binding" AND x."closedAt" >= $2::timestamptz`,
    (percent) => `x.present > 0 AND 100 * x.approve >= ${percent} * x.present`,
    [townId, at(since), before, after],
  )

/** Rounds that came to a result since, by what the ledger says of each word that was given. */
export async function roundsSince(db: Reader, townId: string, since: Instant, before: Thresholds, after: Thresholds): Promise<Counted> {
  const reached = (percent: string, basic: string) =>
    `f.raters > 0 AND 100 * (f.raters - f.dissatisfied - CASE WHEN ${basic}::boolean THEN 0 ELSE f.basic END) >= ${percent}::int * f.raters`
  const found = await row<Counted>(
    db,
    `SELECT count(*)::int AS total, count(*) FILTER (WHERE ${reached('$3', '$4')})::int AS before, count(*) FILTER (WHERE ${reached('$5', '$6')})::int AS after
     FROM (SELECT (l.data -> 'figures' ->> 'raters')::int AS raters, (l.data -> 'figures' ->> 'basic')::int AS basic, (l.data -> 'figures' ->> 'dissatisfied')::int AS dissatisfied
       FROM "LedgerEntry" l JOIN "Hamlet" h ON h.id = l."hamletId"
       WHERE h."townId" = $1 AND l.what IN ('issueClosed', 'issueSentBack') AND l.at >= $2::timestamptz AND l.data -> 'figures' ->> 'raters' IS NOT NULL) f`,
    [
      ...[townId, at(since)],
      ...[before.satisfactionPercent, before.basicCountsAsSatisfied],
      ...[after.satisfactionPercent, after.basicCountsAsSatisfied],
    ],
  )
  return found ?? { total: 0, before: 0, after: 0 }
}

export interface UnderWay {
  id: string
  hamlet: string
  /** At-home households of the frozen base of a meeting; of now for a round. */
  atHome: number
}

const MOST = 200

/** Meetings at which attendance is being taken. */
export const meetingsGoingOn = (db: Reader, townId: string): Promise<UnderWay[]> =>
  rows(
    db,
    `SELECT m.id, h.name AS hamlet, m."atHomeBase" AS "atHome" FROM "Meeting" m JOIN "Hamlet" h ON h.id = m."hamletId"
     WHERE h."townId" = $1 AND m.status = 'open' AND m."atHomeBase" IS NOT NULL ORDER BY m."startsAt", m.id LIMIT ${MOST}`,
    [townId],
  )

/** Rounds that have no result yet, with how many households may rate: all but the handler's, and of what is confidential its reporter. */
export const roundsGoingOn = (db: Reader, townId: string): Promise<(UnderWay & { no: number; eligible: number })[]> =>
  rows(
    db,
    `SELECT i.id, h.name AS hamlet, i.no, k."atHome", CASE WHEN i.confidential THEN 1 ELSE k.eligible END AS eligible
     FROM "Survey" s JOIN "Issue" i ON i.id = s."issueId" JOIN "Hamlet" h ON h.id = i."hamletId",
       LATERAL (SELECT count(*) FILTER (WHERE x."atHome")::int AS "atHome", count(*) FILTER (WHERE x.id IS DISTINCT FROM i."handlerHouseholdId")::int AS eligible
         FROM "Household" x WHERE x."hamletId" = i."hamletId" AND x."removedAt" IS NULL) k
     WHERE h."townId" = $1 AND s.status IN ('open', 'waiting') ORDER BY h.id, i.no LIMIT ${MOST}`,
    [townId],
  )

/** What has got its times already, and keeps them. */
export interface Fixed {
  meetings: number
  polls: number
  rounds: number
}
export const fixedAlready = async (db: Reader, townId: string): Promise<Fixed> => {
  const of = (table: string, status: string) =>
    `(SELECT count(*)::int FROM "${table}" t JOIN "Hamlet" h ON h.id = t."hamletId" WHERE h."townId" = $1 AND t.status = '${status}')`
  const found = await row<Fixed>(
    db,
    `SELECT ${of('Meeting', 'scheduled')} AS meetings, ${of('TimePoll', 'open')} AS polls, ${of('Survey', 'open')} AS rounds`,
    [townId],
  )
  return found ?? { meetings: 0, polls: 0, rounds: 0 }
}
