/** What the digest and its neighbours read across all hamlets of a town, or of one village of it. */

import { type Policy, policyOf } from '../domain/base/policy.ts'
import type { DigestInput, DigestIssue } from '../domain/digest/digest.ts'
import { firstOfNext } from '../domain/digest/digest.ts'
import { IN_HAND } from '../domain/issue/rows.ts'
import { dateOf, type Instant, instantAt } from '../kernel/time.ts'
import { backupsOf } from './backup/standing.ts'
import type { Reader } from './database.ts'
import { SPOKEN_FIRST } from './directory.ts'
import { rows } from './reading/select.ts'

export interface TownSettings {
  id: string
  name: string
  policy: Policy
  busyPeriods: { name: string; from: string; to: string }[]
  calendarEntries: { date: string; kind: 'holiday' | 'workday'; name: string }[]
}

export async function townSettings(db: Reader, townId: string | 'all'): Promise<TownSettings[]> {
  const towns = await rows<TownSettings & { policy: Partial<Policy> }>(
    db,
    `SELECT t.id, t.name, t.policy,
       (SELECT coalesce(json_agg(json_build_object('name', b.name, 'from', b."from", 'to', b."to") ORDER BY b."from", b.id), '[]')
        FROM "BusyPeriod" b WHERE b."townId" = t.id) AS "busyPeriods",
       (SELECT coalesce(json_agg(json_build_object('date', e.date, 'kind', e.kind, 'name', e.name) ORDER BY e.date), '[]')
        FROM "CalendarEntry" e WHERE e."townId" = t.id) AS "calendarEntries"
     FROM "Town" t WHERE $1 = 'all' OR t.id = $1 ORDER BY t.id`,
    [townId],
  )
  return towns.map((town) => ({ ...town, policy: policyOf(town.policy) }))
}

export interface DigestScope {
  townId: string
  /** A cadre sees the own village. */
  villageId: string | null
}

const OF_SCOPE = `h."townId" = $1 AND ($2::text IS NULL OR h."villageId" = $2)`

/** Issues that an office has or that a review has sent back or left waiting, each with its latest round. */
const issues = (db: Reader, scope: DigestScope): Promise<DigestIssue[]> =>
  rows<DigestIssue>(
    db,
    `SELECT v.name AS village, h.alias AS hamlet, i.no, i.text, i.confidential, i.status::text AS status, i."reportDueOn", i.provisional, i."arrivedAt", i."agreedOn",
       i.department, i."assignDueOn", CASE WHEN i.round > 0 THEN (SELECT json_build_object('status', s.status, 'round', s.round, 'raters', s.raters, 'satisfied', s.satisfied)
         FROM "Survey" s WHERE s."issueId" = i.id AND s.round = i.round) END AS "lastSurvey"
     FROM "Issue" i JOIN "Hamlet" h ON h.id = i."hamletId" JOIN "Village" v ON v.id = h."villageId"
     WHERE ${OF_SCOPE} AND ($2::text IS NULL OR i."passesOver" IS DISTINCT FROM 'village') AND i.status = ANY ($3::"IssueStatus"[]) ORDER BY h.id, i.no`,
    [scope.townId, scope.villageId, IN_HAND],
  )

/** Hamlets in which no meeting was held in a month, and none is on: `month` is `YYYY-MM`. */
export async function hamletsWithoutMeeting(
  db: Reader,
  scope: DigestScope,
  month: string,
  planned: 'plannedCounts' | 'heldOnly',
): Promise<{ hamletId: string; village: string; hamlet: string }[]> {
  return rows(
    db,
    `SELECT h.id AS "hamletId", v.name AS village, h.alias AS hamlet FROM "Hamlet" h JOIN "Village" v ON v.id = h."villageId"
     WHERE ${OF_SCOPE} AND NOT EXISTS (SELECT 1 FROM "Meeting" m WHERE m."hamletId" = h.id
       AND m."startsAt" >= $3::timestamptz AND m."startsAt" < $4::timestamptz AND (m.status IN ('open', 'ended') OR ($5 AND m.status = 'scheduled')))
     ORDER BY h.id`,
    [
      scope.townId,
      scope.villageId,
      new Date(instantAt(`${month}-01`)).toISOString(),
      new Date(instantAt(firstOfNext(month))).toISOString(),
      planned === 'plannedCounts',
    ],
  )
}

