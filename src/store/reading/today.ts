/** What 今天 is made of: the issues that somebody has to do something about, and what else waits for a person of the desk. */
import type { TodayIssue } from '../../domain/digest/today.ts'
import type { HamletFacts } from '../../domain/registry/lacks.ts'
import type { Principal, Reach } from '../../domain/rights/desk.ts'
import type { DateString, Instant } from '../../kernel/time.ts'
import type { Reader } from '../database.ts'
import { within } from './hamlets.ts'
import { DUE, ISSUE_FROM, seenIssue } from './issues.ts'
import { row, rows } from './select.ts'

/** Entered at the door and not confirmed by a second person. */
const UNCONFIRMED = `(SELECT count(*)::int FROM "Rating" r WHERE r."hamletId" = i."hamletId" AND r."surveyId" = s.id AND r.via = 'byHand' AND r."confirmedAt" IS NULL)`

/** More than anybody reads; beyond it the lists behind the figures are the way. */
const ISSUES_AT_MOST = 3_000

const millis = (at: string): string => `floor(date_part('epoch', ${at}) * 1000)`
/**
 * What a line is made of, in this order. As an array: of a thousand issues the names of two dozen columns would be most of what is read. Moments
 * are milliseconds: nobody revives what stands in an array.
 */
const COLUMNS = {
  ...{ id: 'i.id', hamletId: 'i."hamletId"', hamlet: 'h.alias', villageId: 'h."villageId"', village: 'v.name', no: 'i.no', text: 'i.text' },
  ...{ confidential: 'i.confidential', status: 'i.status', arrivedAt: millis('i."arrivedAt"'), acceptedAt: millis('i."acceptedAt"') },
  ...{ provisional: 'i.provisional', department: 'i.department', person: 'i.person', headDueOn: 'i."headDueOn"', dueOn: DUE },
  unsigned: `i."reportSigner" IS NULL AND i."reportNo" IS NOT NULL AND i.status IN ('inTown', 'assigned') AND i."reportedAt" >= i."handedAt"`,
  ...{ surveyStatus: 's.status', round: 's.round', raters: 's.raters', satisfied: 's.satisfied' },
  unconfirmed: `CASE WHEN s.status IN ('open', 'waiting') THEN ${UNCONFIRMED} ELSE 0 END`,
} satisfies Record<keyof TodayIssue, string>
const NAMES = Object.keys(COLUMNS) as (keyof TodayIssue)[]

/**
 * Issues within reach at which something is waited for, also those that are closed to no one's eyes but theirs; each with its latest round. That is
 * looked up for those that have had one (LIMIT keeps it from being joined with all rounds there ever were).
 */
export async function todaysIssues(db: Reader, reach: Reach): Promise<TodayIssue[]> {
  const where = within(reach)
  where.and(seenIssue(reach, where))
  where.and(
    `i.status IN ('inVillage', 'inTown', 'assigned') OR i.status = 'inHamlet' AND (i."agreedOn" IS NOT NULL OR i.round > 0)
     OR i.status = 'raised' AND i."headDueOn" IS NOT NULL OR i.status = 'inReview' AND (s.status = 'waiting' OR ${COLUMNS.unconfirmed} > 0)`,
  )
  const found = await rows<{ line: unknown[] }>(
    db,
    `SELECT json_build_array(${NAMES.map((name) => COLUMNS[name]).join(', ')}) AS line
     FROM ${ISSUE_FROM} LEFT JOIN LATERAL (SELECT s.id, s.status, s.round, s.raters, s.satisfied FROM "Survey" s
         WHERE i.round > 0 AND s."issueId" = i.id AND s.round = i.round LIMIT 1) s ON true
     WHERE i.status IN ('raised', 'inHamlet', 'inVillage', 'inTown', 'assigned', 'inReview') AND ${where} LIMIT ${ISSUES_AT_MOST}`,
    where.values,
  )
  return found.map(({ line }) => {
    const issue: Partial<Record<keyof TodayIssue, unknown>> = {}
    for (const [n, name] of NAMES.entries()) issue[name] = line[n]
    return issue as unknown as TodayIssue
  })
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

/** `facts`: of the hamlets within reach (./hamlets.ts); the page has them anyway. */
export const stepsOf = (facts: readonly HamletFacts[], beside: BesideHamlets): FirstSteps => ({
  hamlets: facts.length,
  withRoster: facts.filter((h) => h.households > 0).length,
  withHead: facts.filter((h) => h.headId !== null).length,
  withRecorder: facts.filter((h) => h.recorderId !== null).length,
  withRoom: facts.filter((h) => h.hasRoom).length,
  ...beside,
})

export type BesideHamlets = Pick<FirstSteps, 'busy' | 'bots' | 'met'>

export async function besideHamlets(db: Reader, reach: Reach, today: DateString): Promise<BesideHamlets> {
  const where = within(reach)
  const [town, day] = [where.value(reach.townId), where.value(today)]
  const found = await row<BesideHamlets>(
    db,
    `SELECT (SELECT count(*)::int FROM "BusyPeriod" b WHERE b."townId" = ${town} AND b."to" >= ${day}) AS busy, (SELECT count(*)::int FROM "AccountSeen") AS bots,
       EXISTS (SELECT FROM "Hamlet" h JOIN "Meeting" m ON m."hamletId" = h.id WHERE ${where}) AS met`,
    where.values,
  )
  return found as BesideHamlets
}
