/** Who may do what in an office's group, 进度 there, a late report, and lists longer than a message. */
import { beforeEach, describe, expect, test } from 'vitest'
import { draftReport } from '../../src/application/papers/report.ts'
import { instantAt, MINUTE } from '../../src/kernel/time.ts'
import { paragraphsOf } from '../documents/opened.ts'
import { type Room, Village } from '../support/village.ts'

const CADRE = 'wxid_hekou_cadre1'
const OFFICIAL = 'wxid_town_official1'
let v: Village
let huaishu: Room
let cadres: Room
let town: Room

async function open(at: number): Promise<void> {
  v = await Village.open({ now: at })
  huaishu = v.room('huaishu')
  cadres = v.room('hekou')
  town = v.room('qingshan')
}
/** Everything said since `from`, with where and when. */
const _heard = (from: number) => v.said.slice(from).map((s) => [s.room.replace('@chatroom', ''), s.at, s.text.split('\n')[0]])

/** An evening on which 散会 hands over what is left. */
async function meetingEnds(at: number): Promise<void> {
  await v.until(at - 60 * MINUTE)
  await huaishu.says('head', '签到')
  await v.until(at)
  await huaishu.says('head', '散会')
}

describe('who may, and where', () => {
  beforeEach(async () => {
    await open(instantAt('2026-09-08', 10))
    await huaishu.says('5', '反映 村口路灯坏了')
    await huaishu.says('head', '1 上报')
  })

  test('a cadre of another village, a villager and chat change nothing', async () => {
    expect(await v.room('liulin').says('wxid_liulin_cadre1', '受理 槐树1')).toEqual([expect.stringContaining('没有叫“槐树”的屋场')])
    expect(await cadres.says('wxid_liulin_cadre1', '受理 槐树1')).toEqual(['受理要村干部来说。您可以请村干部发一下。'])
    expect(await cadres.says('wxid_huaishu_5', '待办')).toEqual([])
    expect(await cadres.says(CADRE, '槐树1的事大家看看')).toEqual([])
    expect(await cadres.says(CADRE, '反映 办公室空调坏了')).toEqual([])
    expect((await v.db.issue.findFirstOrThrow()).acceptedAt).toBeNull()
  })

  test('an office is told whose step it is', async () => {
    expect(await cadres.says(CADRE, '交办 槐树1 交通办 9月30日前')).toEqual(['交办要镇干部来说。您可以请镇干部发一下。'])
    expect(await town.says(OFFICIAL, '受理 槐树1')).toEqual(['受理要村干部来说。您可以请村干部发一下。'])
    expect(await town.says(OFFICIAL, '交办 槐树1 交通办 9月30日前')).toEqual(['槐树1号现在是“村级办理”，这一步不用做了。'])
    expect(await cadres.says(CADRE, '上报 槐树7')).toEqual(['槐树没有7号问题。'])
    expect(await cadres.says(CADRE, '上报 槐树')).toEqual([expect.stringContaining('请这样发')])
  })

  test('a cadre may speak in the town’s group, for the own village only', async () => {
    expect(await town.says(CADRE, '待办')).toEqual([
      '【待办】河口村1件：\n1. 槐树1号“村口路灯坏了”：未受理，9月15日周二到期，还剩5个工作日',
    ])
    expect((await town.says(CADRE, '受理 槐树1'))[0]).toBe('好，槐树1号受理了，期限还是9月15日周二24点。')
    expect(v.said.at(-2)?.room).toBe('qingshan@chatroom')
  })

  test('the hamlet’s group hears of an office’s late evening in the morning', async () => {
    await v.until(instantAt('2026-09-08', 22, 30))
    expect(await cadres.says(CADRE, '受理 槐树1')).toEqual(['好，槐树1号受理了，期限还是9月15日周二24点。'])
    expect(await v.until(instantAt('2026-09-09', 7))).toEqual(['1号“村口路灯坏了”：村里受理了。'])
  })

  test('one register for all hamlets of a village, a new one each year', async () => {
    const tangwan = v.room('tangwan')
    await tangwan.says('5', '反映 水渠堵了')
    await tangwan.says('head', '1 上报')
    const numbers = async (): Promise<string[]> =>
      (await v.db.issue.findMany({ orderBy: { reportNo: 'asc' } })).map((i) => `${i.hamletId} ${i.reportNo}`)
    await cadres.says(CADRE, '上报 塘湾1')
    await cadres.says(CADRE, '上报 槐树1')
    expect(await numbers()).toEqual(['hamlet_tangwan 1', 'hamlet_huaishu 2'])
    await v.until(instantAt('2027-01-04', 9))
    await huaishu.says('7', '反映 桥栏杆断了')
    await huaishu.says('head', '2 上报')
    expect((await cadres.says(CADRE, '上报 槐树2'))[0]).toContain('河口报〔2027〕1号')
  })

  test('two hamlets of a village reported at the same moment, from two groups, get two numbers', async () => {
    const tangwan = v.room('tangwan')
    for (let no = 1; no <= 5; no++) {
      if (no > 1) await huaishu.says('7', `反映 第${no}段水渠堵了`)
      await tangwan.says('5', `反映 第${no}段水渠堵了`)
      if (no > 1) await huaishu.says('head', `${no} 上报`)
      await tangwan.says('head', `${no} 上报`)
      await Promise.all([cadres.says(CADRE, `上报 槐树${no}`), town.says('wxid_hekou_cadre2', `上报 塘湾${no}`)])
    }
    const numbers = (await v.db.issue.findMany({ orderBy: { reportNo: 'asc' } })).map((i) => i.reportNo)
    expect(numbers).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9, 10])
  })

  test('the written report can be drawn up at any time, as things stand', async () => {
    const { id } = await v.db.issue.findFirstOrThrow()
    const draft = await draftReport(v.db, 'hamlet_huaishu', id, v.now)
    expect(draft?.name).toBe('草稿 关于槐树屋场1号问题的请示.docx')
    expect(draft?.bytes.subarray(0, 2).toString()).toBe('PK')
    expect(await draftReport(v.db, 'hamlet_tangwan', id, v.now)).toBeUndefined()
  })
})