/** Meetings that ended without quorum after `since`, with the figures as they stand, a sheet that was entered since included. */
async function noQuorum(db: Reader, scope: DigestScope, since: Instant, now: Instant): Promise<DigestInput['noQuorum']> {
  const ended = await rows<{ village: string; hamlet: string; startsAt: Instant; present: number; base: number }>(
    db,
    `SELECT v.name AS village, h.alias AS hamlet, m."startsAt", (m.figures->>'atHome')::int AS present, (m.figures->>'base')::int AS base
     FROM "LedgerEntry" l JOIN "Hamlet" h ON h.id = l."hamletId" JOIN "Village" v ON v.id = h."villageId" JOIN "Meeting" m ON m.id = l.subject
     WHERE ${OF_SCOPE} AND l.what = 'meetingEnded' AND l.at > $3::timestamptz AND l.at <= $4::timestamptz AND NOT (m.figures->>'quorate')::boolean
     ORDER BY l.at`,
    [scope.townId, scope.villageId, new Date(since).toISOString(), new Date(now).toISOString()],
  )
  return ended.map(({ startsAt, ...row }) => ({ ...row, heldOn: dateOf(startsAt) }))
}

/** Times in which an account of the town's groups was not connected. */
const offline = (db: Reader, townId: string, since: Instant, now: Instant): Promise<DigestInput['offline'][number][]> =>
  rows(
    db,
    `SELECT g.account, g."from", g."to" FROM "ConnectionGap" g
     WHERE g.account IN (SELECT r.account FROM "Room" r WHERE r."townId" = $1) AND g."from" < $3::timestamptz AND (g."to" IS NULL OR g."to" > $2::timestamptz)
     ORDER BY g."from"`,
    [townId, new Date(since).toISOString(), new Date(now).toISOString()],
  )

/** Of a real town; the demonstration is not backed up. */
async function lastBackup(db: Reader, townId: string): Promise<DigestInput['backup']> {
  const backups = await backupsOf(db, townId)
  return backups?.byItself ? { last: backups.standing.last?.at ?? null, begun: backups.begun } : undefined
}

export async function readDigest(
  db: Reader,
  scope: DigestScope,
  span: { since: Instant; now: Instant; months: readonly string[]; what?: 'all' | 'besideIssues' },
): Promise<DigestInput> {
  const { since, now, months } = span
  const [without, open, short, off, backup] = await Promise.all([
    Promise.all(months.map(async (month) => ({ month, hamlets: await hamletsWithoutMeeting(db, scope, month, 'heldOnly') }))),
    span.what === 'besideIssues' ? [] : issues(db, scope),
    noQuorum(db, scope, since, now),
    // An account that was off concerns those who look after it, in the town.
    scope.villageId === null ? offline(db, scope.townId, since, now) : [],
    scope.villageId === null ? lastBackup(db, scope.townId) : undefined,
  ])
  const noMeeting = without.flatMap(({ month, hamlets }) => hamlets.map(({ village, hamlet }) => ({ village, hamlet, month })))
  return { now, issues: open, noMeeting, noQuorum: short, offline: off, backup }
}

/** Every room that the town's digest goes to: its group and its robots. */
export const townRooms = (db: Reader, townId: string): Promise<{ id: string; account: string }[]> =>
  rows(db, `SELECT id, account FROM "Room" WHERE "townId" = $1 AND kind = 'town' ORDER BY id`, [townId])

export const hamletRooms = (db: Reader, hamletIds: readonly string[]): Promise<{ id: string; hamletId: string | null }[]> =>
  rows(
    db,
    `SELECT DISTINCT ON (r."hamletId") r.id, r."hamletId" FROM "Room" r WHERE r."hamletId" = ANY ($1::text[]) AND r.kind = 'hamlet'
     ORDER BY r."hamletId", ${SPOKEN_FIRST}`,
    [hamletIds],
  )

export interface ChainHead {
  hamletId: string
  seq: number
  hash: string
}

/** The heads of the chains of hamlets in whose ledger something was written since. */
export async function chainHeads(db: Reader, townId: string, since: Instant): Promise<ChainHead[]> {
  return db.$queryRawUnsafe(
    `SELECT h.id AS "hamletId", h."ledgerSeq" AS seq, h."ledgerHash" AS hash FROM "Hamlet" h
     WHERE h."townId" = $1 AND h."ledgerSeq" > 0 AND EXISTS (SELECT 1 FROM "LedgerEntry" l WHERE l."hamletId" = h.id AND l.at >= $2::timestamptz) ORDER BY h.id`,
    townId,
    new Date(since).toISOString(),
  )
}
