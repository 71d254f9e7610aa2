/**
 * A newer version over an older database: a backup first, then the migrations, then a look at whether the ledger is what it was. What fails is
 * put back, so that the old version starts on it as before.
 */
import { join } from 'node:path'
import pg from 'pg'
import { type Instant, isoShanghai } from '../kernel/time.ts'
import { backupName } from './backup/names.ts'
import { putBack } from './backup/restore.ts'
import { writeBackup } from './backup/write.ts'
import { migrate, NotOurs, pendingMigrations } from './migrate.ts'

export interface Upgrade {
  url: string
  /** Where the backup goes. */
  folder: string
  /** With one, the backup is encrypted; without one it is as open as the database beside it. */
  passphrase: string | undefined
  /** The version that is starting. */
  version: string
  now: Instant
  /** Other migrations than this version's: for tests. */
  prismaDir?: string
}

/** The message goes on after the database's name. */
class UpgradeFailed extends NotOurs {
  override name = 'UpgradeFailed'
}

/** Any fixed number: processes that start together take turns, so that none sees another one's half-way state. */
const UPGRADE_LOCK = 7_201_119

/** Returns the backup's file; undefined when there was nothing to migrate, or nothing to keep. */
export async function upgrade(order: Upgrade): Promise<string | undefined> {
  const { url, prismaDir } = order
  return onClient(url, async (client) => {
    await client.query('SELECT pg_advisory_lock($1)', [UPGRADE_LOCK])
    if ((await pendingMigrations(url, prismaDir)) === 'some') return withBackup(order, client)
    await migrate(url, prismaDir)
    return undefined
  })
}

async function withBackup({ url, folder, passphrase, version, now, prismaDir }: Upgrade, client: pg.Client): Promise<string> {
  const file = join(folder, backupName(now, passphrase !== undefined, version))
  await writeBackup({ url, file, passphrase, keys: undefined, version, at: isoShanghai(now) })
  const before = await ledgerOf(client)
  try {
    await migrate(url, prismaDir)
    if ((await ledgerOf(client)) !== before) throw new Error('the ledger is not what it was')
    return file
  } catch (error) {
    const why = (error as Error).message.replace(/\s*\n\s*/g, '; ')
    await putBack(url, file, passphrase).catch((again: Error) => {
      throw new UpgradeFailed(
        `could not be brought to version ${version} (${why}), nor put back (${again.message}): its state of before is in ${file}, for npm run restore into an empty place`,
      )
    })
    throw new UpgradeFailed(
      `could not be brought to version ${version} (${why}): it is as it was, and the version before starts on it; a backup of it is ${file}`,
    )
  }
}

/** One figure of every entry with its hash; only what PostgreSQL itself can tell, whatever the version. */
async function ledgerOf(client: pg.Client): Promise<string> {
  const { rows } = await client.query<{ ledger: string }>(
    `SELECT count(*) || ' ' || coalesce(md5(string_agg("hamletId" || ' ' || seq || ' ' || hash, ',' ORDER BY "hamletId", seq)), '') AS ledger
     FROM "LedgerEntry"`,
  )
  return rows[0]!.ledger
}

async function onClient<T>(url: string, work: (client: pg.Client) => Promise<T>): Promise<T> {
  const client = new pg.Client({ connectionString: url })
  client.on('error', () => undefined)
  await client.connect()
  try {
    return await work(client)
  } finally {
    await client.end()
  }
}
