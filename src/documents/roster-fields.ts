/** How one cell of a roster is read: the value, or a reason in Chinese that says what would be right. */
import { type Cell, isError } from './table/sheet.ts'

export type Field<T> = { value: T } | { reason: string }

/** A cell as a file hands it over. */
export type RosterCell = Cell

/** Full-width figures and letters as half-width, spaces at the edges gone, the ="…" and the ' by which spreadsheets are told that it is text. */
export function cellWords(cell: RosterCell): string {
  if (cell === null || cell === undefined) return ''
  if (cell instanceof Date) return cell.toISOString().slice(0, 10)
  if (isError(cell)) return cell.error
  const words = String(cell)
    .normalize('NFKC')
    .replace(/[\u200b-\u200f\ufeff]/g, '')
    .trim()
  const marked = /^=?"(.*)"$/s.exec(words)?.[1] ?? /^'(?=\d)(.*)$/s.exec(words)?.[1]
  return marked === undefined ? words : marked.trim()
}

/** #REF!, #N/A, #### and the rest, also where a text file has only their words. */
export function brokenCell(cell: RosterCell): string | undefined {
  if (isError(cell)) return cell.error
  return typeof cell === 'string' &&
    /^\s*#(?:REF!|N\/A|VALUE!|DIV\/0!|NAME\?|NULL!|NUM!|SPILL!|CALC!|GETTING_DATA|BUSY!|#+)\s*$/i.test(cell)
    ? cell.trim()
    : undefined
}

/** 1.39E+10: what is left of a long number once a spreadsheet has shown it short. The number where no figure is lost. */
export function unscientific(words: string): { whole: string } | 'lost' | undefined {
  const [, first, rest = '', exponent] = /^(\d)(?:\.(\d+))?E\+?(\d{1,2})$/i.exec(words) ?? []
  if (first === undefined) return undefined
  return rest.length === Number(exponent) ? { whole: `${first}${rest}` } : 'lost'
}

const DIGITS = '零一二三四五六七八九'

/** 三, 十二, 二十一 up to 九十九; undefined for anything else. */
function chineseNumber(text: string): number | undefined {
  const [, tens, ten, ones] = /^([一二三四五六七八九])?(十)?([一二三四五六七八九])?$/.exec(text) ?? []
  if (text === '' || (!ten && tens && ones)) return undefined
  if (!ten) return DIGITS.indexOf(tens ?? ones ?? '')
  return (tens ? DIGITS.indexOf(tens) : 1) * 10 + (ones ? DIGITS.indexOf(ones) : 0)
}

const MAX_NUMBER = 999

/** A household's number in the police register has nine figures or more: it tells households of a file apart and is none of ours. */
export const registerMark = (cell: RosterCell): string | undefined => /^\d{5,18}$/.exec(cellWords(cell))?.[0]

/** 河口村三组5号 → 3. */
export function groupInAddress(cell: RosterCell): number | undefined {
  const said = /(\d{1,3}|[一二三四五六七八九十]{1,3})\s*(?:村民)?小?组/.exec(cellWords(cell))?.[1]
  const field = said === undefined ? undefined : readNumber(said, '组')
  return field && 'value' in field ? field.value : undefined
}

const STAYS = new Set(['', '正常', '在册', '健在', '现住', '在籍'])
const GONE: [RegExp, string][] = [
  [/^(?:已故|去世|死亡|亡故|病故|过世|已去世|已死亡|死亡注销)$/, '去世'],
  [/^(?:迁出|已迁出|外迁|户口迁出|迁出注销|注销|已注销|外嫁|出嫁)$/, '迁出'],
]

/** 人员状态: why somebody is no longer of the hamlet; undefined for who is. */
export function readGone(cell: RosterCell): Field<string | undefined> {
  const text = cellWords(cell)
  if (STAYS.has(text)) return { value: undefined }
  const gone = GONE.find(([words]) => words.test(text))
  return gone ? { value: gone[1] } : { reason: `人员状态“${text}”请写“正常”“去世”或“迁出”，不清楚就留空` }
}

