/** A process that was killed: its account's last sign of life is where the gap begins, and what was open gets the time back. */
import { afterAll, expect, test } from 'vitest'
import type { Gateway, GatewayEvents } from '../../bots/gateway.ts'
import { LEASE } from '../../src/application/connection/ownership.ts'
import { Intake } from '../../src/application/hearing/intake.ts'
import { Connection } from '../../src/house/connection.ts'
import { HOUR, instantAt, MINUTE } from '../../src/kernel/time.ts'
import { lastSeen, putSeen } from '../../src/store/connection/gaps.ts'
import type { Database } from '../../src/store/database.ts'
import type { Ask } from '../../src/store/vital.ts'
import { ACCOUNT, Village } from '../support/village.ts'

const NOON = instantAt('2026-09-08', 12)
const PACE = { minGapMs: 0, maxGapMs: 0, roomGapMs: 0, perHour: Number.POSITIVE_INFINITY, perDay: Number.POSITIVE_INFINITY }

/** A village whose poll closes at noon, and a process that takes over its account. */
async function village() {
  const v = await Village.open()
  afterAll(() => v.db.$disconnect())
  await v.room('huaishu').says('head', '约时间 修路 周三晚7点半/周四晚7点半 明天中午截止')
  await v.room('huaishu').says('9', '1')
  await v.until(NOON - HOUR)
  let events: GatewayEvents | undefined
  const gateway: Gateway = {
    account: ACCOUNT,
    capabilities: { sentIds: false, echoes: false, files: false },
    start: async (given) => {
      events = given
    },
    drained: async () => {},
    stop: async () => events?.status('offline', v.now, 'closed'),
    send: async (_room, text) => {
      v.said.push({ room: _room, text, at: v.now })
      return {}
    },
  }
  const connection = new Connection({ gateway, pace: PACE, deps: v.deps, ask: through(v.db), lease: LEASE, intake: new Intake(v.deps) })
  const stop = async () => {
    await connection.hearNoMore()
    await connection.sayNoMore()
  }
  return { v, connection, stop, goOnline: () => events?.status('online', v.now) }
}
const through =
  (db: Database): Ask =>
  (sql, values) =>
    db.$queryRawUnsafe(sql, ...values)
const gaps = (v: Village) => v.db.connectionGap.findMany({ orderBy: { from: 'asc' } })

test('the gap is stored from the last sign of life to the return, and made up for as any other', async () => {
  const { v, connection, stop, goOnline } = await village()
  await putSeen(v.db, ACCOUNT, NOON - HOUR)
  v.clock.moveTo(NOON + HOUR)
  await connection.start()
  expect(await gaps(v)).toMatchObject([{ from: new Date(NOON - HOUR), to: null, why: 'the process ended without a word' }])
  // The hour at which the poll was to close lies in the gap: it is held.
  await v.after(0)
  expect((await v.db.timePoll.findFirstOrThrow()).status).toBe('open')
  goOnline()
  await expect.poll(async () => (await gaps(v))[0]?.to).toEqual(new Date(NOON + HOUR))
  await expect.poll(() => v.said.at(-1)?.text).toContain('我刚才断线了2小时（上午11点到下午1点）')
  expect(v.said.at(-1)?.text).toContain('截止时间顺延到9月8日周二下午2点。')
  await stop()
})

test('while it is online that is written down; an orderly stop opens its own gap and leaves no sign', async () => {
  const { v, connection, stop, goOnline } = await village()
  await connection.start()
  expect(await gaps(v)).toEqual([])
  goOnline()
  await expect.poll(() => lastSeen(v.db, ACCOUNT)).toBe(NOON - HOUR)
  v.clock.moveTo(NOON - 30 * MINUTE)
  await stop()
  expect(await lastSeen(v.db, ACCOUNT)).toBeUndefined()
  expect(await gaps(v)).toMatchObject([{ from: new Date(NOON - 30 * MINUTE), to: null, why: 'closed' }])
})

test.each([
  ['of seconds is none', MINUTE - 1, 0],
  ['while an earlier one is open is part of it', 2 * HOUR, 1],
])('a silence %s', async (_what, ms, open) => {
  const { v, connection, stop } = await village()
  if (open) await v.db.connectionGap.create({ data: { id: 'before', account: ACCOUNT, from: new Date(NOON - 2 * HOUR) } })
  await putSeen(v.db, ACCOUNT, v.now - ms)
  await connection.start()
  expect(await v.db.connectionGap.count({ where: { why: { not: 'closed' } } })).toBe(0)
  expect(await gaps(v)).toHaveLength(open)
  await stop()
})
