import { afterAll, expect, test } from 'vitest'
import { Ownership } from '../../src/application/connection/ownership.ts'
import type { Deps } from '../../src/application/ports.ts'
import { systemClock } from '../../src/kernel/clock.ts'
import { randomId } from '../../src/kernel/ids.ts'
import { silentLog } from '../../src/kernel/log.ts'
import { dropLease, holdLease } from '../../src/store/connection/lease.ts'
import { openDatabase } from '../../src/store/database.ts'
import { freshDatabase } from '../support/database.ts'

const db = openDatabase((await freshDatabase()).url, 4)
afterAll(() => db.$disconnect())
const deps: Deps = { db, clock: systemClock, newId: randomId, wake: { outbox() {}, deadlines() {}, inbox() {} }, log: silentLog }

test('a lease is one process’s until it runs out or is dropped', async () => {
  expect(await holdLease(db, 'a', 'one', 30)).toBe(true)
  expect(await holdLease(db, 'a', 'two', 30)).toBe(false)
  expect(await holdLease(db, 'a', 'one', -1)).toBe(true)
  expect(await holdLease(db, 'a', 'two', 30)).toBe(true)
  await dropLease(db, 'a', 'one')
  expect(await holdLease(db, 'a', 'one', 30)).toBe(false)
  await dropLease(db, 'a', 'two')
  expect(await holdLease(db, 'a', 'one', 30)).toBe(true)
})

test('of many that ask at once, one gets it', async () => {
  const asked = await Promise.all(Array.from({ length: 10 }, (_, i) => holdLease(db, 'b', `p${i}`, 30)))
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
