/**
 * `npm run backup [-- [--plain] [file]]`: the town in one file, checked once it is written. Encrypted with BACKUP_PASSPHRASE; with `--plain`
 * not at all. Into the folder of backups, or the file that is named. The program may go on running.
 */
import { join, resolve } from 'node:path'
import { loadConfig } from '../src/config.ts'
import { programVersion } from '../src/house/version.ts'
import { systemClock } from '../src/kernel/clock.ts'
import { isoShanghai } from '../src/kernel/time.ts'
import { rowsOf } from '../src/store/backup/manifest.ts'
import { backupName } from '../src/store/backup/names.ts'
import { checked } from '../src/store/backup/restore.ts'
import { writeBackup } from '../src/store/backup/write.ts'
import { keysInUse } from '../src/store/personal/keys.ts'
import { fail, PROJECT_DIR, serverOf } from './town-database.ts'

async function main(plain: boolean, named: string | undefined): Promise<void> {
  const config = loadConfig(PROJECT_DIR)
  const passphrase = plain ? undefined : config.backup.passphrase
  if (passphrase === undefined && !plain)
    throw new Error(
      'BACKUP_PASSPHRASE: must be set, so that nobody else can read the backup (at least 12 characters, kept on paper too); npm run backup -- --plain makes one that is not encrypted',
    )
  const now = systemClock.now()
  const file = named === undefined ? join(config.backup.folder, backupName(now, !plain)) : resolve(named)
  const { url, stop } = await serverOf(config, true)
  try {
    const keys = await keysInUse({ dataDir: config.dataDir, given: config.personalKeys })
    const written = await writeBackup({ url, file, passphrase, keys, version: programVersion(), at: isoShanghai(now) })
    const manifest = await checked(file, passphrase)
    for (const { name, rows, sha256 } of manifest.tables) console.log(`${name}: ${rows} rows, ${sha256.slice(0, 16)}`)
    console.log(`${manifest.tables.length} tables, ${rowsOf(manifest)} rows, ${written.bytes} bytes, read again and as written`)
    if (manifest.keys !== undefined) console.log('with the keys of the personal data')
    else if (keys !== undefined)
      console.log('without the keys of the personal data, which would lie open in it: keep them elsewhere (docs/security.md)')
    console.log(plain ? 'not encrypted: whoever has the file can read it' : 'encrypted with BACKUP_PASSPHRASE')
    console.log(file)
  } finally {
    await stop()
  }
}

const words = process.argv.slice(2)
const [named, ...more] = words.filter((word) => word !== '--plain')
if (more.length > 0 || named?.startsWith('-')) fail('usage: npm run backup [-- [--plain] [file]]')
await main(words.includes('--plain'), named).catch((error: Error) => fail(error.message))
