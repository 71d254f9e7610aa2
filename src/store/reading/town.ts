/** The town and its departments. */

import type { Instant } from '../../kernel/time.ts'
import type { Reader, Transaction } from '../database.ts'
import { Conditions, limitOf, type Page, type Paging, paged, readCursor, row, rows } from './select.ts'

/**
 * One order at a time about what is the whole town's (who may log in, who is in office, the rules' numbers, the calendar): what was read under
 * it is still so when it is written. Held until the transaction ends; no hamlet waits for it.
 */
export async function lockTown(tx: Transaction, townId: string): Promise<void> {
  await tx.$executeRawUnsafe('SELECT id FROM "Town" WHERE id = $1 FOR NO KEY UPDATE', townId)
}

export interface TownRow {
  id: string
  name: string
}

/** An installation serves one town. */
export const theTown = (db: Reader): Promise<TownRow | undefined> => row(db, 'SELECT id, name FROM "Town" ORDER BY id LIMIT 1')

export const townById = (db: Reader, id: string): Promise<TownRow> =>
  db.town.findUniqueOrThrow({ where: { id }, select: { id: true, name: true } })

export async function addTown(tx: Transaction, town: TownRow & { createdAt: Instant }): Promise<TownRow> {
  await tx.town.create({ data: { id: town.id, name: town.name, createdAt: new Date(town.createdAt) } })
  return { id: town.id, name: town.name }
}

type Named = { id: string; name: string }

/** All of them, for choosing one. */
export const listDepartments = (db: Reader, townId: string): Promise<Named[]> => departments(db, townId, undefined, DEPARTMENTS_TO_CHOOSE)

export async function pageOfDepartments(db: Reader, townId: string, paging: Paging): Promise<Page<Named>> {
  const limit = limitOf(paging)
  return paged(await departments(db, townId, readCursor(paging.cursor, 'text')?.[0], limit + 1), limit, (d) => [d.id])
}

const DEPARTMENTS_TO_CHOOSE = 200

function departments(db: Reader, townId: string, after: string | undefined, limit: number): Promise<Named[]> {
  const where = new Conditions().and('"townId" = ?', townId).andIf(after, 'id > ?')
  return rows(db, `SELECT id, name FROM "Department" WHERE ${where} ORDER BY id LIMIT ${limit}`, where.values)
}
