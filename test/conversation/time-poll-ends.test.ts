/** A time poll comes to its end: decided, extended, moved, called off; and what is told of it at night. */
import { beforeEach, describe, expect, test } from 'vitest'
import { instantAt, MINUTE } from '../../src/kernel/time.ts'
import { HUAISHU_REACHED, type Room, Village } from '../support/village.ts'

const ASK = '约时间 修路集资 周三晚7点半/周四晚7点半/周六晚8点 明天中午截止'
let v: Village
let huaishu: Room
beforeEach(async () => {
  v = await Village.open()
  huaishu = v.room('huaishu')
})

const progress = async (): Promise<string> => (await v.after(MINUTE)).join('\n')

describe('the poll ends', () => {
  test('at its time, with the evening that most at-home households can make', async () => {
    await huaishu.says('head', ASK)
    await huaishu.all([
      ['3', '2'],
      ['4', '23'],
      ['5', '1'],
    ])
    const said = await v.until(instantAt('2026-09-08', 12))
    expect(said.at(-1)).toBe(
      [
        '【时间定了】9月10日周四晚7点半，地点文化广场，议题：修路集资。',
        '到点了：在家30户，回了3户，2户说能来，占2/30户（6.6%），1户来不成。',
        '开会要到够24户才算数，还差22户，请大家尽量来，来得成的回“参加”。',
      ].join('\n'),
    )
    expect(await huaishu.says('9', '1')).toEqual([])
  })

  test('as soon as every at-home household has answered', async () => {
    await huaishu.says('head', ASK)
    const before = await huaishu.all(HUAISHU_REACHED.map((who) => [who, '1'] as const))
    expect(before).toEqual([])
    const names = await Promise.all(
      [32, 33, 34].map(async (n) => (await v.db.villager.findUniqueOrThrow({ where: { id: `villager_huaishu_${n}_a` } })).name),
    )
    expect(await huaishu.says('recorder', `#接龙 开会时间\n1. ${names[0]} 1\n2. ${names[1]} 都行\n3. ${names[2]} 2`)).toEqual([])
    const last = (await v.db.villager.findUniqueOrThrow({ where: { id: 'villager_huaishu_35_a' } })).name
    const [fixed] = await huaishu.says('recorder', `#接龙 开会时间\n1. ${last} 都不行`)
    expect(fixed).toContain('【时间定了】9月9日周三晚7点半')
    expect(fixed).toContain('在家的都回了：在家30户，回了30户，28户说能来，占28/30户（93.3%），2户来不成。')
  })

  test('a 接龙 is one answer: the line that completes the poll does not cut off those below it', async () => {
    await huaishu.says('head', ASK)
    await huaishu.all(HUAISHU_REACHED.map((who) => [who, '1'] as const))
    const name = async (n: number) => (await v.db.villager.findUniqueOrThrow({ where: { id: `villager_huaishu_${n}_a` } })).name
    const lines = [`1. ${await name(32)} 2`, `2. ${await name(33)} 2`, `3. ${await name(34)} 2`, `4. ${await name(35)} 2`]
    // Those who had answered before change their mind further down.
    for (const [i, n] of [3, 4, 5].entries()) lines.push(`${i + 5}. ${await name(n)} 2`)
    const said = await huaishu.says('recorder', `#接龙 开会时间\n${lines.join('\n')}`)
    expect(said).toHaveLength(1)
    expect(said[0]).toContain('在家30户，回了30户，23户说能来，占23/30户（76.6%），7户来不成。')
    expect(await v.db.timeAnswer.count({ where: { via: 'groupNote' } })).toBe(7)
  })

  test('households that are away do not decide', async () => {
    await huaishu.says('head', ASK)
    await huaishu.all([
      ['12', '3'],
      ['24', '3'],
      ['36', '3'],
      ['5', '1'],
    ])
    const said = await v.until(instantAt('2026-09-08', 12))
    expect(said.at(-1)).toContain('【时间定了】9月9日周三晚7点半')
  })

  test('with no answer it stays undecided until the head chooses', async () => {
    await huaishu.says('head', ASK)
    const [told] = await v.until(instantAt('2026-09-08', 12))
    expect(told).toContain('没有一户说哪天能来，时间没定下来')
    expect(await huaishu.says('head', '延到明天中午')).toEqual([
      '【约时间】修路集资：截止时间改到明天（9月9日周三）中午12点，没回的还可以回。',
    ])
    await huaishu.says('7', '3')
    const said = await v.until(instantAt('2026-09-09', 12))
    expect(said.at(-1)).toContain('【时间定了】9月12日周六晚8点')
  })

  describe('undecided', () => {
    const UNDECIDED = [
      '【约时间】修路集资：到点了，在家30户里回了0户，没有一户说哪天能来，时间没定下来。',
      '1. 9月9日周三晚7点半',
      '2. 9月10日周四晚7点半',
      '3. 9月12日周六晚8点',
      '屋场长可以回“延到9月9日早上8点”再等等，回“定1”直接定，或回“取消约时间”。',
    ].join('\n')
    beforeEach(async () => {
      await huaishu.says('head', ASK)
      expect(await v.until(instantAt('2026-09-08', 12))).toEqual([UNDECIDED])
    })

    test('it is over: 约时间结束, 还差谁 and 催一下 agree', async () => {
      const over = '这次约时间已经截止了，时间没定下来。屋场长可以回“延到9月9日早上8点”再等等，回“定1”直接定，或回“取消约时间”。'
      expect(await huaishu.says('head', '约时间结束')).toEqual([over])
      expect((await huaishu.says('head', '还差谁'))[0]).toContain('约时间已经截止了，时间还没定下来。在家30户，30户没回：')
      expect(await huaishu.says('9', '还差谁', { mentionsBot: true })).toEqual(['约时间已经截止了，时间还没定下来。在家30户，30户没回。'])
      expect(await huaishu.says('head', '催一下')).toEqual([over])
    })

    test('约时间 simply asks anew, and says so', async () => {
      const [asked] = await huaishu.says('head', '约时间 周五晚7点半/周六晚7点半 周四中午截止')
      expect(asked).toContain('上次约的没定下来，请按这次的时间重新回。')
      await huaishu.says('9', '2')
      expect(await progress()).toContain('2. 9月12日周六晚7点半：1户能来')
      expect((await v.until(instantAt('2026-09-10', 12))).at(-1)).toContain('【时间定了】9月12日周六晚7点半')
      expect((await v.db.timePoll.findMany({ orderBy: { openedAt: 'asc' } })).map((p) => p.status)).toEqual(['cancelled', 'decided'])
    })

    test('a late answer is kept without a word, and counts when the head chooses', async () => {
      expect(await huaishu.says('9', '2')).toEqual([])
      expect(await huaishu.says('10', '都行')).toEqual([])
      expect(await v.after(10 * MINUTE)).toEqual([])
      expect((await huaishu.says('head', '定2'))[0]).toContain('在家30户，回了2户，2户说能来，占2/30户（6.6%）。')
    })

    test('… or extends, with the form that the bot proposed', async () => {
      await huaishu.says('9', '3')
      expect((await huaishu.says('head', '延到9月9日早上8点'))[0]).toContain('截止时间改到明天（9月9日周三）早上8点')
      expect((await v.until(instantAt('2026-09-09', 8))).at(-1)).toContain('【时间定了】9月12日周六晚8点')
    })

    test('when its last time has passed a number is ordinary chat again', async () => {
      await v.until(instantAt('2026-09-12', 20))
      expect(await huaishu.says('9', '1')).toEqual([])
      expect(await v.db.timeAnswer.count()).toBe(0)
      expect(await huaishu.says('head', '还差谁')).toEqual(['现在没有等大家回的事。'])
      expect(await huaishu.says('head', '延到明天中午')).toEqual(['约的几个时间都过了，延不了。要重新约就回“约时间”。'])
    })
  })

  test('约时间结束 without an answer is told at once, also at night', async () => {
    await v.until(instantAt('2026-09-07', 22))
    await huaishu.says('head', ASK)
    const said = await huaishu.says('head', '约时间结束')
    expect(said[0]).toContain('屋场长说截止了，在家30户里回了0户')
  })

  test('the head copies times as the bot wrote them, with their weekday', async () => {
    await huaishu.says('head', '约时间 修路 9月9日周三晚7点半/9月10日（周四）晚7点半 9月8日周二中午12点截止')
    expect(await huaishu.says('head', '延到9月8日周五中午12点')).toEqual([
      '“9月8日周五中午12点”对不上，9月8日是周二，9月11日才是周五。请这样发：“延到9月8日中午12点”',
    ])
    expect((await huaishu.says('head', '延到9月8日周二下午3点'))[0]).toContain('截止时间改到明天（9月8日周二）下午3点')
    expect((await huaishu.says('head', '开会 9月11日周五晚7点半'))[0]).toContain('9月11日周五晚7点半')
    expect(await huaishu.says('head', '改到9月12日周日晚8点')).toEqual([
      '“9月12日周日晚8点”对不上，9月12日是周六，9月13日才是周日。请这样发：“改到9月12日晚8点”',
    ])
    expect((await huaishu.says('head', '改到9月12日周六晚8点'))[0]).toContain('9月12日周六晚8点')
  })

  test.each([
    ['延到周五中午', '在头一个时间9月9日周三晚7点半之后了'],
    ['延到周六晚8点', '在头一个时间9月9日周三晚7点半之后了'],
  ])('%s: the right form is 延到 with a time that would do', async (words, why) => {
    await huaishu.says('head', ASK)
    const [answer] = await huaishu.says('head', words)
    expect(answer).toContain(why)
    const form = /“(延到.+)”/.exec(answer ?? '')?.[1] ?? ''
    expect((await huaishu.says('head', form))[0]).toContain('没回的还可以回')
  })

  test('the short forms of a phone: 9.9晚7.30, ① and ②, 回复 for 截止, 开会改到', async () => {
    const [asked] = await huaishu.says('head', '约时间 修路\n①9.9晚7.30\n②9/10晚7点半\n明天中午12点前回复')
    expect(asked?.split('\n').slice(0, 3)).toEqual(['【约时间】修路', '1. 9月9日周三晚7点半', '2. 9月10日周四晚7点半'])
    expect(asked).toContain('明天（9月8日周二）中午12点截止')
    const [extended] = await huaishu.says('head', '延长一天')
    const form = /“(延到[^”]+)”/.exec(extended ?? '')?.[1] ?? ''
    expect((await huaishu.says('head', form))[0]).toContain('没回的还可以回')
    await huaishu.says('head', '定周四那个')
    expect(await huaishu.says('head', '推迟一天')).toEqual(['还差改到的时间，请这样发：“改到周六晚8点”'])
    expect((await huaishu.says('head', '开会改到9.11晚8点'))[0]).toContain('9月11日周五晚8点')
    expect((await huaishu.says('head', '会议延期到周六晚8点'))[0]).toContain('9月12日周六晚8点')
  })

  describe('with the first time already this evening', () => {
    beforeEach(async () => {
      await v.until(instantAt('2026-09-08', 9))
      await huaishu.says('head', '约时间 修路 今晚7点半/周四晚7点半 今天中午12点截止')
    })
    test.each([
      ['延到', '还差时间'],
      ['延到今天上午8点', '“今天上午8点”已经过去了'],
      ['延到今天', '“今天”没说几点'],
      ['延到今天8点', '“今天8点”是早上还是晚上'],
      ['延到周四', '“周四”没说几点'],
      ['延到9月8日周三下午3点', '“9月8日周三下午3点”对不上'],
    ])('%s: the right form is one that is taken at that moment', async (words, why) => {
      const [answer] = await huaishu.says('head', words)
      expect(answer).toContain(why)
      const form = /“(延到9月8日.+)”/.exec(answer ?? '')?.[1] ?? ''
      expect((await huaishu.says('head', form))[0]).toContain('没回的还可以回')
    })
    test('when its times have passed no form is proposed', async () => {
      await v.until(instantAt('2026-09-10', 19, 31))
      expect(await huaishu.says('head', '延到今天上午8点')).toEqual([
        '“今天上午8点”已经过去了。现在也没有还能延的约时间，要约就回“约时间”。',
      ])
    })
  })

  test.each([
    '约时间 修路 周三晚7点半',
    '约时间 修路 今早8点/周四晚7点半/周五晚7点半',
    '约时间 修路 周三晚7点半/周四晚7点半 周五中午截止',
    '约时间 修路 周三晚7点半/周三晚7点半/周四晚7点半',
    '约时间 修路 9月9日周四晚7点半/周五晚7点半',
    '约时间 修路 明天下午3点/周四晚7点半 明天8点截止',
  ])('the form that answers “%s” is understood as it stands', async (words) => {
    const [answer] = await huaishu.says('head', words)
    const form = /“(约时间[^”]+)”/.exec(answer ?? '')?.[1] ?? ''
    expect((await huaishu.says('head', form))[0]).toContain('【约时间】修路\n1. ')
  })

  test('a tie goes to the evening with more 勉强, then more people, then the earlier', async () => {
    await huaishu.says('head', ASK)
    await huaishu.all([
      ['3', '1'],
      ['4', '2'],
      ['5', '2勉强'],
    ])
    const said = await v.until(instantAt('2026-09-08', 12))
    expect(said.at(-1)).toContain('【时间定了】9月10日周四晚7点半')
    expect(said.at(-1)).toContain('这个时间勉强能来的更多')
  })

  test('定2, 取消约时间, 约时间结束', async () => {
    await huaishu.says('head', ASK)
    expect(await huaishu.says('head', '定4')).toEqual(['没有第4个时间，请从1到3里面选。'])
    expect((await huaishu.says('head', '定2'))[0]).toContain('【时间定了】9月10日周四晚7点半')
    expect(await huaishu.says('head', '定1')).toEqual(['现在没有在约时间。要约就回“约时间”。'])
    await huaishu.says('head', '取消会议')
    await huaishu.says('head', ASK)
    expect(await huaishu.says('head', '取消约时间')).toEqual(['【约时间】修路集资：取消了，大家不用再回。'])
    await huaishu.says('head', ASK)
    await huaishu.says('9', '3')
    expect((await huaishu.says('head', '约时间结束'))[0]).toContain('【时间定了】9月12日周六晚8点')
  })

  test('an announcement that falls into the quiet hours waits for the morning', async () => {
    await huaishu.says('head', '约时间 周三晚7点半/周四晚7点半 今晚11点截止')
    await huaishu.says('9', '1')
    const night = await v.until(instantAt('2026-09-08', 6, 59))
    expect(night.some((text) => text.includes('时间定了'))).toBe(false)
    expect((await v.until(instantAt('2026-09-08', 7)))[0]).toContain('【时间定了】9月9日周三晚7点半')
  })
})

