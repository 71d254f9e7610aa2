/**
 * From `npm start` until the program says that it is ready: on an empty folder, and on the same folder again. The floor is what the embedded
 * PostgreSQL alone takes on a folder of the same state.
 */
import { type ChildProcess, spawn } from 'node:child_process'
import { mkdtemp, rm } from 'node:fs/promises'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { silentLog } from '../src/kernel/log.ts'
import { startEmbedded } from '../src/store/postgres/embedded.ts'
import type { Figure } from './figures.ts'
import { median } from './town.ts'

const ROUNDS = 3
const READY_WITHIN_MS = 60_000
const PROJECT = join(import.meta.dirname, '..')

async function run(): Promise<Figure[]> {
  const [first, later, floorFirst, floorLater]: [number[], number[], number[], number[]] = [[], [], [], []]
  for (let round = 0; round < ROUNDS; round++) {
    const [ours, plain] = [await mkdtemp(join(tmpdir(), 'wuchang-bench-')), await mkdtemp(join(tmpdir(), 'wuchang-bench-'))]
    try {
      floorFirst.push(await plainly(plain))
      first.push(await ready(ours))
      floorLater.push(await plainly(plain))
      later.push(await ready(ours))
    } finally {
      for (const folder of [ours, plain]) await rm(folder, { recursive: true, force: true })
    }
  }
  const beside = (name: string, values: number[], floors: number[]): Figure => {
    const [value, floor] = [median(values), median(floors)]
    return { name, value, unit: 's', floor, ratio: value / floor }
  }
  return [beside('start to ready, first, with the demonstration', first, floorFirst), beside('start to ready, later', later, floorLater)]
}

/** Seconds. */
async function plainly(dataDir: string): Promise<number> {
  const begun = performance.now()
  const server = await startEmbedded({ dataDir, projectDir: PROJECT, log: silentLog })
  const took = (performance.now() - begun) / 1_000
  await server.stop()
  return took
}

/** Seconds. */
async function ready(dataDir: string): Promise<number> {
  const port = await freePort()
  const begun = performance.now()
  const child = spawn(process.execPath, ['scripts/start.mjs'], {
    cwd: PROJECT,
    env: { PATH: process.env.PATH, HOME: process.env.HOME, LANG: process.env.LANG, PORT: String(port), DATA_DIR: dataDir },
    stdio: 'ignore',
  })
  try {
    while (!(await answers(port))) {
      if (child.exitCode !== null) throw new Error(`the program ended with ${child.exitCode} before it was ready`)
      if (performance.now() - begun > READY_WITHIN_MS) throw new Error('the program is not ready after a minute')
      await sleep(10)
    }
    return (performance.now() - begun) / 1_000
  } finally {
    await ended(child)
  }
}

const answers = (port: number): Promise<boolean> =>
  fetch(`http://127.0.0.1:${port}/readyz`).then(
    (response) => response.ok,
    () => false,
  )

async function ended(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null) return
  const gone = new Promise((resolve) => child.once('exit', resolve))
  child.kill('SIGINT')
  await gone
}

async function freePort(): Promise<number> {
  const server = createServer()
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const address = server.address()
  await new Promise((resolve) => server.close(resolve))
  if (address === null || typeof address === 'string') throw new Error('no free port')
  return address.port
}

export const suite = { name: 'start', run }
