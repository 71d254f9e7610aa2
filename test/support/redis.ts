/** A real Redis of a test file's own, if `redis-server` is on the PATH: free port, nothing on disk, gone with the test. */
import { type ChildProcess, spawn } from 'node:child_process'
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

async function freePort(): Promise<number> {
  const probe = createServer().listen(0, '127.0.0.1')
  await once(probe, 'listening')
  const address = probe.address()
  probe.close()
  return typeof address === 'object' && address ? address.port : 0
}

async function answering(url: string): Promise<void> {
  const client = new Redis(url, { retryStrategy: () => 20 })
  client.on('error', () => undefined)
  await client.ping()
  client.disconnect()
}

export async function startRedis(): Promise<TestRedis> {
  const folder = await mkdtemp(join(tmpdir(), 'wuchang-redis-'))
  const port = await freePort()
  const url = `redis://127.0.0.1:${port}`
  let child: ChildProcess | undefined
  const start = async () => {
    const args = ['--port', String(port), '--bind', '127.0.0.1', '--save', '', '--appendonly', 'no', '--dir', folder]
    child = spawn('/bin/sh', ['-c', UNDER_WATCH, 'sh', redisProgram ?? 'redis-server', ...args], { stdio: ['pipe', 'ignore', 'ignore'] })
    await answering(url)
  }
  const kill = async () => {
    if (!child || child.exitCode !== null || child.signalCode !== null) return
    child.stdin?.end()
    await once(child, 'exit')
  }
  await start()
  return { url, start, kill, remove: () => kill().then(() => rm(folder, { recursive: true, force: true })) }
}
