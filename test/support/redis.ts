/** A real Redis of a test file's own, if `redis-server` is on the PATH: free port, nothing on disk, gone with the test. */
import { type ChildProcess, spawn } from 'node:child_process'
import { randomInt } from 'node:crypto'
import { once } from 'node:events'
import { mkdtemp, rm } from 'node:fs/promises'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Redis } from 'ioredis'
import { findProgram, missing } from './optional-part.ts'

export interface TestRedis {
  url: string
  /** Kills it: everything it knew is lost. */
  kill(): Promise<void>
  /** Starts it again on the same port, empty. */
  start(): Promise<void>
  /** Kills it and removes its folder. */
  remove(): Promise<void>
}

/** A shell that kills its server when the pipe to us closes, so that not even a killed test run leaves one behind. */
const UNDER_WATCH = '"$@" & read -r _; kill -9 $!; wait'

export const redisProgram = findProgram('redis-server')
if (!redisProgram) missing('redis', 'redis-server is not on the PATH')

/** Below the ports that the kernel hands out by itself, so that nobody else's connection sits on it when Redis comes back to it. */
async function freePort(): Promise<number> {
  for (let tries = 0; tries < 50; tries++) {
    const port = randomInt(20_000, 30_000)
    const probe = createServer().listen(port, '127.0.0.1')
    const free = await once(probe, 'listening').then(
      () => true,
      () => false,
    )
    probe.close()
    if (free) return port
  }
  throw new Error('no free port between 20000 and 30000 for Redis')
}

/** How long a busy machine may take to bring Redis up; what it said is told when it does not come. */
const UP_WITHIN_MS = 20_000

async function answering(url: string, child: ChildProcess): Promise<void> {
  let said = ''
  child.stdout?.on('data', (part) => {
    said += part
  })
  const client = new Redis(url, { retryStrategy: () => 50, maxRetriesPerRequest: null })
  client.on('error', () => undefined)
  const giveUp = AbortSignal.timeout(UP_WITHIN_MS)
  try {
    await Promise.race([
      client.ping(),
      once(child, 'exit', { signal: giveUp }).then(() => {
        throw new Error(`redis-server at ${url} ended at once:\n${said}`)
      }),
    ])
  } catch (error) {
    throw giveUp.aborted ? new Error(`redis-server at ${url} did not answer within ${UP_WITHIN_MS} ms:\n${said}`, { cause: error }) : error
  } finally {
    client.disconnect()
  }
}

export async function startRedis(): Promise<TestRedis> {
  const folder = await mkdtemp(join(tmpdir(), 'wuchang-redis-'))
  const port = await freePort()
  const url = `redis://127.0.0.1:${port}`
  let child: ChildProcess | undefined
  const start = async () => {
    const args = ['--port', String(port), '--bind', '127.0.0.1', '--save', '', '--appendonly', 'no', '--dir', folder]
    child = spawn('/bin/sh', ['-c', UNDER_WATCH, 'sh', redisProgram ?? 'redis-server', ...args], { stdio: ['pipe', 'pipe', 'ignore'] })
    await answering(url, child)
  }
  const kill = async () => {
    if (!child || child.exitCode !== null || child.signalCode !== null) return
    child.stdin?.end()
    await once(child, 'exit')
  }
  await start()
  return { url, start, kill, remove: () => kill().then(() => rm(folder, { recursive: true, force: true })) }
}
