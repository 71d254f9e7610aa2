/** The embedded PostgreSQL on real ground: odd folders, other accounts, killed parents. Each server here is one of its own. */
import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { chmod, chown, cp, mkdir, mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import { createInterface } from 'node:readline'
import pg from 'pg'
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest'
import { silentLog } from '../../src/kernel/log.ts'
import { installedBinaries, runnableBinaries } from '../../src/store/postgres/binaries.ts'
import { type Embedded, startEmbedded } from '../../src/store/postgres/embedded.ts'
import { isAlive } from '../../src/store/postgres/lock.ts'
import { outsideFolder } from '../../src/store/postgres/place.ts'
import { runProgram } from '../../src/store/postgres/program.ts'

const root = process.getuid?.() === 0
const NOBODY = { uid: 65534, gid: 65534 }
const projectDir = resolve(import.meta.dirname, '../..')
const GONE = { timeout: 10_000, interval: 20 }

let folder: string
const cleanUp: (() => Promise<unknown>)[] = []
beforeAll(async () => {
  folder = await mkdtemp('/tmp/wuchang 屋场-')
  await chmod(folder, 0o755)
})
afterEach(async () => {
  for (const work of cleanUp.splice(0)) await work()
})
afterAll(() => rm(folder, { recursive: true, force: true }))

async function start(dataDir: string, durable = false): Promise<Embedded> {
  const server = await startEmbedded({ dataDir, projectDir, log: silentLog, durable })
  cleanUp.push(() => server.stop())
  return server
}

async function query(url: string, sql: string): Promise<Record<string, unknown>[]> {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  try {
    return (await client.query(sql)).rows
  } finally {
    await client.end()
  }
}

interface Told {
  url: string
  dataDir: string
  server: number
  refused?: string
  answered?: boolean
}

/** Starts the product's way of starting as a process of its own; `told` yields what it says, line by line. */
async function program(dataDir: string, account?: typeof NOBODY): Promise<{ child: ChildProcess; told: () => Promise<Told> }> {
  const script = join(projectDir, 'test/support/embedded-process.ts')
  const args = ['--import', join(projectDir, 'scripts/ts.mjs'), script, dataDir, projectDir]
  const child = spawn(process.execPath, args, { ...account, cwd: projectDir, stdio: ['ignore', 'pipe', 'inherit'], detached: true })
  cleanUp.push(async () => {
    if (child.exitCode === null && child.signalCode === null) {
      child.kill('SIGTERM')
      await once(child, 'exit')
    }
  })
  const lines = createInterface({ input: child.stdout! })[Symbol.asyncIterator]()
  return { child, told: async () => JSON.parse((await lines.next()).value ?? '{}') as Told }
}

const kill = async (child: ChildProcess): Promise<void> => {
  child.kill('SIGKILL')
  await once(child, 'exit')
}

async function watchdogOf(server: number): Promise<number> {
  for (const pid of (await readdir('/proc')).filter((name) => /^\d+$/.test(name))) {
    const args = (await readFile(`/proc/${pid}/cmdline`, 'utf8').catch(() => '')).split('\0')
    if (args.includes('wuchang-watchdog') && args.includes(String(server))) return Number(pid)
  }
  throw new Error('no watchdog')
}

describe('a data folder with spaces and Chinese in its path', () => {
  const dataDir = () => join(folder, '数 据')

  it('gets a UTF-8 database with checksums that answers only on this machine', async () => {
    const server = await start(dataDir())
    expect(server.dataDir).toBe(dataDir())
    expect(new URL(server.url).hostname).toBe('127.0.0.1')
    expect(
      await query(
        server.url,
        `SELECT current_setting('server_encoding') AS encoding, current_setting('data_checksums') AS checksums, current_setting('TimeZone') AS zone,
           current_setting('listen_addresses') AS listen, current_setting('unix_socket_directories') AS sockets, current_setting('max_connections') AS most,
           datlocprovider AS provider, datlocale AS locale, lower('Ä') AS lower FROM pg_database WHERE datname = current_database()`,
      ),
    ).toEqual([
      {
        encoding: 'UTF8',
        checksums: 'on',
        zone: 'UTC',
        listen: '127.0.0.1',
        sockets: '',
        most: '60',
        provider: 'b',
        locale: 'C.UTF-8',
        lower: 'ä',
      },
    ])
    await query(server.url, `CREATE TABLE kept AS SELECT '槐树屋场' AS name`)
    await expect(query(server.url.replace(/:[0-9a-f]+@/, ':wrong@'), 'SELECT 1')).rejects.toThrow('password authentication failed')
  })

  it('keeps its data and its password, which only the owner reads, and is left at rest', async () => {
    const secret = join(dataDir(), 'postgres.password')
    expect((await stat(secret)).mode & 0o777).toBe(0o600)
    const before = await readFile(secret, 'utf8')
    const server = await start(dataDir())
    expect(new URL(server.url).password).toBe(before)
    expect(await query(server.url, 'SELECT name FROM kept')).toEqual([{ name: '槐树屋场' }])
    await Promise.all([server.stop(), server.stop()])
    expect(isAlive(server.pid)).toBe(false)
    // Programs under a folder that only root may enter are copied beside the data.
    const kept = (await readdir(dataDir())).filter((name) => !name.startsWith('postgres-')).sort()
    expect(kept).toEqual(['postgres', 'postgres.log', 'postgres.password'])
  })

  it('keeps what people wrote out of the server’s log', async () => {
    const server = await start(dataDir())
    await query(server.url, `CREATE TABLE once (name TEXT UNIQUE); INSERT INTO once VALUES ('王德福')`)
    await expect(query(server.url, `INSERT INTO once VALUES ('王德福')`)).rejects.toThrow('duplicate key')
    await expect(query(server.url, `SELECT '王德福' FROM nowhere`)).rejects.toThrow('does not exist')
    await server.stop()
    const log = await readFile(join(dataDir(), 'postgres.log'), 'utf8')
    expect(log).toContain('duplicate key value violates unique constraint')
    expect(log).not.toContain('王德福')
  })

  it('does not take somebody else’s process for its server because of an old number', async () => {
    const bystander = spawn('sleep', ['60'], { stdio: 'ignore' })
    cleanUp.push(() => kill(bystander))
    await writeFile(join(dataDir(), 'postgres/postmaster.pid'), `${bystander.pid}\n${dataDir()}/postgres\n1\n5432\n\n127.0.0.1\n`)
    await writeFile(join(dataDir(), 'wuchang.lock'), `${bystander.pid} 1\n`)
    const server = await start(dataDir())
    expect(await query(server.url, 'SELECT name FROM kept')).toEqual([{ name: '槐树屋场' }])
    expect(bystander.exitCode ?? bystander.signalCode).toBe(null)
  })

  it('is not touched by programs of another major version', async () => {
    const version = join(dataDir(), 'postgres/PG_VERSION')
    const right = await readFile(version, 'utf8')
    await writeFile(version, '17\n')
    await expect(start(dataDir())).rejects.toThrow(
      /^the database in .*数 据\/postgres is of PostgreSQL 17, the programs of this version are postgres \(PostgreSQL\) 18\..*npm run backup.*npm run restore -- <file>.*nothing was touched$/,
    )
    await writeFile(version, right)
    await start(dataDir())
  })
})

it('a creation that was broken off is begun anew', async () => {
  const dataDir = join(folder, 'half')
  await mkdir(join(dataDir, 'postgres.new/base'), { recursive: true })
  await writeFile(join(dataDir, 'postgres.new/PG_VERSION'), '18\n')
  const server = await start(dataDir)
  expect(await query(server.url, 'SELECT 1 AS one')).toEqual([{ one: 1 }])
})

describe('when the server itself is killed', () => {
  it('it is started again on its port, with everything that was promised', async () => {
    // Without durability nothing is promised of a commit in the last half second.
    const server = await start(join(folder, 'revived'), true)
    await query(server.url, 'CREATE TABLE kept AS SELECT 1 AS one')
    for (let round = 0; round < 2; round++) {
      const [row] = await query(server.url, 'SELECT pg_postmaster_start_time()::text AS at')
      const pid = Number((await readFile(join(server.dataDir, 'postgres/postmaster.pid'), 'utf8')).split('\n')[0])
      process.kill(pid, 'SIGKILL')
      await vi.waitFor(
        async () => {
          expect(await query(server.url, 'SELECT one FROM kept')).toEqual([{ one: 1 }])
          expect(await query(server.url, 'SELECT pg_postmaster_start_time()::text AS at')).not.toEqual([row])
        },
        { timeout: 30_000, interval: 50 },
      )
    }
  }, 90_000)

  it('and cannot come up again, that is told; nothing is left running', async () => {
    const gone = vi.fn()
    const dataDir = join(folder, 'gone')
    const server = await startEmbedded({ dataDir, projectDir, log: silentLog, durable: false, onGone: gone })
    cleanUp.push(() => server.stop())
    await rm(join(server.dataDir, 'postgres/global/pg_control'))
    process.kill(server.pid, 'SIGKILL')
    await vi.waitFor(() => expect(gone).toHaveBeenCalledOnce(), { timeout: 40_000, interval: 50 })
    expect(gone.mock.calls[0]?.[0]).toMatchObject({
      message: expect.stringContaining('the embedded PostgreSQL has ended (SIGKILL) and did not start again'),
    })
  }, 90_000)
})

describe('when the parent', () => {
  const dataDir = () => join(folder, 'parent')

  it('lives, a second start is refused with its number; and Ctrl-C reaches the parent, not the server', async () => {
    const first = await program(dataDir())
    const { url } = await first.told()
    await query(url, 'CREATE TABLE kept AS SELECT 1 AS one')
    await expect(start(dataDir())).rejects.toThrow(
      `another wuchang (process ${first.child.pid}) is running on the data folder ${dataDir()}: stop it, or set DATA_DIR to another folder`,
    )
    process.kill(-first.child.pid!, 'SIGINT')
    expect(await first.told()).toEqual({ answered: true })
  })

  it('is killed, the watchdog ends the server; and a start at once takes over', async () => {
    const first = await program(dataDir())
    const { server } = await first.told()
    await kill(first.child)
    const next = await start(dataDir())
    expect(await query(next.url, 'SELECT one FROM kept')).toEqual([{ one: 1 }])
    expect(isAlive(server)).toBe(false)
    await next.stop()

    const second = await program(dataDir())
    const told = await second.told()
    await kill(second.child)
    await vi.waitFor(() => expect(isAlive(told.server)).toBe(false), GONE)
  })

  it('is killed together with the watchdog, the next start stops the leftover cleanly and takes over', async () => {
    const first = await program(dataDir())
    const { server, url } = await first.told()
    process.kill(await watchdogOf(server), 'SIGKILL')
    await kill(first.child)
    expect(await query(url, 'SELECT one FROM kept')).toEqual([{ one: 1 }])
    const warn = vi.fn()
    const next = await startEmbedded({ dataDir: dataDir(), projectDir, log: { ...silentLog, warn }, durable: false })
    cleanUp.push(() => next.stop())
    expect(warn).toHaveBeenCalledWith({ pid: server }, 'stopped a PostgreSQL server that had outlived its parent')
    expect(await query(next.url, 'SELECT one FROM kept')).toEqual([{ one: 1 }])
  })
})

describe.runIf(root)('started by root', () => {
  it('works in a folder that only root may enter, and stays where it began', async () => {
    const hidden = join(folder, 'hidden')
    const dataDir = join(hidden, 'data')
    await mkdir(hidden, { mode: 0o700 })
    const outside = outsideFolder(projectDir, dataDir)
    cleanUp.push(() => rm(outside, { recursive: true, force: true }))
    const umask = process.umask(0o077)
    const info = vi.fn()
    try {
      const server = await startEmbedded({ dataDir, projectDir, log: { ...silentLog, info }, durable: false })
      cleanUp.unshift(() => server.stop())
      expect(server.dataDir).toBe(outside)
      expect(outside).toMatch(/^\/var\/lib\/wuchang-[0-9a-f]{12}$/)
      expect(info).toHaveBeenCalledWith(
        { dataDir: outside, asked: dataDir },
        `PostgreSQL does not run as root and cannot enter ${dataDir} as another account: the data folder is ${outside}`,
      )
      await query(server.url, 'CREATE TABLE kept AS SELECT 1 AS one')
      await server.stop()
      await chmod(hidden, 0o755)
      const again = await start(dataDir)
      expect(again.dataDir).toBe(outside)
      expect(await query(again.url, 'SELECT one FROM kept')).toEqual([{ one: 1 }])
      await again.stop()
    } finally {
      process.umask(umask)
    }
  })

  it('says so when the folders above an existing database have been closed', async () => {
    const above = join(folder, 'closed')
    const dataDir = join(above, 'data')
    await mkdir(above)
    await (await start(dataDir)).stop()
    await chmod(above, 0o700)
    await expect(start(dataDir)).rejects.toThrow(
      `the database in ${dataDir}/postgres belongs to account number 65534, which may no longer enter that folder`,
    )
  })

  it('copies programs that the database’s account cannot reach', async () => {
    const installed = await installedBinaries()
    const hidden = join(folder, 'hidden programs')
    await mkdir(hidden, { mode: 0o700 })
    await cp(installed.home, join(hidden, 'native'), {
      recursive: true,
      filter: (path) => !/\.so(\.\d+)?$/.test(path) || path.includes('postgresql'),
    })
    const found = await runnableBinaries(NOBODY, folder, { home: join(hidden, 'native'), version: 'test' })
    expect(found).toEqual({ home: join(folder, 'postgres-test/native'), version: 'test', copied: true })
    expect(await runProgram(join(found.home, 'bin/postgres'), ['--version'], NOBODY)).toMatch(/^postgres \(PostgreSQL\) 18/)
    expect(await runnableBinaries(NOBODY, folder, { home: join(hidden, 'native'), version: 'test' })).toEqual(found)
  })

  it('leaves an ordinary user to start for himself', async (context) => {
    const reachable = await runProgram('/bin/sh', ['-c', 'cd "$1" && "$2" --version', 'sh', projectDir, process.execPath], NOBODY).catch(
      () => '',
    )
    if (reachable === '') context.skip('the project lies under a folder that only root may enter')
    const home = join(folder, '用户')
    await mkdir(home)
    await chown(home, NOBODY.uid, NOBODY.gid)
    const own = await program(join(home, 'data'), NOBODY)
    const told = await own.told()
    expect(told.dataDir).toBe(join(home, 'data'))
    expect(await query(told.url, 'SELECT 1 AS one')).toEqual([{ one: 1 }])
    expect((await stat(join(home, 'data/postgres.password'))).uid).toBe(NOBODY.uid)
    // What a user began, root goes on with, as that user.
    own.child.kill('SIGTERM')
    await once(own.child, 'exit')
    const server = await start(join(home, 'data'))
    expect((await stat(join(home, 'data/postgres/base'))).uid).toBe(NOBODY.uid)
    await server.stop()
  })
})
