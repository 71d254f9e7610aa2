import { readdir, readFile, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, it, vi } from 'vitest'
import { silentLog } from '../../src/kernel/log.ts'
import { startEmbedded } from '../../src/store/postgres/embedded.ts'
import { isAlive } from '../../src/store/postgres/lock.ts'
import { Ground, kill, projectDir, query } from './support/ground.ts'

const GONE = { timeout: 10_000, interval: 20 }
const ground = new Ground()

async function watchdogOf(server: number): Promise<number> {
  for (const pid of (await readdir('/proc')).filter((name) => /^\d+$/.test(name))) {
    const args = (await readFile(`/proc/${pid}/cmdline`, 'utf8').catch(() => '')).split('\0')
    if (args.includes('wuchang-watchdog') && args.includes(String(server))) return Number(pid)
  }
  throw new Error('no watchdog')
}

describe('when the server itself is killed', () => {
  it('it is started again on its port, with everything that was promised', async () => {
    // Without durability nothing is promised of a commit in the last half second.
    const server = await ground.start(join(ground.folder, 'revived'), true)
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
    const dataDir = join(ground.folder, 'gone')
    const server = await startEmbedded({ dataDir, projectDir, log: silentLog, durable: false, onGone: gone })
    ground.cleanUp.push(() => server.stop())
    await rm(join(server.dataDir, 'postgres/global/pg_control'))
    process.kill(server.pid, 'SIGKILL')
    await vi.waitFor(() => expect(gone).toHaveBeenCalledOnce(), { timeout: 40_000, interval: 50 })
    expect(gone.mock.calls[0]?.[0]).toMatchObject({
      message: expect.stringContaining('the embedded PostgreSQL has ended (SIGKILL) and did not start again'),
    })
  }, 90_000)
})

describe('when the parent', () => {
  const dataDir = () => join(ground.folder, 'parent')

  it('lives, a second start is refused with its number; and Ctrl-C reaches the parent, not the server', async () => {
    const first = await ground.program(dataDir())
    const { url } = await first.told()
    await query(url, 'CREATE TABLE kept AS SELECT 1 AS one')
    await expect(ground.start(dataDir())).rejects.toThrow(
      `another wuchang (process ${first.child.pid}) is running on the data folder ${dataDir()}: stop it, or set DATA_DIR to another folder`,
    )
    process.kill(-first.child.pid!, 'SIGINT')
    expect(await first.told()).toEqual({ answered: true })
  })

  it('is killed, the watchdog ends the server; and a start at once takes over', async () => {
    const first = await ground.program(dataDir())
    const { server } = await first.told()
    await kill(first.child)
    const next = await ground.start(dataDir())
    expect(await query(next.url, 'SELECT one FROM kept')).toEqual([{ one: 1 }])
    expect(isAlive(server)).toBe(false)
    await next.stop()

    const second = await ground.program(dataDir())
    const told = await second.told()
    await kill(second.child)
    await vi.waitFor(() => expect(isAlive(told.server)).toBe(false), GONE)
  })

  it('is killed together with the watchdog, the next start stops the leftover cleanly and takes over', async () => {
    const first = await ground.program(dataDir())
    const { server, url } = await first.told()
    process.kill(await watchdogOf(server), 'SIGKILL')
    await kill(first.child)
    expect(await query(url, 'SELECT one FROM kept')).toEqual([{ one: 1 }])
    const warn = vi.fn()
    const next = await startEmbedded({ dataDir: dataDir(), projectDir, log: { ...silentLog, warn }, durable: false })
    ground.cleanUp.push(() => next.stop())
    expect(warn).toHaveBeenCalledWith({ pid: server }, 'stopped a PostgreSQL server that had outlived its parent')
    expect(await query(next.url, 'SELECT one FROM kept')).toEqual([{ one: 1 }])
  })
})
