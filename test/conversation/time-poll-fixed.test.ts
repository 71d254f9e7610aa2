/** What a head says of a time poll besides, and the meeting that comes of it. */
import { beforeEach, describe, expect, test } from 'vitest'
import { DAY, HOUR, instantAt, MINUTE } from '../../src/kernel/time.ts'
import { HUAISHU_REACHED, type Room, Village } from '../support/village.ts'

const ASK = '约时间 修路集资 周三晚7点半/周四晚7点半/周六晚8点 明天中午截止'
let v: Village
let huaishu: Room
beforeEach(async () => {
  v = await Village.open()
  huaishu = v.room('huaishu')
})

const progress = async (): Promise<string> => (await v.after(MINUTE)).join('\n')

describe('the head’s other words', () => {
  test('约时间 alone proposes three evenings, outside busy season and festivals, with a day to answer', async () => {
    const [asked] = await huaishu.says('head', '约时间')
    expect(asked?.match(/^\d\. /gm)).toHaveLength(3)
    expect(asked).toContain('明天（9月8日周二）中午12点截止')
  })

  test('conflicts are named once, and the head is obeyed', async () => {
    const [asked] = await huaishu.says('head', '约时间 9月25日晚7点/10月20日晚7点')
    expect(asked).toContain('提醒一句：9月25日周五是中秋节，10月20日周二是农忙（秋收）。照屋场长定的办。')
  })

  test('so is less than a day for answers', async () => {
    const [asked] = await huaishu.says('head', '约时间 今晚7点/明晚7点')
    expect(asked).toContain('今天（9月7日周一）下午5点截止。\n提醒一句：离截止不到24小时。照屋场长定的办。')
    const [fixed] = await huaishu.says('head', '开会 明早8点半')
    expect(fixed).toContain('提醒一句：9月8日周二早于18:00，离开会不到24小时。照屋场长定的办。')
    expect((await huaishu.says('head', '改到周四晚7点半'))[0]).not.toContain('提醒一句')
    expect(await v.after(MINUTE)).toEqual([])
  })

  test('催一下 gives numbers to everybody, 还差谁 names to the head', async () => {
    await huaishu.says('head', ASK)
    await huaishu.all(HUAISHU_REACHED.map((who) => [who, '1'] as const))
    expect((await huaishu.says('head', '催一下'))[0]).toContain('在家30户，还有4户没回。')
    expect(await huaishu.says('head', '催一下')).toEqual(['刚催过，10分钟后再催吧。'])
    const names = await Promise.all(
      [32, 33, 34, 35].map(async (n) => (await v.db.villager.findUniqueOrThrow({ where: { id: `villager_huaishu_${n}_a` } })).name),
    )
    expect(await huaishu.says('head', '还差谁')).toEqual([`在家30户，还差4户没回：${names.join('、')}。9月8日周二中午12点截止。`])
  })

  test('only one poll and one meeting at a time', async () => {
    await huaishu.says('head', ASK)
    expect((await huaishu.says('head', ASK))[0]).toContain('上一个约时间还没完')
    await huaishu.says('head', '定1')
    expect((await huaishu.says('head', ASK))[0]).toContain('已经定了9月9日周三晚7点半开会')
  })

  test('开会 while people are being asked ends the asking and keeps one meeting', async () => {
    await huaishu.says('head', ASK)
    await huaishu.says('9', '1')
    expect(await huaishu.says('head', '开会 周五晚7点半')).toEqual([
      [
        '【开会】9月11日周五晚7点半，地点文化广场。',
        '时间就这样定了，刚才的约时间不用回了。',
        '能来的回“参加”（几个人来就回“参加 2人”），来不成的回“请假”。一家有一个人回就算数。',
      ].join('\n'),
    ])
    expect(await huaishu.says('head', '定1')).toEqual(['现在没有在约时间。要约就回“约时间”。'])
    const later = await v.until(instantAt('2026-09-10', 12))
    expect(later.filter((text) => text.includes('时间定了') || text.includes('约时间'))).toEqual([])
    expect(await v.db.meeting.count()).toBe(1)
    expect(await v.db.timePoll.findMany({ select: { status: true, how: true } })).toEqual([{ status: 'cancelled', how: 'cancelled' }])
  })

  test('开会 after a poll that stayed undecided settles it, and nobody is told not to answer', async () => {
    await huaishu.says('head', ASK)
    await v.until(instantAt('2026-09-08', 12))
    expect((await huaishu.says('head', '开会 周五晚7点半'))[0]).not.toContain('不用回了')
    expect((await v.db.timePoll.findFirstOrThrow()).status).toBe('cancelled')
  })

  test.each([
    ['约时间 修路 上周三晚7点半/周四晚7点半', '过'],
    ['约时间 修路 周三晚7点半', '一个时间'],
    ['约时间 修路 周三晚7点/周三晚8点/周四晚7点/周四晚8点/周五晚7点/周五晚8点/周六晚7点/周六晚8点/周日晚7点/周日晚8点', '最多8个'],
    ['约时间 修路 周三晚7点半/星期八晚上', '星期八'],
    ['约时间 修路 周三晚7点半/周四晚7点半 周五中午截止', '截止'],
  ])('bad: %s', async (words, named) => {
    const answer = await huaishu.says('head', words)
    expect(answer).toHaveLength(1)
    expect(answer[0]).toContain(named)
    expect(answer[0]).toContain('约时间 修路')
    expect(await v.db.timePoll.count()).toBe(0)
  })

  test('a villager is told who may', async () => {
    expect(await huaishu.says('9', ASK)).toEqual(['约时间要屋场长来说。您可以请屋场长发一下。'])
    expect(await v.db.timePoll.count()).toBe(0)
  })
})

