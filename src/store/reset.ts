/** Empties the database and fills it anew: the sandbox's beginning, and tests'. Never called where a real chat account is connected. */
import { type Database, inTransaction, type Reader, type Transaction } from './database.ts'
import type { Prisma } from './generated/client.ts'
import { KIND_SETTING } from './kind.ts'
import { KEYS_SETTING } from './personal/keys.ts'
import { sealRow } from './personal/sealed.ts'

/** A town's beginning, parents first. */
export interface SeedRows {
  town: Prisma.TownCreateManyInput[]
  department: Prisma.DepartmentCreateManyInput[]
  busyPeriod: Prisma.BusyPeriodCreateManyInput[]
  village: Prisma.VillageCreateManyInput[]
  hamlet: Prisma.HamletCreateManyInput[]
  household: Prisma.HouseholdCreateManyInput[]
  villager: Prisma.VillagerCreateManyInput[]
  official: Prisma.OfficialCreateManyInput[]
  room: Prisma.RoomCreateManyInput[]
  chatAccount: Prisma.ChatAccountCreateManyInput[]
  board: Prisma.BoardCreateManyInput[]
}

// Whoever can log in to the desk still can afterwards: a town's people outlive its demonstration.
export async function resetTo(db: Database, rows: SeedRows): Promise<void> {
  await inTransaction(db, async (tx) => {
    const tables = await tx.$queryRawUnsafe<{ name: string }[]>(
      `SELECT quote_ident(tablename) AS name FROM pg_tables WHERE schemaname = 'public' AND NOT (tablename = ANY ('{_prisma_migrations,User,PasswordLink,Session,ApiToken,Setting}'))`,
    )
    await tx.$executeRawUnsafe(`TRUNCATE ${tables.map((t) => t.name).join(', ')} RESTART IDENTITY CASCADE`)
    await tx.setting.deleteMany({ where: { key: { notIn: [KIND_SETTING, KEYS_SETTING] } } })
    // Parents first.
    for (const [model, part] of Object.entries(rows)) for (const some of slices(part as object[])) await insert(tx, model, some)
  })
}

/** Keeps one statement's parameter at a few megabytes. */
const ROWS_A_STATEMENT = 10_000
function* slices<T>(rows: readonly T[]): Generator<T[]> {
  for (let i = 0; i < rows.length; i += ROWS_A_STATEMENT) yield rows.slice(i, i + ROWS_A_STATEMENT)
}

/** A generated town has a hundred thousand rows: one statement for ten thousand of them. A column that no row names keeps its default. */
async function insert(tx: Transaction, model: string, rows: readonly object[]): Promise<void> {
  const name = `${model[0]?.toUpperCase()}${model.slice(1)}`
  const table = `"${name}"`
  const columns = [...new Set(rows.flatMap((row) => Object.keys(row)))].map((c) => `"${c}"`)
  await tx.$executeRawUnsafe(
    `INSERT INTO ${table} (${columns}) SELECT ${columns} FROM jsonb_populate_recordset(NULL::${table}, $1::jsonb)`,
    JSON.stringify(rows.map((row) => sealRow(name, row))),
  )
}

export const isEmpty = async (db: Reader): Promise<boolean> => (await db.town.count()) === 0
