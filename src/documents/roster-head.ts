/** The columns of a roster, and where they stand in a file. */
import { cellWords, type RosterCell } from './roster-fields.ts'

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
  | 'phone'
  | 'atHome'
  | 'party'

/** The template's columns in order: heading, whether it must be there, other headings understood, and what to write. */
export const ROSTER_COLUMNS: Readonly<Record<ColumnKey, { head: string; needed: boolean; also: readonly string[]; hint: string }>> = {
  village: { head: '村', needed: false, also: ['村名', '所在村', '村(社区)', '行政村'], hint: '一个文件里有几个村时填写' },
  hamlet: { head: '屋场', needed: false, also: ['屋场名', '所在屋场'], hint: '一个文件里有几个屋场时填写，如“槐树屋场”' },
  group: { head: '组', needed: true, also: ['组别', '组号', '小组', '村民小组'], hint: '必填，数字，如 3' },
  number: { head: '户号', needed: true, also: ['户', '户编号', '门牌号'], hint: '必填，数字，同一户的人写同一个户号' },
  name: { head: '姓名', needed: true, also: ['名字', '成员姓名'], hint: '必填' },
  relation: { head: '与户主关系', needed: false, also: ['关系', '与户主的关系', '家庭关系'], hint: '户主本人写“户主”；每户要有一个户主' },
  headName: { head: '户主', needed: false, also: ['户主姓名'], hint: '可代替“与户主关系”：写这一户户主的姓名' },
  gender: { head: '性别', needed: false, also: [], hint: '男 或 女，不清楚留空' },
  birthDate: { head: '出生日期', needed: false, also: ['生日', '出生年月日', '出生年月'], hint: '如 1965-03-02，不清楚留空' },
  phone: { head: '电话', needed: false, also: ['手机', '手机号', '手机号码', '联系电话', '电话号码'], hint: '11位手机号，或带区号的座机' },
  atHome: {
    head: '长期在家',
    needed: true,
    also: ['在家', '是否在家', '是否长期在家', '常住'],
    hint: '是 或 否；一户里有一个人长期在家，这一户就算在家',
  },
  party: { head: '党员', needed: false, also: ['是否党员', '政治面貌'], hint: '是 或 否，空着算否' },
}

export interface RosterProblem {
  /** Line in the file as a spreadsheet counts it; 0 for the file as a whole. */
  row: number
  /** Heading of the column, when it is one cell. */
  column?: string
  /** In Chinese, with what would be right. */
  reason: string
}

const KEYS = Object.keys(ROSTER_COLUMNS) as ColumnKey[]
const KEY_BY_HEAD = new Map(
  KEYS.flatMap((key) => [ROSTER_COLUMNS[key].head, ...ROSTER_COLUMNS[key].also].map((head): [string, ColumnKey] => [head, key])),
)
const HEAD_WITHIN_ROWS = 10

const headWord = (cell: RosterCell): string =>
  cellWords(cell)
    .replace(/[\s*＊]/g, '')
    .replace(/[:：]$/, '')

const keyOf = (cell: RosterCell): ColumnKey | undefined =>
  KEY_BY_HEAD.get(headWord(cell)) ?? KEY_BY_HEAD.get(headWord(cell).replace(/\(.*\)$/, ''))

export interface Head {
  /** Index of the heading row. */
  at: number
  columns: Map<ColumnKey, number>
  unused: string[]
}

/** The heading row, somewhere near the top and perhaps under a title; or what is wrong with it. */
export function findHead(rows: readonly RosterCell[][]): Head | RosterProblem[] {
  const at = rows
    .slice(0, HEAD_WITHIN_ROWS)
    .findIndex((row) => row.some((c) => keyOf(c) === 'name') && row.filter((c) => keyOf(c)).length >= 3)
  if (at < 0) return [{ row: 0, reason: `前${HEAD_WITHIN_ROWS}行里找不到表头，表头要有：${needed().join('、')}` }]
  const columns = new Map<ColumnKey, number>()
  const unused: string[] = []
  const problems: RosterProblem[] = []
  rows[at]?.forEach((cell, i) => {
    const key = keyOf(cell)
    if (key === undefined) {
      if (headWord(cell) !== '') unused.push(headWord(cell))
    } else if (columns.has(key))
      problems.push({ row: at + 1, column: ROSTER_COLUMNS[key].head, reason: `“${ROSTER_COLUMNS[key].head}”有两列，请只留一列` })
    else columns.set(key, i)
  })
  const lacking = KEYS.filter((key) => ROSTER_COLUMNS[key].needed && !columns.has(key)).map((key) => ROSTER_COLUMNS[key].head)
  if (!columns.has('relation') && !columns.has('headName')) lacking.push('与户主关系')
  if (lacking.length > 0) problems.push({ row: at + 1, reason: `表头缺少：${lacking.join('、')}` })
  return problems.length > 0 ? problems : { at, columns, unused }
}

const needed = (): string[] => [...KEYS.filter((key) => ROSTER_COLUMNS[key].needed).map((key) => ROSTER_COLUMNS[key].head), '与户主关系']
