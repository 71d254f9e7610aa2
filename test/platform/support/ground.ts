/** Real ground for an embedded PostgreSQL: a folder with a blank and 中文 in its path, programs of their own, and everything taken away again. */
import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { chmod, mkdtemp, rm } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import { createInterface } from 'node:readline'
import pg from 'pg'
import { afterAll, afterEach, beforeAll } from 'vitest'
import { silentLog } from '../../../src/kernel/log.ts'
import { type Embedded, startEmbedded } from '../../../src/store/postgres/embedded.ts'

export const NOBODY = { uid: 65534, gid: 65534 }
export const projectDir = resolve(import.meta.dirname, '../../..')

export async function query(url: string, sql: string): Promise<Record<string, unknown>[]> {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  try {
    return (await client.query(sql)).rows
  } finally {
    await client.end()
  }
}

export const kill = async (child: ChildProcess): Promise<void> => {
  child.kill('SIGKILL')
  await once(child, 'exit')
}

export interface Told {
  url: string
  dataDir: string
  server: number
  refused?: string
  answered?: boolean
}

export class Ground {
  folder = ''
  readonly cleanUp: (() => Promise<unknown>)[] = []

  /** To be made at the top of a test file: what it began ends with each test, the folder with the file. */
  constructor() {
    beforeAll(async () => {
      this.folder = await mkdtemp('/tmp/wuchang 屋场-')
      await chmod(this.folder, 0o755)
    })
    afterEach(async () => {
      for (const work of this.cleanUp.splice(0)) await work()
    })
    afterAll(() => rm(this.folder, { recursive: true, force: true }))
  }

  async start(dataDir: string, durable = false): Promise<Embedded> {
    const server = await startEmbedded({ dataDir, projectDir, log: silentLog, durable })
    this.cleanUp.push(() => server.stop())
    return server
  }

  /** Starts the product's way of starting as a process of its own; `told` yields what it says, line by line. */
  async program(dataDir: string, account?: typeof NOBODY): Promise<{ child: ChildProcess; told: () => Promise<Told> }> {
    const script = join(projectDir, 'test/support/embedded-process.ts')
    const args = ['--import', join(projectDir, 'scripts/ts.mjs'), script, dataDir, projectDir]
    const child = spawn(process.execPath, args, { ...account, cwd: projectDir, stdio: ['ignore', 'pipe', 'inherit'], detached: true })
    this.cleanUp.push(async () => {
      if (child.exitCode === null && child.signalCode === null) {
        child.kill('SIGTERM')
        await once(child, 'exit')
      }
    })
    const lines = createInterface({ input: child.stdout! })[Symbol.asyncIterator]()
    return { child, told: async () => JSON.parse((await lines.next()).value ?? '{}') as Told }
  }
}