describe('the meeting that is fixed', () => {
  test('开会 fixes one at once; reminders come a day and two hours before, with who is expected', async () => {
    expect(await huaishu.says('head', '开会 周五晚7点半 文化广场 议题:修路、路灯')).toEqual([
      [
        '【开会】9月11日周五晚7点半，地点文化广场。',
        '议题：',
        '1. 修路',
        '2. 路灯',
        '能来的回“参加”（几个人来就回“参加 2人”），来不成的回“请假”。一家有一个人回就算数。',
      ].join('\n'),
    ])
    await huaishu.all([
      ['3', '参加 2人'],
      ['4', '参加'],
      ['4b', '请假 在外打工'],
      ['5', '来不成'],
      ['12', '参加'],
    ])
    expect(await v.after(MINUTE)).toEqual([
      '【9月11日周五晚7点半的会】在家30户，1户说来（约2人），2户来不成，27户没回，另有外出的1户要来。',
    ])
    const said = await v.until(instantAt('2026-09-11', 17, 30))
    expect(said).toHaveLength(2)
    expect(said[0]).toContain('【提醒】明天（9月11日周五）晚7点半开会')
    expect(said[1]).toContain('【提醒】今天（9月11日周五）晚7点半开会')
    expect(said[1]).toContain('要到够24户才算数，还差23户')
  })

  test('改到 moves it, asks again and moves the reminders; 取消会议 drops them', async () => {
    await huaishu.says('head', '开会 周五晚7点半')
    await huaishu.says('9', '参加')
    const [moved] = await huaishu.says('head', '改到周六晚8点')
    expect(moved).toContain('【改时间】原定9月11日周五晚7点半的会，改到9月12日周六晚8点')
    expect(await huaishu.says('head', '改到昨天晚8点')).toHaveLength(1)
    const friday = await v.until(instantAt('2026-09-11', 19, 59))
    expect(friday.filter((text) => text.startsWith('【提醒】'))).toEqual([])
    const [reminder] = await v.until(instantAt('2026-09-11', 20))
    expect(reminder).toContain('0户说来')
    expect(await huaishu.says('head', '取消会议 下大雨')).toEqual(['【会议取消】原定9月12日周六晚8点的会不开了，因为下大雨。请互相转告。'])
    expect(await v.after(3 * DAY)).toEqual([])
    expect((await huaishu.says('head', '改到周日晚8点'))[0]).toContain('现在没有定好的会')
  })

  test('催一下 speaks to who has not answered, not again within ten minutes, and to nobody when all have', async () => {
    await huaishu.says('head', '开会 周五晚7点半')
    expect((await huaishu.says('head', '催一下'))[0]).toContain('30户没回')
    await v.after(4 * MINUTE)
    expect(await huaishu.says('head', '催一下')).toEqual(['刚催过，6分钟后再催吧。'])
    await v.after(6 * MINUTE)
    expect((await huaishu.says('head', '催一下'))[0]).toContain('30户没回')
    await huaishu.all(HUAISHU_REACHED.map((who) => [who, '参加'] as const))
    const names = await Promise.all(
      [32, 33, 34, 35].map(async (n) => (await v.db.villager.findUniqueOrThrow({ where: { id: `villager_huaishu_${n}_a` } })).name),
    )
    await huaishu.says('recorder', `#接龙 开会\n${names.map((name, i) => `${i + 1}. ${name} 请假`).join('\n')}`)
    await v.after(HOUR)
    expect(await huaishu.says('head', '催一下')).toEqual(['现在没有等大家回的事，不用催。'])
  })

  test('who can make it only 勉强 has answered: every figure and 还差谁 agree', async () => {
    await huaishu.says('head', ASK)
    await huaishu.all([
      ['3', '1'],
      ['4', '1勉强'],
      ['5', '2'],
      ['7', '2勉强'],
      ['8', '都不行'],
    ])
    const [decided] = await huaishu.says('head', '定1')
    expect(decided).toContain('在家30户，回了5户，1户说能来，占1/30户（3.3%），1户勉强能来，3户来不成。')
    expect((await huaishu.says('head', '催一下'))[0]).toContain('在家30户，1户说来（约1人），1户勉强能来，3户来不成，25户没回。')
    expect((await huaishu.says('head', '还差谁'))[0]).toContain('在家30户，还差25户没回：')
    await huaishu.says('4', '参加 2人')
    expect(await progress()).toContain('在家30户，2户说来（约3人），3户来不成，25户没回。')
  })

  test('those who could make the chosen evening are expected; RSVPs overrule', async () => {
    await huaishu.says('head', ASK)
    await huaishu.all([
      ['3', '1 我家来3个'],
      ['4', '1'],
      ['5', '2'],
    ])
    await v.until(instantAt('2026-09-08', 12))
    await huaishu.says('4', '请假')
    await huaishu.says('5', '参加')
    expect((await v.after(MINUTE))[0]).toContain('2户说来（约4人），1户来不成')
  })
})
