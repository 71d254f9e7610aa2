/** What was said before it is heard: a phone that was off, a puppet that hands old messages over again. It counts for the moment it was said. */
import { describe, expect, test } from 'vitest'
import { DAY, HOUR, instantAt, MINUTE } from '../../src/kernel/time.ts'
import { openRow } from '../../src/store/personal/sealed.ts'
import { arrive, evening } from '../support/evening.ts'
import { MONDAY_9, Village } from '../support/village.ts'

const TUESDAY_8 = instantAt('2026-09-08', 8)

async function monday() {
  const v = await Village.open()
  return { v, room: v.room('huaishu') }
}

/** An issue that the village has reported to the town on Monday. */
async function inTown() {
  const { v, room } = await monday()
  await room.says('9', '反映 水渠垮了')
  await room.says('head', '1 上报')
  await v.room('hekou').says('wxid_hekou_cadre1', '上报 槐树1 村里没有设备')
  return { v }
}

describe('days are counted from when they were said', () => {
  test('开会 明晚 said on Monday night and heard on Tuesday is Tuesday evening', async () => {
    const { v, room } = await monday()
    v.clock.moveTo(TUESDAY_8)
    const [said] = await room.says('head', '开会 明晚7点半 文化广场', { at: instantAt('2026-09-07', 22) })
    expect(said).toContain('9月8日')
    expect((await v.db.meeting.findFirstOrThrow()).startsAt).toEqual(new Date(instantAt('2026-09-08', 19, 30)))
  })

  test('the times of 约时间, too, and the answers to it', async () => {
    const { v, room } = await monday()
    v.clock.moveTo(TUESDAY_8)
    await room.says('head', '约时间 修路集资 明晚7点半/后天晚7点半/周六晚8点 明天中午截止', { at: instantAt('2026-09-07', 21) })
    expect((await v.db.timePoll.findFirstOrThrow()).options).toEqual(
      [instantAt('2026-09-08', 19, 30), instantAt('2026-09-09', 19, 30), instantAt('2026-09-12', 20)].map((at) => new Date(at)),
    )
  })

  test('后天 of before midnight is not the day after', async () => {
    const { v, room } = await monday()
    await room.says('head', '约时间 修路集资 周三晚7点半/周四晚7点半/周六晚8点 周三中午截止')
    v.clock.moveTo(instantAt('2026-09-09', 0, 10))
    expect(await room.says('4', '后天可以', { at: instantAt('2026-09-08', 23, 55) })).toEqual([])
    expect(await v.db.timeAnswer.findFirstOrThrow()).toMatchObject({ yes: [2], at: new Date(instantAt('2026-09-08', 23, 55)) })
  })

  test('what has passed since is refused with the form that is right', async () => {
    const { v, room } = await monday()
    v.clock.moveTo(instantAt('2026-09-08', 6))
    const [said] = await room.says('head', '开会 今晚7点半 文化广场', { at: instantAt('2026-09-07', 18, 30) })
    expect(said).toContain('已经过了')
    expect(await v.db.meeting.count()).toBe(0)
  })

  test('an office’s 后天, too; what is hours old is quoted and not done', async () => {
    const { v } = await inTown()
    const town = v.room('qingshan')
    v.clock.moveTo(TUESDAY_8)
    const order = '交办 槐树1 交通办 李主任 后天前'
    expect(await town.says('wxid_town_official1', order, { at: instantAt('2026-09-07', 22) })).toContainEqual(
      expect.stringMatching(/^好，槐树1号交给交通办（李主任），9月9日周三前办结。/),
    )
    v.clock.moveTo(TUESDAY_8 + 13 * HOUR)
    expect(await town.says('wxid_town_official1', order, { at: TUESDAY_8 })).toEqual([
      '这句是今天早上8点说的：“交办 槐树1 交通办 李主任 9月10日前”，晚到了，没有办。还要办就请再发一次。',
    ])
  })
})

