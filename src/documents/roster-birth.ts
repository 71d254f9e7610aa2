/** When somebody was born: as people write dates, and as an ID number has it. */
import { addDays, type DateString, isDate } from '../kernel/time.ts'
import { cellWords, type Field, type RosterCell, unscientific } from './roster-fields.ts'

export interface Born {
  date: DateString
  /** Only the month was said: the first day of it is kept, which never makes anybody younger than they are. */
  monthOnly?: true
}

/** The day before day 1 in Excel's count of days, given that Excel takes 1900 for a leap year. */
const EXCEL_DAY_ZERO = '1899-12-30'
const OLDEST = '1900-01-01'

const WHOLE = /^(\d{4})(?:[-./年]\s?(\d{1,2})[-./月]\s?(\d{1,2})[日号]?|(\d{2})(\d{2}))$/
const MONTH = /^((?:19|20)\d{2})(?:[-./年]\s?(\d{1,2})月?|(\d{2}))$/
/** A number loses its last zero: 1990.10 is 1990.1. */
const MONTH_OR_TENTH = /^\d{4}\.1$/
const TIME_BEHIND = /[ T]\d{1,2}:\d{2}(?::\d{2}(?:\.\d+)?)?$/

/**
 * 1965-03-02, 1965.3.2, 1965/3/2, 1965年3月2日, 19650302, 1990.5, 1990年5月, Excel's own date or its count of days. Unknown birth dates stay
 * empty.
 */
export function readBirthDate(cell: RosterCell, today: DateString): Field<Born | undefined> {
  const text = cellWords(cell).replace(TIME_BEHIND, '')
  if (text === '') return { value: undefined }
  if (MONTH_OR_TENTH.test(text))
    return { reason: `出生日期“${text}”分不清是1月还是10月，请写成${text.slice(0, 4)}-01或${text.slice(0, 4)}-10` }
  const [, year = '', month = '', day = '', shortMonth = '', shortDay = ''] = WHOLE.exec(text) ?? []
  const [, monthYear, monthOnly = ''] = (year === '' && MONTH.exec(text.replace(/^(\d{4})(\d{2})$/, '$1-$2'))) || []
  const serial = /^\d{5}(?:\.\d+)?$/.test(text) ? addDays(EXCEL_DAY_ZERO, Math.floor(Number(text))) : undefined
  const value =
    year !== ''
      ? `${year}-${(month || shortMonth).padStart(2, '0')}-${(day || shortDay).padStart(2, '0')}`
      : monthYear
        ? `${monthYear}-${monthOnly.padStart(2, '0')}-01`
        : serial
  if (value === undefined) return { reason: `出生日期“${text}”请写成1965-03-02，不清楚就留空` }
  if (!isDate(value)) return { reason: `出生日期“${text}”没有这一天` }
  if (value > today) return { reason: `出生日期“${text}”在今天之后` }
  if (value < OLDEST) return { reason: `出生日期“${text}”太早` }
  return { value: monthYear ? { date: value, monthOnly: true } : { date: value } }
}

export interface Identity {
  birthDate: DateString
  gender: '男' | '女'
}

const WEIGHTS = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2]
const CHECKS = '10X98765432'
const LOST = '少了几位（表格把它当成了数字），请把这一列设成“文本”再填一次'

/** Never shown whole. */
const masked = (text: string): string => `${text.slice(0, 3)}…${text.slice(-2)}`

/**
 * An ID number of 18 or 15 places; only the birth date and the gender in it are used, and it is kept nowhere. As a number in a spreadsheet it has
 * lost its last places, which would give a false birth date to nobody but a false person to everybody who looks it up: a fault.
 */
export function readIdentity(cell: RosterCell, today: DateString): Field<Identity | undefined> {
  const text = cellWords(cell).replace(/[\s-]/g, '').toUpperCase()
  if (text === '') return { value: undefined }
  const short = unscientific(text)
  const lost = short === 'lost' || (typeof cell === 'number' && cell > 1e15) || /^\d{15}000$/.test(text)
  const whole = typeof short === 'object' ? short.whole : text
  if (lost && !checked(whole)) return { reason: `身份证号“${masked(text)}”${LOST}` }
  const [, old, now] = /^(?:(\d{15})|(\d{17}[\dX]))$/.exec(whole) ?? []
  if (old === undefined && now === undefined) return { reason: `身份证号“${masked(text)}”应是18位，不清楚就留空` }
  if (now !== undefined && !checked(now)) return { reason: `身份证号“${masked(text)}”最后一位对不上，像是抄错了，不清楚就留空` }
  const digits = now?.slice(6, 14) ?? `19${old?.slice(6, 12)}`
  const birthDate = `${digits.slice(0, 4)}-${digits.slice(4, 6)}-${digits.slice(6)}`
  if (!isDate(birthDate) || birthDate > today) return { reason: `身份证号“${masked(text)}”里的出生日期不对` }
  return { value: { birthDate, gender: Number(now?.[16] ?? old?.[14]) % 2 === 1 ? '男' : '女' } }
}

const checked = (text: string): boolean =>
  /^\d{17}[\dX]$/.test(text) && CHECKS[WEIGHTS.reduce((sum, weight, i) => sum + weight * Number(text[i]), 0) % 11] === text[17]
