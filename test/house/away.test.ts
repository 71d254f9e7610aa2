/** The database goes away, in either way, and comes back: the account is ours again by itself, and nothing that was taken is lost. */
import { setTimeout as sleep } from 'node:timers/promises'
import { afterAll, describe, expect, test } from 'vitest'
import type { Gateway, GatewayEvents, Incoming } from '../../bots/gateway.ts'
import { openHouse } from '../../src/house/house.ts'
import { readinessOf } from '../../src/house/readiness.ts'
import { systemClock } from '../../src/kernel/clock.ts'
import { silentLog } from '../../src/kernel/log.ts'
import { isPassing, openDatabase } from '../../src/store/database.ts'
import { freshDatabase } from '../support/database.ts'
import { Line } from '../support/proxy.ts'
import { ACCOUNT, seed } from '../support/town.ts'

const PACE = { minGapMs: 0, maxGapMs: 0, roomGapMs: 0, perHour: Number.POSITIVE_INFINITY, perDay: Number.POSITIVE_INFINITY }
/** A tenth of the real times. */
const QUICK = { lease: { lease: 900, renewEvery: 250, askEvery: 50, answerWithin: 200 }, sweepEveryMs: 150 }
const HAMLET = 'huaishu@chatroom'

/** A group chat that is online whenever it is started. */
class Chat implements Gateway {
  readonly account = ACCOUNT
  readonly capabilities = { sentIds: false, echoes: false, files: false }
  readonly said: string[] = []
  started = 0
  stopped = 0
  events: GatewayEvents | undefined
  #count = 0

  async start(events: GatewayEvents): Promise<void> {
    this.started += 1
    this.events = events
    events.status('online', Date.now())
  }
  async drained(): Promise<void> {}
  async stop(): Promise<void> {
    this.stopped += 1
    this.events?.status('offline', Date.now(), 'stopped')
    this.events = undefined
  }
  async send(_room: string, text: string): Promise<{ messageId?: string }> {
    this.said.push(text)
    return {}
  }
  message(text: string, from = 'wxid_huaishu_head'): Incoming {
    const id = `m${++this.#count}`
    return {
      account: ACCOUNT,
      roomId: HAMLET,
      messageId: id,
      senderId: from,
      senderName: '',
      kind: 'text',
      text,
      mentionsBot: false,
      mentionIds: [],
      self: false,
      at: Date.now(),
    }
  }
}

async function house() {
  const { url } = await freshDatabase()
  const { line, url: through } = await Line.to(url)
  const direct = openDatabase(url, 2)
  await seed(direct, { now: Date.now() })
  const db = openDatabase(through, 4, 1_000)
  const chat = new Chat()
  const opened = await openHouse({
    db,
    databaseUrl: through,
    clock: systemClock,
    log: silentLog,
    channels: [{ gateway: chat, pace: PACE }],
    worksJobs: true,
    clockMovesByHand: false,
    timing: QUICK,
  })
  afterAll(async () => {
    await opened.stop()
    await db.$disconnect()
    await direct.$disconnect()
  })
  return { chat, line, house: opened, db: direct }
}

describe.each(['is cut off', 'hangs'])('a database that %s', (how) => {
  // The seconds are the promise; a machine that does a lot besides may miss them once.
  test('is told of within a second, costs the account for as long, and gives it back', { retry: 2, timeout: 30_000 }, async () => {
    const { chat, line, house: opened, db } = await house()
    const ready = readinessOf(opened)
    await expect.poll(async () => (await ready()).ready).toBe(true)
    if (how === 'hangs') line.hang()
    else await line.cut()
    const asked = performance.now()
    expect(await ready()).toMatchObject({ ready: false, parts: { database: 'down', jobs: 'postgres: down' } })
    expect(performance.now() - asked).toBeLessThan(1_000)
    // A house that has let the account go by now hears nothing more; until then it may not say that it has taken a message.
    const told = chat.events?.message(chat.message('还差谁'))
    if (told) await expect(told).rejects.toThrow()
    await expect.poll(() => chat.stopped, { timeout: 5_000 }).toBe(1)
    await sleep(300)
    await line.mend()
    const back = performance.now()
    await expect.poll(() => chat.started, { timeout: 5_000 }).toBe(2)
    expect(performance.now() - back).toBeLessThan(3_000)
    await expect.poll(async () => (await ready()).ready, { timeout: 8_000 }).toBe(true)
    // The gap that nobody could write down at the time is there, and closed.
    await expect
      .poll(() => db.connectionGap.findMany({ select: { why: true, to: true } }), { timeout: 5_000 })
      .toEqual([{ why: 'stopped', to: expect.any(Date) }])
    await chat.events?.message(chat.message('还差谁'))
    await expect.poll(() => chat.said, { timeout: 5_000 }).toHaveLength(1)
  })
})

test('a message whose turn the database broke off is handled when it is back, and is nobody’s fault', async () => {
  const { chat, line, db } = await house()
  for (let round = 0; round < 5; round++) {
    const texts = Array.from({ length: 20 }, (_, i) => chat.message(`反映 第${round}轮第${i}盏路灯坏了`, 'wxid_huaishu_5'))
    const given = Promise.allSettled(texts.map((message) => chat.events?.message(message)))
    await sleep(round * 15)
    await line.cut()
    await given
    await line.mend()
    await expect.poll(() => chat.events !== undefined, { timeout: 5_000 }).toBe(true)
  }
  await expect.poll(() => db.inbox.count({ where: { status: 'received' } }), { timeout: 10_000 }).toBe(0)
  expect(await db.inbox.findMany({ where: { status: 'failed' }, select: { error: true } })).toEqual([])
}, 60_000)

test.each(['cut', 'hang'] as const)(
  'whatever a database says whose line was %s, it is its state that is to blame',
  async (how) => {
    const { url } = await freshDatabase()
    const { line, url: through } = await Line.to(url)
    const db = openDatabase(through, 2, 400)
    afterAll(() => db.$disconnect())
    const errors: unknown[] = []
    const note = (error: unknown) => void errors.push(error)
    const inside = db.$transaction(async (tx) => {
      await tx.setting.findMany()
      if (how === 'cut') await line.cut()
      else line.hang()
      await tx.setting.findMany().catch((error: unknown) => {
        note(error)
        throw error
      })
    })
    await inside.catch(note)
    await db.setting.findMany().catch(note)
    await db.$queryRaw`SELECT 1`.catch(note)
    await db.$transaction(async (tx) => tx.setting.findMany()).catch(note)
    expect(errors.length).toBeGreaterThanOrEqual(4)
    expect(errors.filter((error) => !isPassing(error))).toEqual([])
    await line.mend()
    await expect.poll(() => db.setting.findMany().catch(() => undefined), { timeout: 5_000 }).toEqual([])
  },
  40_000,
)