describe('an answer answers what was open when it was said', () => {
  test('同意 to the first motion does not carry the second', async () => {
    const { v, room } = await evening()
    await arrive(room, 24)
    await room.says('head', '表决 议题1')
    v.clock.moveTo(v.now + 2 * MINUTE)
    const said = v.now
    v.clock.moveTo(v.now + 2 * MINUTE)
    await room.says('head', '表决结束')
    v.clock.moveTo(v.now + 2 * MINUTE)
    await room.says('head', '表决 议题2')
    v.clock.moveTo(v.now + 2 * MINUTE)
    expect(await room.says('9', '同意', { at: said })).toEqual([])
    expect(await v.db.ballot.count()).toBe(0)
    expect(await room.says('10', '同意', { at: said })).toEqual([])
    expect((await v.after(2 * MINUTE)).filter((t) => t.includes('晚到'))).toEqual([
      '王桂成，有2个回复是表决1结束前说的，晚到了，没有算。要算上就回“算上”。',
    ])
    expect(await v.db.lateReply.findMany({ select: { question: true, inTime: true } })).toEqual([
      { question: 'motion', inTime: true },
      { question: 'motion', inTime: true },
    ])
  })

  test('同意 of before the motion was put is nothing', async () => {
    const { v, room } = await evening()
    await arrive(room, 24)
    const before = v.now
    v.clock.moveTo(v.now + 2 * MINUTE)
    await room.says('head', '表决 议题1')
    expect(await room.says('9', '同意', { at: before })).toEqual([])
    expect([await v.db.ballot.count(), await v.db.lateReply.count()]).toEqual([0, 0])
  })

  test('到 of before signing in began is nothing; 到 of the evening counts while people are here', async () => {
    const { v, room } = await evening()
    v.clock.moveTo(v.now + 30 * MINUTE)
    expect(await room.says('9', '到', { at: v.now - 3 * HOUR })).toEqual([])
    expect(await v.db.attendance.count()).toBe(0)
    await room.says('9', '到 2人', { at: v.now - 20 * MINUTE })
    expect(await v.db.attendance.findMany({ select: { persons: true, at: true } })).toEqual([
      { persons: 2, at: new Date(v.now - 20 * MINUTE) },
    ])
  })

  test('a number said to the last poll is not one for the next', async () => {
    const { v, room } = await monday()
    await room.says('head', '约时间 修路 周三晚7点半/周四晚7点半 明天中午截止')
    const said = MONDAY_9 + HOUR
    v.clock.moveTo(MONDAY_9 + 2 * HOUR)
    await room.says('head', '取消约时间')
    await room.says('head', '约时间 清沟 周五晚7点半/周六晚7点半 明天中午截止')
    v.clock.moveTo(MONDAY_9 + 3 * HOUR)
    expect(await room.says('9', '2', { at: said })).toEqual([])
    expect(await v.db.timeAnswer.count()).toBe(0)
  })

  test('a poll that came to nothing takes what was said in time, and the head is told with the words that let it count', async () => {
    const { v, room } = await monday()
    await room.says('head', '约时间 修路 周三晚7点半/周四晚7点半 明天中午截止')
    await v.until(instantAt('2026-09-08', 13))
    await room.says('9', '2', { at: instantAt('2026-09-08', 11) })
    await room.says('10', '2', { at: instantAt('2026-09-08', 11) })
    const said = (await v.after(2 * MINUTE)).filter((t) => t.includes('晚到'))
    expect(said).toEqual([
      '王桂成，有2个回复是约时间截止前说的，晚到了，先记着了。要算进去，回“算上”就按大家回的定，回“定2”直接定，或回“延到9月9日早上8点”再等等。',
    ])
    expect((await room.says('head', '定2')).at(0)).toContain('9月10日')
    expect(await v.db.timeAnswer.count()).toBe(2)
  })

  test('a poll that is decided stays decided', async () => {
    const { v, room } = await monday()
    await room.says('head', '约时间 修路 周三晚7点半/周四晚7点半 明天中午截止')
    await room.says('9', '1')
    await v.until(instantAt('2026-09-08', 13))
    expect(await room.says('10', '2', { at: instantAt('2026-09-08', 11) })).toEqual([])
    expect((await v.after(2 * MINUTE)).filter((t) => t.includes('晚到'))).toEqual([
      '王桂成，有1个回复是约时间截止前说的，晚到了，没有算进结果。',
    ])
    expect(await v.db.timeAnswer.count()).toBe(1)
  })

  test('a leave said before the evening is known although signing in has begun', async () => {
    const { v, room } = await evening()
    v.clock.moveTo(v.now + 20 * MINUTE)
    expect(await room.says('9', '请假 走亲戚', { at: v.now - 2 * HOUR })).toEqual([])
    expect((await v.db.rsvp.findMany({ select: { coming: true, reason: true } })).map((row) => openRow('Rsvp', row))).toEqual([
      { coming: false, reason: '走亲戚' },
    ])
  })
})

describe('属实', () => {
  test('and a picture of before the hands were counted are not about them', async () => {
    const { v, room } = await evening()
    await arrive(room, 24)
    await room.says('head', '表决 议题1')
    const before = v.now
    v.clock.moveTo(v.now + 3 * MINUTE)
    await room.says('head', '举手 同意20 反对3 弃权1')
    expect(await room.says('9', '属实', { at: before })).toEqual([])
    expect(await room.says('9', '有异议', { at: before })).toEqual([])
    expect(await room.says('recorder', '', { kind: 'image', at: before })).toEqual([])
    expect([await v.db.witness.count(), (await v.db.handCount.findFirstOrThrow()).status]).toEqual([0, 'provisional'])
  })
})

