/** The cadres' group and the town's group: what waits, what is taken up, reported and assigned; each step heard where it came from. */
import { beforeEach, describe, expect, test } from 'vitest'
import { recountDeadlines } from '../../src/application/clock/recount.ts'
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
const heard = (from: number) => v.said.slice(from).map((s) => [s.room.replace('@chatroom', ''), s.at, s.text.split('\n')[0]])

/** An evening on which 散会 hands over what is left. */
async function meetingEnds(at: number): Promise<void> {
  await v.until(at - 60 * MINUTE)
  await huaishu.says('head', '签到')
  await v.until(at)
  await huaishu.says('head', '散会')
}

describe('over the National Day week', () => {
  beforeEach(async () => {
    await open(instantAt('2026-09-29', 9))
    await huaishu.says('head', '开会 今晚7点半 文化广场')
    await huaishu.says('5', '反映 村口路灯坏了')
    await v.until(instantAt('2026-09-29', 19, 30))
    await huaishu.says('head', '签到')
    await huaishu.says('7', '反映 三组到水库的路要硬化')
  })

  test('what the evening leaves open is the village’s until 2026-10-12; it is chased, reported in writing, assigned and done', async () => {
    const from = v.said.length
    await v.until(instantAt('2026-09-29', 21))
    await huaishu.says('head', '散会')
    const passed = v.said.slice(from).filter((s) => /交到村里|新问题/.test(s.text))
    expect(passed.map((s) => [s.room, s.text])).toEqual([
      [
        'huaishu@chatroom',
        '会上没定下来的2件，交到村里：\n1. 1号“村口路灯坏了”\n2. 2号“三组到水库的路要硬化”\n村里要在10月12日周一24点前办好，办不了的书面上报镇里。',
      ],
      [
        'hekou@chatroom',
        [
          '【新问题】槐树屋场交来2件：',
          '1. 槐树1号“村口路灯坏了”',
          '2. 槐树2号“三组到水库的路要硬化”',
          '期限10月12日周一24点。5个工作日：9月30日周三、10月8日周四、10月9日周五、10月10日周六（调休上班）、10月12日周一；国庆节、周末不算。',
          '回“受理 槐树1”；办好了回“槐树1 办好了 …”，办不了的回“上报 槐树1 要镇里做什么”。',
        ].join('\n'),
      ],
    ])

    await v.until(instantAt('2026-09-30', 9))
    expect(await cadres.says(CADRE, '受理 槐树2')).toEqual([
      '好，槐树2号受理了，期限还是10月12日周一24点。',
      '2号“三组到水库的路要硬化”：村里受理了。',
    ])
    expect(await cadres.says(CADRE, '受理 槐树2')).toEqual(['槐树2号已经受理过了。'])
    expect(await cadres.says(CADRE, '待办')).toEqual([
      [
        '【待办】河口村2件：',
        '1. 槐树1号“村口路灯坏了”：未受理，10月12日周一到期，还剩4个工作日',
        '2. 槐树2号“三组到水库的路要硬化”：10月12日周一到期，还剩4个工作日',
      ].join('\n'),
    ])

    let mark = v.said.length
    await v.until(instantAt('2026-10-12', 10))
    expect(heard(mark)).toEqual([
      ['hekou', instantAt('2026-10-09', 9), '【催办】槐树屋场2件等村里办：'],
      ['hekou', instantAt('2026-10-12', 9), '【催办】槐树屋场2件等村里办：'],
    ])
    expect(v.said.at(-2)?.text).toContain('书面报告的草稿备好了')
    expect(v.said.at(-1)?.text).toContain('1. 槐树1号“村口路灯坏了”：今天10月12日周一24点到期')

    expect(await cadres.says(CADRE, '上报 槐树2 要交通部门立项')).toEqual([
      '好，槐树2号上报了，登记号河口报〔2026〕1号，书面报告存好了。签发人是哪一位？回“签发 槐树2 名字”，报告上就印上。',
      '2号“三组到水库的路要硬化”：村里书面上报镇里了（河口报〔2026〕1号），等镇里交办。',
      '【上报】河口村 槐树2号“三组到水库的路要硬化”（河口报〔2026〕1号）：要交通部门立项。\n请回“交办 槐树2 部门 责任人 日期前”。',
    ])
    await v.after(MINUTE)
    const documents = await v.db.document.findMany({
      where: { issueId: { not: null } },
      select: { kind: true, name: true },
      orderBy: { kind: 'asc' },
    })
    expect(documents).toEqual([
      { kind: 'report', name: '河口报〔2026〕1号 关于槐树屋场2号问题的报告.docx' },
      { kind: 'reportDraft', name: '草稿 关于槐树屋场1号问题的报告.docx' },
      { kind: 'reportDraft', name: '草稿 关于槐树屋场2号问题的报告.docx' },
    ])

    mark = v.said.length
    await v.until(instantAt('2026-10-13', 9, 30))
    expect(heard(mark)).toEqual([
      ['hekou', instantAt('2026-10-12', 16), '【催办】槐树屋场1件等村里办：'],
      ['hekou', instantAt('2026-10-13', 9), '【催办】槐树屋场1件等村里办：'],
    ])
    expect(await cadres.says(CADRE, '逾期')).toEqual([
      '【逾期】河口村1件：\n1. 槐树1号“村口路灯坏了”：未受理，期限10月12日周一，逾期1个工作日',
    ])
    expect((await cadres.says(CADRE, '上报 槐树1'))[0]).toBe(
      '好，槐树1号上报了，登记号河口报〔2026〕2号，书面报告存好了。期限是10月12日周一24点，这次过了期限，照实记下。签发人是哪一位？回“签发 槐树1 名字”，报告上就印上。',
    )

    expect(await town.says(OFFICIAL, '交办 槐树2 交通办 10月15日前')).toEqual([
      '槐树2号还差责任人，请写上是哪一位，比如“交办 槐树2 交通办 李主任 10月15日周四前”。',
    ])
    expect(await town.says(OFFICIAL, '交办 槐树2 交通办 李主任 10月15日周四前')).toEqual([
      '好，槐树2号交给交通办（李主任），10月15日周四前办结。这次交办还没有党委研究的记录，请在后台“党委研究”里补上。',
      '2号“三组到水库的路要硬化”：镇里交给交通办（李主任）办，10月15日周四前办结。',
      '槐树2号“三组到水库的路要硬化”：镇里交给交通办（李主任）办，10月15日周四前办结。',
    ])
    expect(await town.says(OFFICIAL, '交办 槐树1 路灯办 吴站长 10月20日前')).toContain(
      '好，槐树1号交给路灯办（吴站长），10月20日周二前办结。镇里的部门名单里没有“路灯办”，请核一下。这次交办还没有党委研究的记录，请在后台“党委研究”里补上。',
    )
    mark = v.said.length
    await v.until(instantAt('2026-10-17', 9))
    expect(heard(mark)).toEqual([
      ['qingshan', instantAt('2026-10-14', 9), '【催办】槐树屋场镇里交办的1件：'],
      ['qingshan', instantAt('2026-10-16', 9), '【催办】槐树屋场镇里交办的1件：'],
    ])
    expect(await huaishu.says('9', '进度 2')).toEqual([
      [
        '【进度】2号“三组到水库的路要硬化”：镇里交给交通办办，10月15日周四前办结，日子过了。',
        '1. 9月29日周二反映，归到基建加强',
        '2. 9月29日周二交到村里（屋场长王桂成），9月30日周三受理',
        '3. 10月12日周一村里书面上报镇里（村干部周建国）',
        '4. 10月13日周二镇里交给交通办（李主任），10月15日周四前办结（镇干部郑文）',
      ].join('\n'),
    ])
    const [handled, asked] = await town.says(OFFICIAL, '槐树2 办好了 路通了')
    expect(handled).toBe('好，槐树2号报了办结。屋场里开始评议，10月20日周二晚8点截止。')
    expect(asked?.split('\n')[0]).toBe('【评议】2号“三组到水库的路要硬化”，镇里说办好了：路通了（镇干部郑文）。')
  })

  test('after days of downtime the village is told once, as it is', async () => {
    await v.until(instantAt('2026-09-29', 21))
    await huaishu.says('head', '散会')
    v.clock.moveTo(instantAt('2026-10-14', 15))
    const mark = v.said.length
    await v.until(instantAt('2026-10-14', 15))
    expect(heard(mark)).toEqual([['hekou', instantAt('2026-10-14', 15), '【催办】槐树屋场2件等村里办：']])
    expect(v.said.at(-1)?.text).toContain('1. 槐树1号“村口路灯坏了”：逾期2个工作日（期限10月12日周一）')
  })
})

