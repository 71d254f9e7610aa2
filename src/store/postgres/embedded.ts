/**
 * A real PostgreSQL that needs no installation: for a first run, for small towns, for the tests. One server per data folder, on
 * 127.0.0.1 and a free port, with a random password. Its life is tied to this process: it stops with it, even after kill -9.
 */
import { type ChildProcess, spawn } from 'node:child_process'
import { open, stat } from 'node:fs/promises'
import { createServer } from 'node:net'
import { join, resolve } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import pg from 'pg'
import type { Log } from '../../kernel/log.ts'
import { type Binaries, runnableBinaries } from './binaries.ts'
import { ensureCluster, USER } from './cluster.ts'
import { endServer, settleLeftover } from './leftover.ts'
import { lockFolder } from './lock.ts'
import { type Place, place } from './place.ts'

const DATABASE = 'wuchang'
/** Recovery after a crash replays the write-ahead log before anybody is let in; on a slow disk that takes a while. */
const READY_MS = 60_000
const START_ATTEMPTS = 5
/** The server's own log is begun anew once it is larger than this, in bytes. */
const SERVER_LOG_LIMIT = 5_000_000

export interface EmbeddedOptions {
  /** Where the data is to lie; made if missing. */
  dataDir: string
  /** The project's folder: with `dataDir` it names the place outside that root falls back to. */
  projectDir: string
  log: Log
  /** The server has ended and does not come up again. */
  onGone?: (why: Error) => void
  /** False skips the disk flushes (tests only: a power failure would damage the data). Default true. */
  durable?: boolean
}

export interface Embedded {
  url: string
  /** The data folder actually used. */
  dataDir: string
  /** The server's process. */
  pid: number
  /** Resolves when the server has ended and the folder is free. May be called twice. */
  stop(): Promise<void>
}

/**
 * Starts (and at first creates) the database. Throws an Error whose message is one line for the operator: another wuchang on the
 * folder, a folder that cannot be used, programs that do not run here, a database of another major version.
 */
export async function startEmbedded(options: EmbeddedOptions): Promise<Embedded> {
  const dataDir = resolve(options.dataDir)
  const spot = await place(resolve(options.projectDir), dataDir)
  if (spot.outside) {
    options.log.info(
      { dataDir: spot.folder, asked: dataDir },
      `PostgreSQL does not run as root and cannot enter ${dataDir} as another account: the data folder is ${spot.folder}`,
    )
  }
  const unlock = await lockFolder(spot.folder)
  try {
    const binaries = await runnableBinaries(spot.account, spot.folder)
    const stopped = await settleLeftover(spot.cluster)
    if (stopped) options.log.warn({ pid: stopped }, 'stopped a PostgreSQL server that had outlived its parent')
    const password = await ensureCluster(spot, binaries)
    const server = await startServer(spot, binaries, password, options)
    return { ...server, dataDir: spot.folder, stop: once(() => server.stop().finally(unlock)) }
  } catch (error) {
    await unlock()
    throw error
  }
}

function once<T>(work: () => Promise<T>): () => Promise<T> {
  let result: Promise<T> | undefined
  return () => {
    result ??= work()
    return result
  }
}

/** Settings for a small machine. Statements and row values stay out of the server's log: they hold what villagers said. */
function settings(port: number, durable: boolean): string[] {
  const values: Record<string, string | number> = {
    port,
    listen_addresses: '127.0.0.1',
    unix_socket_directories: '',
    max_connections: 60,
    shared_buffers: '128MB',
    jit: 'off',
    timezone: 'UTC',
    log_timezone: 'Asia/Shanghai',
    log_min_messages: 'warning',
    log_min_error_statement: 'panic',
    log_error_verbosity: 'terse',
    ...(durable ? {} : { fsync: 'off', synchronous_commit: 'off', full_page_writes: 'off' }),
  }
  return Object.entries(values).flatMap(([key, value]) => ['-c', `${key}=${value}`])
}

interface Running {
  child: ChildProcess
  guard: ChildProcess
}

/** Starts a server on `port`; '' and the server, or why it did not come up. */
async function attempt(spot: Place, binaries: Binaries, port: number, password: string, durable: boolean): Promise<Running | string> {
  const child = await launch(spot, binaries, port, durable)
  const guard = watch(spot, child.pid!)
  const failure = await ready(child, port, password)
  if (failure === '') return { child, guard }
  await endServer(child.pid!).finally(() => guard.stdin?.end())
  return failure
}

async function startServer(
  spot: Place,
  binaries: Binaries,
  password: string,
  options: EmbeddedOptions,
): Promise<Omit<Embedded, 'dataDir'>> {
  for (let tries = 1; ; tries++) {
    const port = await freePort()
    const server = await attempt(spot, binaries, port, password, options.durable ?? true)
    if (typeof server !== 'string') {
      options.log.info(
        { pid: server.child.pid, port, dataDir: spot.folder, copied: binaries.home.startsWith(spot.folder) },
        'embedded PostgreSQL is ready',
      )
      const url = `postgresql://${USER}:${password}@127.0.0.1:${port}/${DATABASE}`
      const kept = keep(server, () => attempt(spot, binaries, port, password, options.durable ?? true), options)
      return { url, pid: server.child.pid!, stop: kept.stop }
    }
    // The port may have been taken between choosing and using it, or workers of a killed server may still hold the shared memory.
    if (tries === START_ATTEMPTS)
      throw new Error(`the embedded PostgreSQL did not start (${server}): see ${join(spot.folder, 'postgres.log')}`)
    await sleep(tries * 200)
  }
}

