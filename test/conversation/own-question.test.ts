/** A message has a question of its own: the one it was said to, which may not be the one that is open. */
import { describe, expect, test } from 'vitest'
import { announceToHamlets } from '../../src/application/orders/announcements.ts'
import { HOUR, instantAt, MINUTE } from '../../src/kernel/time.ts'
import { arrive, evening } from '../support/evening.ts'
import { type Room, Village } from '../support/village.ts'

const head = async (v: Village, n: number) => (await v.db.villager.findUniqueOrThrow({ where: { id: `villager_huaishu_${n}_a` } })).name

async function chain(v: Village, heading: string, rest = ''): Promise<string> {
  const names = await Promise.all([3, 4, 5].map((n) => head(v, n)))
  return `#接龙 ${heading}\n${names.map((name, i) => `${i + 1}. ${name}${rest}`).join('\n')}`
}

describe('a 接龙', () => {
  test('of the next meeting counts anew with the same lines', async () => {
    const { v, room } = await evening()
    const list = await chain(v, '签到')
    await room.says('recorder', list)
    await room.says('recorder', list)
    expect(await v.db.attendance.count()).toBe(3)
    await room.says('head', '散会')
    await room.says('head', '开会 明晚7点半 文化广场')
    await v.until(instantAt('2026-09-10', 19))
    await room.says('recorder', list)
    const [meeting] = await v.db.meeting.findMany({ where: { status: 'open' } })
    expect(await v.db.attendance.count({ where: { meetingId: meeting!.id } })).toBe(3)
  })

  test('of the next poll, too', async () => {
    const v = await Village.open()
    const room = v.room('huaishu')
    const list = await chain(v, '哪天有空', ' 1')
    await room.says('head', '约时间 修路 周三晚7点半/周四晚7点半 明天中午截止')
    await room.says('recorder', list)
    await room.says('head', '取消约时间')
    await room.says('head', '约时间 清沟 周五晚7点半/周六晚7点半 明天中午截止')
    await room.says('recorder', list)
    expect(await v.db.timeAnswer.count()).toBe(6)
  })

  test('of receipts counts for the announcement that is out', async () => {
    const v = await Village.open()
    const room = v.room('huaishu')
    const list = await chain(v, '收到请接龙')
    for (const text of ['明天停水', '后天停电']) {
      await announceToHamlets(
        v.deps,
        {
          userId: 'u',
          name: '郑文',
          role: 'official',
          townId: 'town_qingshan',
          villageId: null,
          department: null,
          officialId: null,
          via: 'api',
          readOnly: false,
        },
        { kind: 'notice', text, receipts: true, to: { hamletIds: ['hamlet_huaishu'] } },
      )
      await v.send()
      v.clock.moveTo(v.now + HOUR)
      await room.says('recorder', list)
      v.clock.moveTo(v.now + HOUR)
    }
    expect(await v.db.receipt.count()).toBe(6)
  })
})

describe('a quoted question that is over', () => {
  async function twoPolls(): Promise<{ v: Village; room: Room; first: string; second: string }> {
    const v = await Village.open()
    const room = v.room('huaishu')
    const [first] = await room.says('head', '约时间 修路 周三晚7点半/周四晚7点半 明天中午截止')
    await room.says('head', '取消约时间')
    const [second] = await room.says('head', '约时间 清沟 周五晚7点半/周六晚7点半 明天中午截止')
    return { v, room, first: first!, second: second! }
  }

  test('a cancelled poll’s 2 does not count in the next; that is said once', async () => {
    const { v, room, first, second } = await twoPolls()
    expect((await room.says('9', '2', { quote: first })).join()).toContain('您引的那次约时间已经结束了，这句没有算。')
    expect(await room.says('9', '2', { quote: first })).toEqual([])
    expect(await v.db.timeAnswer.count()).toBe(0)
    expect(await room.says('9', '2', { quote: second })).toEqual([])
    expect(await v.db.timeAnswer.count()).toBe(1)
  })

  test('a closed motion’s 同意 does not carry the one that is open', async () => {
    const { v, room } = await evening()
    await arrive(room, 24)
    const [first] = await room.says('head', '表决 议题1')
    await room.says('head', '表决结束')
    await room.says('head', '表决 议题2')
    expect((await room.says('9', '同意', { quote: first! })).join()).toContain('您引的那次表决已经结束了')
    expect(await v.db.ballot.count()).toBe(0)
  })

  test('also where the channel cuts what is quoted', async () => {
    const { v, room, first } = await twoPolls()
    expect((await room.says('9', '2', { quote: `${first.slice(0, 24)}…` })).join()).toContain('已经结束了')
    expect(await v.db.timeAnswer.count()).toBe(0)
  })
})