describe('New Year’s Eve', () => {
  test('the deadline is provisional and says so, until the town enters 2027', async () => {
    await open(instantAt('2026-12-31', 9))
    await huaishu.says('5', '反映 村口路灯坏了')
    await huaishu.says('head', '开会 今晚7点半')
    await meetingEnds(instantAt('2026-12-31', 21))
    const told = v.said.filter((s) => s.text.includes('暂定')).map((s) => [s.room, s.text.split('\n').at(-1)])
    expect(told[0]).toEqual([
      'huaishu@chatroom',
      '村里要在2027年1月7日周四24点前办好，办不了的书面上报镇里。（2027年放假安排还没公布，先按周末推算，是暂定的，公布后再核。）',
    ])
    expect(await cadres.says(CADRE, '待办')).toEqual([
      '【待办】河口村1件：\n1. 槐树1号“村口路灯坏了”：未受理，2027年1月7日周四（暂定）到期，还剩5个工作日',
    ])
    const holidays = [
      ['2027-01-01', '元旦'],
      ['2027-02-06', '春节'],
      ['2027-04-05', '清明节'],
      ['2027-05-01', '劳动节'],
      ['2027-06-09', '端午节'],
      ['2027-09-15', '中秋节'],
      ['2027-10-01', '国庆节'],
    ] as const
    await v.db.calendarEntry.createMany({
      data: holidays.map(([date, name], i) => ({
        id: `e${i}`,
        townId: 'town_qingshan',
        date,
        name,
        kind: 'holiday',
        at: new Date(v.now),
        by: 'x',
      })),
    })
    const townId = (await v.db.town.findFirstOrThrow()).id
    await v.db.calendarEntry.updateMany({ data: { townId } })
    expect(await recountDeadlines(v.deps, townId)).toBe(1)
    await v.until(instantAt('2027-01-01', 7))
    expect(v.said.at(-1)).toMatchObject({ room: 'hekou@chatroom', at: instantAt('2026-12-31', 21) })
    expect(v.said.at(-1)?.text.split('\n')).toEqual([
      '【期限重新算过】工作日历有变化：',
      '1. 槐树1号：期限从2027年1月7日周四改到2027年1月8日周五24点',
      '5个工作日：2027年1月4日周一、2027年1月5日周二、2027年1月6日周三、2027年1月7日周四、2027年1月8日周五；元旦、周末不算。',
    ])
    expect(v.said.at(-2)).toMatchObject({
      room: 'huaishu@chatroom',
      text: '【期限重新算过】工作日历有变化，村里办这些事的期限：\n1. 1号“村口路灯坏了”：期限从2027年1月7日周四改到2027年1月8日周五24点',
    })
    await recountDeadlines(v.deps, townId)
    await v.send()
    expect(v.said.filter((s) => s.text.startsWith('【期限重新算过】'))).toHaveLength(2)
    const moved = await v.db.ledgerEntry.findMany({ where: { what: 'deadlineMoved' }, select: { who: true, data: true } })
    expect(moved).toEqual([
      { who: 'clock', data: expect.objectContaining({ no: 1, before: '2027-01-07', after: '2027-01-08', provisional: false }) },
    ])
  })
})

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
    expect(draft?.name).toBe('草稿 关于槐树屋场1号问题的报告.docx')
    expect(draft?.bytes.subarray(0, 2).toString()).toBe('PK')
    expect(await draftReport(v.db, 'hamlet_tangwan', id, v.now)).toBeUndefined()
  })
})

describe('a report after its deadline', () => {
  test('says so itself, with the working days; so does the answer', async () => {
    await open(instantAt('2026-09-08', 10))
    await huaishu.says('5', '反映 村口路灯坏了')
    await huaishu.says('head', '1 上报')
    await v.until(instantAt('2026-09-17', 15))
    expect((await cadres.says(CADRE, '上报 槐树1 线路老化'))[0]).toContain('这次过了期限，照实记下。')
    // The document is made later; it speaks of the day on which the village reported.
    await v.until(instantAt('2026-09-21', 9))
    const { id } = await v.db.issue.findFirstOrThrow()
    const report = await draftReport(v.db, 'hamlet_huaishu', id, v.now)
    const words = paragraphsOf(report?.bytes as Buffer).join('\n')
    expect(words).toContain('期限为2026年9月15日24时，逐日计算见附件。本报告于2026年9月17日上报，已超过期限2个工作日。')
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
