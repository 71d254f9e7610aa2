import fc from 'fast-check'
import readWorkbook from 'read-excel-file/node'
import { describe, expect, it } from 'vitest'
import { type AssessmentLine, assessmentBook } from '../../src/documents/assessment-book.ts'
import { digestBook, type IssueLine, issueLedger, type MeetingLine, meetingLedger } from '../../src/documents/ledger.ts'
import { cellText, laid, workbook } from '../../src/documents/workbook.ts'
import { NOTHING } from '../../src/domain/assessment/assessment.ts'
import { instantAt } from '../../src/kernel/time.ts'
import { partOf, partsOf } from './opened.ts'

const scope = { of: '青山镇', period: '2026年9月', issuedAt: instantAt('2026-10-01', 8, 30), by: '李明' }
const ABOUT = '范围：2026年9月　　填表人：李明　　填报日期：2026年10月1日 08:30'
const place = { village: '河口村', hamlet: '槐树屋场' }

const issue: IssueLine = {
  ...place,
  no: 12,
  text: '村口路灯坏了',
  category: '设施管护',
  raisedAt: instantAt('2026-09-29', 19, 45),
  raisedBy: '王德福',
  status: '待评议',
  reportDueOn: '2026-10-12',
  reportedAt: instantAt('2026-10-09', 10),
  reportNo: '河口报〔2026〕1号',
  department: '交通办',
  person: '李主任',
  assignDueOn: '2026-10-30',
  handledAt: instantAt('2026-10-20', 16),
  handledText: '已换新灯',
  round: 2,
  satisfied: 59,
  raters: 98,
}

const assessment: AssessmentLine = {
  ...place,
  quorate: 1,
  meetings: 1,
  householdsPresent: 26,
  householdsAtHome: 30,
  motions: 3,
  motionsCarried: 2,
  motionsNotBinding: 1,
  raised: 5,
  due: 0,
  onTime: 0,
  closed: 1,
  sentBack: 1,
  satisfied: 8,
  raters: 9,
  atDoor: 2,
}

const meeting: MeetingLine = {
  ...place,
  startsAt: instantAt('2026-09-29', 19, 30),
  endedAt: instantAt('2026-09-29', 21, 5),
  venue: '文化广场',
  present: 26,
  atHome: 30,
  persons: 48,
  quorate: true,
  motions: 2,
  carried: 1,
  issues: 3,
  status: '已结束',
}

const firstSheet = async (file: Buffer) => (await readWorkbook(file))[0]?.data

