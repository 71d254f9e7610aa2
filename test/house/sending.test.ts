/** What becomes of a message that could not be sent: sent later, left for a person with the reason, never sent twice. */
import { afterAll, describe, expect, test } from 'vitest'
import { NotSent } from '../../bots/gateway.ts'
import { Sender } from '../../src/application/saying/sender.ts'
import { channelOf } from '../../src/house/connection.ts'
import { instantAt, MINUTE } from '../../src/kernel/time.ts'
import { SandboxHouse } from '../support/house.ts'
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
  async function attempts(error: Error, minutes: number) {
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
    const sender = new Sender(village.deps, channel, PACE)
    village.send = async () => {
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

  test('of unknown fate: not tried again, with the reason that there was', async () => {
    const { at, row } = await attempts(new Error('send: no answer within 30000 ms'), 60)
    expect(at).toEqual([0])
    expect(row).toMatchObject({ status: 'unknown', error: 'send: no answer within 30000 ms' })
  })
})
