/** Every layout that docs/rosters.md names has a file beside this test; each is one small village, read as people meant it. */
import { readdir, readFile } from 'node:fs/promises'
import { describe, expect, it } from 'vitest'
import { importRoster, type RosterOptions, type RosterResult } from '../../src/documents/roster.ts'
import type { KnownColumns } from '../../src/documents/roster-head.ts'

const FILES = new URL('./files/', import.meta.url)
const today = '2026-09-07'
const read = async (file: string, more: Partial<RosterOptions> = {}): Promise<RosterResult> =>
  importRoster(await readFile(new URL(file, FILES)), { today, ...more })

/** 组-户号 在家: name 户主 gender birth phone party, … */
function told(result: RosterResult): string[] {
  if ('problems' in result) throw new Error(JSON.stringify(result.problems))
  return result.households.map((h) => {
    const people = h.members.map((m) =>
      [
        m.name,
        m.isHead ? '户主' : '',
        m.gender ?? '',
        m.birthDate ?? '',
        m.phone ?? '',
        m.party === undefined ? '' : m.party ? '党员' : '群众',
        m.gone ?? '',
      ]
        .join(' ')
        .trimEnd(),
    )
    return `${h.groupNo}-${h.number ?? '?'} ${h.atHome === undefined ? '?' : h.atHome ? '在家' : '外出'}: ${people.join(', ')}`
  })
}

const WHOLE = [
  '3-5 在家: 王德福 户主 男 1965-03-02 13900000001 党员, 李秀英  女 1966-05-01  群众',
  '3-6 外出: 张大山 户主 男 1970-11-20 13900000002 群众',
]
const WITHOUT_PARTY = [
  '3-5 在家: 王德福 户主 男 1965-03-02 13900000001, 李秀英  女 1966-05-01',
  '3-6 外出: 张大山 户主 男 1970-11-20 13900000002',
]

const LAYOUTS: [file: string, households: string[], notes: string[]][] = [
  ['template.xlsx', WHOLE, []],
  [
    'title-and-two-head-rows.xlsx',
    WITHOUT_PARTY,
    ['不是人的行，没有读：第8行“合计 3人”、第9行“填表人:周建国”', '出生日期只写到月的有1人，按那个月的1日记'],
  ],
  [
    'hidden-and-several-sheets.xlsx',
    WHOLE,
    ['工作表“下拉选项”是隐藏的，没有读', '工作表“Sheet5”是空的，没有读', '工作表“说明”里没有花名册的表头，没有读'],
  ],
  [
    'numbers-and-dates.xlsx',
    [
      '3-5 在家: 王德福 户主 男 1965-03-02 13900000001 党员, 李秀英  女 1966-05-01 13900000033 群众',
      '3-6 外出: 张大山 户主 男 1970-11-20 13900000002 群众',
    ],
    ['出生日期只写到月的有1人，按那个月的1日记'],
  ],
  ['old.xls', WHOLE, []],
  ['wps.et', WHOLE, []],
  ['web-page.xls', WHOLE, []],
  ['xml-2003.xml', WHOLE, []],
  ['word-table.docx', WHOLE, []],
  ['semicolons.csv', WHOLE, []],
  ['unicode-text.txt', WHOLE, []],
  ['text-marked-numbers.csv', WHOLE, []],
  ['ditto.csv', ['3-5 在家: 王德福 户主 男, 李秀英  女', '3-6 外出: 张大山 户主 男'], []],
  ['household-register-gbk.csv', ['3-? ?: 王德福 户主 男 1965-03-02, 李秀英  女 1966-05-01', '3-? ?: 张大山 户主 男 1970-11-20'], []],
  ['no-household-number.csv', ['3-? ?: 王德福 户主 男  13900000001, 李秀英  女', '3-? ?: 张大山 户主 男  13900000002'], []],
  ['who-is-gone.csv', ['3-5 在家: 李秀英 户主, 王德福      去世', '3-6 外出: 张大山 户主'], []],
]
const OWN_NAMES = 'own-column-names.csv'

