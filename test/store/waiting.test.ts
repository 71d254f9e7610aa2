/** What had to wait is looked at again after a minute, and an account says no more than so much. */
import { afterAll, describe, expect, test } from 'vitest'
import { nextToSay } from '../../src/application/saying/outgoing.ts'
import { Sender } from '../../src/application/saying/sender.ts'
import { DAY, HOUR, instantAt, MINUTE } from '../../src/kernel/time.ts'
import { put } from '../../src/store/edges/outbox.ts'
import { ACCOUNT, Village } from '../support/village.ts'

const v = await Village.open()
afterAll(() => v.db.$disconnect())
const { db } = v
const at = (ms: number) => new Date(ms)
const inTransaction = <T>(work: (tx: Parameters<Parameters<typeof db.$transaction>[0]>[0]) => Promise<T>) => db.$transaction(work)

describe('what waits to be said', () => {
  const draft = (key: string, more: object = {}) => ({
    ...{ key, roomId: 'room_huaishu', text: key, priority: 'reminder' as const, notBefore: v.now },
    ...more,
  })

  test('for a minute it is said as it was written, then it is looked at again', async () => {
    await db.outbox.deleteMany()
    // At night: what was scheduled, and is looked at again, waits for the morning.
    v.clock.moveTo(instantAt('2026-09-09', 21, 40))
    await inTransaction((tx) => put(tx, [draft('fresh'), draft('waited')], v.now - MINUTE))
    await db.outbox.updateMany({ where: { key: 'fresh' }, data: { createdAt: at(v.now - MINUTE + 1) } })
    expect((await nextToSay(v.deps, ACCOUNT, []))?.text).toBe('fresh')
    expect(await nextToSay(v.deps, ACCOUNT, [])).toBeUndefined()
    expect(await db.outbox.findFirst({ where: { key: 'waited' } })).toMatchObject({
      ...{ status: 'queued', notBefore: at(instantAt('2026-09-10', 7)), attempts: 0 },
    })
  })

  test.each([
    ['an hour', { perHour: 2, perDay: 99 }, HOUR],
    ['a day', { perHour: 99, perDay: 2 }, DAY],
  ])('of one account no more than so many in %s', async (_, caps, span) => {
    await db.outbox.deleteMany()
    await inTransaction((tx) =>
      put(
        tx,
        ['1', '2', '3'].map((key) => draft(key, { priority: 'answer' })),
        v.now,
      ),
    )
    const sent: string[] = []
    const channel = {
      ...{ account: ACCOUNT, isOnline: () => true, isLimit: () => false, isUnknown: () => false },
      send: async (_room: string, text: string) => ({ messageId: String(sent.push(text)) }),
    }
    const sender = new Sender(v.deps, channel, { minGapMs: 0, maxGapMs: 0, roomGapMs: 0, ...caps })
    const drained = async () => {
      sender.wake()
      await expect.poll(() => sender.idle).toBe(true)
      return sent.length
    }
    expect(await drained()).toBe(2)
    v.clock.moveTo(v.now + span - 1)
    expect(await drained()).toBe(2)
    v.clock.moveTo(v.now + 1)
    expect(await drained()).toBe(3)
    await sender.stop()
  })
})
