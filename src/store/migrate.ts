/**
 * Brings a database to the shape of prisma/schema.prisma by the files in prisma/migrations, each in one transaction with its own entry in
 * `_prisma_migrations`: Prisma's engine writes the entry apart, so that a process killed between the two left a database that no version
 * could go on with. The table and its checksums are Prisma's, and `prisma migrate deploy` agrees with what is done here.
 */
import { createHash } from 'node:crypto'
import { readdir, readFile } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import pg from 'pg'

export const PRISMA_DIR = resolve(import.meta.dirname, '../../prisma')

/** Any fixed number: processes that start together must use the same one to take turns. */
const MIGRATION_LOCK = 7_201_118

/** As Prisma's engine makes it. */
export const MIGRATIONS_TABLE = `CREATE TABLE public._prisma_migrations (
  id VARCHAR(36) PRIMARY KEY NOT NULL, checksum VARCHAR(64) NOT NULL, finished_at TIMESTAMPTZ, migration_name VARCHAR(255) NOT NULL,
  logs TEXT, rolled_back_at TIMESTAMPTZ, started_at TIMESTAMPTZ NOT NULL DEFAULT now(), applied_steps_count INTEGER NOT NULL DEFAULT 0)`

export interface Migration {
  name: string
  sql: string
}

/** The migrations of this version, in order. */
export async function knownMigrations(prismaDir: string = PRISMA_DIR): Promise<Migration[]> {
  const folder = join(prismaDir, 'migrations')
  const entries = await readdir(folder, { withFileTypes: true }).catch(() => [])
  const names = entries.flatMap((entry) => (entry.isDirectory() ? [entry.name] : [])).sort()
  return Promise.all(names.map(async (name) => ({ name, sql: await readFile(join(folder, name, 'migration.sql'), 'utf8') })))
}

/**
 * Applies what is missing and returns the names applied, in order. Processes that start at once take turns. Throws when a migration
 * fails: what it did and its entry are one transaction, so a failed or broken-off one has changed nothing and is tried again next time.
 */
export async function migrate(url: string, prismaDir: string = PRISMA_DIR): Promise<string[]> {
  const client = new pg.Client({ connectionString: url })
  client.on('error', () => undefined)
  await client.connect()
  try {
    await client.query('SELECT pg_advisory_lock($1)', [MIGRATION_LOCK])
    const migrations = await knownMigrations(prismaDir)
    await requireOurs(client, migrations)
    const applied = await appliedNames(client)
    const missing = migrations.filter(({ name }) => !applied?.includes(name))
    if (missing.length === 0) return []
    await requireRights(client)
    if (applied === undefined) await client.query(MIGRATIONS_TABLE)
    // Begun by a version whose engine wrote that apart, and broken off.
    else
      await client.query('UPDATE public._prisma_migrations SET rolled_back_at = now() WHERE finished_at IS NULL AND rolled_back_at IS NULL')
    for (const migration of missing) await apply(client, migration)
    return missing.map(({ name }) => name)
  } finally {
    await client.end()
  }
}

async function apply(client: pg.Client, { name, sql }: Migration): Promise<void> {
  try {
    await client.query('BEGIN')
    await client.query(sql)
    await client.query(
      `INSERT INTO public._prisma_migrations (id, checksum, migration_name, started_at, finished_at, applied_steps_count)
       VALUES (gen_random_uuid(), $1, $2, now(), clock_timestamp(), 1)`,
      [createHash('sha256').update(sql).digest('hex'), name],
    )
    await client.query('COMMIT')
  } catch (error) {
    await client.query('ROLLBACK').catch(() => undefined)
    throw new Error(`migration ${name} failed: ${(error as Error).message}`, { cause: error })
  }
}

/** Whether a database that has been migrated before lacks migrations of this version; a new one has nothing that could be lost. */
export async function pendingMigrations(url: string, prismaDir: string = PRISMA_DIR): Promise<'none' | 'some' | 'new'> {
  const client = new pg.Client({ connectionString: url })
  client.on('error', () => undefined)
  await client.connect()
  try {
    const migrations = await knownMigrations(prismaDir)
    await requireOurs(client, migrations)
    const applied = (await appliedNames(client)) ?? []
    if (applied.length === 0) return 'new'
    return migrations.every(({ name }) => applied.includes(name)) ? 'none' : 'some'
  } finally {
    await client.end()
  }
}

/** A database that this version must not touch. The message goes on after the database's name. */
export class NotOurs extends Error {
  override name = 'NotOurs'
}

/** Nothing is written into another program's database, nor by an older version into what a newer one has made. */
async function requireOurs(client: pg.Client, migrations: readonly Migration[]): Promise<void> {
  const applied = await appliedNames(client)
  if (applied === undefined) {
    const { rows } = await client.query<{ name: string }>(
      `SELECT tablename AS name FROM pg_tables WHERE schemaname = 'public' ORDER BY tablename LIMIT 4`,
    )
    if (rows.length > 0)
      throw new NotOurs(`holds tables of another program (${rows.map((row) => row.name).join(', ')}): give the town an empty database`)
    return
  }
  const ours = new Set(migrations.map(({ name }) => name))
  const unknown = applied.filter((name) => !ours.has(name))
  if (unknown.length === 0) return
  throw new NotOurs(
    unknown.length === applied.length
      ? `belongs to another program (migration ${unknown.at(-1)}): give the town an empty database`
      : `was opened by a newer version of this program (migration ${unknown.at(-1)}): start that version again, or put back a backup of before`,
  )
}

/** Undefined when nothing was ever migrated here. */
async function appliedNames(client: pg.Client): Promise<string[] | undefined> {
  const table = await client.query<{ found: boolean }>(`SELECT to_regclass('public._prisma_migrations') IS NOT NULL AS found`)
  if (!table.rows[0]?.found) return undefined
  const { rows } = await client.query<{ name: string }>(
    'SELECT migration_name AS name FROM public._prisma_migrations WHERE finished_at IS NOT NULL AND rolled_back_at IS NULL ORDER BY migration_name',
  )
  return rows.map((row) => row.name)
}

async function requireRights(client: pg.Client): Promise<void> {
  const { rows } = await client.query<{ may: boolean; user: string }>(
    `SELECT has_schema_privilege('public', 'CREATE') AS may, current_user AS "user"`,
  )
  if (rows[0] && !rows[0].may)
    throw new NotOurs(`gives ${rows[0].user} no right to make tables: GRANT CREATE ON SCHEMA public TO ${rows[0].user}`)
}