/** 3, 03, 三组, 第三组, 5户, 5号 → the number, 1 to 999. `what` is 组 or 户号. */
export function readNumber(cell: RosterCell, what: string): Field<number> {
  const text = cellWords(cell)
  if (text === '') return { reason: `没有写${what}` }
  const core = text.replace(/^第/, '').replace(/(村民小组|小组|组|户|号)+$/, '')
  const value = /^\d{1,4}$/.test(core) ? Number(core) : chineseNumber(core)
  if (value === undefined || value < 1 || value > MAX_NUMBER) return { reason: `${what}“${text}”不是1到${MAX_NUMBER}的数字` }
  return { value }
}

/** Names are padded with spaces to line up in tables (王　芳), so spaces between Chinese characters do not count. */
export function readName(cell: RosterCell): Field<string> {
  const text = cellWords(cell).replace(/(?<=\p{Script=Han})\s+(?=\p{Script=Han})/gu, '')
  if (text === '') return { reason: '没有写姓名' }
  if (!/^[\p{Script=Han}a-zA-Z][\p{Script=Han}a-zA-Z·• .]{0,28}[\p{Script=Han}a-zA-Z]$/u.test(text)) {
    return { reason: `姓名“${text}”不像人名（2到30个字，不带数字和符号）` }
  }
  return { value: text }
}

export function readGender(cell: RosterCell): Field<'男' | '女' | undefined> {
  const text = cellWords(cell).replace(/性$/, '')
  if (text === '') return { value: undefined }
  if (text === '男' || text === '女') return { value: text }
  return { reason: `性别“${text}”请写“男”或“女”，不清楚就留空` }
}

export function readPhone(cell: RosterCell): Field<string | undefined> {
  const text = cellWords(cell)
  if (text === '') return { value: undefined }
  const short = unscientific(text)
  if (short === 'lost') return { reason: `电话“${text}”少了几位（表格把它显示成了科学计数），请把这一列设成“文本”再填一次` }
  const core = (short?.whole ?? text).replace(/[\s-]/g, '').replace(/^(\+?86)(?=1\d{10}$)/, '')
  if (/^1[3-9]\d{9}$/.test(core) || /^0\d{9,11}$/.test(core)) return { value: core }
  return { reason: `电话“${text}”请写11位手机号，或带区号的座机` }
}

const YES = new Set([
  '是',
  '有',
  '在',
  '在家',
  '长期在家',
  '常年在家',
  '常住',
  '在村',
  '居家',
  '√',
  '✓',
  '✔',
  '1',
  'Y',
  'YES',
  'TRUE',
  '对',
])
const NO = new Set([
  '否',
  '不',
  '无',
  '不在',
  '不在家',
  '外出',
  '在外',
  '务工',
  '打工',
  '外出务工',
  '在外务工',
  '常年外出',
  '长期外出',
  '常年在外',
  '×',
  '✗',
  '✘',
  '0',
  'N',
  'NO',
  'FALSE',
  'X',
])

/** 是/否 in its usual forms. Empty is undefined: whoever asks decides what that means. */
export function readYesNo(cell: RosterCell, what: string): Field<boolean | undefined> {
  const text = cellWords(cell).toUpperCase()
  if (text === '') return { value: undefined }
  if (YES.has(text)) return { value: true }
  if (NO.has(text)) return { value: false }
  return { reason: `${what}“${cellWords(cell)}”请写“是”或“否”` }
}

const PARTY = new Set(['党员', '中共党员', '预备党员', '中共预备党员', '正式党员'])
const NOT_PARTY = new Set(['群众', '团员', '共青团员', '非党员', '民主党派'])

/** 是/否 or 政治面貌; empty means no, where there is such a column at all. */
export function readParty(cell: RosterCell): Field<boolean> {
  const text = cellWords(cell)
  if (PARTY.has(text)) return { value: true }
  if (NOT_PARTY.has(text)) return { value: false }
  const answer = readYesNo(cell, '党员')
  return 'reason' in answer ? answer : { value: answer.value ?? false }
}
