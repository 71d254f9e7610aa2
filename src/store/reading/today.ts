/** What 今天 is made of: the issues that somebody has to do something about, and what else waits for a person of the desk. */
import type { TodayIssue } from '../../domain/digest/today.ts'
import type { Principal, Reach } from '../../domain/rights/desk.ts'
import type { DateString, Instant } from '../../kernel/time.ts'
import type { Reader } from '../database.ts'
import { within } from './hamlets.ts'
import { DUE, ISSUE_FROM, seenIssue } from './issues.ts'
import { row, rows } from './select.ts'

/** More than anybody reads; beyond it the lists behind the figures are the way. */
const ISSUES_AT_MOST = 3_000

/** Issues within reach at which something is waited for, also those that are closed to no one's eyes but theirs. */
export function todaysIssues(db: Reader, reach: Reach): Promise<TodayIssue[]> {
  const where = within(reach)
  where.and(seenIssue(reach, where))
  where.and(
    `i.status IN ('inVillage', 'inTown', 'assigned') OR i.status = 'inHamlet' AND (i."agreedOn" IS NOT NULL OR i.round > 0)
     OR i.status = 'raised' AND i."headDueOn" IS NOT NULL OR i.status = 'inReview' AND (s.status = 'waiting' OR s.unconfirmed > 0)`,
  )
  return rows<TodayIssue>(
    db,
    `SELECT i.id, i."hamletId", h.alias AS hamlet, h."villageId", v.name AS village, i.no, i.text, i.confidential, i.status::text AS status, i."arrivedAt",
       i."acceptedAt", i.provisional, i.department, i.person, i."headDueOn", ${DUE} AS "dueOn",
       i."reportSigner" IS NULL AND i."reportNo" IS NOT NULL AND i.status IN ('inTown', 'assigned') AND i."reportedAt" >= i."handedAt" AS unsigned,
       s.status::text AS "surveyStatus", s.round, s.raters, s.satisfied, coalesce(s.unconfirmed, 0)::int AS unconfirmed
     FROM ${ISSUE_FROM}
       LEFT JOIN LATERAL (SELECT s.status, s.round, s.raters, s.satisfied,
           CASE WHEN s.status IN ('open', 'waiting') THEN (SELECT count(*) FROM "Rating" r WHERE r."hamletId" = i."hamletId" AND r."surveyId" = s.id AND r.via = 'byHand' AND r."confirmedAt" IS NULL) ELSE 0 END AS unconfirmed
         FROM "Survey" s WHERE s."issueId" = i.id ORDER BY s.round DESC LIMIT 1) s ON i.round > 0
     WHERE i.status IN ('raised', 'inHamlet', 'inVillage', 'inTown', 'assigned', 'inReview') AND ${where} LIMIT ${ISSUES_AT_MOST}`,
    where.values,
  )
}

/** What waits for a person of the desk and is no issue. */
export interface Errand {
  kind: 'claim' | 'file' | 'registry' | 'erasure' | 'caller'
  /** Of the account, the hamlet, the request. */
  id: string
  hamletId: string | null
  hamlet: string | null
  villageId: string | null
  village: string | null
  /** Whose it is: a nickname, a head's name; of a registration what it lacks: head, recorder, room. */
  name: string
  /** What was said, where something was. */
  said: string | null
  since: Instant | null
}

const ERRANDS_AT_MOST = 300
const PLACE = `h.id AS "hamletId", h.alias AS hamlet, h."villageId", v.name AS village`
const NOWHERE = `NULL AS "hamletId", NULL AS hamlet, NULL AS "villageId", NULL AS village`
const OF = `JOIN "Village" v ON v.id = h."villageId"`

