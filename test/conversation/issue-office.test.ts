/** The cadres' group and the town's group: what waits, what is taken up, reported and assigned; each step heard where it came from. */
import { beforeEach, describe, expect, test } from 'vitest'
import { recountDeadlines } from '../../src/application/clock/recount.ts'
import { instantAt, MINUTE } from '../../src/kernel/time.ts'
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
    expect(v.said.at(-2)?.text).toContain('请示的草稿备好了')
    expect(v.said.at(-1)?.text).toContain('1. 槐树1号“村口路灯坏了”：今天10月12日周一24点到期')

    expect(await cadres.says(CADRE, '上报 槐树2 要交通部门立项')).toEqual([
      '好，槐树2号上报了，文号河口报〔2026〕1号，请示存好了。签发人是哪一位？回“签发 槐树2 名字”，上面就印上。',
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
      { kind: 'report', name: '河口报〔2026〕1号 关于槐树屋场2号问题的请示.docx' },
      { kind: 'reportDraft', name: '草稿 关于槐树屋场1号问题的请示.docx' },
      { kind: 'reportDraft', name: '草稿 关于槐树屋场2号问题的请示.docx' },
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
      '好，槐树1号上报了，文号河口报〔2026〕2号，报告存好了（没写要镇里做什么，只报告，不请示）。期限是10月12日周一24点，逾期1个工作日，照实记下。签发人是哪一位？回“签发 槐树1 名字”，上面就印上。',
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
        '【进度】2号“三组到水库的路要硬化”：镇里交给交通办办，10月15日周四前办结，逾期1个工作日。',
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