describe('上报', () => {
  test('with a request is a 请示 that names the meeting it counts from, also of what was raised before; without one it is a 报告', async () => {
    await open(instantAt('2026-09-08', 10))
    await huaishu.says('5', '反映 村口路灯坏了')
    await huaishu.says('7', '反映 水渠堵了')
    await huaishu.says('head', '开会 周三晚7点半 文化广场')
    await v.until(instantAt('2026-09-09', 19, 30))
    await huaishu.says('9', '到')
    await huaishu.says('head', '2 上报')
    await huaishu.says('head', '散会')
    await cadres.says(CADRE, '上报 槐树1 要供电所换线路 签发人 周建国')
    await cadres.says(CADRE, '上报 槐树2')
    const [lamp, ditch] = await Promise.all(
      [1, 2].map(async (no) => {
        const { id } = await v.db.issue.findFirstOrThrow({ where: { no } })
        const made = await draftReport(v.db, 'hamlet_huaishu', id, v.now)
        return { name: made?.name, words: paragraphsOf(made?.bytes as Buffer) }
      }),
    )
    const met = '2026年9月9日，槐树屋场召开议事恳谈会，到会1户，长期在家30户，占3.3%。'
    expect(lamp?.name).toBe('河口报〔2026〕1号 关于槐树屋场1号问题的请示.docx')
    expect(lamp?.words[4]).toMatch(new RegExp(`^2026年9月8日，.*${met}会上没有议定，会后交到村里办理。现就有关事项请示如下。$`))
    expect(lamp?.words).toEqual(expect.arrayContaining(['四、请示事项', '要供电所换线路。', '妥否，请批示。']))
    expect(ditch?.name).toBe('河口报〔2026〕2号 关于槐树屋场2号问题的报告.docx')
    expect(ditch?.words[4]).toMatch(new RegExp(`^2026年9月8日，.*${met}会上由屋场长交到村里办理。现将有关情况报告如下。$`))
    expect(ditch?.words.join()).not.toMatch(/请示|批示/)
    for (const paper of [lamp, ditch])
      expect(paper?.words.join()).toContain('自2026年9月9日召开议事恳谈会之日起算（当天不计），期限为2026年9月16日24时')
  })
})

describe('a report after its deadline', () => {
  test('says so itself, with the working days; so does the answer', async () => {
    await open(instantAt('2026-09-08', 10))
    await huaishu.says('5', '反映 村口路灯坏了')
    await huaishu.says('head', '1 上报')
    await v.until(instantAt('2026-09-17', 15))
    expect((await cadres.says(CADRE, '上报 槐树1 线路老化'))[0]).toContain('逾期2个工作日，照实记下。')
    // The document is made later; it speaks of the day on which the village reported.
    await v.until(instantAt('2026-09-21', 9))
    const { id } = await v.db.issue.findFirstOrThrow()
    const report = await draftReport(v.db, 'hamlet_huaishu', id, v.now)
    const words = paragraphsOf(report?.bytes as Buffer).join('\n')
    expect(words).toContain('期限为2026年9月15日24时，逐日计算见附件。本件于2026年9月17日上报，逾期2个工作日。')
  })
})

