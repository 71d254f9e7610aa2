/**
 * One name of a day in what people say: 明天, 下周三, 这个礼拜六, 15号, 9月30日, 月底, 腊月十八, 国庆后第一个工作日. One sticky pattern each,
 * tried at a position; none of them searches, so reading is linear. A day named twice (9月8日周二) is read by day-named-twice.ts.
 */
import { nextLunar, parseLunar } from '../domain/calendar/lunar.ts'
import { workingDaysAfter } from '../domain/calendar/workdays.ts'
import { addDays, type DateString, daysBetween, type WallTime } from '../kernel/time.ts'
import { plainCalendar, workdayAfterFestival } from './festivals.ts'
import { lunarOrSolar } from './lunar-or-solar.ts'
import { dateFrom, lastOfMonth, monthFrom } from './months.ts'
import { NUM, numberOf } from './numerals.ts'

/** How a day is named. One day may be named in several of these ways at once, never twice in the same one: 周三 周四 are two days. */
export type Way = 'distance' | 'week' | 'calendar' | 'farmers'

export interface SaidDay {
  end: number
  /** Absent for names that no other name stands beside: 月底, 三天内, 周末. */
  way?: Way
  /** Absent when the words leave it open (节后, 周末, 八月十五): whoever needs the day must ask. */
  date?: DateString
  /** 周三 without which week: `date` is the coming one, and an option on any Wednesday fits. */
  weekday?: number
  /** 今天, 明天 …: too common in chat to be an answer that is none of the options. */
  relative?: true
  /** 三天内, 本周内: `date` is only the last of the days meant. */
  within?: true
  /** 9月8日周五 of a Tuesday: the two names and the day that each means. `date` is absent. */
  clash?: readonly [NamedDay, NamedDay]
}

/** `bare`: a weekday without its week, which means the one nearest to the other name. `either`: the one name that there is may be of this calendar, too. */
export interface NamedDay {
  word: string
  way: Way
  date: DateString
  bare?: true
  either?: true
}

type Read = Omit<SaidDay, 'end' | 'way'>
type Reader = (found: RegExpExecArray, now: WallTime) => Read | undefined

const only = (date: DateString | undefined): Read => (date === undefined ? {} : { date })

const RELATIVE: Record<string, number> = {
  大前天: -3,
  前天: -2,
  昨天: -1,
  昨日: -1,
  昨晚: -1,
  今天: 0,
  今日: 0,
  今儿: 0,
  当天: 0,
  今: 0,
  明天: 1,
  明日: 1,
  明儿: 1,
  明: 1,
  后天: 2,
  后日: 2,
  后儿: 2,
  后: 2,
  大后天: 3,
  大后: 3,
} // prettier-ignore

const WEEKDAYS = '一二三四五六日'
const weekdayFrom = (word: string): number =>
  word === '天' || word === '末' ? 7 : word >= '1' && word <= '7' ? Number(word) : WEEKDAYS.indexOf(word) + 1

/** 上 −1, none 0, 下 +1, 下下 +2. Weeks begin on Monday, as the calendar on the wall does. */
function weekOffset(prefix: string | undefined): number | undefined {
  if (!prefix) return undefined
  if (prefix.startsWith('上')) return -1
  return [...prefix].filter((c) => c === '下').length
}

/** A month and day without a year: this year's, or next year's when this year's lies half a year back. A day just gone stays gone. */
export function nearestYear(month: number, day: number, now: WallTime): DateString | undefined {
  const here = dateFrom(now.year, month, day)
  if (here !== undefined && daysBetween(here, now.date) <= 183) return here
  return dateFrom(now.year + 1, month, day) ?? here
}

/** 本月 and 这个月 0, 下个月 1, 下下个月 2, 上个月 −1. */
const monthOffset = (prefix: string): number => weekOffset(prefix) ?? 0

function monthEnd(word: string, now: WallTime): DateString | undefined {
  const month = numberOf(word)
  if (month !== undefined) return month >= 1 && month <= 12 ? lastOfMonth(month < now.month ? now.year + 1 : now.year, month) : undefined
  const meant = monthFrom(monthOffset(word), now)
  return lastOfMonth(meant.year, meant.month)
}

