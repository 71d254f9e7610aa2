/** Villages, as the desk looks at them. */
import type { Reach } from '../../domain/rights/desk.ts'
import type { Reader } from '../database.ts'
import { Conditions, limitOf, type Page, type Paging, paged, readCursor, rows } from './select.ts'

export interface VillageRow {
  id: string
  name: string
  hamlets: number
  households: number
  atHome: number
}

/** All of them, for choosing one: a town has some dozens. */
export const listVillages = (db: Reader, reach: Reach): Promise<VillageRow[]> => villages(db, reach, undefined, VILLAGES_TO_CHOOSE)

export async function pageOfVillages(db: Reader, reach: Reach, paging: Paging): Promise<Page<VillageRow>> {
  const limit = limitOf(paging)
  return paged(await villages(db, reach, readCursor(paging.cursor, 'text')?.[0], limit + 1), limit, (v) => [v.id])
}

const VILLAGES_TO_CHOOSE = 500

function villages(db: Reader, reach: Reach, after: string | undefined, limit: number): Promise<VillageRow[]> {
  const where = new Conditions().and('v."townId" = ?', reach.townId).andIf(reach.villageId, 'v.id = ?').andIf(after, 'v.id > ?')
  return rows(
    db,
    `SELECT v.id, v.name, (SELECT count(*)::int FROM "Hamlet" h WHERE h."villageId" = v.id) AS hamlets,
       coalesce(x.households, 0)::int AS households, coalesce(x."atHome", 0)::int AS "atHome"
     FROM "Village" v LEFT JOIN (
       SELECT h."villageId", count(*) AS households, count(*) FILTER (WHERE y."atHome") AS "atHome"
       FROM "Household" y JOIN "Hamlet" h ON h.id = y."hamletId" WHERE y."removedAt" IS NULL GROUP BY h."villageId") x ON x."villageId" = v.id
     WHERE ${where} ORDER BY v.id LIMIT ${limit}`,
    where.values,
  )
}
