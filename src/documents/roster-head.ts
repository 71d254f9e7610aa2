/** The columns of a roster, and where they stand in a sheet: under titles and notes, in one row or in two, in any order. */
import { cellWords, type RosterCell } from './roster-fields.ts'
import type { Merge, Sheet, SheetRow } from './table/sheet.ts'

export type ColumnKey =
  | 'village'
  | 'hamlet'
  | 'group'
  | 'number'
  | 'name'
  | 'relation'
  | 'headName'
  | 'gender'
  | 'birthDate'
  | 'identity'
  | 'phone'
  | 'atHome'
  | 'party'
  | 'address'
  | 'gone'

interface Column {
  head: string
  /** Asked for in the template. */
  needed: boolean
  /** Other headings understood. */
  also: readonly string[]
  hint: string
  /** Read where a file has it; the template does not ask for it. */
  elsewhere?: true
}

/** The template's columns in order: heading, whether it must be there, other headings understood, and what to write. */
export const ROSTER_COLUMNS: Readonly<Record<ColumnKey, Column>> = {
  village: {
    head: '村',
    needed: false,
    also: ['村名', '所在村', '村(社区)', '行政村', '村委会', '村居'],
    hint: '一个文件里有几个村时填写',
  },
  hamlet: {
    head: '屋场',
    needed: false,
    also: ['屋场名', '屋场名称', '所在屋场', '自然村', '湾组', '院落'],
    hint: '一个文件里有几个屋场时填写，如“槐树屋场”',
  },
  group: { head: '组', needed: true, also: ['组别', '组号', '小组', '村民小组', '所在组', '村组', '组名'], hint: '必填，数字，如 3' },
  number: {
    head: '户号',
    needed: true,
    also: ['户', '户编号', '门牌号', '户序号', '户籍号', '户口簿号', '农户编号', '家庭编号', '户口号'],
    hint: '必填，数字，同一户的人写同一个户号',
  },
  name: { head: '姓名', needed: true, also: ['名字', '成员姓名', '家庭成员姓名', '人员姓名', '家庭成员', '村民姓名'], hint: '必填' },
  relation: {
    head: '与户主关系',
    needed: false,
    also: ['关系', '与户主的关系', '家庭关系', '与户主之关系', '成员关系', '户主关系', '与户主或家庭关系'],
    hint: '户主本人写“户主”；每户要有一个户主',
  },
  headName: {
    head: '户主',
    needed: false,
    also: ['户主姓名', '户主名字', '户主信息姓名', '农户姓名'],
    hint: '可代替“与户主关系”：写这一户户主的姓名',
    elsewhere: true,
  },
  gender: { head: '性别', needed: false, also: ['男/女', '男女'], hint: '男 或 女，不清楚留空' },
  birthDate: {
    head: '出生日期',
    needed: false,
    also: ['生日', '出生年月日', '出生年月', '出生时间', '出生'],
    hint: '如 1965-03-02，不清楚留空',
  },
  identity: {
    head: '身份证号',
    needed: false,
    also: ['身份证', '身份证号码', '公民身份号码', '公民身份证号码', '证件号码', '证件号', '居民身份证号'],
    hint: '只用来补出生日期和性别，不保存',
    elsewhere: true,
  },
  phone: {
    head: '电话',
    needed: false,
    also: ['手机', '手机号', '手机号码', '联系电话', '电话号码', '联系方式', '联系号码', '联系手机'],
    hint: '11位手机号，或带区号的座机',
  },
  atHome: {
    head: '长期在家',
    needed: true,
    also: ['在家', '是否在家', '是否长期在家', '常住', '是否常住', '在家情况', '常年在家', '是否常年在家'],
    hint: '是 或 否；一户里有一个人长期在家，这一户就算在家',
  },
  party: { head: '党员', needed: false, also: ['是否党员', '政治面貌', '是否中共党员', '中共党员'], hint: '是 或 否，空着算否' },
  address: {
    head: '住址',
    needed: false,
    also: ['地址', '家庭住址', '户籍地址', '住地', '居住地址', '现住址', '户籍住址', '家庭地址'],
    hint: '没有“组”这一列时，从这里读出组',
    elsewhere: true,
  },
  gone: {
    head: '人员状态',
    needed: false,
    also: ['户籍状态', '注销情况', '人口状态', '户口状态'],
    hint: '正常、去世 或 迁出；去世、迁出的从名册上去掉',
    elsewhere: true,
  },
}

