/** What becomes of a message that could not be sent: sent later, left for a person with the reason, never sent twice. */
import { afterAll, describe, expect, test } from 'vitest'
import { AccountLimited, NotSent } from '../../bots/gateway.ts'
import { handleBatch } from '../../src/application/hearing/handle-batch.ts'
import { letSpeak } from '../../src/application/orders/queues.ts'
import { nextToSay } from '../../src/application/saying/outgoing.ts'
import { Sender } from '../../src/application/saying/sender.ts'
import { channelOf } from '../../src/house/connection.ts'
import { instantAt, MINUTE } from '../../src/kernel/time.ts'
import { openDatabase } from '../../src/store/database.ts'
import { takeIn } from '../../src/store/edges/inbox.ts'
import { markUnknown } from '../../src/store/edges/outbox.ts'
import { SandboxHouse } from '../support/house.ts'
import { Line } from '../support/proxy.ts'
import { ACCOUNT, Village } from '../support/village.ts'

const PACE = { minGapMs: 0, maxGapMs: 0, roomGapMs: 0, perHour: Number.POSITIVE_INFINITY, perDay: Number.POSITIVE_INFINITY }

describe('the whole house', () => {
  test('an announcement that was refused is sent once the line is sound again', async () => {
    const sandbox = await SandboxHouse.open()
    afterAll(() => sandbox.close())
    await sandbox.call('POST', '/fault', { puppet: 'failSends' })
    const asked = await sandbox.says('huaishu', 'wxid_huaishu_head', '约时间 修路 周三晚7点半/周四晚7点半 明天中午截止')
    expect(await sandbox.heard('huaishu', asked)).toEqual([])
    expect(await sandbox.db.outbox.findFirstOrThrow()).toMatchObject({ status: 'queued', error: 'sandbox: sending fails' })
    await sandbox.call('POST', '/fault', { puppet: 'up' })
    await sandbox.call('POST', '/clock', { advance: 'PT60M' })
    const heard = await sandbox.heard('huaishu', asked)
    expect(heard).toHaveLength(1)
    expect(heard[0]).toContain('【约时间】修路')
  })
})

describe('a channel that throws', () => {
  /** 约时间 is asked; every attempt at sending the question throws `error`, for as long as something is due within `minutes`. */
  async function attempts(error: Error, minutes: number, restarts = false) {
    const village = await Village.open()
    afterAll(() => village.db.$disconnect())
    const at: number[] = []
    const channel = channelOf({
      account: ACCOUNT,
      send: async () => {
        at.push((village.now - instantAt('2026-09-07', 9)) / MINUTE)
        throw error
      },
    })
    let sender = new Sender(village.deps, channel, PACE)
    village.send = async () => {
      if (restarts) sender = new Sender(village.deps, channel, PACE)
      sender.wake()
      await expect.poll(() => sender.idle).toBe(true)
    }
    await village.room('huaishu').says('head', '约时间 修路 周三晚7点半/周四晚7点半 明天中午截止')
    await village.after(minutes * MINUTE)
    await sender.stop()
    return { at, row: await village.db.outbox.findFirstOrThrow() }
  }

  test('refused for certain: tried again, each time after twice as long, then left with the reason', async () => {
    const { at, row } = await attempts(new NotSent('the group is closed'), 60)
    expect(at).toEqual([0, 0.5, 1.5, 3.5, 7.5])
    expect(row).toMatchObject({ status: 'failed', error: 'the group is closed', attempts: 5 })
  })

  test('the tries are counted over restarts', async () => {
    const { at, row } = await attempts(new NotSent('the group is closed'), 60, true)
    expect(at).toEqual([0, 0.5, 1.5, 3.5, 7.5])
    expect(row).toMatchObject({ status: 'failed', attempts: 5 })
  })

  test('of unknown fate: not tried again, with the reason that there was', async () => {
    const { at, row } = await attempts(new Error('send: no answer within 30000 ms'), 60)
    expect(at).toEqual([0])
    expect(row).toMatchObject({ status: 'unknown', error: 'send: no answer within 30000 ms' })
  })
})

