/** The first evening: a head asks for a time, the village answers, the meeting stands. */
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

describe('a head asks, villagers answer', () => {
  test('the question shows the options, how to answer and the deadline', async () => {
    expect(await huaishu.says('head', ASK)).toEqual([
      [
        '【约时间】修路集资',
        '1. 9月9日周三晚7点半',
        '2. 9月10日周四晚7点半',
        '3. 9月12日周六晚8点',
        '哪天能来就回哪个数字，能来几天回几个，比如“1”或“1 2”；都行回“都行”，都来不了回“都不行”。',
        '一家有一个人回就算数，明天（9月8日周二）中午12点截止。',
      ].join('\n'),
    ])
  })

  test('answers are met by silence, and summed up once a minute', async () => {
    await huaishu.says('head', ASK)
    for (const [who, words] of [
      ['3', '1'],
      ['4', '13'],
      ['5', '周三周四都行'],
      ['7', '都不行'],
      ['8', '２'],
      ['9', '除了周四都行'],
    ] as const)
      expect(await huaishu.says(who, words)).toEqual([])
    const note = [
      '【约时间】修路集资：在家30户，已回6户。',
      '1. 9月9日周三晚7点半：4户能来',
      '2. 9月10日周四晚7点半：2户能来',
      '3. 9月12日周六晚8点：2户能来',
      '还差24户，明天（9月8日周二）中午12点截止。',
    ].join('\n')
    expect(await v.after(MINUTE)).toEqual([note])
    expect(await v.after(10 * MINUTE)).toEqual([])
  })

  test('ordinary chat gets silence and is not kept', async () => {
    await huaishu.says('head', ASK)
    for (const words of [
      '吃了没',
      '1块钱一斤',
      '不是周三吗',
      '好',
      '😀😀',
      '9',
      '谁家的牛跑出来了',
      '\u0007\u0000',
      '\ud800',
      '#接龙',
      '#接龙 鸡蛋\n1. 2. 3.',
    ])
      expect(await huaishu.says('8', words)).toEqual([])
    expect(await huaishu.says('8', '约'.repeat(5_000))).toEqual([])
    const kept = await v.db.inbox.findMany({ where: { externalSenderId: 'wxid_huaishu_8', text: { not: null } } })
    expect(kept).toEqual([])
    expect(await progress()).toBe('')
  })

  test('changing one’s answer replaces it; two members of a household are one household', async () => {
    await huaishu.says('head', ASK)
    await huaishu.says('7', '1')
    await huaishu.says('7', '3')
    await huaishu.says('4', '1')
    await huaishu.says('4b', '2')
    expect(await progress()).toContain(
      '已回2户。\n1. 9月9日周三晚7点半：0户能来\n2. 9月10日周四晚7点半：1户能来\n3. 9月12日周六晚8点：1户能来',
    )
  })

  test('a repeated message id counts once and is answered by nothing', async () => {
    expect(await huaishu.says('head', ASK, { id: 'same' })).toHaveLength(1)
    expect(await huaishu.says('head', ASK, { id: 'same' })).toEqual([])
    await huaishu.says('7', '1', { id: 'a' })
    await huaishu.says('7', '都不行', { id: 'b' })
    await huaishu.says('7', '1', { id: 'a' })
    expect(await progress()).toContain('1. 9月9日周三晚7点半：0户能来')
  })

  test('an account that is nobody yet is told once how to be counted; bound, its answer counts', async () => {
    await huaishu.says('head', ASK)
    const [hello] = await huaishu.says('new32', '1')
    expect(hello).toContain('请回“我是”加您的名字')
    expect(await huaishu.says('new32', '2')).toEqual([])
    expect(await progress()).toBe('')
    const name = (await v.db.villager.findUniqueOrThrow({ where: { id: 'villager_huaishu_32_a' } })).name
    const nickname = (await v.db.chatAccount.findUniqueOrThrow({ where: { id: 'account_huaishu_new32' } })).nickname
    expect(await huaishu.says('new32', `我是${name}`)).toEqual([
      `绑定1号：“${nickname}”说是${name}家的。屋场长看对不对，对就回“同意绑定 1”。`,
    ])
    expect(await huaishu.says('9', '同意绑定 1')).toEqual(['同意绑定要屋场长来说。您可以请屋场长发一下。'])
    expect(await huaishu.says('head', '同意绑定 1')).toEqual([`好，“${nickname}”记在${name}家了。之前回的还没截止的，现在都算数。`])
    expect(await huaishu.says('head', '同意绑定 1')).toEqual(['1号绑定已经办过了。'])
    await huaishu.says('9', '3')
    expect(await progress()).toContain(
      '已回2户。\n1. 9月9日周三晚7点半：0户能来\n2. 9月10日周四晚7点半：1户能来\n3. 9月12日周六晚8点：1户能来',
    )
  })

  test('a 接龙 counts the names in it, not who sent it, and shows what it cannot place once', async () => {
    await huaishu.says('head', ASK)
    const name = async (n: number) => (await v.db.villager.findUniqueOrThrow({ where: { id: `villager_huaishu_${n}_a` } })).name
    const first = `#接龙\n修路集资开会时间\n1. ${await name(32)} 1\n2. ${await name(33)} 都行`
    expect(await huaishu.says('9', first, { kind: 'groupNote' })).toEqual([])
    const more = await huaishu.says('10', `${first}\n3. 司马无名 2\n4. ${await name(34)} 2`, { kind: 'groupNote' })
    expect(more).toEqual(['接龙里有几行我对不上名册，先没算：司马无名。请屋场长或记录员补上全名。'])
    expect(
      await huaishu.says('11', `${first}\n3. 司马无名 2\n4. ${await name(34)} 2\n5. ${await name(35)} 3`, { kind: 'groupNote' }),
    ).toEqual([])
    expect(await progress()).toContain(
      '已回4户。\n1. 9月9日周三晚7点半：2户能来\n2. 9月10日周四晚7点半：2户能来\n3. 9月12日周六晚8点：2户能来',
    )
  })

  test('a quoted number that is no option is asked about', async () => {
    await huaishu.says('head', ASK)
    expect(await huaishu.says('9', '9')).toEqual([])
    expect(await huaishu.says('9', '9', { quote: '【约时间】修路集资 1. 9月9日周三晚7点半' })).toHaveLength(1)
    await huaishu.says('9', '2', { quote: '【约时间】修路集资 1. 9月9日周三晚7点半' })
    expect(await progress()).toContain('2. 9月10日周四晚7点半：1户能来')
  })
})

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

test('after days of downtime a deadline fires once, with the true state', async () => {
  await huaishu.says('head', ASK)
  await huaishu.says('9', '3')
  v.clock.moveTo(instantAt('2026-09-08', 12) + 3 * HOUR)
  const said = await v.after(0)
  expect(said.filter((text) => text.includes('时间定了'))).toHaveLength(1)
  expect(said.filter((text) => text.includes('已回'))).toEqual([])
})

test('the state written down is the state that was decided on', async () => {
  await huaishu.says('head', ASK)
  await huaishu.all(HUAISHU_REACHED.map((who, i) => [who, `${(i % 3) + 1}`] as const))
  const answers = await v.db.timeAnswer.findMany({ orderBy: { seq: 'asc' } })
  expect(answers).toHaveLength(26)
  expect(new Set(answers.map((a) => a.seq)).size).toBe(26)
  const entries = await v.db.ledgerEntry.findMany({ orderBy: { seq: 'asc' } })
  expect(entries.map((e) => e.seq)).toEqual(entries.map((_, i) => i + 1))
  expect(JSON.stringify(entries)).not.toMatch(/李|王|张/)
})
