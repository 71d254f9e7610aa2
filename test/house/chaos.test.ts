/** A small share of `npm run chaos`: three hamlets talk through the real program, which is killed in the middle of it and started again. */
import { mkdtempSync, rmSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { afterAll, expect, test } from 'vitest'
import { MINUTE } from '../../src/kernel/time.ts'
import { chaos } from '../chaos/chaos.ts'
import { MovedClock, newKeys, peopled } from '../chaos/ground.ts'
import { ledgerFaults } from '../chaos/ledger.ts'
import { Program } from '../chaos/program.ts'
import { kill } from '../chaos/trouble.ts'
import { freshDatabase } from '../support/database.ts'

const REPLIES = 200
const KILLS = 1

test('every acknowledged word counts once, nothing is said twice, each poll closes once, the ledger is whole', async () => {
  const folder = mkdtempSync(join(resolve(import.meta.dirname, '../../data'), 'test-chaos-'))
  const { url } = await freshDatabase()
  const keys = newKeys()
  const clock = new MovedClock(join(folder, 'clock'))
  await peopled(url, folder, 3, keys, clock.now())
  const program = await Program.of('A', { DATABASE_URL: url, DATA_DIR: folder, PERSONAL_KEYS: keys, CHAOS_CLOCK: clock.file })
  afterAll(async () => {
    await program.kill()
    rmSync(folder, { recursive: true, force: true, maxRetries: 10, retryDelay: 100 })
  })
  program.start()
  let answered = 0
  const came = await chaos({
    ...{ seed: 20_261_128, hamlets: 3, replies: REPLIES, programs: [program], now: clock.now, databaseUrl: () => url },
    until: performance.now() + 30_000,
    // Both polls have been answered: their time comes.
    hurry: () => void (++answered === 2 && clock.move(2 * MINUTE)),
    trouble: async (at) => {
      const did: string[] = []
      while (did.length < KILLS && !at.over()) {
        const from = at.progress()
        while (at.progress() < Math.max(from, 1) && !at.over()) await sleep(20)
        did.push(await kill(program, at, true))
      }
      return did
    },
  })
  expect([...came.faults, ...(await ledgerFaults(url))]).toEqual([])
  expect(came.did).toHaveLength(KILLS)
  expect(came.counted.replies).toBeGreaterThanOrEqual(REPLIES)
  expect(program.starts.length).toBeGreaterThan(0)
  expect(await program.stop()).toBe(0)
}, 120_000)
