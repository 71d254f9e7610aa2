/** A checked backup becomes the database, at the present version. */
import pg from 'pg'
import { knownMigrations, migrate } from '../migrate.ts'
import { checkBackup } from './check.ts'
import { loadBackup, requireEmpty } from './load.ts'
import { BackupError, type Checked, type Manifest } from './manifest.ts'

export async function checked(file: string, passphrase: string | undefined): Promise<Checked> {
  return checkBackup(
    file,
    passphrase,
    (await knownMigrations()).map(({ name }) => name),
  )
}

/** Returns the migrations that the backup did not have yet. `manifest`: as `checked` found it. Throws BackupError. */
export async function restore(url: string, file: string, passphrase: string | undefined, manifest: Manifest): Promise<string[]> {
  await onlyIfEmpty(url)
  await loadBackup({ url, file, passphrase, manifest, migrations: await knownMigrations() }).catch((error: unknown) => {
    if (error instanceof BackupError) throw error
    throw new BackupError(`${file} cannot be put back (${(error as Error).message}): the database is as it was`)
  })
  return migrate(url)
}

/** The state of before an upgrade, in place of what has become of it. */
export async function putBack(url: string, file: string, passphrase: string | undefined): Promise<void> {
  const manifest = await checked(file, passphrase)
  await loadBackup({ url, file, passphrase, manifest, migrations: await knownMigrations(), instead: true })
}

async function onlyIfEmpty(url: string): Promise<void> {
  const client = new pg.Client({ connectionString: url })
  client.on('error', () => undefined)
  await client.connect()
  try {
    await requireEmpty(client)
  } finally {
    await client.end()
  }
}