describe('the later word is the one said later', () => {
  test('whichever came first', async () => {
    const { v, room } = await evening()
    await arrive(room, 24)
    await room.says('head', '表决 议题1')
    v.clock.moveTo(v.now + 5 * MINUTE)
    await room.says('9', '反对', { at: v.now - 2 * MINUTE })
    await room.says('9', '同意', { at: v.now - 3 * MINUTE })
    const [said] = await room.says('head', '表决结束')
    expect(said).toContain('同意0，反对1')
  })

  test('周五不行 leaves standing what was said before it, also when that comes after it', async () => {
    const { v, room } = await monday()
    await room.says('head', '约时间 修路 周三晚7点半/周四晚7点半/周五晚7点半 周三中午截止')
    v.clock.moveTo(v.now + HOUR)
    await room.says('9', '周五不行', { at: v.now - 10 * MINUTE })
    await room.says('9', '2、3可以 3人', { at: v.now - 20 * MINUTE })
    const [said] = await v.after(2 * MINUTE)
    expect(said).toMatch(/2\. .*1户/)
    expect(said).not.toMatch(/3\. .*1户/)
  })
})

describe('a command that comes long after it was said', () => {
  test('of hours ago is quoted back and asked', async () => {
    const { v, room } = await monday()
    v.clock.moveTo(instantAt('2026-09-08', 12))
    expect(await room.says('head', '开会 后天晚7点半 文化广场', { at: instantAt('2026-09-07', 22) })).toEqual([
      '王桂成，这句是昨天晚10点说的：“开会 9月9日晚7点半 文化广场”。现在还要办吗？回“是”就办。',
    ])
    expect(await v.db.meeting.count()).toBe(0)
    expect((await room.says('head', '是')).at(0)).toContain('9月9日')
    expect(await v.db.meeting.count()).toBe(1)
  })

  test('散会 of before a motion does not end the vote on it', async () => {
    const { v, room } = await evening()
    await arrive(room, 24)
    v.clock.moveTo(v.now + 20 * MINUTE)
    await room.says('head', '表决 议题1')
    v.clock.moveTo(v.now + 5 * MINUTE)
    expect((await room.says('head', '散会', { at: v.now - 10 * MINUTE })).join()).toContain('没有动')
    expect((await v.db.motion.findFirstOrThrow()).status).toBe('open')
    expect((await room.says('head', '散会', { at: v.now - 2 * MINUTE })).join()).toContain('【散会】')
  })

  test('yesterday’s 散会 does not end today’s meeting', async () => {
    const { v, room } = await evening()
    await arrive(room, 5)
    expect((await room.says('head', '散会', { at: v.now - DAY })).join()).toContain('没有动')
    expect((await v.db.meeting.findFirstOrThrow()).status).toBe('open')
  })

  test('表决结束 of before the motion does not close it', async () => {
    const { v, room } = await evening()
    await arrive(room, 24)
    const before = v.now
    v.clock.moveTo(v.now + 5 * MINUTE)
    await room.says('head', '表决 议题1')
    expect((await room.says('head', '表决结束', { at: before })).join()).toContain('没有动')
    expect((await v.db.motion.findFirstOrThrow()).status).toBe('open')
  })
})

describe('times that cannot be', () => {
  test.each([
    ['seconds for milliseconds', MONDAY_9 / 1000],
    ['1970', 0],
    ['next year', MONDAY_9 + 365 * DAY],
    ['the year 2100', Date.UTC(2100, 0)],
    ['three minutes ahead', MONDAY_9 + 3 * MINUTE],
    ['fifteen days ago', MONDAY_9 - 15 * DAY],
  ])('%s: the time of receipt stands for it', async (_, at) => {
    const { v, room } = await monday()
    const [said] = await room.says('head', '开会 明晚7点半 文化广场', { at })
    expect(said).toContain('9月8日')
    expect((await v.db.inbox.findFirstOrThrow()).at).toEqual(new Date(MONDAY_9))
  })
})

describe('handed over again under a new id', () => {
  test('it is one message', async () => {
    const { v, room } = await monday()
    const at = v.now
    await room.says('9', '反映 路灯坏了', { at })
    v.clock.moveTo(v.now + HOUR)
    expect(await room.says('9', '反映 路灯坏了', { at })).toEqual([])
    expect(await v.db.issue.count()).toBe(1)
    await room.says('9', '反映 路灯坏了', { at: at + 5 * MINUTE })
    expect(await v.db.issue.count()).toBe(2)
  })

  test('words of the record stand in it once', async () => {
    const { v, room } = await evening()
    const at = v.now
    await room.says('9', '我看水管要先修', { at })
    v.clock.moveTo(v.now + 10 * MINUTE)
    await room.says('9', '我看水管要先修', { at })
    expect(await v.db.recordLine.count({ where: { text: '我看水管要先修' } })).toBe(1)
  })

  test('the same word twice at one moment, heard at once, is heard twice', async () => {
    const { v, room } = await evening()
    await arrive(room, 24)
    await room.says('head', '表决 议题1')
    for (const word of ['同意', '反对', '同意']) await room.says('9', word)
    expect((await v.db.ballot.findMany({ orderBy: { seq: 'asc' } })).map((b) => b.choice)).toEqual(['approve', 'reject', 'approve'])
  })
})
