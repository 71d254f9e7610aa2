/** The demonstration's town as most tests begin with it. */
import { seedTown } from '../../prisma/seed/town.ts'
import { type Instant, instantAt } from '../../src/kernel/time.ts'
import type { Database } from '../../src/store/database.ts'
import { resetTo } from '../../src/store/reset.ts'

export const ACCOUNT = 'sandbox'
/** Monday, 2026-09-07 09:00 in Shanghai. */
export const MONDAY_9 = instantAt('2026-09-07', 9)

export interface TownOptions {
  now?: Instant
  hamlets?: number
  households?: number
}

export const seed = (db: Database, options: TownOptions = {}): Promise<void> =>
  resetTo(db, seedTown({ ...options, now: new Date(options.now ?? MONDAY_9), account: ACCOUNT }))