/** Claims, heads that are not filed, registrations without the people or the group that an evening needs; for the admin also what only an admin settles. */
export function errandsOf(db: Reader, who: Principal, reach: Reach): Promise<Errand[]> {
  const where = within(reach)
  const admin = who.role === 'townAdmin'
  const [town, me] = admin ? [where.value(who.townId), where.value(who.userId)] : ['', '']
  const parts = [
    `SELECT 'claim' AS kind, c.id, ${PLACE}, c.nickname AS name, i.said, i.at AS since FROM "IdentityClaim" i JOIN "ChatAccount" c ON c.id = i."accountId" JOIN "Hamlet" h ON h.id = i."hamletId" ${OF} WHERE i.status = 'pending' AND ${where}`,
    `SELECT 'file', h.id, ${PLACE}, p.name, NULL, NULL::timestamptz FROM "Hamlet" h ${OF} JOIN "Villager" p ON p.id = h."headId" WHERE h.filing <> 'filed' AND ${where}`,
    `SELECT 'registry', h.id, ${PLACE}, concat_ws('、', CASE WHEN h."headId" IS NULL THEN '屋场长' END, CASE WHEN h."recorderId" IS NULL THEN '记录员' END, CASE WHEN r.id IS NULL THEN '群' END), NULL, NULL::timestamptz
     FROM "Hamlet" h ${OF} LEFT JOIN LATERAL (SELECT r.id FROM "Room" r WHERE r."hamletId" = h.id AND r.kind = 'hamlet' LIMIT 1) r ON true WHERE (h."headId" IS NULL OR h."recorderId" IS NULL OR r.id IS NULL) AND ${where}`,
    ...(admin
      ? [
          `SELECT 'erasure', e.id, ${NOWHERE}, '', NULL, e."askedAt" FROM "Erasure" e WHERE e."townId" = ${town} AND e."askedBy" <> ${me} AND e."confirmedAt" IS NULL AND e."droppedAt" IS NULL`,
          `SELECT 'caller', o.id, ${NOWHERE}, o.nickname, r.name, o.at FROM "OfficeCaller" o JOIN "Room" r ON r.id = o."roomId" WHERE r."townId" = ${town}
             AND NOT EXISTS (SELECT FROM "ChatAccount" c WHERE c.account = o.account AND c."externalId" = o."externalId" AND c."officialId" IS NOT NULL)`,
        ]
      : []),
  ]
  return rows<Errand>(
    db,
    `SELECT * FROM (${parts.map((part) => `(${part} LIMIT ${ERRANDS_AT_MOST})`).join(' UNION ALL ')}) e ORDER BY since NULLS LAST, "hamletId"`,
    where.values,
  )
}

/** How far a town has come before its first evening. */
export interface FirstSteps {
  hamlets: number
  withRoster: number
  withHead: number
  withRecorder: number
  withRoom: number
  busy: number
  /** Accounts of the town's groups that have been on line. */
  bots: number
  /** Whether there has ever been a meeting. */
  met: boolean
}

export async function firstSteps(db: Reader, reach: Reach, today: DateString): Promise<FirstSteps> {
  const where = within(reach)
  const [town, day] = [where.value(reach.townId), where.value(today)]
  const found = await row<FirstSteps>(
    db,
    `SELECT count(*)::int AS hamlets,
       count(*) FILTER (WHERE EXISTS (SELECT FROM "Household" x WHERE x."hamletId" = h.id AND x."removedAt" IS NULL))::int AS "withRoster",
       count(*) FILTER (WHERE h."headId" IS NOT NULL)::int AS "withHead", count(*) FILTER (WHERE h."recorderId" IS NOT NULL)::int AS "withRecorder",
       count(*) FILTER (WHERE EXISTS (SELECT FROM "Room" r WHERE r."hamletId" = h.id AND r.kind = 'hamlet'))::int AS "withRoom",
       (SELECT count(*)::int FROM "BusyPeriod" b WHERE b."townId" = ${town} AND b."to" >= ${day}) AS busy,
       (SELECT count(*)::int FROM "AccountSeen") AS bots,
       coalesce(bool_or(EXISTS (SELECT FROM "Meeting" m WHERE m."hamletId" = h.id)), false) AS met
     FROM "Hamlet" h WHERE ${where}`,
    where.values,
  )
  return found as FirstSteps
}
