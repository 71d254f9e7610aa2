/** The groups and who is in them: what the sandbox shows. */
import type { Reader } from '../database.ts'

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