/** 今年, 明年, 26年, 2026年. */
function yearFrom(word: string, now: WallTime): number {
  const said = /^\d+/.exec(word)
  if (said) return Number(said[0]) + (said[0].length === 2 ? 2000 : 0)
  return now.year + (word.startsWith('明') ? 1 : word.startsWith('后') ? 2 : 0)
}

/** 明年1月10日, 明年三月底, 明年底. A month of the farmers' calendar in a year that was named is asked. */
function dayOfYear(f: RegExpExecArray, now: WallTime): Read {
  const year = yearFrom(f[1]!, now)
  if (f[2] === undefined) return f[0].endsWith('底') ? { date: `${year}-12-31` } : {}
  const month = numberOf(f[2]) ?? 0
  if (month < 1 || month > 12) return {}
  if (f[3] === undefined) return { date: lastOfMonth(year, month) }
  return only(dateFrom(year, month, numberOf(f[3]) ?? 0))
}

const REMEMBERED_MAX = 500
const memory = new Map<string, Read>()

/** The farmers' calendar costs milliseconds, and 中秋 is said a hundred times on the same day. The key holds all that the answer depends on. */
function remembered(key: string, reckon: () => DateString | undefined): Read {
  const known = memory.get(key)
  if (known) return known
  if (memory.size >= REMEMBERED_MAX) memory.clear()
  const day = only(reckon())
  memory.set(key, day)
  return day
}

const PART_OF_DAY = '(?:早|晚|上午|中午|下午)'
/** 雨后天晴, 今后天天: 后 belongs to the word before it. */
const NOT_AFTER = '(?<![今以之最先雨然随背饭节])'
/** 说明上午…, 如今早就…: neither is a day. */
const NOT_BRIGHT = '(?<![说证文声光表聪发清照透黎分指标注申阐查失鲜英高严如当至而于])'
/** 后 before 晚 or 上午 is a day only where no word ends in it (雨后上午, 收稻后晚8点): behind nothing, or behind 到, 我, 就 … */
const ALONE = '(?<=^|[^\\u4e00-\\u9fff]|[到在定是约就那我延改至])'
/** 3号灯杆, 5号井: things have numbers, too. */
const NO_THING = '(?![灯杆井塘楼线路桥渠沟机泵管闸门院栋塔台柜箱房坝田车厂坑洞片弯标坡]|屋(?!场)|地块|水)'