export interface RosterProblem {
  /** Line in the file as a spreadsheet counts it; 0 for the file as a whole. */
  row: number
  /** Name of the sheet, where the file has several. */
  sheet?: string
  /** Heading of the column, when it is one cell. */
  column?: string
  /** In Chinese, with what would be right. */
  reason: string
}

export const COLUMN_KEYS = Object.keys(ROSTER_COLUMNS) as ColumnKey[]
const KEY_BY_HEAD = new Map(
  COLUMN_KEYS.flatMap((key) => [ROSTER_COLUMNS[key].head, ...ROSTER_COLUMNS[key].also].map((head): [string, ColumnKey] => [head, key])),
)
const HEAD_WITHIN_ROWS = 10
const KEYS_OF_A_HEAD = 3

/** What people were told that a heading means; `none` for a column that nobody needs. */
export type KnownColumns = ReadonlyMap<string, ColumnKey | 'none'>

/** A heading without blanks, marks of what must be filled in, and the colon behind it. */
export const headWord = (cell: RosterCell): string =>
  cellWords(cell)
    .replace(/[\s*＊]/g, '')
    .replace(/[:：]$/, '')

function keyOf(word: string, known: KnownColumns): ColumnKey | undefined {
  const said = known.get(word)
  if (said !== undefined) return said === 'none' ? undefined : said
  return KEY_BY_HEAD.get(word) ?? KEY_BY_HEAD.get(word.replace(/\(.*\)$/, '')) ?? KEY_BY_HEAD.get(word.replace(/^\d+[.、]?/, ''))
}

export interface Head {
  /** Lines at and below which this is the heading, and the first of the people. */
  line: number
  below: number
  columns: Map<ColumnKey, number>
  /** Every heading, by column. */
  words: string[]
  unused: string[]
}

const wordsOf = (row: SheetRow): string[] => Array.from(row.cells, (cell, i) => headWord(cell) || unnamed(i))

/** The headings of two rows as one: what stands under “户主” in the row above is 户主姓名. */
function joined(upper: SheetRow, lower: SheetRow, merges: readonly Merge[], known: KnownColumns): string[] {
  const width = Math.max(upper.cells.length, lower.cells.length)
  let above = ''
  return Array.from({ length: width }, (_, i) => {
    const merge = merges.find((m) => m.from === upper.line && m.left < i && i <= m.right)
    const own = headWord(upper.cells[merge?.left ?? i])
    const under = headWord(lower.cells[i])
    // Without merged cells (a text file) a word above reaches as far as the next one.
    if (own !== '') above = own
    if (under === '') return own || unnamed(i)
    const both = `${above}${under}`
    return keyOf(both, known) ? both : under
  })
}

const keysIn = (words: readonly string[], known: KnownColumns): number => words.filter((word) => keyOf(word, known)).length

/** The heading of a sheet, or nothing that looks like one. */
export function findHead(sheet: Sheet, known: KnownColumns, given?: number): Head | undefined {
  let best: { words: string[]; line: number; below: number; keys: number } | undefined
  const consider = (words: string[], line: number, below: number): void => {
    const keys = keysIn(words, known)
    const looksLikeOne = keys >= KEYS_OF_A_HEAD && words.some((word) => keyOf(word, known) === 'name')
    if ((looksLikeOne || given !== undefined) && keys > (best?.keys ?? -1)) best = { words, line, below, keys }
  }
  const first = sheet.rows.slice(0, HEAD_WITHIN_ROWS)
  const lines = new Set(first.map((row) => row.line))
  const across = sheet.merges.filter((m) => m.right > m.left && lines.has(m.from))
  for (const [i, row] of first.entries()) {
    if (given !== undefined && row.line !== given) continue
    consider(wordsOf(row), row.line, row.line)
    const next = sheet.rows[i + 1]
    if (next) consider(joined(row, next, across, known), row.line, next.line)
  }
  return best && headOf(best, known)
}

