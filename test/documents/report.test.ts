import { describe, expect, it } from 'vitest'
import { type ReportInput, registerNumber, reportDocument } from '../../src/documents/report.ts'
import { calendarOf } from '../../src/domain/calendar/calendar.ts'
import { workingDaysAfter } from '../../src/domain/calendar/workdays.ts'
import { instantAt } from '../../src/kernel/time.ts'
import { paragraphsOf, partOf, partsOf, wordsOf } from './opened.ts'

const report: ReportInput = {
  registerNo: registerNumber('河口村', 2026, 1),
  from: '中共青山镇河口村支部委员会',
  to: '中共青山镇委员会',
  approvedBy: '王大山',
  hamlet: '槐树屋场',
  issueNo: 12,
  issueText: '村口路灯坏了两个月,要交通部门立项',
  category: '设施管护',
  raisedOn: '2026-09-29',
  raisedBy: '王德福',
  supporters: 7,
  meeting: { on: '2026-09-29', present: 26, atHome: 30, passed: 'undecided' },
  facts: ['共有路灯5盏，3盏不亮'],
  done: [{ on: '2026-09-30', text: '电工检修，换灯泡后仍不亮。' }],
  request: '请交通办立项更换',
  countedFrom: { on: '2026-09-29', reason: 'meeting' },
  reckoning: workingDaysAfter(calendarOf(), '2026-09-29', 5),
  signedAt: instantAt('2026-10-09', 10),
  contact: { name: '李主任', phone: '13900000000' },
}