describe('进度 in an office’s group', () => {
  beforeEach(() => open(instantAt('2026-09-08', 10)))

  test('names the hamlet, and tells every step', async () => {
    await huaishu.says('5', '反映 村口路灯坏了')
    await huaishu.says('head', '1 上报')
    await cadres.says(CADRE, '受理 槐树1')
    const told = [
      '【进度】槐树1号“村口路灯坏了”：村里在办，9月15日周二24点前办好或上报镇里。',
      '1. 9月8日周二反映，归到设施管护',
      '2. 9月8日周二交到村里（屋场长王桂成），9月8日周二受理',
    ].join('\n')
    expect(await cadres.says(CADRE, '进度 槐树1')).toEqual([told])
    expect(await cadres.says(CADRE, '槐树1进度')).toEqual([told])
    expect(await town.says(OFFICIAL, '槐树屋场1号进度')).toEqual([told])
    expect(await cadres.says(CADRE, '进度 1')).toEqual([expect.stringContaining('还差屋场，请这样发：“进度')])
    expect(await cadres.says(CADRE, '进度 槐树7')).toEqual(['槐树没有7号问题。'])
    expect(await cadres.says(CADRE, '进度怎么样了')).toEqual([])
    expect(await cadres.says('wxid_somebody', '进度 槐树1')).toEqual([])
  })

  test('of a confidential one: dates and offices, no words', async () => {
    await huaishu.says('5', '悄悄反映 老二喝酒打老婆')
    await huaishu.says('head', '1 上报')
    await cadres.says(CADRE, '槐树1 办好了 已经劝开')
    const [there] = await cadres.says(CADRE, '进度 槐树1')
    expect(there?.split('\n')).toEqual([
      expect.stringMatching(/^【进度】槐树1号（不公开）：办好了，正在评议，.+截止。$/),
      '1. 9月8日周二反映',
      '2. 9月8日周二交到村里（屋场长王桂成）',
      '3. 9月8日周二村里说办好了（村干部周建国）',
    ])
    expect(await town.says(OFFICIAL, '进度 槐树1')).toEqual([there])
  })

  test('one that was dismissed in confidence keeps its reason', async () => {
    await huaishu.says('5', '悄悄反映 老二喝酒打老婆')
    await huaishu.says('head', '1 不成立 两口子和好了')
    expect((await cadres.says(CADRE, '进度 槐树1'))[0]?.split('\n')[0]).toBe('【进度】槐树1号（不公开）：9月8日周二了结，不作问题办。')
  })

  test('a cadre asks about the own village only', async () => {
    await v.room('liuyin').says('5', '反映 水渠堵了')
    expect(await cadres.says(CADRE, '进度 柳荫屋场1号')).toEqual([expect.stringContaining('没有叫“柳荫”的屋场')])
    expect((await town.says(OFFICIAL, '进度 柳荫1'))[0]).toContain('【进度】柳荫1号“水渠堵了”：等开会商量。')
  })
})

describe('more than a message holds', () => {
  test('待办, 逾期: eight at a time, each page naming the next; what is handed over or chased says where the rest is', async () => {
    await open(instantAt('2026-09-08', 18))
    const who = [3, 4, 5, 7, 8, 9, 11, 13, 14, 15]
    for (const n of who) await huaishu.says(`${n}`, `反映 第${n}户门前的水沟堵了`)
    await huaishu.says('head', '开会 今晚7点半')
    await meetingEnds(instantAt('2026-09-08', 20, 30))
    const [here, passed] = v.said.slice(-2).map((s) => s.text)
    expect(here).toContain('\n还有2件，回“问题清单”“问题清单 2”看。\n')
    expect(passed).toContain('\n还有2件，回“待办”“待办 2”看。\n')
    const [first] = await cadres.says(CADRE, '待办')
    expect(first?.split('\n')[0]).toBe('【待办】河口村10件：')
    expect(first?.split('\n').at(-1)).toBe('还有2件，回“待办 2”看。')
    const [second] = await cadres.says(CADRE, '待办 2')
    expect(second?.split('\n')).toEqual([
      '【待办】河口村10件：',
      '9. 槐树9号“第14户门前的水沟堵了”：未受理，9月15日周二到期，还剩5个工作日',
      '10. 槐树10号“第15户门前的水沟堵了”：未受理，9月15日周二到期，还剩5个工作日',
    ])
    expect(await cadres.says(CADRE, '待办 3')).toEqual(['待办一共2页，没有第3页。'])
    const chases = await v.until(instantAt('2026-09-16', 12))
    for (const chase of chases) expect(chase).toContain('\n还有2件，回“待办”“待办 2”看。\n')
    expect(chases.length).toBeGreaterThan(2)
    const [late] = await cadres.says(CADRE, '逾期')
    expect(late?.split('\n').at(-1)).toBe('还有2件，回“逾期 2”看。')
    expect((await cadres.says(CADRE, '逾期 2'))[0]?.split('\n')[1]).toContain('9. 槐树9号')
    for (const { text } of v.said) expect([...text].length).toBeLessThanOrEqual(600)
  })
})