/**
 * A server that ends without being asked to is started again on its port, and recovers what it had promised: everybody's connections find
 * it there. When it does not come up again, `onGone` is told.
 */
function keep(first: Running, again: () => Promise<Running | string>, options: EmbeddedOptions): { stop: () => Promise<void> } {
  let server = first
  let stopping = false
  let reviving: Promise<void> = Promise.resolve()
  const revive = async (how: string): Promise<void> => {
    options.log.error({ how }, 'the embedded PostgreSQL has ended by itself; it is started again')
    server.guard.stdin?.end()
    let failure = ''
    for (let tries = 1; tries <= START_ATTEMPTS && !stopping; tries++) {
      const found = await again().catch((error: Error) => error.message)
      if (typeof found !== 'string') {
        server = found
        options.log.warn({ pid: server.child.pid, tries }, 'the embedded PostgreSQL is back')
        return listen()
      }
      failure = found
      await sleep(tries * 200)
    }
    if (!stopping) options.onGone?.(new Error(`the embedded PostgreSQL has ended (${how}) and did not start again (${failure})`))
  }
  const listen = (): void => {
    const { child } = server
    const ended = (code: number | null, signal: string | null) => {
      if (!stopping) reviving = revive(String(signal ?? code))
    }
    // It may have ended between its first answer and this line.
    if (child.exitCode !== null || child.signalCode !== null) ended(child.exitCode, child.signalCode)
    else child.once('exit', ended)
  }
  listen()
  return {
    stop: async () => {
      stopping = true
      await reviving
      await endServer(server.child.pid!).finally(() => server.guard.stdin?.end())
    },
  }
}

/** In a session of its own, so that Ctrl-C in the terminal reaches us and not the server; and it does not keep our process alive. */
async function launch(spot: Place, binaries: Binaries, port: number, durable: boolean): Promise<ChildProcess> {
  const logFile = join(spot.folder, 'postgres.log')
  const size = await stat(logFile).then(
    (found) => found.size,
    () => 0,
  )
  const log = await open(logFile, size > SERVER_LOG_LIMIT ? 'w' : 'a', 0o600)
  try {
    const child = spawn(join(binaries.home, 'bin', 'postgres'), ['-D', spot.cluster, ...settings(port, durable)], {
      ...spot.account,
      cwd: '/',
      env: { PATH: process.env.PATH ?? '', LC_ALL: 'C' },
      detached: true,
      stdio: ['ignore', log.fd, log.fd],
    })
    await new Promise<void>((done, fail) => child.once('spawn', done).once('error', fail))
    child.unref()
    return child
  } finally {
    await log.close()
  }
}

/**
 * The watchdog: a shell that waits on a pipe whose other end is ours. However this process ends, the pipe closes and the shell stops
 * the server; but only if the cluster is still run by that very server, since a new start may have come first.
 */
function watch(spot: Place, server: number): ChildProcess {
  const script = 'read -r _; read -r pid < "$1/postmaster.pid" && [ "$pid" = "$2" ] && kill -INT "$2"'
  const guard = spawn('/bin/sh', ['-c', script, 'wuchang-watchdog', spot.cluster, String(server)], {
    ...spot.account,
    cwd: '/',
    env: { PATH: process.env.PATH ?? '' },
    detached: true,
    stdio: ['pipe', 'ignore', 'ignore'],
  })
  guard.on('error', () => undefined)
  guard.unref()
  const pipe = guard.stdin as unknown as { unref?: () => void } | null
  pipe?.unref?.()
  return guard
}

/** '' once queries are answered and our database exists; otherwise why not. */
async function ready(child: ChildProcess, port: number, password: string): Promise<string> {
  let last = 'no answer'
  for (let waited = 0; waited < READY_MS; waited += 40) {
    if (child.exitCode !== null || child.signalCode !== null) return `it ended with ${child.exitCode ?? child.signalCode}`
    const client = new pg.Client({ host: '127.0.0.1', port, user: USER, password, database: 'postgres', connectionTimeoutMillis: 5_000 })
    client.on('error', () => undefined)
    try {
      await client.connect()
      const found = await client.query('SELECT 1 FROM pg_database WHERE datname = $1', [DATABASE])
      if (found.rowCount === 0) await client.query(`CREATE DATABASE ${DATABASE}`)
      return ''
    } catch (error) {
      last = (error as Error).message
      if ((error as { code?: string }).code === '28P01') return last
    } finally {
      await client.end().catch(() => undefined)
    }
    await sleep(40)
  }
  return last
}

function freePort(): Promise<number> {
  return new Promise((done, fail) => {
    const probe = createServer().once('error', fail)
    probe.listen(0, '127.0.0.1', () => {
      const address = probe.address()
      probe.close(() => done(typeof address === 'object' && address ? address.port : 0))
    })
  })
}
