/** Whether a backup can really be put back: into a database that is made for it and thrown away. */
import pg from 'pg'
import { openDatabase } from '../database.ts'
import { verifyLedgers } from '../reading/ledger-verify.ts'
import type { Manifest } from './manifest.ts'
import { checked, restore } from './restore.ts'

const NAME = 'wuchang_restore_trial'

/** On the same server; one that was left behind by a process that was killed gives way. Throws what stood in the way. */
export async function tryRestore(serverUrl: string, file: string, passphrase: string | undefined): Promise<Manifest> {
  const client = new pg.Client({ connectionString: serverUrl })
  client.on('error', () => undefined)
  await client.connect()
  try {
    await client.query(`DROP DATABASE IF EXISTS ${NAME} WITH (FORCE)`)
    await client.query(`CREATE DATABASE ${NAME} TEMPLATE template0`)
    const url = new URL(serverUrl)
    url.pathname = NAME
    const manifest = await checked(file, passphrase)
    await restore(url.href, file, passphrase, manifest)
    await requireSound(url.href)
    return manifest
  } finally {
    await client.query(`DROP DATABASE IF EXISTS ${NAME} WITH (FORCE)`).catch(() => undefined)
    await client.end()
  }
}

async function requireSound(url: string): Promise<void> {
  const db = openDatabase(url, 2)
  try {
    for await (const { alias, findings } of verifyLedgers(db))
      if (findings.length > 0) throw new Error(`the ledger of ${alias} has ${findings.length} faults in it`)
  } finally {
    await db.$disconnect()
  }
}

/** One process of several that share a database; undefined where another is at it. The lock ends with its process. */
export async function alone<T>(url: string, work: () => Promise<T>): Promise<T | undefined> {
  const client = new pg.Client({ connectionString: url })
  client.on('error', () => undefined)
  await client.connect()
  try {
    const { rows } = await client.query<{ ours: boolean }>('SELECT pg_try_advisory_lock($1) AS ours', [BACKUP_LOCK])
    return rows[0]?.ours ? await work() : undefined
  } finally {
    await client.end()
  }
}

/** Any fixed number. */
const BACKUP_LOCK = 7_201_120