describe('one word for two things', () => {
  test('同意 of the head with a motion and a claim is asked', async () => {
    const { v, room } = await evening()
    await arrive(room, 24)
    await room.says('guest', `我是${await head(v, 7)}`)
    await room.says('head', '表决 议题1')
    for (const word of ['同意', '不同意'])
      expect((await room.says('head', word)).join()).toMatch(/是投票，还是说绑定1号？投票回“.+ 1票”，绑定回“同意绑定 1”。/)
    expect(await v.db.ballot.count()).toBe(0)
    expect(await room.says('9', '同意')).toEqual([])
    expect(await room.says('head', '同意 1票')).toEqual([])
    expect(await v.db.ballot.count()).toBe(2)
    await room.says('head', '同意绑定 1')
    await room.says('head', '反对')
    expect(await v.db.ballot.count()).toBe(3)
  })

  test('but not where the motion is quoted', async () => {
    const { v, room } = await evening()
    await arrive(room, 24)
    await room.says('guest', `我是${await head(v, 7)}`)
    const [put] = await room.says('head', '表决 议题1')
    expect(await room.says('head', '同意', { quote: put! })).toEqual([])
    expect(await v.db.ballot.count()).toBe(1)
  })

  test('是 with a question put since it was asked for is asked again', async () => {
    const v = await Village.open()
    const room = v.room('huaishu')
    await room.says('head', '开会 周三晚7点半 文化广场')
    const [asked] = await room.says('9', '可以')
    expect(asked).toContain('您是说“参加”吗')
    v.clock.moveTo(v.now + 5 * MINUTE)
    await room.says('head', '取消会议')
    await room.says('head', '约时间 修路 周三晚7点半/周四晚7点半 明天中午截止')
    expect(await room.says('9', '是')).toEqual([asked])
    expect(await v.db.rsvp.count()).toBe(0)
  })

  test('同意 to what was quoted back, with a motion open, is asked', async () => {
    const { v, room } = await evening()
    await arrive(room, 24)
    await room.says('head', '表决 议题1')
    v.clock.moveTo(v.now + MINUTE)
    await room.says('9', '来')
    expect((await room.says('9', '同意')).join()).toContain('是投票，还是回刚才问您的“到”？')
    expect(await v.db.ballot.count()).toBe(0)
    expect(await room.says('9', '同意 1票')).toEqual([])
    expect(await v.db.ballot.count()).toBe(1)
  })
})

describe('while counted hands wait', () => {
  test.each(['不属实', '不对', '有问题', '人数不对', '我看不对'])('%s is 有异议', async (word) => {
    const { v, room } = await evening()
    await arrive(room, 24)
    await room.says('head', '表决 议题1')
    expect(await room.says('9', word)).toEqual([])
    await room.says('head', '举手 同意20 反对3 弃权1')
    expect(await room.says('9', word)).toHaveLength(1)
    expect((await v.db.handCount.findFirstOrThrow()).status).toBe('disputed')
    expect(await room.says('10', word)).toEqual([])
  })
})

test('不对 to a count of hands and to what was quoted back is asked; a quote says which it is', async () => {
  const { v, room } = await evening()
  await arrive(room, 24)
  await room.says('head', '表决 议题1')
  const [asked] = await room.says('9', '可以')
  await room.says('head', '举手 同意20 反对2')
  expect((await room.says('9', '不对')).join()).toContain('您这是回哪一件')
  expect((await v.db.handCount.findFirstOrThrow()).status).toBe('provisional')
  expect(await room.says('9', '不对', { quote: asked ?? '' })).toEqual([])
  expect((await v.db.clarification.findFirstOrThrow()).settledAt).not.toBeNull()
  expect((await v.db.handCount.findFirstOrThrow()).status).toBe('provisional')
  expect((await room.says('9', '不对')).join()).toContain('有异议')
})

describe('同意 to what was quoted back, with no motion open', () => {
  test.each(['同意', '不同意'])('%s is asked again, and 是 settles it', async (word) => {
    const { v, room } = await evening()
    const [asked] = await room.says('9', '来')
    v.clock.moveTo(v.now + MINUTE)
    expect(await room.says('9', word)).toEqual([asked])
    expect(await v.db.attendance.count()).toBe(0)
    await room.says('9', '是')
    expect(await v.db.attendance.count()).toBe(1)
  })

  test('is talk with nothing that waits for it', async () => {
    const { room } = await evening()
    expect(await room.says('9', '同意')).toEqual([])
  })
})

describe('somebody else of the household comes', () => {
  test.each(['我来不了，让我儿子来', '请假，让老婆来', '我去不了，我老公去', '来不了，叫我弟来参加'])(
    '%s is asked, and never not coming',
    async (word) => {
      const v = await Village.open()
      const room = v.room('huaishu')
      await room.says('head', '开会 周三晚7点半 文化广场')
      expect(await room.says('9', word)).toEqual(['您自己不来，您家里有人来，是吗？回“是”，您家就算参加；都不来就回“请假”。'])
      expect(await v.db.rsvp.count()).toBe(0)
      await room.says('9', '是')
      expect(await v.db.rsvp.findMany({ select: { coming: true } })).toEqual([{ coming: true }])
    },
  )

  test.each(['请假，儿子要回来', '我来不了，老婆生病'])('%s is a leave with its reason', async (word) => {
    const v = await Village.open()
    const room = v.room('huaishu')
    await room.says('head', '开会 周三晚7点半 文化广场')
    expect(await room.says('9', word)).toEqual([])
    expect(await v.db.rsvp.findMany({ select: { coming: true } })).toEqual([{ coming: false }])
  })
})
