/** The way in: configuration, database, migrations, and the town on it; and the way out. */
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { type Config, loadConfig } from './config.ts'
import type { Named } from './house/kind.ts'
import { endings } from './house/process.ts'
import { inChinese } from './house/start-errors.ts'
import { programVersion } from './house/version.ts'
import { systemClock } from './kernel/clock.ts'
import { type Log, openLog } from './kernel/log.ts'
import { NotOurs } from './store/migrate.ts'
import { connectOrExplain } from './store/postgres/connect.ts'
import { type Embedded, startEmbedded } from './store/postgres/embedded.ts'
import { upgrade } from './store/upgrade.ts'

const PROJECT_DIR = dirname(dirname(fileURLToPath(import.meta.url)))

async function main(): Promise<void> {
  const config = loadConfig(PROJECT_DIR)
  const log = openLog(config.log.file === undefined ? { level: config.log.level } : { level: config.log.level, file: config.log.file })
  const ends = endings(log)
  // The database needs as long to come up as the rest needs to be loaded: side by side they are done in the time of one.
  const loading = import('./house/town.ts')
  loading.catch(() => undefined)
  const embedded = await databaseOf(config, log)
  if (embedded) ends.push('PostgreSQL', () => embedded.stop())
  const databaseUrl = embedded?.url ?? (config.databaseUrl as string)
  const named = nameOf(databaseUrl, embedded?.dataDir)
  await broughtUp(config, databaseUrl, log).catch((error: unknown) => {
    throw error instanceof NotOurs ? new Error(`${named.variable}: the database in ${named.place} ${error.message}`) : error
  })
  const { openTown } = await loading
  await openTown({ config, log, ends, databaseUrl, named, isOurs: embedded !== undefined })
}

/** To the shape of this version, with a backup of what was there before. It lies beside the data, whatever is done with the nightly ones. */
async function broughtUp({ dataDir, backup: { passphrase } }: Config, url: string, log: Log): Promise<void> {
  const folder = join(dataDir, 'backups')
  const file = await upgrade({ url, folder, passphrase, version: programVersion(), now: systemClock.now() })
  if (file === undefined) return
  log.info({ file }, 'the database was brought to this version; its state of before is in the backup')
  process.stdout.write(`数据已升级到 ${programVersion()}，升级前的备份在 ${file}\n`)
}

/** The embedded one; undefined when there is a server, which answers then. */
async function databaseOf({ databaseUrl, dataDir }: Config, log: Log): Promise<Embedded | undefined> {
  if (databaseUrl === undefined) return startEmbedded({ dataDir, projectDir: PROJECT_DIR, log, onGone: failed })
  await connectOrExplain(databaseUrl)
  return undefined
}

function nameOf(url: string, dataDir: string | undefined): Named {
  if (dataDir !== undefined) return { variable: 'DATA_DIR', place: dataDir }
  const { host, pathname } = new URL(url)
  return { variable: 'DATABASE_URL', place: `${decodeURIComponent(pathname.slice(1))} at ${host}` }
}

/** Ends the program with a line in Chinese and one in English: at the start, and when what everything lies in is gone. */
function failed(error: unknown): void {
  // For whoever started it; LOG_LEVEL=debug adds where it came from.
  const message = error instanceof Error ? error.message : String(error)
  process.stderr.write(`${inChinese(message)}\n${message}\n`)
  if (error instanceof Error && error.stack && process.env.LOG_LEVEL === 'debug') process.stderr.write(`${error.stack}\n`)
  process.exitCode = 1
  void endings.now(1)
}

main().catch(failed)