describe('the books', () => {
  it('are printed as wide as the paper, and say what is not public', async () => {
    const file = await issueLedger([issue, { ...issue, no: 13, text: '两家争晒坪', confidential: true }], scope)
    const sheet = partOf(file, 'xl/worksheets/sheet1.xml')
    expect(sheet).toMatch(/<worksheet[^>]*><sheetPr><pageSetUpPr fitToPage="1"\/><\/sheetPr>/)
    expect(sheet).toMatch(/<pageSetup fitToWidth="1" fitToHeight="0" paperSize="9" orientation="landscape"\/><headerFooter>/)
    expect(partOf(file, 'xl/workbook.xml')).toContain(
      '<definedName name="_xlnm.Print_Titles" localSheetId="0">\'问题台账\'!$1:$3</definedName>',
    )
    expect((await firstSheet(file))?.slice(3).map((row) => row[4])).toEqual(['村口路灯坏了', '（不公开）两家争晒坪'])
  })

  it('make room for a long text, so that it is not printed over the rows beside it', async () => {
    const long = { ...issue, no: 13, text: '水沟堵了，下雨往屋里灌，'.repeat(20) }
    const sheet = partOf(await issueLedger([issue, long, { ...long, text: '灌'.repeat(5_000) }], scope), 'xl/worksheets/sheet1.xml')
    const heights = [...sheet.matchAll(/<row [^>]* ht="([\d.]+)"/g)].map((row) => Number(row[1]))
    const [title, caption, , short = 0, tall = 0, tallest] = heights
    expect([heights.length, title, caption, tallest]).toEqual([6, 32, 20, 409])
    // 240 characters in a column of 16.
    expect(tall).toBeGreaterThanOrEqual(14 * 15)
    expect(short).toBeLessThan(3 * 15 + 4)
  })

  it('问题台账 has a sheet for paper, and the whole course of the same issues on a second one', async () => {
    const { category: _, reportedAt: __, reportNo: ___, satisfied: ____, raters: _____, ...rest } = issue
    const bare: IssueLine = { ...rest, no: 13, round: 0, provisional: true }
    const [list, course] = await readWorkbook(await issueLedger([issue, bare], scope))
    expect([list?.sheet, course?.sheet]).toEqual(['问题台账', '办理经过'])
    const named = (row: number) => [row, '河口村', '槐树屋场', 11 + row]
    const deadlines = ['交通办\n李主任', '2026-10-30', null]
    expect(list?.data).toEqual([
      ['青山镇屋场问题台账', ...Array(12).fill(null)],
      [`${ABOUT}　　共2件`, ...Array(12).fill(null)],
      '序号 村 屋场 编号 问题 类别 提出日期 提出人 状态 上报期限 责任部门、责任人 交办期限 销号日期'.split(' '),
      [...named(1), '村口路灯坏了', '设施管护', '2026-09-29', '王德福', '待评议', '2026-10-12', ...deadlines],
      [...named(2), '村口路灯坏了', null, '2026-09-29', '王德福', '待评议', '2026-10-12（暂定）', ...deadlines],
    ])
    expect(course?.data.slice(2)).toEqual([
      '序号 村 屋场 编号 提出时间 上报时间 文号 办结时间 办理情况 评议轮次 满意户 评议户 满意率 销号时间 撤回或合并原因'.split(' '),
      [
        ...[...named(1), '2026-09-29 19:45', '2026-10-09 10:00', '河口报〔2026〕1号', '2026-10-20 16:00', '已换新灯'],
        ...[2, 59, 98, 0.602, null, null],
      ],
      [...named(2), '2026-09-29 19:45', null, null, '2026-10-20 16:00', '已换新灯', 0, null, null, null, null, null],
    ])
  })

  it('会议台账 shows each share behind its two numbers', async () => {
    const data = await firstSheet(await meetingLedger([meeting], scope))
    expect(data?.slice(2)).toEqual([
      '序号 村 屋场 开始 结束 地点 状态 到会户 在家户 到会率 够数 到会人数 表决 通过 提出问题'.split(' '),
      [1, '河口村', '槐树屋场', '2026-09-29 19:30', '2026-09-29 21:05', '文化广场', '已结束', 26, 30, 0.866, '是', 48, 2, 1, 3],
    ])
  })

  it('考核表 is ranked and added up, in numbers; a share without a base is blank', async () => {
    const better = { ...assessment, hamlet: '塘湾屋场', satisfied: 9 }
    const none = { ...assessment, ...NOTHING, village: '柳林村', hamlet: '柳荫屋场' }
    const [hamlets, villages] = await readWorkbook(await assessmentBook([assessment, none, better], scope))
    const heads =
      '开会次数 其中够数 到会户次 在家户次 到会率 算数的表决 其中通过 不够数的表决 提出问题 到期 按期 按期率 销号 退回重办 评议户 满意户 满意率 上门问的'.split(
        ' ',
      )
    const figures = [1, 1, 26, 30, 0.866, 3, 2, 1, 5, 0, 0, null, 1, 1, 9]
    const nothing = [0, 0, 0, 0, null, 0, 0, 0, 0, 0, 0, null, 0, 0, 0, 0, null, 0]
    const both = [2, 2, 52, 60, 0.866, 6, 4, 2, 10, 0, 0, null, 2, 2, 18, 17, 0.944, 4]
    expect(hamlets?.data.slice(2)).toEqual([
      ['名次', '村', '屋场', ...heads],
      [1, '河口村', '塘湾屋场', ...figures, 9, 1, 2],
      [2, '河口村', '槐树屋场', ...figures, 8, 0.888, 2],
      [3, '柳林村', '柳荫屋场', ...nothing],
      [null, '合计', '3个', ...both],
    ])
    expect(villages?.data.slice(2)).toEqual([
      ['名次', '村', ...heads],
      [1, '河口村', ...both],
      [2, '柳林村', ...nothing],
      [null, '合计', ...both],
    ])
    expect(hamlets?.data[1]?.[0]).toMatch(new RegExp(`^${ABOUT}。名次依次比：`))
  })

  it('日报 counts first, then every item in the order of urgency', async () => {
    const sections = [
      { name: '逾期未报', items: [{ ...place, no: 12, text: '路灯', dueOn: '2026-10-12', note: '逾期2个工作日' }] },
      { name: '今天到期', items: [] },
      { name: '本月未开会', items: [{ village: '柳林村', hamlet: '柳荫屋场', text: '9月还没有开会' }] },
    ]
    const data = await firstSheet(await digestBook(sections, scope))
    expect(data?.map((row) => row.filter((cell) => cell !== null))).toEqual([
      ['青山镇日报'],
      [`${ABOUT}。逾期未报1，本月未开会1`],
      ['事项', '村', '屋场', '编号', '内容', '期限', '说明'],
      ['逾期未报', '河口村', '槐树屋场', 12, '路灯', '2026-10-12', '逾期2个工作日'],
      ['本月未开会', '柳林村', '柳荫屋场', '9月还没有开会'],
    ])
    expect((await firstSheet(await digestBook([], scope)))?.[1]?.[0]).toMatch(/。没有要报的事$/)
  })
})

