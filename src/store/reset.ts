/** Empties the database and fills it anew: the sandbox's beginning, and tests'. Never called where a real chat account is connected. */
import type { SeedRows } from '../../prisma/seed/town.ts'
import { type Database, inTransaction, type Reader } from './database.ts'

// Whoever can log in to the desk still can afterwards: a town's people outlive its demonstration.
export async function resetTo(db: Database, rows: SeedRows): Promise<void> {
  await inTransaction(db, async (tx) => {
    const tables = await tx.$queryRawUnsafe<{ name: string }[]>(
      `SELECT quote_ident(tablename) AS name FROM pg_tables WHERE schemaname = 'public' AND NOT (tablename = ANY ('{_prisma_migrations,User,PasswordLink,Session,ApiToken}'))`,
    )
    await tx.$executeRawUnsafe(`TRUNCATE ${tables.map((t) => t.name).join(', ')} RESTART IDENTITY CASCADE`)
    // Parents first.
    await tx.town.createMany({ data: rows.town })
    await tx.department.createMany({ data: rows.department })
    await tx.busyPeriod.createMany({ data: rows.busyPeriod })
    await tx.village.createMany({ data: rows.village })
    await tx.hamlet.createMany({ data: rows.hamlet })
    for (const part of slices(rows.household)) await tx.household.createMany({ data: part })
    for (const part of slices(rows.villager)) await tx.villager.createMany({ data: part })
    await tx.official.createMany({ data: rows.official })
    await tx.room.createMany({ data: rows.room })
    for (const part of slices(rows.chatAccount)) await tx.chatAccount.createMany({ data: part })
  })
}

/** PostgreSQL takes 65 535 parameters a statement. */
const ROWS_A_STATEMENT = 2_000
function* slices<T>(rows: readonly T[]): Generator<T[]> {
  for (let i = 0; i < rows.length; i += ROWS_A_STATEMENT) yield rows.slice(i, i + ROWS_A_STATEMENT)
}

export const isEmpty = async (db: Reader): Promise<boolean> => (await db.town.count()) === 0
