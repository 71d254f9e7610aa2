/** 评议 as the hamlet's group lives it: asked, answered by one word, summed up, extended, closed or sent back. */
import { beforeEach, describe, expect, test } from 'vitest'
import { fireDeadline } from '../../src/application/clock/fire-deadline.ts'
import { closeGap, openGap } from '../../src/application/connection/gap.ts'
import { instantAt, MINUTE } from '../../src/kernel/time.ts'
import { dueBy } from '../../src/store/edges/deadlines.ts'
import { ACCOUNT, HUAISHU_REACHED, type Room, Village } from '../support/village.ts'

const CADRE = 'wxid_hekou_cadre1'
let v: Village
let huaishu: Room
let cadres: Room
beforeEach(async () => {
  v = await Village.open({ now: instantAt('2026-09-08', 10) })
  huaishu = v.room('huaishu')
  cadres = v.room('hekou')
  await huaishu.says('5', '反映 村口路灯坏了')
})
const status = async (no = 1): Promise<string> => (await v.db.issue.findFirstOrThrow({ where: { hamletId: 'hamlet_huaishu', no } })).status
const all = (words: string, ...who: (string | number)[]) => huaishu.all(who.map((w) => [`${w}`, words] as const))

describe('what the head handled', () => {
  test('is rated by the others; ten rate, six are satisfied: closed', async () => {
    const [asked] = await huaishu.says('head', '1 办好了 已换新灯')
    expect(asked?.split('\n')).toEqual([
      '【评议】1号“村口路灯坏了”，屋场说办好了：已换新灯（屋场长王桂成）。',
      '满不满意，每家说一声：回“1号满意”“1号基本满意”，不满意的回“1号不满意 原因”。',
      expect.stringMatching(/^一家算一次，后说的算，外出的也可以回；.+家是经手的，不参加评议。9月11日周五晚8点截止。$/),
    ])
    expect(await huaishu.says('head', '满意')).toEqual(['1号是您家经手办的，这回不参加评议，谢谢您。请别家来评。'])
    expect(await huaishu.says('7', '8号满意')).toEqual(['8号现在没有评议，正在评议的是1号。'])
    expect(await all('满意', 'recorder', 3, 4, 5)).toEqual([])
    expect(await all('1号基本满意', 7, 12)).toEqual([])
    expect(await all('1 不满意 还是不亮', 8, 9, 11)).toEqual([])
    expect(await v.after(MINUTE)).toEqual([
      '1号评议，9户评了：满意4户，基本满意2户，不满意3户。至少要6户（在家30户），够了。9月11日周五晚8点截止。',
    ])
    expect(await huaishu.says('13', '不满意')).toEqual([])
    await v.after(MINUTE)
    expect(await v.until(instantAt('2026-09-11', 19, 59))).toEqual([])
    expect(await v.until(instantAt('2026-09-11', 20))).toEqual([
      '【销号】1号“村口路灯坏了”，10户评了：满意4户，基本满意2户，不满意4户。满意的6/10户（60%），够60%，销号了。',
    ])
    expect(await status()).toBe('closed')
    expect(await huaishu.says('7', '1号不满意')).toEqual(['1号已经销号，评议过了。还没办好的，回“再反映 1 哪里没好”，记成一件新的接着办。'])
    expect(await status()).toBe('closed')
  })

  test('one change of mind makes it five of ten: back to the hamlet, with what they said', async () => {
    await huaishu.says('head', '1 办好了 已换新灯')
    await all('满意', 'recorder', 3, 4, 5, 7, 12)
    await all('1号不满意 还是不亮', 8, 9, 11, 13)
    await huaishu.says('12', '1 不满意 只亮了一天')
    await v.after(MINUTE)
    expect(await v.until(instantAt('2026-09-11', 20))).toEqual([
      [
        '【退回】1号“村口路灯坏了”，10户评了：满意5户，不满意5户。满意的5/10户（50%），不到60%，不能销号，退回屋场重办。',
        '不满意的是：',
        ...['还是不亮', '还是不亮', '还是不亮', '还是不亮', '只亮了一天'].map((c, i) => `${i + 1}. ${c}`),
      ].join('\n'),
    ])
    expect(await status()).toBe('inHamlet')
    const [again] = await huaishu.says('head', '1 办好了 换了整条线')
    expect(again?.split('\n')[0]).toBe('【评议第2轮】1号“村口路灯坏了”，屋场说办好了：换了整条线（屋场长王桂成）。')
    expect(again).toContain('前面几轮的不算，请重新说。')
    await all('满意', 'recorder', 3, 4, 5, 7, 8)
    await v.until(instantAt('2026-09-14', 20))
    expect(await huaishu.says('9', '进度 1')).toEqual([
      [
        '【进度】1号“村口路灯坏了”：9月14日周一销号了。',
        '1. 9月8日周二反映，归到设施管护',
        '2. 9月8日周二屋场说办好了：已换新灯（屋场长王桂成）',
        '3. 第1轮评议：满意的5/10户（50%），没过，9月11日周五退回屋场重办',
        '4. 9月11日周五屋场说办好了：换了整条线（屋场长王桂成）',
        '5. 第2轮评议：满意的6/6户（100%），够了',
      ].join('\n'),
    ])
  })
})

