/**
 * A backup into a database, in one transaction: its tables made as the migrations of its time made them, its rows, its counters. Whatever
 * breaks off leaves the database as it was. What the present version has more is migrated afterwards, as at any start.
 */
import { once } from 'node:events'
import { finished } from 'node:stream/promises'
import pg from 'pg'
import { from as copyFrom } from 'pg-copy-streams'
import { MIGRATIONS_TABLE, type Migration } from '../migrate.ts'
import { quoted } from './dump.ts'
import { BackupError, type Manifest, tableOfPart } from './manifest.ts'
import { entriesOf } from './read.ts'

export interface LoadOptions {
  url: string
  file: string
  passphrase: string | undefined
  /** As `checkBackup` found it: nothing else is put back. */
  manifest: Manifest
  migrations: readonly Migration[]
  /** What is there gives way to the backup, in the same transaction. */
  instead?: boolean
}

export async function loadBackup({ url, file, passphrase, manifest, migrations, instead = false }: LoadOptions): Promise<void> {
  const client = new pg.Client({ connectionString: url, options: '-c timezone=UTC' })
  client.on('error', () => undefined)
  await client.connect()
  try {
    await client.query('BEGIN')
    if (instead) await client.query(EMPTY)
    await requireEmpty(client)
    await client.query(MIGRATIONS_TABLE)
    for (const name of manifest.migrations) await client.query(migrations.find((known) => known.name === name)!.sql)
    // What triggers make of rows is in the rows already; references and conditions hold for them as for any others.
    for (const table of manifest.tables) await client.query(`ALTER TABLE public."${table.name}" DISABLE TRIGGER USER`)
    await fill(client, entriesOf(file, passphrase), manifest)
    for (const { name, last, called } of manifest.sequences)
      await client.query('SELECT setval($1::regclass, $2, $3)', [`public."${name}"`, last, called])
    for (const table of manifest.tables) await client.query(`ALTER TABLE public."${table.name}" ENABLE TRIGGER USER`)
    await client.query('COMMIT')
  } finally {
    await client.end()
  }
}

/** Everything of ours in `public`, whatever made it. */
const EMPTY = `DO $$
DECLARE thing record;
BEGIN
  FOR thing IN SELECT oid::regclass AS name FROM pg_class WHERE relnamespace = 'public'::regnamespace AND relkind IN ('r', 'v', 'm') LOOP
    EXECUTE format('DROP TABLE IF EXISTS %s CASCADE', thing.name);
  END LOOP;
  FOR thing IN SELECT oid::regclass AS name FROM pg_class WHERE relnamespace = 'public'::regnamespace AND relkind = 'S' LOOP
    EXECUTE format('DROP SEQUENCE IF EXISTS %s CASCADE', thing.name);
  END LOOP;
  FOR thing IN SELECT oid::regprocedure AS name FROM pg_proc WHERE pronamespace = 'public'::regnamespace LOOP
    EXECUTE format('DROP ROUTINE IF EXISTS %s CASCADE', thing.name);
  END LOOP;
  FOR thing IN SELECT oid::regtype AS name FROM pg_type WHERE typnamespace = 'public'::regnamespace AND typtype = 'e' LOOP
    EXECUTE format('DROP TYPE IF EXISTS %s CASCADE', thing.name);
  END LOOP;
END $$`

/** Nothing is put over anything. The sentence says what is there. */
export async function requireEmpty(client: pg.Client): Promise<void> {
  const { rows } = await client.query<{ name: string }>(
    `SELECT relname AS name FROM pg_class WHERE relnamespace = 'public'::regnamespace AND relkind = 'r' ORDER BY relname`,
  )
  if (rows.length === 0) return
  const names = rows.map(({ name }) => name)
  throw new BackupError(
    `the place is not empty (${await whatIsThere(client, names)}), and nothing is put over it: set DATA_DIR to a new folder, or DATABASE_URL to an empty database`,
  )
}

async function whatIsThere(client: pg.Client, tables: readonly string[]): Promise<string> {
  if (!['Town', 'Hamlet', 'Villager', '_prisma_migrations'].every((name) => tables.includes(name)))
    return `tables of another program: ${tables.slice(0, 4).join(', ')}`
  const { rows } = await client.query<{ town: string | null; hamlets: number; villagers: number }>(
    `SELECT (SELECT name FROM "Town" LIMIT 1) AS town, (SELECT count(*)::int FROM "Hamlet") AS hamlets,
       (SELECT count(*)::int FROM "Villager") AS villagers`,
  )
  const found = rows[0]!
  return found.town === null ? 'a town that has not begun' : `${found.town}: ${found.hamlets} hamlets, ${found.villagers} villagers`
}

async function fill(client: pg.Client, entries: ReturnType<typeof entriesOf>, manifest: Manifest): Promise<void> {
  const tables = new Map(manifest.tables.map((table) => [table.name, table]))
  let name: string | undefined
  let into: ReturnType<typeof copyFrom> | undefined
  const close = async () => {
    if (!into) return
    into.end()
    await finished(into)
    const rows = tables.get(name!)!.rows
    if (into.rowCount !== rows) throw new BackupError(`${name}: ${into.rowCount} of ${rows} rows could be put back`)
    into = undefined
  }
  for await (const entry of entries) {
    const table = tables.get(tableOfPart(entry.header.name) ?? '')
    if (table === undefined || table.name !== name) await close()
    if (table === undefined) {
      entry.resume()
      continue
    }
    name = table.name
    into ??= client.query(copyFrom(`COPY ${quoted(table)} FROM STDIN`))
    const stream = into
    for await (const chunk of entry) if (!stream.write(chunk)) await Promise.race([once(stream, 'drain'), finished(stream)])
  }
  await close()
}
