/** The groups and who is in them: what the sandbox shows. */
import type { Instant } from '../../kernel/time.ts'
import type { Reader } from '../database.ts'
import { rows } from './select.ts'

interface RoomMember {
  externalId: string
  nickname: string
  role: 'villager' | 'head' | 'recorder' | 'cadre' | 'official' | 'unbound'
  villager: string | null
  household: string | null
  atHome: boolean | null
}

export interface RoomWithMembers {
  kind: 'hamlet' | 'village' | 'town'
  name: string
  externalId: string
  members: RoomMember[]
}

/** Every group of an account with its people, in one statement. The town's groups first come hamlets, in the order of their making. */
export async function roomsWithMembers(db: Reader, account: string): Promise<{ town: string; rooms: RoomWithMembers[] }> {
  const [found] = await db.$queryRawUnsafe<{ town: string; rooms: RoomWithMembers[] }[]>(
    `WITH member AS (
       SELECT c."externalId", c.nickname, c."hamletId", o."villageId", o.office,
         CASE WHEN o.id IS NOT NULL THEN o.office::text WHEN c."householdId" IS NULL THEN 'unbound' WHEN c."villagerId" = h."headId" THEN 'head'
              WHEN c."villagerId" = h."recorderId" THEN 'recorder' ELSE 'villager' END AS role,
         v.name AS villager, CASE WHEN hh.id IS NOT NULL THEN hh."groupNo" || '组' || hh.number || '户' END AS household, hh."atHome"
       FROM "ChatAccount" c LEFT JOIN "Hamlet" h ON h.id = c."hamletId" LEFT JOIN "Villager" v ON v.id = c."villagerId"
         LEFT JOIN "Household" hh ON hh.id = c."householdId" LEFT JOIN "Official" o ON o.id = c."officialId"
       WHERE c.account = $1)
     SELECT coalesce((SELECT name FROM "Town" ORDER BY id LIMIT 1), '') AS town,
       coalesce((SELECT json_agg(r ORDER BY array_position(ARRAY['hamlet', 'village', 'town'], r.kind), r.seq) FROM (
         SELECT room.kind::text, room.name, room."externalId", row_number() OVER (ORDER BY room.ctid) AS seq,
           (SELECT coalesce(json_agg(json_build_object('externalId', m."externalId", 'nickname', m.nickname, 'role', m.role, 'villager', m.villager,
              'household', m.household, 'atHome', m."atHome")), '[]')
            FROM member m WHERE (room.kind = 'hamlet' AND m."hamletId" = room."hamletId")
              OR (room.kind = 'village' AND m."villageId" = room."villageId") OR (room.kind = 'town' AND m.office = 'official')) AS members
         FROM "Room" room WHERE room.account = $1 AND room.kind <> 'private') r), '[]') AS rooms`,
    account,
  )
  return found ?? { town: '', rooms: [] }
}

export interface GoingOn {
  kind: 'poll' | 'rsvp' | 'attend' | 'ballot' | 'rate'
  at: Instant
  options: number | null
  startsAt: Instant | null
  no: number | null
}

/** What is asked in a group at the moment, in the order in which it was. */
export const askedIn = (db: Reader, account: string, room: string): Promise<GoingOn[]> =>
  rows(
    db,
    `WITH h AS (SELECT "hamletId" AS id FROM "Room" WHERE account = $1 AND "externalId" = $2 AND kind = 'hamlet')
     SELECT q.* FROM (
       SELECT 'poll' AS kind, p."openedAt" AS at, cardinality(p.options) AS options, NULL::timestamptz AS "startsAt", NULL::int AS no
         FROM "TimePoll" p WHERE p."hamletId" = (SELECT id FROM h) AND p.status = 'open'
       UNION ALL SELECT CASE m.status WHEN 'open' THEN 'attend' ELSE 'rsvp' END, coalesce(m."openedAt", m."rsvpSince"), NULL, m."startsAt", NULL
         FROM "Meeting" m WHERE m."hamletId" = (SELECT id FROM h) AND m.status IN ('scheduled', 'open')
       UNION ALL SELECT 'ballot', x."openedAt", NULL, NULL, x.no FROM "Motion" x WHERE x."hamletId" = (SELECT id FROM h) AND x.status = 'open'
       UNION ALL SELECT 'rate', s."openedAt", NULL, NULL, i.no FROM "Survey" s JOIN "Issue" i ON i.id = s."issueId"
         WHERE s."hamletId" = (SELECT id FROM h) AND s.status IN ('open', 'waiting') AND NOT i.confidential) q
     ORDER BY q.at, q.kind = 'ballot', q.no`,
    [account, room],
  )

interface GoingIssue {
  hamlet: string
  no: number
  kind: string
  status: string
  accepted: boolean
}

/** Public issues that a group can do something about, the newest first: its hamlet's, its village's at the village, the town's at the town. */
export const issuesAt = (db: Reader, account: string, room: string): Promise<GoingIssue[]> =>
  rows(
    db,
    `SELECT h.alias AS hamlet, i.no, r.kind::text AS kind, i.status::text AS status, i."acceptedAt" IS NOT NULL AS accepted
     FROM "Room" r JOIN "Hamlet" h ON (r.kind = 'hamlet' AND h.id = r."hamletId") OR (r.kind = 'village' AND h."villageId" = r."villageId")
       OR (r.kind = 'town' AND h."townId" = r."townId")
     JOIN "Issue" i ON i."hamletId" = h.id AND NOT i.confidential AND i.status::text = ANY(CASE r.kind WHEN 'hamlet' THEN ARRAY['raised', 'inHamlet', 'inVillage', 'inTown', 'assigned']
       WHEN 'village' THEN ARRAY['inVillage'] ELSE ARRAY['inTown', 'assigned'] END)
     WHERE r.account = $1 AND r."externalId" = $2 ORDER BY i."raisedAt" DESC, i.no DESC LIMIT 6`,
    [account, room],
  )
