/** The embedded PostgreSQL on real ground: odd folders, other accounts, killed parents. Each server here is one of its own. */
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { chmod, chown, cp, mkdir, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, it, vi } from 'vitest'
import { silentLog } from '../../src/kernel/log.ts'
import { installedBinaries, runnableBinaries } from '../../src/store/postgres/binaries.ts'
import { startEmbedded } from '../../src/store/postgres/embedded.ts'
import { isAlive } from '../../src/store/postgres/lock.ts'
import { outsideFolder } from '../../src/store/postgres/place.ts'
import { runProgram } from '../../src/store/postgres/program.ts'
import { Ground, kill, NOBODY, projectDir, query } from './support/ground.ts'

const root = process.getuid?.() === 0
const ground = new Ground()

describe('a data folder with spaces and Chinese in its path', () => {
  const dataDir = () => join(ground.folder, '数 据')

  it('gets a UTF-8 database with checksums that answers only on this machine', async () => {
    const server = await ground.start(dataDir())
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
    const server = await ground.start(dataDir())
    expect(new URL(server.url).password).toBe(before)
    expect(await query(server.url, 'SELECT name FROM kept')).toEqual([{ name: '槐树屋场' }])
    await Promise.all([server.stop(), server.stop()])
    expect(isAlive(server.pid)).toBe(false)
    // Programs under a folder that only root may enter are copied beside the data.
    const kept = (await readdir(dataDir())).filter((name) => !name.startsWith('postgres-')).sort()
    expect(kept).toEqual(['postgres', 'postgres.log', 'postgres.password'])
  })

  it('keeps what people wrote out of the server’s log', async () => {
    const server = await ground.start(dataDir())
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
    ground.cleanUp.push(() => kill(bystander))
    await writeFile(join(dataDir(), 'postgres/postmaster.pid'), `${bystander.pid}\n${dataDir()}/postgres\n1\n5432\n\n127.0.0.1\n`)
    await writeFile(join(dataDir(), 'wuchang.lock'), `${bystander.pid} 1\n`)
    const server = await ground.start(dataDir())
    expect(await query(server.url, 'SELECT name FROM kept')).toEqual([{ name: '槐树屋场' }])
    expect(bystander.exitCode ?? bystander.signalCode).toBe(null)
  })

  it('is not touched by programs of another major version', async () => {
    const version = join(dataDir(), 'postgres/PG_VERSION')
    const right = await readFile(version, 'utf8')
    await writeFile(version, '17\n')
    await expect(ground.start(dataDir())).rejects.toThrow(
      /^the database in .*数 据\/postgres is of PostgreSQL 17, the programs of this version are postgres \(PostgreSQL\) 18\..*npm run backup.*npm run restore -- <file>.*nothing was touched$/,
    )
    await writeFile(version, right)
    await ground.start(dataDir())
  })
})

it('a creation that was broken off is begun anew', async () => {
  const dataDir = join(ground.folder, 'half')
  await mkdir(join(dataDir, 'postgres.new/base'), { recursive: true })
  await writeFile(join(dataDir, 'postgres.new/PG_VERSION'), '18\n')
  const server = await ground.start(dataDir)
  expect(await query(server.url, 'SELECT 1 AS one')).toEqual([{ one: 1 }])
})

describe.runIf(root)('started by root', () => {
  it('works in a folder that only root may enter, and stays where it began', async () => {
    const hidden = join(ground.folder, 'hidden')
    const dataDir = join(hidden, 'data')
    await mkdir(hidden, { mode: 0o700 })
    const outside = outsideFolder(projectDir, dataDir)
    ground.cleanUp.push(() => rm(outside, { recursive: true, force: true }))
    const umask = process.umask(0o077)
    const info = vi.fn()
    try {
      const server = await startEmbedded({ dataDir, projectDir, log: { ...silentLog, info }, durable: false })
      ground.cleanUp.unshift(() => server.stop())
      expect(server.dataDir).toBe(outside)
      expect(outside).toMatch(/^\/var\/lib\/wuchang-[0-9a-f]{12}$/)
      expect(info).toHaveBeenCalledWith(
        { dataDir: outside, asked: dataDir },
        `PostgreSQL does not run as root and cannot enter ${dataDir} as another account: the data folder is ${outside}`,
      )
      await query(server.url, 'CREATE TABLE kept AS SELECT 1 AS one')
      await server.stop()
      await chmod(hidden, 0o755)
      const again = await ground.start(dataDir)
      expect(again.dataDir).toBe(outside)
      expect(await query(again.url, 'SELECT one FROM kept')).toEqual([{ one: 1 }])
      await again.stop()
    } finally {
      process.umask(umask)
    }
  })

  it('says so when the folders above an existing database have been closed', async () => {
    const above = join(ground.folder, 'closed')
    const dataDir = join(above, 'data')
    await mkdir(above)
    await (await ground.start(dataDir)).stop()
    await chmod(above, 0o700)
    await expect(ground.start(dataDir)).rejects.toThrow(
      `the database in ${dataDir}/postgres belongs to account number 65534, which may no longer enter that folder`,
    )
  })

  it('copies programs that the database’s account cannot reach', async () => {
    const installed = await installedBinaries()
    const hidden = join(ground.folder, 'hidden programs')
    await mkdir(hidden, { mode: 0o700 })
    await cp(installed.home, join(hidden, 'native'), {
      recursive: true,
      filter: (path) => !/\.so(\.\d+)?$/.test(path) || path.includes('postgresql'),
    })
    const found = await runnableBinaries(NOBODY, ground.folder, { home: join(hidden, 'native'), version: 'test' })
    expect(found).toEqual({ home: join(ground.folder, 'postgres-test/native'), version: 'test', copied: true })
    expect(await runProgram(join(found.home, 'bin/postgres'), ['--version'], NOBODY)).toMatch(/^postgres \(PostgreSQL\) 18/)
    expect(await runnableBinaries(NOBODY, ground.folder, { home: join(hidden, 'native'), version: 'test' })).toEqual(found)
  })

  it('leaves an ordinary user to start for himself', async (context) => {
    const reachable = await runProgram('/bin/sh', ['-c', 'cd "$1" && "$2" --version', 'sh', projectDir, process.execPath], NOBODY).catch(
      () => '',
    )
    if (reachable === '') context.skip('the project lies under a folder that only root may enter')
    const home = join(ground.folder, '用户')
    await mkdir(home)
    await chown(home, NOBODY.uid, NOBODY.gid)
    const own = await ground.program(join(home, 'data'), NOBODY)
    const told = await own.told()
    expect(told.dataDir).toBe(join(home, 'data'))
    expect(await query(told.url, 'SELECT 1 AS one')).toEqual([{ one: 1 }])
    expect((await stat(join(home, 'data/postgres.password'))).uid).toBe(NOBODY.uid)
    // What a user began, root goes on with, as that user.
    own.child.kill('SIGTERM')
    await once(own.child, 'exit')
    const server = await ground.start(join(home, 'data'))
    expect((await stat(join(home, 'data/postgres/base'))).uid).toBe(NOBODY.uid)
    await server.stop()
  })
})
