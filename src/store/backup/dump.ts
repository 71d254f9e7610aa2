/**
 * The rows of a database as one moment saw them: every table through COPY, in one transaction. PostgreSQL's own pg_dump does not come with
 * the embedded server, and would have to be of the server's version; COPY is the same in all of them.
 */
import { createHash } from 'node:crypto'
import pg from 'pg'
import { to as copyTo } from 'pg-copy-streams'
import { BackupError, FORMAT, HEAD, type Head, MANIFEST, type Manifest, partName } from './manifest.ts'

export interface Entry {
  name: string
  body: Buffer
}

/** Bytes of a table that are held at a time. */
const PART_BYTES = 1_000_000

/** Everything there is to keep, in the order in which it is put back. Returns what it was. */
export async function* dump(url: string, made: { version: string; at: string }): AsyncGenerator<Entry, Manifest> {
  const client = new pg.Client({ connectionString: url, options: '-c timezone=UTC' })
  client.on('error', () => undefined)
  await client.connect()
  try {
    await client.query('BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY')
    const head: Head = {
      program: 'wuchang',
      format: FORMAT,
      version: made.version,
      madeAt: made.at,
      migrations: await migrationsOf(client),
      tables: await tablesOf(client),
    }
    yield json(HEAD, head)
    const tables: Manifest['tables'] = []
    for (const table of head.tables) tables.push(yield* rowsOfTable(client, table))
    // Counters know no transactions: read last, they are behind nothing that was read.
    const manifest: Manifest = { ...head, tables, sequences: await sequencesOf(client) }
    yield json(MANIFEST, manifest)
    return manifest
  } finally {
    await client.end()
  }
}

const json = (name: string, value: object): Entry => ({ name, body: Buffer.from(`${JSON.stringify(value, undefined, 1)}\n`) })

async function* rowsOfTable(client: pg.Client, table: Head['tables'][number]): AsyncGenerator<Entry, Manifest['tables'][number]> {
  const digest = createHash('sha256')
  const stream = client.query(copyTo(`COPY ${quoted(table)} TO STDOUT`))
  let bytes = 0
  let part = 0
  let held: Buffer[] = []
  let size = 0
  const full = (): Entry => {
    const body = Buffer.concat(held)
    held = []
    size = 0
    digest.update(body)
    bytes += body.length
    part += 1
    return { name: partName(table.name, part), body }
  }
  for await (const chunk of stream as AsyncIterable<Buffer>) {
    held.push(chunk)
    size += chunk.length
    if (size >= PART_BYTES) yield full()
  }
  if (size > 0) yield full()
  return { ...table, rows: stream.rowCount, bytes, sha256: digest.digest('hex') }
}

export const quoted = ({ name, columns }: { name: string; columns: readonly string[] }): string =>
  `public."${name}" (${columns.map((column) => `"${column}"`).join(', ')})`

async function migrationsOf(client: pg.Client): Promise<string[]> {
  const table = await client.query<{ found: boolean }>(`SELECT to_regclass('public._prisma_migrations') IS NOT NULL AS found`)
  if (!table.rows[0]?.found) throw new BackupError('the database holds no town: there is nothing to back up')
  const { rows } = await client.query<{ name: string }>(
    'SELECT migration_name AS name FROM _prisma_migrations WHERE finished_at IS NOT NULL AND rolled_back_at IS NULL ORDER BY migration_name',
  )
  return rows.map((row) => row.name)
}

/** Parents first, so that they can be put back in this order with every reference checked. */
async function tablesOf(client: pg.Client): Promise<Head['tables']> {
  const { rows } = await client.query<{ name: string; columns: string[]; parents: string[] }>(
    `SELECT c.relname AS name,
       ARRAY(SELECT a.attname::text FROM pg_attribute a
         WHERE a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped AND a.attgenerated = '' ORDER BY a.attnum) AS columns,
       ARRAY(SELECT p.relname::text FROM pg_constraint k JOIN pg_class p ON p.oid = k.confrelid
         WHERE k.conrelid = c.oid AND k.contype = 'f' AND p.oid <> c.oid) AS parents
     FROM pg_class c WHERE c.relnamespace = 'public'::regnamespace AND c.relkind = 'r' ORDER BY c.relname`,
  )
  const ordered: Head['tables'] = []
  let left = rows
  while (left.length > 0) {
    const waiting = new Set(left.map(({ name }) => name))
    const next = left.filter(({ parents }) => !parents.some((parent) => waiting.has(parent)))
    if (next.length === 0) throw new Error(`tables refer to each other in a circle: ${[...waiting].join(', ')}`)
    ordered.push(...next.map(({ name, columns }) => ({ name, columns })))
    left = left.filter((table) => !next.includes(table))
  }
  return ordered
}

async function sequencesOf(client: pg.Client): Promise<Manifest['sequences']> {
  const { rows } = await client.query<{ name: string }>(
    `SELECT relname AS name FROM pg_class WHERE relnamespace = 'public'::regnamespace AND relkind = 'S' ORDER BY relname`,
  )
  const found: Manifest['sequences'] = []
  for (const { name } of rows) {
    const state = await client.query<{ last: string; called: boolean }>(
      `SELECT last_value::text AS last, is_called AS called FROM public."${name}"`,
    )
    found.push({ name, ...state.rows[0]! })
  }
  return found
}
