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

/** All of them, for choosing one: nobody's households are counted for that. */
export function villageNames(db: Reader, reach: Reach): Promise<Pick<VillageRow, 'id' | 'name' | 'hamlets'>[]> {
  const where = ofReach(reach)
  return rows(
    db,
    `SELECT v.id, v.name, (SELECT count(*)::int FROM "Hamlet" h WHERE h."villageId" = v.id) AS hamlets
     FROM "Village" v WHERE ${where} ORDER BY v.id LIMIT ${VILLAGES_TO_CHOOSE}`,
    where.values,
  )
}

/** All of them with their figures: a town has some dozens. */
export const listVillages = (db: Reader, reach: Reach): Promise<VillageRow[]> => villages(db, reach, undefined, VILLAGES_TO_CHOOSE)

export async function pageOfVillages(db: Reader, reach: Reach, paging: Paging): Promise<Page<VillageRow>> {
  const limit = limitOf(paging)
  return paged(await villages(db, reach, readCursor(paging.cursor, 'text')?.[0], limit + 1), limit, (v) => [v.id])
}

const VILLAGES_TO_CHOOSE = 500

const ofReach = (reach: Reach): Conditions => new Conditions().and('v."townId" = ?', reach.townId).andIf(reach.villageId, 'v.id = ?')

function villages(db: Reader, reach: Reach, after: string | undefined, limit: number): Promise<VillageRow[]> {
  const where = ofReach(reach).andIf(after, 'v.id > ?')
  return rows(
    db,
    `SELECT v.id, v.name, count(h.id)::int AS hamlets, coalesce(sum(x.households), 0)::int AS households, coalesce(sum(x."atHome"), 0)::int AS "atHome"
     FROM "Village" v LEFT JOIN "Hamlet" h ON h."villageId" = v.id LEFT JOIN (
       SELECT y."hamletId", count(*) AS households, count(*) FILTER (WHERE y."atHome") AS "atHome"
       FROM "Household" y WHERE y."removedAt" IS NULL GROUP BY 1) x ON x."hamletId" = h.id
     WHERE ${where} GROUP BY v.id ORDER BY v.id LIMIT ${limit}`,
    where.values,
  )
}