const DAY_READERS: [RegExp, Reader, Way?][] = [
  [
    new RegExp(
      `(大前天|前天|昨[天日]|昨(?=晚)|大后天|大后(?=${PART_OF_DAY})|今[天日儿]|明[天日儿]|${NOT_AFTER}后[天日儿]|当天|${NOT_BRIGHT}[今明](?=${PART_OF_DAY})|${ALONE}后(?=${PART_OF_DAY}))`,
      'y',
    ),
    (f, now) => ({ date: addDays(now.date, RELATIVE[f[1]!] ?? -1), relative: true }),
    'distance',
  ],
  [
    /((?:这一?个?|本|下下个?|下一?个?|上一?个?)?)(?:周|星期|礼拜|拜)([一二三四五六日天1-7末])/y,
    (f, now) => {
      const weekday = weekdayFrom(f[2]!)
      if (f[2] === '末') return {}
      const offset = weekOffset(f[1])
      if (offset !== undefined) return { date: addDays(now.date, weekday - now.weekday + 7 * offset) }
      return { date: addDays(now.date, (weekday - now.weekday + 7) % 7), weekday }
    },
    'week',
  ],
  [/(\d{4})[-年.](\d{1,2})[-月.](\d{1,2})[日号]?/y, (f) => only(dateFrom(Number(f[1]), Number(f[2]), Number(f[3]))), 'calendar'],
  [
    /(?:农历|阴历|旧历)的?闰?(?:十[一二]|[正一二三四五六七八九十冬腊])月(?:初[一二三四五六七八九十]|二?十[一二三四五六七八九]|廿[一二三四五六七八九]?|二十|三十|十)|闰?[正冬腊]月(?:初[一二三四五六七八九十]|二?十[一二三四五六七八九]|廿[一二三四五六七八九]?|二十|三十|十)|闰?(?:十[一二]|[一二三四五六七八九十])月(?:初[一二三四五六七八九十]|廿[一二三四五六七八九]?)|大?年(?:三十|初[一二三四五六七八九十])|除夕|元宵|重阳|(?:中秋|端午)节?(?!后|前|过)/y,
    (f, now) => {
      return remembered(`${f[0]} ${now.date}`, () => {
        const lunar = parseLunar(f[0])
        return lunar?.certain ? nextLunar(lunar, now.date) : undefined
      })
    },
    'farmers',
  ],
  [
    /初([一二三四五六七八九十])/y,
    (f, now) => remembered(`${f[0]} ${now.date}`, () => nextLunarDay(numberOf(f[1]!) ?? 1, now.date)),
    'farmers',
  ],
  [new RegExp(`(${NUM})月(${NUM})([日号]?)`, 'y'), (f, now) => monthDay(f, now), 'calendar'],
  [/(\d{1,2})[./-](\d{1,2})(?=之?前|以前)/y, (f, now) => only(nearestYear(Number(f[1]), Number(f[2]), now)), 'calendar'],
  [
    new RegExp(`(\\d{1,2})[./-](\\d{1,2})(?= ?(?:\\(|周|星期|礼拜|${PART_OF_DAY}|\\d{1,2}(?:[点时]|:\\d)))`, 'y'),
    (f, now) => soon(nearestYear(Number(f[1]), Number(f[2]), now), now),
    'calendar',
  ],
  [
    new RegExp(
      `([今明后本]年|(?:20)?\\d{2}年)的?[ ]?(?:(${NUM})月(?:(${NUM})[日号]?|[底末])|年?底|(?=农历|阴历|旧历|闰|[正冬腊]月|[春端中国元五清重除]))`,
      'y',
    ),
    (f, now) => dayOfYear(f, now),
    'calendar',
  ],
  [new RegExp(`(${NUM})个月(?:之|以)?(内|后)`, 'y'), (f, now) => counted(monthsOn(numberOf(f[1]!) ?? 0, now), f[2])],
  [
    /(这个?|本|下{1,2}个?|上{1,2}个?)月(\d{1,2}|[一二三四五六七八九十廿]{1,3})[日号]/y,
    (f, now) => only(dayInMonth(numberOf(f[2]!) ?? 0, monthOffset(f[1]!), now)),
    'calendar',
  ],
  [new RegExp(`(这个?|本|下{1,2}个?|${NUM}|)月[底末]`, 'y'), (f, now) => only(monthEnd(f[1]!, now))],
  [/年底/y, (_, now) => ({ date: `${now.year}-12-31` })],
  [/(?:这|本)周(?:之内|内|里)|(?:这|本)周(?=前)/y, (_, now) => ({ date: addDays(now.date, 7 - now.weekday), within: true })],
  [
    new RegExp(
      `(国庆|中秋|春节|过年|年|元旦|五一|清明|端午|过?)(?:节)?(?:假期?)?(?:过)?(?:之|以)?后的?(?:第(${NUM})个?(?:工作日|上班日)|(?:头一天|第一天|首日)上班|上班(?:的)?第一天)`,
      'y',
    ),
    (f, now) => remembered(`${f[0]} ${now.date}`, () => workdayAfterFestival(f[1] ?? '', numberOf(f[2] ?? '1') ?? 1, now)),
  ],
  [
    /(?:国庆|中秋|春节|元旦|五一|清明|端午|过)?(?:节|假期?|年)(?:之|以)?[后前]|(?:国庆|中秋|春节|元旦|五一|清明|端午)(?:之|以)?[后前]|过几天|改天|周末|月初|月中|年前|年后/y,
    () => ({}),
  ],
  [new RegExp(`(${NUM})个?工作日(?:之|以)?(内|后)`, 'y'), (f, now) => counted(workdaysFrom(f[1]!, now), f[2])],
  [new RegExp(`(${NUM})天(?:之|以)?(内|后)`, 'y'), (f, now) => counted(daysOn(numberOf(f[1]!), 1, now), f[2])],
  [new RegExp(`(${NUM})个?(?:周|星期|礼拜)(?:之|以)?(内|后)`, 'y'), (f, now) => counted(daysOn(numberOf(f[1]!), 7, now), f[2])],
  [/半个?月(?:之|以)?(内|后)/y, (f, now) => counted(daysOn(1, HALF_A_MONTH, now), f[1])],
  [
    new RegExp(`(?<!第)(\\d{1,2}|[一二三四五六七八九十廿]{1,3})(?:日|号${NO_THING})`, 'y'),
    (f, now) => dayOfMonth(numberOf(f[1]!) ?? 0, now),
    'calendar',
  ],
]