describe('what the village handled', () => {
  test('three rounds: twice back to the village with a new deadline, then closed; the head may rate', async () => {
    await huaishu.says('head', '1 上报')
    for (const [good, bad, day] of [
      [3, 4, '2026-09-11'],
      [4, 3, '2026-09-14'],
      [5, 2, '2026-09-17'],
    ] as const) {
      await cadres.says(CADRE, '槐树1 办好了')
      const raters = ['head', 'recorder', 3, 4, 5, 7, 8]
      await all('满意', ...raters.slice(0, good))
      await all('不满意', ...raters.slice(good, good + bad))
      await v.until(instantAt(day, 20))
    }
    const results = v.said.filter((s) => /退回|销号/.test(s.text) && !s.text.startsWith('【评议')).map((s) => [s.room, s.text])
    expect(results).toEqual([
      [
        'huaishu@chatroom',
        '【退回】1号“村口路灯坏了”，7户评了：满意3户，不满意4户。满意的3/7户（42.8%），不到60%，不能销号，退回村里重办。',
      ],
      [
        'hekou@chatroom',
        '【退回】槐树1号“村口路灯坏了”评议没过，满意的3/7户（42.8%），不到60%。从今天起重新算5个工作日，9月18日周五24点前办好或上报。',
      ],
      [
        'huaishu@chatroom',
        '【退回】1号“村口路灯坏了”，7户评了：满意4户，不满意3户。满意的4/7户（57.1%），不到60%，不能销号，退回村里重办。',
      ],
      [
        'hekou@chatroom',
        '【退回】槐树1号“村口路灯坏了”评议没过，满意的4/7户（57.1%），不到60%。从今天起重新算5个工作日，9月20日周日24点前办好或上报。',
      ],
      ['huaishu@chatroom', '【销号】1号“村口路灯坏了”，7户评了：满意5户，不满意2户。满意的5/7户（71.4%），够60%，销号了。'],
    ])
    expect(await v.db.survey.findMany({ select: { round: true, raters: true, satisfied: true }, orderBy: { round: 'asc' } })).toEqual([
      { round: 1, raters: 7, satisfied: 3 },
      { round: 2, raters: 7, satisfied: 4 },
      { round: 3, raters: 7, satisfied: 5 },
    ])
  })
})

describe('进度 of what came back', () => {
  test('tells every step in order: the first hand-over is not lost with the second round', async () => {
    await huaishu.says('head', '1 上报')
    await v.until(instantAt('2026-09-09', 9))
    await cadres.says(CADRE, '受理 槐树1')
    await cadres.says(CADRE, '槐树1 办好了 换了灯泡')
    await all('不满意', 'recorder', 3, 4, 5, 7, 8)
    await v.until(instantAt('2026-09-13', 10))
    await cadres.says(CADRE, '受理 槐树1')
    await cadres.says(CADRE, '上报 槐树1 线路老化')
    expect((await huaishu.says('9', '进度 1'))[0]?.split('\n').slice(1)).toEqual([
      '1. 9月8日周二反映，归到设施管护',
      '2. 9月8日周二交到村里（屋场长王桂成），9月9日周三受理',
      '3. 9月9日周三村里说办好了：换了灯泡（村干部周建国）',
      '4. 第1轮评议：满意的0/6户（0%），没过，9月12日周六退回村里重办',
      '5. 9月13日周日村里受理（村干部周建国）',
      '6. 9月13日周日村里书面上报镇里（村干部周建国）',
    ])
    const town = v.room('qingshan')
    for (const due of ['9月20日', '9月21日', '9月22日']) await town.says('wxid_town_official1', `交办 槐树1 电力所 吴站长 ${due}前`)
    const [long] = await huaishu.says('9', '进度 1')
    expect(long?.split('\n')[1]).toBe('1. 9月8日周二反映，归到设施管护（中间1步略）')
    expect(long?.split('\n').at(-1)).toBe('8. 9月13日周日镇里交给电力所（吴站长），9月22日周二前办结（镇干部郑文）')
  })
})

