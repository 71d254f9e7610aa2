/** Once for a whole run: one embedded server, one migrated template. Each test file copies the template (test/support/database.ts). */
import { execFileSync } from 'node:child_process'
import { readdir, rm } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import pg from 'pg'
import type { TestProject } from 'vitest/node'
import { silentLog } from '../../src/kernel/log.ts'
import { migrate } from '../../src/store/migrate.ts'
import { type Embedded, startEmbedded } from '../../src/store/postgres/embedded.ts'
import { isAlive } from '../../src/store/postgres/lock.ts'
import { outsideFolder } from '../../src/store/postgres/place.ts'
import { KEEPER, keep } from './kept.ts'

declare module 'vitest' {
  interface ProvidedContext {
    /** URL of the test server's own database; the path is replaced to reach another one. */
    testServer: string
    /** Name of the migrated database that test files copy. */
    testTemplate: string
    /** Name of the one that has the usual town in it. */
    testTown: string
  }
}

const projectDir = resolve(import.meta.dirname, '../..')
const dataRoot = join(projectDir, 'data')
const TEMPLATE = 'wuchang_template'
const TOWN = 'wuchang_town'

async function remove(dataDir: string): Promise<void> {
  await rm(dataDir, { recursive: true, force: true })
  if (process.getuid?.() === 0) await rm(outsideFolder(projectDir, dataDir), { recursive: true, force: true })
}

/** Folders of runs that were killed; their servers have been stopped by the watchdog. */
async function removeAbandoned(): Promise<void> {
  for (const name of await readdir(dataRoot).catch(() => [])) {
    const pid = Number(/^test-(\d+)$/.exec(name)?.[1])
    if (pid && !isAlive(pid)) await remove(join(dataRoot, name))
  }
}

async function makeTemplate(server: Embedded): Promise<void> {
  const client = new pg.Client({ connectionString: server.url })
  await client.connect()
  await client.query(`CREATE DATABASE ${TEMPLATE}`)
  await client.end()
  const url = new URL(server.url)
  url.pathname = TEMPLATE
  await migrate(url.href)
}

/** To copy it takes less than to fill another one; to bring a copy back to it (test/support/kept.ts) less again. */
async function makeTown(server: Embedded): Promise<void> {
  const client = new pg.Client({ connectionString: server.url })
  await client.connect()
  await client.query(`CREATE DATABASE ${TOWN} TEMPLATE ${TEMPLATE}`)
  await client.end()
  const url = new URL(server.url)
  url.pathname = TOWN
  // Only now: what the client is generated from may have changed since the last run.
  const [{ openDatabase }, { seed }] = await Promise.all([import('../../src/store/database.ts'), import('./town.ts')])
  const db = openDatabase(url.href, 1)
  await seed(db)
  await db.$executeRawUnsafe(KEEPER)
  await keep(db)
  await db.$disconnect()
}

export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  execFileSync(process.execPath, [join(projectDir, 'scripts/generate.mjs')], { stdio: 'inherit' })
  await removeAbandoned()
  const dataDir = join(dataRoot, `test-${process.pid}`)
  const server = await startEmbedded({ dataDir, projectDir, log: silentLog, durable: false })
  await makeTemplate(server)
  await makeTown(server)
  project.provide('testServer', server.url)
  project.provide('testTemplate', TEMPLATE)
  project.provide('testTown', TOWN)
  return async () => {
    await server.stop()
    await remove(dataDir)
  }
}
