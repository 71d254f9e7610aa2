/**
 * `npm run restore -- <file>`: a backup into an empty place, the data folder of DATA_DIR or the database of DATABASE_URL, brought to this
 * version and checked. Nothing is put over anything: whatever is wrong is one sentence, and the place is as it was.
 */
import { resolve } from 'node:path'
import { loadConfig } from '../src/config.ts'
import { rowsOf } from '../src/store/backup/manifest.ts'
import { checked, restore } from '../src/store/backup/restore.ts'
import { openDatabase } from '../src/store/database.ts'
import { takeKeys } from '../src/store/personal/keys.ts'
import { verifyLedgers } from '../src/store/reading/ledger-verify.ts'
import { fail, PROJECT_DIR, serverOf } from './town-database.ts'

async function main(file: string): Promise<void> {
  const config = loadConfig(PROJECT_DIR)
  const { passphrase } = config.backup
  const manifest = await checked(file, passphrase)
  console.log(`${file}: made ${manifest.madeAt} by version ${manifest.version}, ${rowsOf(manifest)} rows, whole`)
  const { url, stop } = await serverOf(config, true)
  try {
    const newer = await restore(url, file, passphrase, manifest)
    console.log(`put back${newer.length === 0 ? '' : `, and brought to this version by ${newer.length} migrations`}`)
    const { hamlets, faults } = await verified(url)
    if (faults > 0) throw new Error(`the ledger has ${faults} faults, as it had in the backup: npm run ledger:verify names them`)
    console.log(`${hamlets} hamlets, their ledgers sound`)
    if (manifest.keys !== undefined) console.log(await takeKeys({ dataDir: config.dataDir, given: config.personalKeys }, manifest.keys))
    console.log('ready: npm start')
  } finally {
    await stop()
  }
}

async function verified(url: string): Promise<{ hamlets: number; faults: number }> {
  const db = openDatabase(url, 2)
  try {
    let hamlets = 0
    let faults = 0
    for await (const { findings } of verifyLedgers(db)) {
      hamlets += 1
      faults += findings.length
    }
    return { hamlets, faults }
  } finally {
    await db.$disconnect()
  }
}

const [file, ...more] = process.argv.slice(2)
if (file === undefined || more.length > 0) fail('usage: npm run restore -- <file>')
await main(resolve(file)).catch((error: Error) => fail(error.message))