describe('too few', () => {
  test('extended once with one reminder, then 走访; nothing is closed on silence', async () => {
    await huaishu.says('head', '1 上报')
    await cadres.says(CADRE, '槐树1 办好了')
    await all('满意', 3, 4)
    await v.after(MINUTE)
    expect(await v.until(instantAt('2026-09-13', 19, 59))).toEqual([
      '1号“村口路灯坏了”的评议到点了，2户评了，至少要6户（在家30户），还差4户。再等到9月13日周日晚8点，没说的请回“1号满意”或“1号不满意 原因”。',
    ])
    expect(await v.until(instantAt('2026-09-13', 20))).toEqual([
      '1号“村口路灯坏了”的评议还是只有2户，至少要6户（在家30户），还差4户，先不销号。请屋场长上门走访，问到一家回一条“走访 1 户主名字 满意”，再请记录员回“走访属实 1”；经手办这件事的人不要去问。',
    ])
    expect(await huaishu.says('9', '进度 1')).toEqual([expect.stringContaining('办好了，评议的户数不够，等上门走访。')])
    const heads = await v.db.villager.findMany({
      where: { id: { in: ['villager_huaishu_31_a', 'villager_huaishu_32_a', 'villager_huaishu_33_a'] } },
      orderBy: { id: 'asc' },
    })
    const [a, b, c] = heads.map((h) => h.name)
    expect(await huaishu.says('9', `走访 1 ${a} 满意`)).toEqual(['走访评议要屋场长或记录员来说。您可以请屋场长发一下。'])
    const form = [`请这样发：“走访 1 ${a} 不满意”`]
    expect(await huaishu.says('head', `走访 1 ${a} 不满意，灯还不亮`)).toEqual(form)
    expect(await huaishu.says('head', `走访 ${a}家 1号 不满意`)).toEqual(form)
    expect(await huaishu.says('head', `走访 1 ${a} 不满意`)).toEqual([
      `记下了：1号，${a}家不满意，是上门问的。要另一位（记录员或村干部）回“走访属实 1”才算数；${a}家自己说了就算自己说的。现在2户评了，至少要6户（在家30户）。`,
    ])
    await huaishu.says('head', `走访 1 ${a} 满意`)
    await huaishu.says('head', `走访 1 ${b} 满意`)
    await huaishu.says('head', `走访 1 ${c} 基本满意`)
    expect(await huaishu.says('recorder', '走访属实 1')).toEqual([
      `好，1号上门问的${a}家、${b}家、${c}家算数了。现在5户评了，至少要6户（在家30户），还差1户。`,
    ])
    expect(await status()).toBe('inReview')
    expect(await huaishu.says('12', '满意')).toEqual([
      '【销号】1号“村口路灯坏了”，6户评了：满意5户，基本满意1户。其中3户是上门问的，王桂成记的。满意的6/6户（100%），够60%，销号了。',
    ])
  })
})

