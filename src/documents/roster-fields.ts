/** How one cell of a roster is read: the value, or a reason in Chinese that says what would be right. */
import { addDays, type DateString, isDate } from '../kernel/time.ts'

export type Field<T> = { value: T } | { reason: string }

/** A cell as a spreadsheet or CSV hands it over. */
export type RosterCell = string | number | boolean | Date | null | undefined

/** Full-width figures and letters as half-width, spaces at the edges gone. */
export function cellWords(cell: RosterCell): string {
  if (cell === null || cell === undefined) return ''
  if (cell instanceof Date) return cell.toISOString().slice(0, 10)
  return String(cell)
    .normalize('NFKC')
    .replace(/[\u200b-\u200f\ufeff]/g, '')
    .trim()
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

/** The day before day 1 in Excel's count of days, given that Excel takes 1900 for a leap year. */
const EXCEL_DAY_ZERO = '1899-12-30'
const OLDEST = '1900-01-01'

/** 1965-03-02, 1965.3.2, 1965/3/2, 1965年3月2日, 19650302, or Excel's own date. Unknown birth dates stay empty. */
export function readBirthDate(cell: RosterCell, today: DateString): Field<DateString | undefined> {
  const text = cellWords(cell)
  if (text === '') return { value: undefined }
  const form = /^(\d{4})(?:[-./年]\s?(\d{1,2})[-./月]\s?(\d{1,2})日?|(\d{2})(\d{2}))$/.exec(text)
  const [, year = '', month = '', day = '', shortMonth = '', shortDay = ''] = form ?? []
  const serial = /^\d{5}$/.test(text) ? addDays(EXCEL_DAY_ZERO, Number(text)) : undefined
  const value = form ? `${year}-${(month || shortMonth).padStart(2, '0')}-${(day || shortDay).padStart(2, '0')}` : serial
  if (value === undefined) return { reason: `出生日期“${text}”请写成1965-03-02，不清楚就留空` }
  if (!isDate(value)) return { reason: `出生日期“${text}”没有这一天` }
  if (value > today) return { reason: `出生日期“${text}”在今天之后` }
  return value < OLDEST ? { reason: `出生日期“${text}”太早` } : { value }
}

export function readPhone(cell: RosterCell): Field<string | undefined> {
  const text = cellWords(cell)
  if (text === '') return { value: undefined }
  const core = text.replace(/[\s-]/g, '').replace(/^(\+?86)(?=1\d{10}$)/, '')
  if (/^1[3-9]\d{9}$/.test(core) || /^0\d{9,11}$/.test(core)) return { value: core }
  return { reason: `电话“${text}”请写11位手机号，或带区号的座机` }
}

const YES = new Set(['是', '有', '在', '在家', '长期在家', '常住', '√', '✓', '✔', '1', 'Y', 'YES', 'TRUE', '对'])
const NO = new Set(['否', '不', '无', '不在', '不在家', '外出', '在外', '×', '✗', '✘', '0', 'N', 'NO', 'FALSE', 'X'])

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

/** 是/否 or 政治面貌; empty means no. */
export function readParty(cell: RosterCell): Field<boolean> {
  const text = cellWords(cell)
  if (PARTY.has(text)) return { value: true }
  if (NOT_PARTY.has(text)) return { value: false }
  const answer = readYesNo(cell, '党员')
  return 'reason' in answer ? answer : { value: answer.value ?? false }
}
