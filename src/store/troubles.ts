/** What was told of the program's troubles, and when each was over. */
import type { TroubleKind } from '../domain/signs/trouble.ts'
import type { Instant } from '../kernel/time.ts'
import type { Reader, Transaction } from './database.ts'
import { rows } from './reading/select.ts'

export interface KeptTrouble {
  id: string
  kind: TroubleKind
  subject: string
  figure: number
  since: Instant
  toldAt: Instant
  overAt: Instant | null
}

const KEPT = 'SELECT id, kind, subject, figure, since, "toldAt", "overAt" FROM "Trouble"'

export const openTroubles = (db: Reader): Promise<KeptTrouble[]> =>
  rows<KeptTrouble>(db, `${KEPT} WHERE "overAt" IS NULL ORDER BY "toldAt", id`)

/** Those that are over, the latest first. */
export const pastTroubles = (db: Reader, limit: number): Promise<KeptTrouble[]> =>
  rows<KeptTrouble>(db, `${KEPT} WHERE "overAt" IS NOT NULL ORDER BY "overAt" DESC, id LIMIT $1`, [limit])

/** False when another process has told of it already. */
export async function beginTrouble(tx: Transaction, { kind, subject, ...trouble }: Omit<KeptTrouble, 'overAt'>): Promise<boolean> {
  const data = { ...trouble, kind, subject, since: new Date(trouble.since), toldAt: new Date(trouble.toldAt) }
  return (await tx.trouble.createMany({ data, skipDuplicates: true })).count === 1
}

/** False when another process has told of it already. */
export const endTrouble = async (tx: Transaction, id: string, now: Instant): Promise<boolean> =>
  (await tx.trouble.updateMany({ where: { id, overAt: null }, data: { overAt: new Date(now) } })).count === 1

/** Where the program speaks of itself: the officials' robots, and mail addresses. */
export const watchRooms = (db: Reader): Promise<{ id: string; account: string }[]> =>
  db.room.findMany({
    where: { OR: [{ kind: 'watch' }, { kind: 'town', account: { startsWith: 'webhook' } }] },
    select: { id: true, account: true },
    orderBy: { id: 'asc' },
  })
