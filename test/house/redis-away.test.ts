/** Redis is away, or has forgotten everything: what is due is done within five seconds all the same, past the queue. */

import { Redis } from 'ioredis'
import { afterAll, expect, test } from 'vitest'
import { makeUpFor, onTick } from '../../src/application/clock/ticks.ts'
import { openHouse } from '../../src/house/house.ts'
import { readinessOf } from '../../src/house/readiness.ts'
import { systemClock } from '../../src/kernel/clock.ts'
import { silentLog } from '../../src/kernel/log.ts'
import { HOUR, instantAt, SECOND } from '../../src/kernel/time.ts'
import { openDatabase } from '../../src/store/database.ts'
import { freshDatabase } from '../support/database.ts'
import { redisProgram, startRedis } from '../support/redis.ts'
import { seed } from '../support/town.ts'
import { Village } from '../support/village.ts'

test.skipIf(!redisProgram)(
  'a deadline in mid-minute is met with Redis killed, and with Redis emptied; /readyz says which',
  async () => {
    const { url } = await freshDatabase()
    const db = openDatabase(url, 4)
    await seed(db, { now: Date.now() })
    const redis = await startRedis()
    const house = await openHouse({
      db,
      databaseUrl: url,
      redisUrl: redis.url,
      clock: systemClock,
      log: silentLog,
      channels: [],
      worksJobs: true,
      clockMovesByHand: false,
    })
    afterAll(async () => {
      await house.stop()
      await redis.remove()
      await db.$disconnect()
    })
    const ready = readinessOf(house)
    /** Due in a second. Resolves to how late it was met, in milliseconds. */
    const deadline = async (id: string): Promise<number> => {
      const dueAt = Date.now() + SECOND
      await db.deadline.create({
        data: {
          id,
          hamletId: 'hamlet_huaishu',
          townId: 'town_qingshan',
          kind: 'pollProgress',
          subject: `poll/${id}`,
          key: `pollProgress/poll/${id}/1`,
          dueAt: new Date(dueAt),
        },
      })
      house.deps.wake.deadlines([{ id, dueAt }])
      if (id === 'emptied') await new Promise((go) => setTimeout(go, 200)).then(() => flush(redis.url))
      await expect
        .poll(async () => (await db.deadline.findUniqueOrThrow({ where: { id } })).doneAt, { timeout: 10_000, interval: 20 })
        .not.toBeNull()
      return Date.now() - dueAt
    }
    expect(await ready()).toEqual({ ready: true, parts: { database: 'up', jobs: 'redis' } })
    expect(await deadline('emptied')).toBeLessThan(5_000)
    await redis.kill()
    await expect.poll(ready).toEqual({ ready: false, parts: { database: 'up', jobs: 'redis: down' } })
    expect(await deadline('killed')).toBeLessThan(5_000)
    await redis.start()
    await expect.poll(ready, { timeout: 10_000 }).toMatchObject({ ready: true })
  },
  40_000,
)

async function flush(url: string): Promise<void> {
  const client = new Redis(url)
  await client.flushall()
  client.disconnect()
}

test('a digest at 08:30 that the queue has lost is made up for within minutes, once; one that went out is not', async () => {
  const at = instantAt('2026-09-08', 8, 30)
  const v = await Village.open()
  afterAll(() => v.db.$disconnect())
  v.clock.moveTo(at + 7 * SECOND)
  const digests = () => v.db.outbox.count({ where: { key: { startsWith: 'digest/2026-09-08/' } } })
  await makeUpFor(v.deps, [{ name: 'digest', at }])
  const sent = await digests()
  expect(sent).toBeGreaterThan(0)
  await makeUpFor(v.deps, [{ name: 'digest', at }])
  await onTick(v.deps, 'digest', at)
  expect(await digests()).toBe(sent)
  v.clock.moveTo(at + 25 * HOUR)
  await makeUpFor(v.deps, [{ name: 'digest', at }])
  expect(await v.db.outbox.count({ where: { key: { startsWith: 'digest/' } } })).toBe(sent)
})
