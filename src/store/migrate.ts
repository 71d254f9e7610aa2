/**
 * Brings a database to the shape of prisma/schema.prisma by the files in prisma/migrations, with Prisma's own engine.
 * The `_prisma_migrations` table is the real one, so `prisma migrate deploy` agrees with what is done here.
 */
import { readdir, readFile } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import type { MigrationList, SchemaContainer } from '@prisma/schema-engine-wasm'
import pg from 'pg'
import { withEngine } from './schema-engine.ts'

const PRISMA_DIR = resolve(import.meta.dirname, '../../prisma')

/** Any fixed number: processes that start together must use the same one to take turns. */
const MIGRATION_LOCK = 7_201_118

const NO_FILTERS = { externalTables: [], externalEnums: [] }

async function readSchema(prismaDir: string): Promise<SchemaContainer> {
  const path = join(prismaDir, 'schema.prisma')
  return { path, content: await readFile(path, 'utf8') }
}

async function readMigrations(prismaDir: string): Promise<MigrationList> {
  const baseDir = join(prismaDir, 'migrations')
  const entries = await readdir(baseDir, { withFileTypes: true }).catch(() => [])
  const names = entries.flatMap((entry) => (entry.isDirectory() ? [entry.name] : [])).sort()
  const migrationDirectories = []
  for (const path of names) {
    const value = await readFile(join(baseDir, path, 'migration.sql'), 'utf8')
    migrationDirectories.push({ path, migrationFile: { path: 'migration.sql', content: { tag: 'ok' as const, value } } })
  }
  const lockfile = await readFile(join(baseDir, 'migration_lock.toml'), 'utf8').catch(() => null)
  return { baseDir, lockfile: { path: './migration_lock.toml', content: lockfile }, shadowDbInitScript: '', migrationDirectories }
}

export interface Migration {
  name: string
  sql: string
}

/** The migrations of this version, in order. */
export async function knownMigrations(prismaDir: string = PRISMA_DIR): Promise<Migration[]> {
  const { migrationDirectories } = await readMigrations(prismaDir)
  return migrationDirectories.map(({ path, migrationFile }) => {
    if (migrationFile.content.tag !== 'ok') throw new Error(`migration ${path} cannot be read`)
    return { name: path, sql: migrationFile.content.value }
  })
}

/**
 * Applies what is missing and returns the names applied, in order. Processes that start at once take turns. Throws when a migration
 * fails; PostgreSQL runs each file as one transaction, so a failed or broken-off one has changed nothing and is tried again next time.
 */
export async function migrate(url: string, prismaDir: string = PRISMA_DIR): Promise<string[]> {
  const lock = new pg.Client({ connectionString: url })
  lock.on('error', () => undefined)
  await lock.connect()
  try {
    await lock.query('SELECT pg_advisory_lock($1)', [MIGRATION_LOCK])
    const migrationsList = await readMigrations(prismaDir)
    await requireOurs(lock, migrationsList)
    if (await allApplied(lock, migrationsList)) return []
    await requireRights(lock)
    return await withEngine(url, await readSchema(prismaDir), async (engine) => {
      const state = await engine.diagnoseMigrationHistory({ migrationsList, optInToShadowDatabase: false, filters: NO_FILTERS })
      for (const migrationName of state.failedMigrationNames) await engine.markMigrationRolledBack({ migrationName })
      const { appliedMigrationNames } = await engine
        .applyMigrations({ migrationsList, filters: NO_FILTERS })
        .catch(async (error: Error) => {
          throw new Error(`${await failedMigration(lock)}: ${error.message}`, { cause: error })
        })
      return appliedMigrationNames
    })
  } finally {
    await lock.end()
  }
}

/** Whether a database that has been migrated before lacks migrations of this version; a new one has nothing that could be lost. */
export async function pendingMigrations(url: string, prismaDir: string = PRISMA_DIR): Promise<'none' | 'some' | 'new'> {
  const client = new pg.Client({ connectionString: url })
  client.on('error', () => undefined)
  await client.connect()
  try {
    const list = await readMigrations(prismaDir)
    await requireOurs(client, list)
    if (((await appliedNames(client)) ?? []).length === 0) return 'new'
    return (await allApplied(client, list)) ? 'none' : 'some'
  } finally {
    await client.end()
  }
}

/** A database that this version must not touch. The message goes on after the database's name. */
export class NotOurs extends Error {
  override name = 'NotOurs'
}

/** Nothing is written into another program's database, nor by an older version into what a newer one has made. */
async function requireOurs(client: pg.Client, list: MigrationList): Promise<void> {
  const applied = await appliedNames(client)
  if (applied === undefined) {
    const { rows } = await client.query<{ name: string }>(
      `SELECT tablename AS name FROM pg_tables WHERE schemaname = 'public' ORDER BY tablename LIMIT 4`,
    )
    if (rows.length > 0)
      throw new NotOurs(`holds tables of another program (${rows.map((row) => row.name).join(', ')}): give the town an empty database`)
    return
  }
  const ours = new Set(list.migrationDirectories.map(({ path }) => path))
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

/** The engine's message does not say which file failed; the table does. */
async function failedMigration(client: pg.Client): Promise<string> {
  const found = await client.query<{ name: string }>(
    'SELECT migration_name AS name FROM _prisma_migrations WHERE finished_at IS NULL AND rolled_back_at IS NULL ORDER BY started_at DESC LIMIT 1',
  )
  return found.rows[0] ? `migration ${found.rows[0].name} failed` : 'migrating failed'
}

/** The usual case at a start, answered by one query instead of loading the engine. */
async function allApplied(client: pg.Client, list: MigrationList): Promise<boolean> {
  const table = await client.query<{ found: boolean }>(`SELECT to_regclass('_prisma_migrations') IS NOT NULL AS found`)
  if (!table.rows[0]?.found) return false
  const rows = await client.query<{ name: string; applied: boolean }>(
    'SELECT migration_name AS name, finished_at IS NOT NULL AS applied FROM _prisma_migrations WHERE rolled_back_at IS NULL',
  )
  const applied = new Map(rows.rows.map((row) => [row.name, row.applied]))
  return [...applied.values()].every(Boolean) && list.migrationDirectories.every(({ path }) => applied.get(path) === true)
}

/**
 * '' when the live database has exactly the shape of schema.prisma, otherwise the SQL that would bring it there. CHECK constraints,
 * partial indexes and other schemas than `public` are unknown to Prisma and never count as a difference.
 */
export async function drift(url: string, prismaDir: string = PRISMA_DIR): Promise<string> {
  const schema = await readSchema(prismaDir)
  return withEngine(url, schema, async (engine) => {
    const { exitCode, stdout } = await engine.diff({
      from: { tag: 'schemaDatasource', files: [schema], configDir: prismaDir },
      to: { tag: 'schemaDatamodel', files: [schema] },
      script: true,
      exitCode: true,
      filters: NO_FILTERS,
    })
    return exitCode === 0 ? '' : (stdout ?? '').trim() || `the engine reports a difference (exit code ${exitCode}) without saying which`
  })
}
