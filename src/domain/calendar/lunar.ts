import { LunarMonth, Lunar as LunarTables, Solar } from 'lunar-typescript'
import { type DateString, daysBetween } from '../../kernel/time.ts'

/** A day of the farmers' calendar, without a year. `month` 1–12; `leap` for 闰月. */
export interface LunarDay {
  month: number
  day: number
  leap?: boolean
}

export interface LunarDate extends LunarDay {
  /** The lunar year that began at 春节: January 2027 is still lunar 2026. */
  year: number
}

const DIGITS = ['', '一', '二', '三', '四', '五', '六', '七', '八', '九', '十']
const MONTHS = ['', '正', '二', '三', '四', '五', '六', '七', '八', '九', '十', '冬', '腊']

/** Days in a lunar month (29 or 30); 0 when that year has no such month. */
export function lunarMonthLength(year: number, month: number, leap = false): number {
  if (month < 1 || month > 12) return 0
  return LunarMonth.fromYm(year, leap ? -month : month)?.getDayCount() ?? 0
}

/** The solar date of a lunar one; undefined when it does not exist (腊月三十 in a short month, a leap month that year does not have). */
export function solarOf({ year, month, day, leap }: LunarDate): DateString | undefined {
  if (day < 1 || day > lunarMonthLength(year, month, leap)) return undefined
  return LunarTables.fromYmd(year, leap ? -month : month, day)
    .getSolar()
    .toYmd()
}

export function lunarOf(date: DateString): LunarDate {
  const [year = 0, month = 0, day = 0] = date.split('-').map(Number)
  const lunar = Solar.fromYmd(year, month, day).getLunar()
  const signed = lunar.getMonth()
  return { year: lunar.getYear(), month: Math.abs(signed), day: lunar.getDay(), ...(signed < 0 && { leap: true }) }
}

/** As people write it: 腊月十八, 闰六月初一, 正月廿三. */
export function lunarText({ month, day, leap }: LunarDay): string {
  const tens = ['初', '十', '廿', '三十'][Math.floor(day / 10)] ?? ''
  const name = day === 10 ? '初十' : day === 20 ? '二十' : day === 30 ? '三十' : `${tens}${DIGITS[day % 10]}`
  return `${leap ? '闰' : ''}${MONTHS[month]}月${name}`
}

/**
 * The first such lunar day on or after `from`; undefined when there is none within the next three lunar years. 腊月三十 of a short month is
 * taken as the month's last day, 除夕, because that is the evening people mean.
 */
export function nextLunar(wanted: LunarDay, from: DateString): DateString | undefined {
  const first = lunarOf(from).year
  for (let year = first; year <= first + 3; year++) {
    const newYearsEve = wanted.month === 12 && wanted.day === 30 && !wanted.leap
    const day = newYearsEve ? lunarMonthLength(year, 12) : wanted.day
    const date = solarOf({ ...wanted, day, year })
    if (date !== undefined && daysBetween(from, date) >= 0) return date
  }
  return undefined
}

/** The day of 春节 (正月初一) that falls into a solar year. */
export function springFestival(solarYear: number): DateString {
  return LunarTables.fromYmd(solarYear, 1, 1).getSolar().toYmd()
}

/** 清明 of a solar year. It follows the sun: April 4th or 5th, rarely the 6th. */
export function qingming(solarYear: number): DateString {
  const term = LunarTables.fromYmd(solarYear, 2, 1).getJieQiTable().清明
  if (!term) throw new RangeError(`no 清明 in ${solarYear}`)
  return term.toYmd()
}

const DAY_WORDS = new Map(Array.from({ length: 30 }, (_, i): [string, number] => [lunarText({ month: 1, day: i + 1 }).slice(2), i + 1]))
for (let i = 1; i <= 9; i++) DAY_WORDS.set(`二十${DIGITS[i]}`, 20 + i)
const MONTH_WORDS = new Map(MONTHS.map((word, i): [string, number] => [word, i]))
MONTH_WORDS.set('一', 1).set('十一', 11).set('十二', 12).set('臘', 12)

/** Festivals that are a lunar day and nothing else. 小年 is left out: it is the 23rd in the north and the 24th in the south. */
const NAMED_DAYS = new Map<string, LunarDay>([
  ['元宵', { month: 1, day: 15 }],
  ['端午', { month: 5, day: 5 }],
  ['中秋', { month: 8, day: 15 }],
  ['重阳', { month: 9, day: 9 }],
  ['腊八', { month: 12, day: 8 }],
])

const FORM =
  /^(农历|阴历|旧历|古历|農曆|陰曆)?的?(闰|閏)?(正|一|二|三|四|五|六|七|八|九|十一|十二|十|冬|腊|臘)月(初?[一二三四五六七八九十廿]{1,3}|三十)(日|号)?$/
const NEW_YEAR = /^(大?年三十|大年夜|除夕)(晚上|夜)?$|^(?:大年|年|新年)(初[一二三四五六七八九十])$/

export interface SpokenLunarDay extends LunarDay {
  /**
   * True when it can only be lunar (腊月, 初五, 廿三, 农历 …). 八月十五 or 十月二十 might also be a solar date spoken loosely:
   * whoever reads it must ask.
   */
  certain: boolean
}

/** Reads 腊月十八, 农历八月十五, 闰六月初一, 大年三十, 年初五, 中秋. Undefined when the whole text is not a lunar date. */
export function parseLunar(text: string): SpokenLunarDay | undefined {
  const word = text.trim()
  const newYear = NEW_YEAR.exec(word)
  if (newYear) return newYear[3] ? { month: 1, day: DAY_WORDS.get(newYear[3]) ?? 1, certain: true } : { month: 12, day: 30, certain: true }
  const named = NAMED_DAYS.get(word.replace(/节$/, ''))
  if (named) return { ...named, certain: true }
  const form = FORM.exec(word)
  if (!form) return undefined
  const [, prefix, leap, monthWord = '', dayWord = '', suffix] = form
  const month = MONTH_WORDS.get(monthWord)
  const day = DAY_WORDS.get(dayWord) ?? DAY_WORDS.get(`初${dayWord}`)
  if (month === undefined || day === undefined) return undefined
  const lunarWords = /[正冬腊臘]/.test(monthWord) || /^[初廿]/.test(dayWord)
  if (suffix !== undefined && !prefix && !lunarWords) return undefined
  return { month, day, ...(leap !== undefined && { leap: true }), certain: prefix !== undefined || leap !== undefined || lunarWords }
}