describe('a sum that falls into the quiet hours', () => {
  const dawn = instantAt('2026-09-08', 7)

  test('is not said of a poll that is over by the morning', async () => {
    await huaishu.says('head', '约时间 周三晚7点半/周四晚7点半 今晚10点截止')
    await v.until(instantAt('2026-09-07', 21, 29) + 30_000)
    await huaishu.says('9', '1')
    const said = await v.until(dawn)
    expect(said).toHaveLength(1)
    expect(said[0]).toContain('【时间定了】9月9日周三晚7点半')
  })

  test('is worked out in the morning, with what was said in the night', async () => {
    await huaishu.says('head', ASK)
    await v.until(instantAt('2026-09-07', 21, 29) + 30_000)
    await huaishu.says('9', '1')
    await v.until(instantAt('2026-09-08', 1))
    await huaishu.says('10', '1')
    const said = await v.until(dawn)
    expect(said).toHaveLength(1)
    expect(said[0]).toContain('在家30户，已回2户。')
    expect(said[0]).toContain('还差28户，今天（9月8日周二）中午12点截止。')
  })

  test('also one that was due before the house went down', async () => {
    await huaishu.says('head', ASK)
    await huaishu.says('9', '1')
    v.clock.moveTo(instantAt('2026-09-07', 23))
    expect(await v.after(0)).toEqual([])
    expect((await v.until(dawn))[0]).toContain('还差29户，今天（9月8日周二）中午12点截止。')
  })

  test('a reminder names the day of the morning on which it is read', async () => {
    await huaishu.says('head', '开会 周三晚10点')
    const said = await v.until(instantAt('2026-09-09', 7))
    expect(said.filter((text) => text.startsWith('【提醒】'))).toHaveLength(1)
    expect(said.at(-1)).toContain('【提醒】今天（9月9日周三）晚10点开会')
  })
})