describe('a cell', () => {
  it.each([
    ['=1+1', "'=1+1"],
    ['+8613900000000', "'+8613900000000"],
    ['-路灯坏了', "'-路灯坏了"],
    ['@张三 来', "'@张三 来"],
    ['\t=1', "'\t=1"],
    ['  　=cmd', "'  　=cmd"],
    ['＝1＋1', "'＝1＋1"],
    ['|cmd', "'|cmd"],
    ['toString', "'toString"],
    ['__proto__', "'__proto__"],
    ['1+1=2', '1+1=2'],
    ['', ''],
  ])('%j becomes %j', (text, inCell) => {
    expect(cellText(text)).toBe(inCell)
  })

  it('is never longer than Excel allows, and says that it was cut', () => {
    const long = cellText(`=${'灯'.repeat(40_000)}`)
    expect(long.length).toBe(32_000)
    expect(long.endsWith('灯…（后文略）')).toBe(true)
    const pair = cellText(`${'😀'.repeat(20_000)}`)
    expect(pair.length).toBe(32_000)
    expect(/\p{Cs}/u.test(pair)).toBe(false)
  })

  it('never is or becomes a formula, whatever was typed', async () => {
    const text = fc.oneof(
      fc.string({ unit: 'binary', maxLength: 20 }),
      fc.tuple(fc.constantFrom('=', '+', '-', '@', '\t', ' =', '\r\n=', '＝', '\u0000='), fc.string()).map(([start, rest]) => start + rest),
    )
    await fc.assert(
      fc.asyncProperty(fc.array(text, { minLength: 1, maxLength: 20 }), async (texts) => {
        const sheet = laid({
          name: '试',
          caption: texts[0] ?? '',
          columns: [{ head: '文', width: 10, value: (t: string) => t }],
          rows: texts,
        })
        const file = await workbook([sheet])
        const parts = partsOf(file)
        expect([...parts.values()].filter((xml) => /<f[ >]/.test(xml))).toEqual([])
        for (const row of (await firstSheet(file)) ?? []) for (const cell of row) expect(String(cell ?? '')).not.toMatch(/^\s*[=+\-@\t]/)
      }),
      { numRuns: 60 },
    )
  })
})

describe('a workbook', () => {
  it('has legal sheet names', async () => {
    const sheet = laid({ name: "[坏]:*?/\\'名".repeat(10), caption: '', columns: [{ head: '文', width: 1, value: () => null }], rows: [] })
    expect(sheet.name).toBe('坏名'.repeat(10))
    expect(laid({ name: '?', caption: '', columns: [], rows: [] }).name).toBe('表')
  })

  it('needs a sheet', async () => {
    await expect(workbook([])).rejects.toThrow(RangeError)
  })

  it('holds a large book', async () => {
    const rows = Array.from({ length: 3_000 }, (_, i) => ({ ...issue, no: i + 1 }))
    const data = await firstSheet(await issueLedger(rows, scope))
    expect(data).toHaveLength(3_003)
    expect(data?.at(-1)?.[3]).toBe(3_000)
  }, 30_000)
})
