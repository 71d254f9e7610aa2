/**
 * The town's database, for one command: the one that DATABASE_URL names, the embedded one of a program that is running, or, when none is
 * running, the embedded one started for as long as the command takes. Of the sandbox the clock is its own.
 */
import { readFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { Deps } from '../src/application/ports.ts'
import { type Config, loadConfig } from '../src/config.ts'
import { readSandboxClock } from '../src/house/sandbox.ts'
import { ManualClock, systemClock } from '../src/kernel/clock.ts'
import { randomId } from '../src/kernel/ids.ts'
import { silentLog } from '../src/kernel/log.ts'
import { type Database, openDatabase } from '../src/store/database.ts'
import { migrate } from '../src/store/migrate.ts'
import { connectOrExplain } from '../src/store/postgres/connect.ts'
import { startEmbedded } from '../src/store/postgres/embedded.ts'
import { isAlive } from '../src/store/postgres/lock.ts'
import { place } from '../src/store/postgres/place.ts'

const PROJECT_DIR = dirname(dirname(fileURLToPath(import.meta.url)))

/** Runs `work` on the town's database and leaves as it was found. What it throws ends the command with one line. */
export async function withTown(work: (deps: Deps) => Promise<void>): Promise<void> {
  const config = loadConfig(PROJECT_DIR)
  const { url, stop } = await serverOf(config)
  const db = openDatabase(url, 3)
  try {
    await work(await depsOf(config, db))
  } finally {
    await db.$disconnect()
    await stop()
  }
}

async function depsOf(config: Config, db: Database): Promise<Deps> {
  const clock = config.sandbox ? new ManualClock(await readSandboxClock(db)) : systemClock
  // The program that is running finds new deadlines with its next sweep, within a minute, and new messages within a second.
  return { db, clock, newId: randomId, wake: { outbox() {}, deadlines() {} }, log: silentLog }
}

async function serverOf(config: Config): Promise<{ url: string; stop: () => Promise<void> }> {
  const nothing = async () => {}
  if (config.databaseUrl !== undefined) {
    await connectOrExplain(config.databaseUrl)
    return { url: config.databaseUrl, stop: nothing }
  }
  const running = await runningServer(config)
  if (running !== undefined) return { url: running, stop: nothing }
  const embedded = await startEmbedded({ dataDir: config.dataDir, projectDir: PROJECT_DIR, log: silentLog })
  await migrate(embedded.url)
  return { url: embedded.url, stop: () => embedded.stop() }
}

/** The server's own file says who it is and where it listens; its password lies beside it, for whoever may read the data folder. */
async function runningServer({ projectDir, dataDir }: Config): Promise<string | undefined> {
  const { folder, cluster } = await place(projectDir, dataDir)
  const status = await readFile(join(cluster, 'postmaster.pid'), 'utf8').catch(() => '')
  const [pid, , , port] = status.split('\n')
  if (!Number(pid) || !Number(port) || !isAlive(Number(pid))) return undefined
  const password = (await readFile(join(folder, 'postgres.password'), 'utf8')).trim()
  return `postgresql://wuchang:${password}@127.0.0.1:${Number(port)}/wuchang`
}

/** Ends the command with one line. */
export function fail(line: string): never {
  console.error(line)
  process.exit(1)
}
