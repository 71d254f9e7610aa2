import { randomBytes } from 'node:crypto'
import pg from 'pg'
import { afterAll, inject } from 'vitest'

export interface FreshDatabase {
  url: string
  /** Drops it, cutting whatever is still connected. */
  drop(): Promise<void>
}

async function onServer(work: (client: pg.Client) => Promise<unknown>): Promise<void> {
  const client = new pg.Client({ connectionString: inject('testServer') })
  await client.connect()
  try {
    await work(client)
  } finally {
    await client.end()
  }
}

/**
 * A database of one's own on the run's real PostgreSQL: migrated, with `town` the usual town in it, or with `empty` without any table.
 * Await it at the top of a test file: it is dropped after the file's last test. (Called inside a hook or a test, it lives until `drop()`
 * or the end of the run.)
 */
export async function freshDatabase(options: { empty?: boolean; town?: boolean } = {}): Promise<FreshDatabase> {
  const name = `test_${randomBytes(6).toString('hex')}`
  const template = options.empty ? 'template0' : inject(options.town ? 'testTown' : 'testTemplate')
  await onServer((client) => client.query(`CREATE DATABASE ${name} TEMPLATE ${template}`))
  const url = new URL(inject('testServer'))
  url.pathname = name
  const drop = () => onServer((client) => client.query(`DROP DATABASE IF EXISTS ${name} WITH (FORCE)`))
  try {
    afterAll(drop)
  } catch {
    // Inside a running hook or test vitest accepts no further hook; the caller drops it, or the server's folder goes at the end.
  }
  return { url: url.href, drop }
}