function headOf({ words, line, below }: { words: string[]; line: number; below: number }, known: KnownColumns): Head {
  const columns = new Map<ColumnKey, number>()
  for (const [i, word] of words.entries()) {
    const key = keyOf(word, known)
    if (key !== undefined && !columns.has(key)) columns.set(key, i)
  }
  const unused = words.filter((word, i) => word !== unnamed(i) && keyOf(word, known) === undefined && known.get(word) !== 'none')
  return { line, below, columns, words, unused }
}

/** What is wrong with a heading that was found. */
export function headProblems(head: Head, known: KnownColumns): RosterProblem[] {
  const problems: RosterProblem[] = []
  for (const [i, word] of head.words.entries()) {
    const key = keyOf(word, known)
    if (key === undefined || head.columns.get(key) === i) continue
    problems.push({ row: head.line, column: ROSTER_COLUMNS[key].head, reason: `“${ROSTER_COLUMNS[key].head}”有两列，请只留一列` })
  }
  const lacking = lackingIn(head)
  if (lacking.length > 0) problems.push({ row: head.line, reason: `表头缺少：${lacking.join('、')}` })
  return problems
}

/** Who the head is has to be told somehow; where it is, a file without 户号 can be put together, too. */
function lackingIn({ columns }: Head): string[] {
  const tellsHead = columns.has('relation') || columns.has('headName')
  return [
    ...(columns.has('group') || columns.has('address') ? [] : [ROSTER_COLUMNS.group.head]),
    ...(columns.has('number') || tellsHead ? [] : [ROSTER_COLUMNS.number.head]),
    ...(columns.has('name') ? [] : [ROSTER_COLUMNS.name.head]),
    ...(tellsHead ? [] : [ROSTER_COLUMNS.relation.head]),
  ]
}

export const NO_HEAD = `前${HEAD_WITHIN_ROWS}行里找不到表头，表头要有：组、户号、姓名、与户主关系`

/** What is asked when it cannot be told which column is which. */
export interface ColumnsAsked {
  sheet: string
  /** The first lines, to choose the heading from. */
  lines: number[]
  line: number
  columns: { word: string; key: ColumnKey | undefined; samples: string[] }[]
}

const SAMPLES = 3

/** `line`: where the heading was said or seems to be: else the fullest of the first rows. */
export function columnsAsked(sheet: Sheet, known: KnownColumns, line?: number): ColumnsAsked | undefined {
  const first = sheet.rows.slice(0, HEAD_WITHIN_ROWS)
  const fullness = (row: SheetRow): number => new Set(row.cells.map(headWord).filter((word) => word !== '')).size
  const at = first.findIndex((row) => row.line === line)
  const index = at >= 0 ? at : first.reduce((best, row, i) => (fullness(row) > fullness(first[best] ?? row) ? i : best), 0)
  const head = first[index]
  if (!head) return undefined
  const width = Math.max(...sheet.rows.slice(index, index + 1 + SAMPLES).map((row) => row.cells.length))
  return {
    sheet: sheet.name,
    lines: first.map((row) => row.line),
    line: head.line,
    columns: Array.from({ length: width }, (_, i) => {
      const word = headWord(head.cells[i]) || unnamed(i)
      const below = sheet.rows.slice(index + 1, index + 1 + SAMPLES).map((row) => cellWords(row.cells[i]))
      return { word, key: keyOf(word, known), samples: below.filter((words) => words !== '') }
    }),
  }
}

/** A column without a heading goes by its place. */
const unnamed = (index: number): string => `第${index + 1}列`
