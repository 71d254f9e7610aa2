/** Whoever can do something about it is told once, with what to do, and once more when it is over; over restarts too. */
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { goThroughLedgers } from '../../src/application/clock/night.ts'
import type { Machine } from '../../src/application/watch/signs.ts'
import { signsOf } from '../../src/application/watch/signs.ts'
import { Watch } from '../../src/application/watch/watch.ts'
import { countingIds } from '../../src/kernel/ids.ts'
import { HOUR, MINUTE } from '../../src/kernel/time.ts'
import { addRobotRooms, addWatchRooms } from '../../src/store/binding.ts'
import { endGap, putGap } from '../../src/store/connection/gaps.ts'
import { ACCOUNT, Village } from '../support/village.ts'

let v: Village
let free: number
const machine: Machine = {
  // The database's clock is the real one.
  wall: () => Date.now(),
  disk: async () => ({ host: 'pc', free, total: 100 }),
}
const newId = countingIds('trouble')
/** Another process, or the same one after a restart: nothing is kept but the database. */
const look = () => new Watch({ ...v.deps, newId }, machine).look()
const told = async () => (await v.db.outbox.findMany({ orderBy: { seq: 'asc' } })).map(({ roomId, text }) => [roomId, text.split('，')[0]])

beforeAll(async () => {
  v = await Village.open()
  await addRobotRooms(v.db, 'webhook', ['wecom1'])
  await addWatchRooms(v.db, 'mail', ['desk@town.example'])
})
afterAll(() => v.db.$disconnect())
beforeEach(async () => {
  free = 50
  await v.db.outbox.deleteMany()
  await v.db.trouble.deleteMany()
  await v.db.connectionGap.deleteMany()
})

test('a disk that fills up: one message to each, one when there is room again', async () => {
  await look()
  expect(await told()).toEqual([])
  free = 8
  for (let i = 0; i < 3; i++) await look()
  const begun = '【屋场通要人看一下】硬盘快满了'
  expect(await told()).toEqual([
    ['mail_desk@town.example', begun],
    ['webhook_wecom1', begun],
  ])
  expect((await v.db.outbox.findFirstOrThrow()).text).toContain('怎么办：删掉或搬走')
  free = 11
  await look()
  expect(await told()).toHaveLength(2)
  free = 30
  for (let i = 0; i < 3; i++) await look()
  expect((await told()).slice(2).map(([, text]) => text)).toEqual(['【屋场通好了】硬盘够用了。', '【屋场通好了】硬盘够用了。'])
  free = 5
  await look()
  expect(await told()).toHaveLength(6)
})

test('two processes that look at the same moment tell it once', async () => {
  free = 3
  await Promise.all([look(), look(), look()])
  expect(await told()).toHaveLength(2)
  free = 60
  await Promise.all([look(), look(), look()])
  expect(await told()).toHaveLength(4)
})

test('an account that is away for more than an hour, and its coming back', async () => {
  const gap = await putGap(v.db, ACCOUNT, v.now - HOUR, null)
  await look()
  expect(await told()).toEqual([])
  v.clock.moveTo(v.now + MINUTE)
  await look()
  await look()
  expect((await told()).map(([room]) => room)).toEqual(['mail_desk@town.example', 'webhook_wecom1'])
  await endGap(v.db, gap.id, v.now)
  await look()
  expect((await told())[3]?.[1]).toContain('又连上了')
})

test('a ledger that somebody changed is found at night and told', async () => {
  await v.room('huaishu').says('head', '反映 村口路灯坏了')
  await goThroughLedgers(v.deps)
  await look()
  expect((await told()).filter(([, text]) => text?.includes('底账'))).toEqual([])
  await v.db.$executeRawUnsafe('ALTER TABLE "LedgerEntry" DISABLE TRIGGER USER')
  await v.db.$executeRawUnsafe(`UPDATE "LedgerEntry" SET who = 'nobody' WHERE seq = 1`)
  await v.db.$executeRawUnsafe('ALTER TABLE "LedgerEntry" ENABLE TRIGGER USER')
  await goThroughLedgers(v.deps)
  await look()
  expect((await told()).filter(([, text]) => text?.includes('核对底账'))).toHaveLength(2)
  await v.db.setting.deleteMany({ where: { key: 'ledger.verified' } })
})

test('a mail address that is no longer set is told nothing, and no digest goes to one', async () => {
  expect(await v.db.room.findMany({ where: { kind: 'watch' } })).toHaveLength(1)
  await addWatchRooms(v.db, 'mail', [])
  expect(await v.db.room.count({ where: { kind: 'watch' } })).toBe(0)
  await addWatchRooms(v.db, 'mail', ['desk@town.example'])
})

describe('the clock', () => {
  const heard = (at: number, receivedAt: number, i: number) => ({
    account: ACCOUNT,
    messageId: `clock-${i}`,
    externalRoomId: 'huaishu@chatroom',
    externalSenderId: 'x',
    senderName: '',
    kind: 'text',
    mentionsBot: false,
    mentionIds: [],
    at: new Date(at),
    receivedAt: new Date(receivedAt),
    status: 'done' as const,
  })
  const ahead = async (lags: number[]): Promise<number> => {
    await v.db.inbox.deleteMany()
    await v.db.inbox.createMany({ data: lags.map((lag, i) => heard(v.now - MINUTE - lag, v.now - MINUTE, i)) })
    return Math.round((await signsOf(v.deps, machine)).clockAhead / MINUTE) + 0
  }
  test('is ahead when nothing comes in fresh, behind when something comes from the future', async () => {
    expect(await ahead([])).toBe(0)
    expect(await ahead([1_000, 2_000, 9 * MINUTE, 1_000, 1_000])).toBe(0)
    expect(await ahead([5, 6, 7, 8, 9].map((m) => m * MINUTE))).toBe(5)
    // A few late ones are what was said while we were away.
    expect(await ahead([5, 6].map((m) => m * MINUTE))).toBe(0)
    expect(await ahead([-4 * MINUTE])).toBe(-4)
  })

  test('and is held against the database’s', async () => {
    await v.db.inbox.deleteMany()
    const off = await signsOf(v.deps, { ...machine, wall: () => Date.now() - 10 * MINUTE })
    expect(Math.round(off.clockAhead / MINUTE)).toBe(-10)
  })
})