describe('a channel that restricts the account', () => {
  test('is not spoken to again, over a restart too, until a person at the desk lifts it', async () => {
    const village = await Village.open()
    afterAll(() => village.db.$disconnect())
    village.send = async () => {}
    const said: string[] = []
    let limited = true
    const gateway = {
      account: ACCOUNT,
      send: async (_room: string, text: string) => {
        if (limited) throw new AccountLimited('ret: 20001')
        said.push(text)
        return {}
      },
    }
    const drained = async (sender: Sender) => {
      sender.wake()
      await expect.poll(() => sender.idle).toBe(true)
    }
    const first = new Sender(village.deps, channelOf(gateway), PACE)
    await village.room('huaishu').says('head', '约时间 修路 周三晚7点半/周四晚7点半 明天中午截止')
    await drained(first)
    expect(first.limited).toBe('ret: 20001')
    expect(await village.db.outbox.findFirstOrThrow()).toMatchObject({ status: 'queued', attempts: 0, error: 'ret: 20001' })
    await first.stop()
    limited = false
    const second = new Sender(village.deps, channelOf(gateway), PACE)
    await drained(second)
    expect(second.limited).toBe('ret: 20001')
    expect(said).toEqual([])
    const who = {
      userId: 'u',
      name: '郑文',
      role: 'townAdmin',
      townId: 'town_qingshan',
      villageId: null,
      department: null,
      officialId: null,
      via: 'console',
      readOnly: false,
    } as const
    expect(await letSpeak(village.deps, who, 'another')).toEqual({ missing: true })
    expect(await letSpeak(village.deps, who, ACCOUNT)).toEqual({ done: true })
    expect(await letSpeak(village.deps, who, ACCOUNT)).toEqual({ refused: 'notWaiting' })
    await drained(second)
    expect(said).toEqual([expect.stringContaining('【约时间】修路')])
    expect(await village.db.auditEntry.findFirstOrThrow()).toMatchObject({
      action: 'letSpeak',
      subject: `botAccount:${ACCOUNT}`,
      before: { limitedWhy: 'ret: 20001' },
      after: { limitedWhy: null },
    })
    await second.stop()
  })
})

describe('our own message comes back', () => {
  /** Two questions of the same words are to be said in 槐树's group. */
  async function village() {
    const v = await Village.open()
    afterAll(() => v.db.$disconnect())
    v.send = async () => {}
    const asks = async () => {
      await v.room('huaishu').says('head', '还差谁')
      return (await nextToSay(v.deps, ACCOUNT, []))!
    }
    const comes = async (text: string, messageId: string) => {
      const echo = {
        account: ACCOUNT,
        externalRoomId: 'huaishu@chatroom',
        externalSenderId: 'bot',
        senderName: '',
        kind: 'text',
        mentionsBot: false,
        mentionIds: [],
        self: true,
        mediaId: null,
        at: v.now,
      }
      await takeIn(v.db, [{ ...echo, text, messageId }], v.now)
      await handleBatch(v.deps, { account: ACCOUNT, externalRoomId: 'huaishu@chatroom' })
    }
    const states = async () => (await v.db.outbox.findMany({ orderBy: { seq: 'asc' } })).map((o) => o.status)
    return { v, asks, comes, states }
  }

  test('before the send has answered: it was sent, whatever the send says then', async () => {
    const { v, asks, comes, states } = await village()
    const message = await asks()
    await comes(message.text, 'wx1')
    expect(await states()).toEqual(['sent'])
    await markUnknown(v.db, message.seq, 'send: no answer within 30000 ms')
    expect(await states()).toEqual(['sent'])
    expect(await v.db.outbox.findFirstOrThrow()).toMatchObject({ externalId: 'wx1', error: null })
  })

  test('the echo of a message that is known to be sent settles no other of the same words', async () => {
    const { v, asks, comes, states } = await village()
    const lost = await asks()
    await markUnknown(v.db, lost.seq, 'no answer')
    const known = await asks()
    await v.db.outbox.updateMany({ where: { seq: known.seq }, data: { status: 'sent', externalId: 'wx2' } })
    await comes(known.text, 'wx2')
    expect(await states()).toEqual(['unknown', 'sent'])
    await comes(lost.text, 'wx1')
    expect(await states()).toEqual(['sent', 'sent'])
  })
})

test.each(['cut', 'hang'] as const)(
  'a message that was sent while the database was %s is written down when it is back, and not said again',
  async (how) => {
    const village = await Village.open()
    village.send = async () => {}
    const { line, url } = await Line.to(village.url)
    const db = openDatabase(url, 2, 300)
    afterAll(async () => {
      await db.$disconnect()
      await village.db.$disconnect()
    })
    const said: string[] = []
    const channel = channelOf({
      account: ACCOUNT,
      send: async (_room, text) => {
        said.push(text)
        if (said.length === 1) await (how === 'cut' ? line.cut() : line.hang())
        return { messageId: `wx${said.length}` }
      },
    })
    const sender = new Sender({ ...village.deps, db }, channel, PACE)
    await village.room('huaishu').says('head', '约时间 修路 周三晚7点半/周四晚7点半 明天中午截止')
    sender.wake()
    await expect.poll(() => said).toHaveLength(1)
    await expect.poll(() => sender.idle, { timeout: 5_000 }).toBe(true)
    expect(await village.db.outbox.findFirstOrThrow()).toMatchObject({ status: 'sending' })
    await line.mend()
    await expect
      .poll(
        async () => {
          sender.wake()
          return (await village.db.outbox.findFirstOrThrow()).status
        },
        { timeout: 10_000 },
      )
      .toBe('sent')
    await sender.stop()
    expect(said).toHaveLength(1)
  },
  30_000,
)
