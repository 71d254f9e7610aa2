import { setTimeout as sleep } from 'node:timers/promises'
import { afterAll, expect, test } from 'vitest'
import { LEASE, Ownership, type OwnershipDeps } from '../../src/application/connection/ownership.ts'
import { randomId } from '../../src/kernel/ids.ts'
import { silentLog } from '../../src/kernel/log.ts'
import { dropLease, holdLease } from '../../src/store/connection/lease.ts'
import { openDatabase } from '../../src/store/database.ts'
import { openVital } from '../../src/store/vital.ts'
import { freshDatabase } from '../support/database.ts'

const { url } = await freshDatabase()
const db = openDatabase(url, 4)
const { ask, end } = openVital(url)
afterAll(async () => {
  await end()
  await db.$disconnect()
})
const deps: OwnershipDeps = { ask, newId: randomId, log: silentLog }

test('a lease is one process’s until it runs out or is dropped', async () => {
  expect(await holdLease(ask, 'a', 'one', 30)).toBe(true)
  expect(await holdLease(ask, 'a', 'two', 30)).toBe(false)
  expect(await holdLease(ask, 'a', 'one', -1)).toBe(true)
  expect(await holdLease(ask, 'a', 'two', 30)).toBe(true)
  await dropLease(ask, 'a', 'one')
  expect(await holdLease(ask, 'a', 'one', 30)).toBe(false)
  await dropLease(ask, 'a', 'two')
  expect(await holdLease(ask, 'a', 'one', 30)).toBe(true)
})

test('of many that ask at once, one gets it', async () => {
  const asked = await Promise.all(Array.from({ length: 10 }, (_, i) => holdLease(ask, 'b', `p${i}`, 30)))
  expect(asked.filter(Boolean)).toHaveLength(1)
})

test('who waits gets the account as soon as the other lets go', async () => {
  const [first, second] = [new Ownership(deps, 'c'), new Ownership(deps, 'c')]
  expect(await first.take(() => {})).toBe(true)
  let taken = false
  const waiting = second
    .take(() => {})
    .then((mine) => {
      taken = mine
    })
  await db.$queryRaw`SELECT 1`
  expect(taken).toBe(false)
  await first.release()
  await waiting
  expect(taken).toBe(true)
  await second.release()
  expect(await db.accountLease.count({ where: { account: 'c' } })).toBe(0)
})

test('who is stopped while waiting does not get it', async () => {
  const [first, second] = [new Ownership(deps, 'd'), new Ownership(deps, 'd')]
  await first.take(() => {})
  const waiting = second.take(() => {})
  await second.release()
  expect(await waiting).toBe(false)
  await first.release()
})

/** A tenth of the real times. */
const QUICK = { lease: 900, renewEvery: 250, askEvery: 50, answerWithin: 200 }

test('a killed owner is followed within ten seconds: its lease and one more question', () => {
  expect(LEASE.lease + LEASE.askEvery).toBeLessThan(10_000)
  // Given up while it still runs, also when the last question hangs for as long as it may.
  expect((LEASE.lease * 2) / 3 + LEASE.askEvery + LEASE.answerWithin).toBeLessThan(LEASE.lease)
})

/** A database that is away in a way of its own. */
function moody() {
  const state: { away: 'refuses' | 'hangs' | undefined } = { away: undefined }
  const asking: OwnershipDeps['ask'] = (sql, values) => {
    if (state.away === 'refuses') return Promise.reject(new Error('connect ECONNREFUSED'))
    return state.away === 'hangs' ? new Promise(() => {}) : ask(sql, values)
  }
  return { state, deps: { ...deps, ask: asking } }
}

test.each(['refuses', 'hangs'] as const)(
  'a database that %s costs the account before the lease ends, and gives it back by itself',
  async (away) => {
    const { state, deps: own } = moody()
    const owner = new Ownership(own, `e-${away}`, QUICK)
    let lost = 0
    expect(await owner.take(() => lost++)).toBe(true)
    state.away = away
    const from = performance.now()
    await expect.poll(() => lost, { timeout: 2_000, interval: 5 }).toBe(1)
    expect(performance.now() - from).toBeLessThan(QUICK.lease)
    // Nobody else is let in before the lease has run out, nor are we while the database is away; then it is ours again at once.
    const again = owner.take(() => lost++)
    await sleep(3 * QUICK.askEvery)
    state.away = undefined
    const back = performance.now()
    expect(await again).toBe(true)
    expect(performance.now() - back).toBeLessThan(QUICK.lease)
    await owner.release()
    expect(lost).toBe(1)
  },
)

test('of two whose database was away, one owns the account afterwards', async () => {
  const [one, two] = [moody(), moody()]
  const owners = [new Ownership(one.deps, 'f', QUICK), new Ownership(two.deps, 'f', QUICK)]
  const holding = [0, 0]
  const keep = async (i: number): Promise<void> => {
    const mine = await owners[i]?.take(() => {
      holding[i] = 0
      void keep(i)
    })
    if (mine) holding[i] = 1
  }
  await keep(0)
  void keep(1)
  for (const { state } of [one, two]) state.away = 'refuses'
  await expect.poll(() => holding, { timeout: 2_000 }).toEqual([0, 0])
  for (const { state } of [one, two]) state.away = undefined
  await expect.poll(() => holding[0]! + holding[1]!, { timeout: 2_000 }).toBe(1)
  await Promise.all(owners.map((owner) => owner.release()))
})