describe('several at once', () => {
  test('a bare word is asked about, the number in the answer or in the quote settles it', async () => {
    await huaishu.says('7', '反映 水沟堵了')
    const [first] = await huaishu.says('head', '1 办好了')
    await huaishu.says('head', '2 办好了')
    expect(await huaishu.says('8', '满意')).toEqual(['正在评议的有1号、2号，请带上号码，比如“1满意”。'])
    expect(await huaishu.says('8', '2满意')).toEqual([])
    expect(await huaishu.says('9', '不满意', { quote: first ?? '' })).toEqual([])
    expect(await huaishu.says('11', '1号满意 2号不满意')).toEqual([expect.stringContaining('一条消息请只评一件')])
    const ratings = await v.db.rating.findMany({ select: { accountId: true, score: true, surveyId: true }, orderBy: { seq: 'asc' } })
    const surveys = await v.db.survey.findMany({ orderBy: { openedAt: 'asc' } })
    const of = new Map(surveys.map((s) => [s.id, s.issueId]))
    const issues = new Map((await v.db.issue.findMany()).map((i) => [i.id, i.no]))
    expect(ratings.map((r) => [r.accountId, issues.get(of.get(r.surveyId) ?? ''), r.score])).toEqual([
      ['account_huaishu_8', 2, 'satisfied'],
      ['account_huaishu_9', 1, 'dissatisfied'],
    ])
  })

  test('an unknown account’s word is kept, and counts when it is bound in time', async () => {
    await huaishu.says('head', '1 办好了')
    await all('满意', 3, 4, 5, 7, 8)
    expect(await huaishu.says('new32', '1号不满意')).toEqual([expect.stringContaining('请回“我是”加您的名字')])
    await huaishu.says('new32', '我是三组8户的')
    await huaishu.says('head', '同意绑定 1')
    await v.until(instantAt('2026-09-11', 20))
    expect(await v.db.survey.findFirstOrThrow()).toMatchObject({ raters: 6, satisfied: 5, status: 'passed' })
  })
})

describe('the bot was away over the end', () => {
  test('for a week: each survey is open till an evening, the group is told which, and then it ends', async () => {
    await huaishu.says('head', '1 办好了')
    await huaishu.says('5', '悄悄反映 老二喝酒打老婆')
    await huaishu.says('head', '2 办好了')
    await v.until(instantAt('2026-09-09', 10))
    await huaishu.says('7', '反映 水沟堵了')
    await huaishu.says('head', '3 办好了')
    await v.until(instantAt('2026-09-09', 21))
    await openGap(v.deps, ACCOUNT, v.now, 'lost')
    const back = instantAt('2026-09-17', 10, 30)
    v.clock.moveTo(back)
    // The line comes back while what came due is being met.
    const due = await dueBy(v.db, back, 100)
    await Promise.all([
      ...due.map((deadline) => fireDeadline(v.deps, deadline.id)),
      closeGap(v.deps, ACCOUNT, instantAt('2026-09-09', 21), back),
    ])
    await v.until(back)
    expect(v.said.at(-1)?.text.split('\n')).toEqual([
      '我刚才断线了7天多（9月9日周三晚9点到9月17日周四上午10点半），这段时间发的我可能没收到。',
      '麻烦大家再发一次：评议的回“1号满意”这样的（1号、3号）。发过的再发也只算一次。',
      '1号的评议延到9月19日周六晚8点截止。',
      '3号的评议延到9月20日周日晚8点截止。',
    ])
    await all('1号满意', 'recorder', 3, 4, 5, 7, 8)
    await all('3号满意', 'recorder', 3, 4, 5, 8, 9)
    const closed = (await v.until(instantAt('2026-09-20', 20))).filter((t) => t.startsWith('【销号】')).map((t) => t.slice(0, 6))
    expect(closed).toEqual(['【销号】1号', '【销号】3号'])
  })
})

describe('whoever handled it', () => {
  test('is named when somebody else enters a rating for that household', async () => {
    const { name } = await v.db.villager.findUniqueOrThrow({ where: { id: 'villager_huaishu_1_a' } })
    await huaishu.says('head', '1 办好了')
    expect(await huaishu.says('recorder', `走访 1 ${name} 满意`)).toEqual([`1号是${name}家经手办的，这回不参加评议。请问别家。`])
    expect(await huaishu.says('head', '满意')).toEqual(['1号是您家经手办的，这回不参加评议，谢谢您。请别家来评。'])
  })
})

describe('many opinions', () => {
  test('eight are read out, the other households are counted, and where they can be read is said', async () => {
    await huaishu.says('head', '1 办好了')
    const angry = HUAISHU_REACHED.filter((who) => who !== 'head').slice(0, 12)
    for (const who of angry) await huaishu.says(who, `1号不满意 ${who}家门口还是黑的`)
    const [back] = await v.until(instantAt('2026-09-11', 20)).then((said) => said.filter((t) => t.startsWith('【退回】')))
    expect(back?.split('\n').at(-1)).toBe('还有4户的意见，在镇里网页上看。')
    expect(back?.length).toBeLessThanOrEqual(600)
  })
})