describe('what the village writes to the town', () => {
  it('is a 请示 where it asks for something: one matter, the meeting that it counts from, the request last', async () => {
    expect(paragraphsOf(await reportDocument(report))).toEqual([
      '中共青山镇河口村支部委员会',
      '　河口报〔2026〕1号\t签发人：王大山　',
      '关于解决槐树屋场12号问题（村口路灯坏了两个月）的请示',
      '中共青山镇委员会：',
      '2026年9月29日，槐树屋场召开议事恳谈会，到会26户，长期在家30户，占86.6%。会上，王德福反映“村口路灯坏了两个月,要交通部门立项”（槐树屋场12号问题，设施管护）。会上没有议定，会后交到村里办理。现就有关事项请示如下。',
      '一、基本情况',
      '同样情况的农户有7户。',
      '共有路灯5盏，3盏不亮。',
      '二、村级已做的工作',
      '2026年9月30日，电工检修，换灯泡后仍不亮。',
      '三、上报期限',
      '按规定，村级不能解决的问题，应在会议之后5个工作日内书面上报。自2026年9月29日召开议事恳谈会之日起算（当天不计），期限为2026年10月12日24时，逐日计算见附件。',
      '四、请示事项',
      '请交通办立项更换。',
      '妥否，请批示。',
      '附件：上报期限逐日计算表',
      '中共青山镇河口村支部委员会',
      '2026年10月9日',
      '（联系人：李主任，电话：13900000000）',
      '附件',
      '上报期限逐日计算表',
      ...['日期', '第几个工作日', '说明'],
      ...['2026年9月29日（星期二）', '不计', '当天不计'],
      ...['2026年9月30日（星期三）', '1', '工作日'],
      ...['四1', '五2', '六3', '日4', '一5', '二6', '三7'].flatMap(([weekday, day]) => [
        `2026年10月${day}日（星期${weekday}）`,
        '不计',
        '国庆节',
      ]),
      ...['2026年10月8日（星期四）', '2', '工作日'],
      ...['2026年10月9日（星期五）', '3', '工作日'],
      ...['2026年10月10日（星期六）', '4', '调休上班'],
      ...['2026年10月11日（星期日）', '不计', '周末'],
      ...['2026年10月12日（星期一）', '5', '工作日'],
      '会议当天不计，2026年10月12日24时截止。',
    ])
  })

  it('reported in time does not speak of it; late it says by how many working days', async () => {
    const words = async (lateBy?: number) => paragraphsOf(await reportDocument({ ...report, ...(lateBy ? { lateBy } : {}) })).join('\n')
    expect(await words()).not.toContain('逾期')
    expect(await words(3)).toContain('24时，逐日计算见附件。本件于2026年10月9日上报，逾期3个工作日。')
  })

  it('is a 报告 where it asks for nothing, and then nothing in it asks', async () => {
    const { request: _, ...told } = report
    const text = paragraphsOf(await reportDocument(told))
    expect(text[2]).toBe('关于槐树屋场12号问题（村口路灯坏了两个月）的报告')
    expect(text[4]).toMatch(/现将有关情况报告如下。$/)
    expect(text.slice(text.indexOf('三、上报期限') + 2, text.indexOf('附件：上报期限逐日计算表'))).toEqual(['特此报告。'])
    expect(text.join('\n')).not.toMatch(/请示|恳请|批示|请求/)
  })

  it('tells what was raised before the meeting before it, and that the head passed it on there', async () => {
    const meeting = { on: '2026-09-29', present: 26, atHome: 30, passed: 'byHead' } as const
    const text = paragraphsOf(await reportDocument({ ...report, raisedOn: '2026-09-02', meeting }))
    expect(text[4]).toBe(
      '2026年9月2日，王德福反映“村口路灯坏了两个月,要交通部门立项”（槐树屋场12号问题，设施管护）。2026年9月29日，槐树屋场召开议事恳谈会，到会26户，长期在家30户，占86.6%。会上由屋场长交到村里办理。现就有关事项请示如下。',
    )
  })

  it('names who else has it above who printed it, and the page number stands on the outer side', async () => {
    const docx = await reportDocument({ ...report, copiedTo: ['青山镇人民政府'] })
    expect(partOf(docx, 'word/settings.xml')).toContain('<w:evenAndOddHeaders')
    const feet = [...partsOf(docx)].flatMap(([name, xml]) => (/^word\/footer\d+\.xml$/.test(name) ? [xml] : []))
    const last = feet.filter((xml) => xml.includes('印发'))
    for (const pages of [last, feet.filter((xml) => !xml.includes('印发'))])
      expect(pages.map((xml) => [...xml.matchAll(/<w:jc w:val="(\w+)"/g)].at(-1)?.[1]).sort()).toEqual(['left', 'right'])
    for (const xml of last)
      expect(wordsOf(xml)).toEqual(['　抄送：青山镇人民政府。', '　中共青山镇河口村支部委员会\t2026年10月9日印发　', '—  —'])
  })

  it('without a number is a draft; without a reporter names nobody; between meetings counts from the hand-over', async () => {
    const { registerNo: _, approvedBy: __, raisedBy: ___, meeting: ____, supporters: _____, contact: ______, request: _r, ...rest } = report
    const draft: ReportInput = {
      ...rest,
      facts: [],
      done: [],
      countedFrom: { on: '2026-12-30', reason: 'handedOver' },
      reckoning: workingDaysAfter(calendarOf(), '2026-12-30', 5),
    }
    const text = paragraphsOf(await reportDocument(draft))
    expect(text.slice(0, 19)).toEqual([
      '中共青山镇河口村支部委员会',
      '　（草稿，未编号）\t签发人：＿＿＿＿　',
      '关于解决槐树屋场12号问题（村口路灯坏了两个月）的请示',
      '中共青山镇委员会：',
      '2026年9月29日，村民反映“村口路灯坏了两个月,要交通部门立项”（槐树屋场12号问题，设施管护）。现就有关事项请示如下。',
      '一、基本情况',
      '村口路灯坏了两个月,要交通部门立项。',
      '二、村级已做的工作',
      '没有办理记录。',
      '三、上报期限',
      '按规定，村级不能解决的问题，应在交到村里之后5个工作日内书面上报。自2026年12月30日交到村里之日起算（当天不计），期限为2027年1月6日24时，逐日计算见附件。其中有的年份放假安排尚未公布，暂按周末推算。',
      '四、请示事项',
      '（要镇里做什么，上报时写在这里，成文是请示；不写的，成文是报告，不带请示事项。）',
      '妥否，请批示。',
      '附件：上报期限逐日计算表',
      '中共青山镇河口村支部委员会',
      '2026年10月9日',
      '附件',
      '上报期限逐日计算表',
    ])
    expect(text.slice(-4)).toEqual([
      '2027年1月6日（星期三）',
      '5',
      '工作日（暂定）',
      '交到村里当天不计，2027年1月6日24时截止。标“暂定”的日子，当年放假安排尚未公布，公布后重新计算。',
    ])
  })

  it('cuts a long issue in the title, nowhere else', async () => {
    const issueText = '从村口到学校那一段路的路灯全部都坏了而且电线也老化得厉害'
    const text = paragraphsOf(await reportDocument({ ...report, issueText }))
    expect(text[2]).toBe('关于解决槐树屋场12号问题（从村口到学校那一段路的路灯全部…）的请示')
    expect(text[4]).toContain(`“${issueText}”`)
  })

  it('names the fonts of official documents and what stands in for them', async () => {
    const docx = await reportDocument(report)
    expect(partOf(docx, 'word/document.xml')).toContain('w:eastAsia="方正小标宋简体"')
    expect(partOf(docx, 'word/fontTable.xml')).toContain('<w:font w:name="仿宋"><w:altName w:val="FangSong,')
  })
})

it('numbers reports per village and year', () => {
  expect(registerNumber('河口村', 2026, 1)).toBe('河口报〔2026〕1号')
  expect(registerNumber('柳林社区', 2027, 12)).toBe('柳林报〔2027〕12号')
})