/** 9.11晚7点半, 9/11 19:30: so short a form is a date only where it is near; 1-3 and 3.5 are said of many things. */
const SOON_DAYS = 92
const soon = (date: DateString | undefined, now: WallTime): Read | undefined =>
  date !== undefined && Math.abs(daysBetween(now.date, date)) <= SOON_DAYS ? { date } : undefined

const HALF_A_MONTH = 15

/** 两三天内 is no number: the day stays open. */
const daysOn = (n: number | undefined, each: number, now: WallTime): DateString | undefined =>
  n === undefined ? undefined : addDays(now.date, n * each)

const counted = (date: DateString | undefined, word: string | undefined): Read => ({
  ...only(date),
  ...(word === '内' && { within: true as const }),
})

/** The same day some months on, or that month's last. */
function monthsOn(months: number, now: WallTime): DateString | undefined {
  if (months < 1 || months > 12) return undefined
  const { year, month } = monthFrom(months, now)
  return dateFrom(year, month, now.day) ?? lastOfMonth(year, month)
}

function workdaysFrom(word: string, now: WallTime): DateString | undefined {
  const n = numberOf(word) ?? 0
  return n >= 1 && n <= 100 ? workingDaysAfter(plainCalendar, now.date, n).deadline : undefined
}

/** 初八 without a month: the next one, at most two months ahead. */
function nextLunarDay(day: number, from: DateString): DateString | undefined {
  const found: DateString[] = []
  for (let month = 1; month <= 12; month++) {
    const date = nextLunar({ month, day }, from)
    if (date !== undefined) found.push(date)
  }
  return found.sort()[0]
}

/** 9月30日, 九月三十号. Chinese numerals without 日/号 (八月十五) may be the farmers' calendar: no date, so that it is asked, naming both days. */
function monthDay(f: RegExpExecArray, now: WallTime): Read | undefined {
  const month = numberOf(f[1]!) ?? 0
  const day = numberOf(f[2]!) ?? 0
  if (month < 1 || month > 12 || day < 1 || day > 31) return {}
  if (f[3] !== '' || /^\d/.test(f[2]!)) return only(nearestYear(month, day, now))
  const clash = lunarOrSolar(f[0], nearestYear(month, day, now), { month, day }, now.date)
  return clash ? { clash } : {}
}

function dayOfMonth(day: number, now: WallTime): Read | undefined {
  if (day < 1 || day > 31) return undefined
  return day >= now.day ? only(dateFrom(now.year, now.month, day)) : only(dayInMonth(day, 1, now))
}

function dayInMonth(day: number, offset: number, now: WallTime): DateString | undefined {
  const { year, month } = monthFrom(offset, now)
  return dateFrom(year, month, day)
}

/** Every one of these begins a day; most characters do not, and are dismissed by one look. */
const STARTS = new Set([
  ...'大前昨今明后当这本下上周星礼拜农阴旧闰正冬腊一二两三四五六七八九十零百廿卅初年除元重中端国春过清节假改月半0123456789',
])

/** Reads the one name of a day that begins exactly at `at` of a normalized text. `now` is Shanghai's wall clock. */
export function readDay(text: string, at: number, now: WallTime): SaidDay | undefined {
  if (!STARTS.has(text[at] ?? '')) return undefined
  for (const [pattern, read, way] of DAY_READERS) {
    pattern.lastIndex = at
    const found = pattern.exec(text)
    if (!found) continue
    const day = read(found, now)
    if (day) return { end: pattern.lastIndex, ...day, ...(way && { way }) }
  }
  return undefined
}
