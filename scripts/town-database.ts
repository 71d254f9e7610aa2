/**
 * The town's database, for one command: the one that DATABASE_URL names, the embedded one of a program that is running, or, when none is
 * running, the embedded one started for as long as the command takes. Of the sandbox the clock is its own.
 */
import { dirname } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { Deps } from '../src/application/ports.ts'
import { type Config, loadConfig } from '../src/config.ts'
import { readSandboxClock } from '../src/house/sandbox.ts'
import { ManualClock, systemClock } from '../src/kernel/clock.ts'
import { randomId } from '../src/kernel/ids.ts'
import { silentLog } from '../src/kernel/log.ts'
import { type Database, openDatabase } from '../src/store/database.ts'
import { kindOf } from '../src/store/kind.ts'
import { migrate } from '../src/store/migrate.ts'
import { openKeys } from '../src/store/personal/keys.ts'
import { connectOrExplain } from '../src/store/postgres/connect.ts'
import { startEmbedded } from '../src/store/postgres/embedded.ts'
import { runningServer } from '../src/store/postgres/running.ts'

export const PROJECT_DIR = dirname(dirname(fileURLToPath(import.meta.url)))

/** Runs `work` on the town's database and leaves as it was found. What it throws ends the command with one line. */
export async function withTown(work: (deps: Deps) => Promise<void>): Promise<void> {
  const config = loadConfig(PROJECT_DIR)
  const { url, stop } = await serverOf(config)
  const db = openDatabase(url, 3)
  try {
    await openKeys(db, { dataDir: config.dataDir, given: config.personalKeys })
    await work(await depsOf(db))
  } finally {
    await db.$disconnect()
    await stop()
  }
}

async function depsOf(db: Database): Promise<Deps> {
  const clock = (await kindOf(db)) === 'demo' ? new ManualClock(await readSandboxClock(db)) : systemClock
  // The program that is running finds new deadlines with its next sweep, within a minute, and new messages within a second.
  return { db, clock, newId: randomId, wake: { outbox() {}, deadlines() {}, inbox() {} }, log: silentLog }
}

/** `asItIs`: nothing is migrated, whatever version the database is of. */
export async function serverOf(config: Config, asItIs = false): Promise<{ url: string; stop: () => Promise<void> }> {
  const nothing = async () => {}
  if (config.databaseUrl !== undefined) {
    await connectOrExplain(config.databaseUrl)
    return { url: config.databaseUrl, stop: nothing }
  }
  const running = await runningServer(config.projectDir, config.dataDir)
  if (running !== undefined) return { url: running, stop: nothing }
  const embedded = await startEmbedded({ dataDir: config.dataDir, projectDir: PROJECT_DIR, log: silentLog })
  if (!asItIs) await migrate(embedded.url)
  return { url: embedded.url, stop: () => embedded.stop() }
}

/** Ends the command with one line. */
export function fail(line: string): never {
  console.error(line)
  process.exit(1)
}
