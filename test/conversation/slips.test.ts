/** Ways out of a slip of the head's, or of anybody's. */
import { describe, expect, test } from 'vitest'
import { DAY, instantAt, MINUTE } from '../../src/kernel/time.ts'
import { arrive, evening, HALF_PAST_SEVEN, SEVEN } from '../support/evening.ts'
import { type Room, Village } from '../support/village.ts'

async function fixed(): Promise<{ v: Village; room: Room }> {
  const v = await Village.open()
  const room = v.room('huaishu')
  await room.says('head', '开会 周三晚7点半 文化广场')
  return { v, room }
}

describe('签到 days ahead', () => {
  test('is asked first; 是 opens it', async () => {
    const { v, room } = await fixed()
    expect(await room.says('head', '签到')).toEqual(['9月9日周三晚7点半才开会，到时候我会提前开始签到。现在就开始签到吗？回“是”就开始。'])
    expect((await v.db.meeting.findFirstOrThrow()).status).toBe('scheduled')
    expect((await room.says('head', '是'))[0]).toContain('开始签到')
  })

  test('取消签到 undoes it: the record is closed, 参加 and the reminders live again, the base is counted on the evening', async () => {
    const { v, room } = await fixed()
    await room.says('9', '参加 2人')
    await room.says('head', '签到')
    await room.says('head', '是')
    await room.says('10', '到 2人')
    const lines = await v.db.recordLine.count()
    expect(await room.says('9', '取消签到')).toEqual([])
    expect(await room.says('recorder', '取消签到')).toEqual([
      '【签到取消】刚才的签到不算，群里说的话也不记了。会还是后天（9月9日周三）晚7点半开，来得成的回“参加”，来不成的回“请假”。',
    ])
    await room.says('10', '今天天气好')
    expect(await v.db.recordLine.count()).toBe(lines + 1)
    expect(await room.says('10', '参加')).toEqual([])
    expect((await v.until(HALF_PAST_SEVEN)).filter((s) => s.includes('【提醒】'))).toHaveLength(2)
    expect(await v.db.meeting.findFirstOrThrow()).toMatchObject({ status: 'open', atHomeBase: 30 })
    // Who signed in by mistake is in the ledger, and not here.
    expect((await room.says('head', '还差谁'))[0]).toContain('在家户到了0/30户')
    expect(await v.db.ledgerEntry.count({ where: { what: 'attendanceGiven' } })).toBe(1)
  })

  test('on the evening itself it cannot be undone, only moved or called off', async () => {
    const { room } = await evening()
    expect((await room.says('head', '取消签到'))[0]).toContain('今天不开就回“取消会议 原因”')
  })
})

describe('rain at ten past seven', () => {
  test('取消会议: those who came are told, and it is no meeting without quorum', async () => {
    const { v, room } = await evening()
    await arrive(room, 12)
    await v.until(SEVEN + 10 * MINUTE)
    expect(await room.says('head', '取消会议 下大雨')).toEqual([
      '【会议取消】原定9月9日周三晚7点半的会不开了，因为下大雨。请互相转告。\n已经到了的12户乡亲，对不住，请先回家。刚才的签到不算。',
    ])
    expect(await v.db.meeting.findFirstOrThrow()).toMatchObject({ status: 'cancelled', figures: null })
    expect(await v.until(instantAt('2026-09-10', 7))).toEqual([])
    expect((await room.says('head', '开会 今晚7点半'))[0]).toContain('【开会】9月10日周四晚7点半')
  })

  test('改到明晚: those who came are told, answers and attendance start anew', async () => {
    const { v, room } = await evening()
    await arrive(room, 12)
    await v.until(SEVEN + 10 * MINUTE)
    const [moved] = await room.says('head', '改到明晚7点半')
    expect(moved).toContain('改到9月10日周四晚7点半')
    expect(moved).toContain('已经到了的12户乡亲，对不住，请先回家。')
    await v.until(SEVEN + DAY)
    expect((await room.says('head', '还差谁'))[0]).toContain('在家户到了0/30户')
    await arrive(room, 24)
    await room.says('head', '散会')
    expect(await v.db.meeting.findFirstOrThrow()).toMatchObject({ figures: { atHome: 24, quorate: true } })
  })

  test('once something was voted on, the evening stands', async () => {
    const { v, room } = await evening()
    await arrive(room, 24)
    await room.says('head', '表决 清沟')
    expect((await room.says('head', '取消会议 下大雨'))[0]).toContain('会上已经表决了1项')
    expect((await v.db.meeting.findFirstOrThrow()).status).toBe('open')
  })
})

describe('votes', () => {
  const ofTwo = async () => {
    const { v, room } = await evening()
    await arrive(
      room,
      24,
      Array.from({ length: 24 }, () => 2),
    )
    await room.says('head', '表决 清沟')
    return { v, room }
  }

  test('改成同意 after 反对 2票 is two votes', async () => {
    const { v, room } = await ofTwo()
    await room.says('9', '反对 2票')
    await room.says('9', '改成同意')
    await room.says('head', '表决结束')
    expect(await v.db.motion.findFirstOrThrow()).toMatchObject({ approve: 2, reject: 0 })
  })

  test('全家同意 is the votes that the household brought, also once it was asked', async () => {
    const { v, room } = await ofTwo()
    expect(await room.says('9', '全家同意')).toEqual([])
    expect((await room.says('10', '一家人都同意'))[0]).toContain('“全家同意”')
    await room.says('10', '是')
    await room.says('head', '表决结束')
    expect(await v.db.motion.findFirstOrThrow()).toMatchObject({ approve: 4 })
  })
})
