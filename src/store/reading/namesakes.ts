/** People of a name, wherever in the town they live. */
import type { Reach } from '../../domain/rights/desk.ts'
import type { Reader } from '../database.ts'
import { within } from './hamlets.ts'
import { rows } from './select.ts'

export interface Namesake {
  villagerId: string
  name: string
  /** Null where the roster does not say it. */
  birthDate: string | null
  hamletId: string
  hamletName: string
  groupNo: number
  number: number
}

/** Those who live in a household now. */
export async function namesakes(db: Reader, reach: Reach, names: readonly string[]): Promise<Namesake[]> {
  const where = within(reach).and('v.name = ANY (?)', names)
  return rows(
    db,
    `SELECT v.id AS "villagerId", v.name, v."birthDate", v."hamletId", h.name AS "hamletName", o."groupNo", o.number
     FROM "Villager" v JOIN "Hamlet" h ON h.id = v."hamletId" JOIN "Household" o ON o.id = v."householdId"
     WHERE ${where} AND v."removedAt" IS NULL ORDER BY v.id`,
    where.values,
  )
}