describe('a layout that people have', () => {
  it.each(LAYOUTS)('%s', async (file, households, notes) => {
    const result = await read(file)
    expect(told(result)).toEqual(households)
    expect('notes' in result ? result.notes : []).toEqual(notes)
  })

  it(`${OWN_NAMES} is asked about, and read once it is said what its columns are`, async () => {
    const asked = await read(OWN_NAMES)
    if (!('asks' in asked) || !asked.asks) throw new Error('nothing was asked')
    expect(asked.asks.columns.map(({ word, key, samples }) => [word, key, samples[0]])).toEqual([
      ['小队', undefined, '3'],
      ['门牌', undefined, '5'],
      ['当家人', undefined, '王德福'],
      ['人名', undefined, '王德福'],
      ['常在不', undefined, '是'],
    ])
    const known: KnownColumns = new Map([
      ['小队', 'group'],
      ['门牌', 'number'],
      ['当家人', 'headName'],
      ['人名', 'name'],
      ['常在不', 'atHome'],
    ])
    expect(told(await read(OWN_NAMES, { known }))).toEqual(['3-5 在家: 王德福 户主, 李秀英', '3-6 外出: 张大山 户主'])
  })

  it('each has its file, its line in the docs, and its test', async () => {
    const docs = await readFile(new URL('../../docs/rosters.md', import.meta.url), 'utf8')
    const files = await readdir(FILES)
    expect(files.sort()).toEqual([...LAYOUTS.map(([file]) => file), OWN_NAMES].sort())
    for (const file of files) expect(docs).toContain(`\`${file}\``)
  })
})

describe('a cell that is not what it was', () => {
  const HEAD = '组,户号,姓名,与户主关系,出生日期,身份证号,电话,长期在家,党员'
  const problems = async (row: string) => {
    const result = await importRoster(Buffer.from(`${HEAD}\n${row}`), { today })
    return 'problems' in result ? result.problems.map(({ column, reason }) => `${column}：${reason}`) : []
  }
  it.each([
    [
      '3,5,王德福,户主,#REF!,,#N/A,是,否',
      ['出生日期：E2这一格是“#REF!”，请改成真正的内容，不清楚就清空', '电话：G2这一格是“#N/A”，请改成真正的内容，不清楚就清空'],
    ],
    [
      '3,5,王德福,户主,,,,#VALUE!,#####',
      ['长期在家：H2这一格是“#VALUE!”，请改成真正的内容，不清楚就清空', '党员：I2这一格是“#####”，请改成真正的内容，不清楚就清空'],
    ],
    ['3,5,王德福,户主,,,1.39E+10,是,否', ['电话：电话“1.39E+10”少了几位（表格把它显示成了科学计数），请把这一列设成“文本”再填一次']],
    ['3,5,王德福,户主,,4.309E+17,,是,否', ['身份证号：身份证号“4.3…17”少了几位（表格把它当成了数字），请把这一列设成“文本”再填一次']],
    [
      '3,5,王德福,户主,,430900196503021000,,是,否',
      ['身份证号：身份证号“430…00”少了几位（表格把它当成了数字），请把这一列设成“文本”再填一次'],
    ],
    ['3,5,王德福,户主,,430900196503021012,,是,否', ['身份证号：身份证号“430…12”最后一位对不上，像是抄错了，不清楚就留空']],
    ['3,5,王德福,户主,1990.1,,,是,否', ['出生日期：出生日期“1990.1”分不清是1月还是10月，请写成1990-01或1990-10']],
  ])('%s', async (row, expected) => {
    const found = await problems(row)
    expect(found).toEqual(expected)
  })

  it('a scientific number that lost nothing is read', async () => {
    expect(await problems('3,5,王德福,户主,,,1.3900000001E+10,是,否')).toEqual([])
  })
})
