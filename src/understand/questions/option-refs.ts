/**
 * The options of a poll as a gazetteer: each way of pointing at one (its number, ①, 第n个, 9.9, 9号, 周四, 后天, 初二, 8点, 最后那个, 早点的) is
 * read against the options that there are. A short date is a date only because it is one of them.
 */
import { lunarOf } from '../../domain/calendar/lunar.ts'
import { type DateString, type WallTime, wallTime } from '../../kernel/time.ts'
import { nearestYear } from '../days.ts'
import type { Token } from '../lex/token.ts'
import { clashText } from '../moment-words.ts'
import { fits, type SaidMoment, scanMoment, wallOf } from '../moments.ts'
import { digitsOf, numberOf } from '../numerals.ts'
import { SAY } from '../say.ts'
import { groupRef } from './option-groups.ts'
import type { Ref } from './ref.ts'

const SMALL_RANGE = 9

export function refOf(token: Token, text: string, options: readonly string[], wall: WallTime): Ref | undefined {
  switch (token.kind) {
    case 'number':
      return token.marked ? markedRef(token, text, options) : numberRef(token, options)
    case 'ordinal':
      return token.n! >= 1 && token.n! <= options.length
        ? { options: [token.n!] }
        : { options: [], off: SAY.noSuchOption(token.n!, options.length) }
    case 'decimal':
      return decimalRef(token, text, options, wall)
    case 'moment':
      return hourOfSeveral(token, text, options) ?? momentRef(token.moment!, text.slice(token.from, token.to), options)
    case 'busy':
      return token.moment && partRef(token.moment, options)
    case 'relative':
      return token.group ? groupRef(token.group, text.slice(token.from, token.to), options, wall) : relativeRef(token, options)
    default:
      return undefined
  }
}

function numberRef(token: Token, options: readonly string[]): Ref | undefined {
  const { n, digits = '' } = token
  const count = options.length
  if (n !== undefined && n >= 1 && n <= count) return { options: [n] }
  const each = digits.length > 1 ? digitsOf(digits) : undefined
  if (each && new Set(each).size === each.length && each.every((d) => d >= 1 && d <= count)) {
    // 12 where the twelfth is one of the days, too.
    const day = options.findIndex((o) => wallOf(o)?.date.endsWith(`-${digits}`))
    return day >= 0 ? { options: each, several: true } : { options: each }
  }
  const dayOnly = dayOfMonth(n, digits, options)
  if (dayOnly) return dayOnly
  const lunar = lunarRef(n, digits, options)
  if (lunar) return lunar
  return n !== undefined && n >= 1 && n <= SMALL_RANGE ? { options: [], off: SAY.noSuchOption(n, count) } : undefined
}

/** 28 where one of the times is on that day: readable, and asked. */
function dayOfMonth(n: number | undefined, digits: string, options: readonly string[]): Ref | undefined {
  if (n === undefined || n > 31 || !/^\d\d$/.test(digits)) return undefined
  const found = options.flatMap((o, i) => (dated(o).endsWith(`-${digits}`) ? [i + 1] : []))
  return found.length > 0 ? { options: found, day: true, unsure: true } : undefined
}

/** 十六 where one of the times is on the sixteenth of the farmers' month. */
function lunarRef(n: number | undefined, digits: string, options: readonly string[]): Ref | undefined {
  if (n === undefined || n <= 10 || n > 30 || /\d/.test(digits)) return undefined
  const found = options.flatMap((o, i) => (wallOf(o) && lunarDay(dated(o)) === n ? [i + 1] : []))
  return found.length === 1 ? { options: found, day: true } : undefined
}

const lunarDays = new Map<string, number>()
const LUNAR_DAYS_MAX = 500
function lunarDay(date: string): number {
  const known = lunarDays.get(date)
  if (known !== undefined) return known
  if (lunarDays.size >= LUNAR_DAYS_MAX) lunarDays.clear()
  const { day } = lunarOf(date)
  lunarDays.set(date, day)
  return day
}

/** 9号: the day if it is one of them; 1号 where it is none may be the first. 2号时间 is the second. */
function markedRef(token: Token, text: string, options: readonly string[]): Ref | undefined {
  const word = text.slice(token.from, token.to)
  const { n = 0 } = token
  const ordinal = n >= 1 && n <= options.length
  if (/(?:时间|选项|方案)$/.test(word)) return ordinal ? { options: [n] } : undefined
  const day = token.moment && momentRef(token.moment, word, options)
  if (day && !day.off) return day
  if (ordinal) return { options: [n], unsure: true, day: true }
  return day
}

const dated = (iso: string): string => wallOf(iso)?.date ?? ''

function decimalRef(token: Token, text: string, options: readonly string[], wall: WallTime): Ref | undefined {
  const [a, b, sign] = token.pair!
  // 一共3+1 adds up.
  if (sign === '+' && /[共计]$/.test(text.slice(0, token.from))) return undefined
  if (sign === '+') return a !== b && [a, b].every((n) => n >= 1 && n <= options.length) ? { options: [a, b] } : undefined
  const monthDay = `-${`${a}`.padStart(2, '0')}-${`${b}`.padStart(2, '0')}`
  const found = options.flatMap((o, i) => (dated(o).endsWith(monthDay) ? [i + 1] : []))
  if (found.length > 0) return found.length === 1 ? { options: found, day: true } : { options: found, day: true, several: true }
  const inRange = (n: number): boolean => n >= 1 && n <= options.length
  if (inRange(a) && inRange(b) && a !== b) {
    if (sign === '.') return { options: [a, b] }
    if (sign === '/') return { options: [a, b], unsure: true }
    return a < b ? { options: Array.from({ length: b - a + 1 }, (_, i) => a + i), unsure: true } : undefined
  }
  const date = a <= 12 && b <= 31 ? nearestYear(a, b, wall) : undefined
  return date !== undefined && date >= wall.date && date <= lastDay(options)
    ? { options: [], off: SAY.timeNotOffered(text.slice(token.from, token.to)), day: true }
    : undefined
}

/** 9.15 is asked about while it could be one of these weeks; 3.5 is a price. */
const lastDay = (options: readonly string[]): string => {
  const last = options.map(dated).sort().at(-1) ?? ''
  return last === '' ? '' : wallTime(Date.parse(`${last}T12:00:00+08:00`) + WEEK_MS).date
}
const WEEK_MS = 7 * 86_400_000

function momentRef(said: SaidMoment, word: string, options: readonly string[]): Ref | undefined {
  const clash = said.day?.clash
  const either = clash?.[1].either && onEither(clash, options)
  if (either) return either
  if (clash) return { options: [], off: SAY.numberInstead(clashText(word, clash)), day: true }
  const numeral = said.day && said.day.date === undefined ? onCalendar(word, options) : undefined
  if (numeral) return numeral
  // 改天 puts off, it names no day.
  if (/^(?:改天|过几天)/.test(word)) return undefined
  if (said.vague) return { options: [], off: SAY.timeNotOffered(word), day: true }
  const found: number[] = []
  for (const [i, option] of options.entries()) {
    const time = wallOf(option)
    if (time && (said.day?.date !== undefined || !said.day) && fits(said, time)) found.push(i + 1)
  }
  // 8点 may be the hour of anything; 晚上8点 and 两点半 are not said by chance.
  const vagueHour = said.part === '' && said.minute === 0
  if (!said.day)
    return said.hour !== undefined && found.length === 1
      ? { options: found, day: true, ...(vagueHour && { hour: true as const }) }
      : undefined
  if (found.length === 1) return { options: found, day: true }
  if (found.length > 1) return { options: found, several: true, day: true }
  const off = SAY.timeNotOffered(word)
  if (!said.day.relative || said.hour !== undefined) return { options: [], off, day: true }
  if (/[昨前当]/.test(word)) return undefined
  return { options: [], off, faint: word.startsWith('今') ? 'today' : 'soon', day: true }
}

/** 9点那两天: as many as there are at that hour. */
function hourOfSeveral({ moment, to }: Token, text: string, options: readonly string[]): Ref | undefined {
  const count = /^的?[那这]([两二三四2-4])[天个场次晚]/.exec(text.slice(to, to + 4))
  if (!count || moment!.day || moment!.hour === undefined) return undefined
  const found = options.flatMap((option, i) => {
    const time = wallOf(option)
    return time && fits(moment!, time) ? [i + 1] : []
  })
  return found.length === numberOf(count[1]!) ? { options: found, day: true } : undefined
}

/** 上午, 晚上: the options at that part of the day, where others are at another. */
function partRef(said: SaidMoment, options: readonly string[]): Ref | undefined {
  const found = options.flatMap((option, i) => {
    const time = wallOf(option)
    return time && fits(said, time) ? [i + 1] : []
  })
  return found.length > 0 && found.length < options.length ? { options: found, day: true } : undefined
}

/** 九月十一: read as a day only because it is one of the options. */
function onCalendar(word: string, options: readonly string[]): Ref | undefined {
  const said = /^([一二三四五六七八九十]{1,2})月([一二三四五六七八九十廿]{1,3})/.exec(word)
  if (!said) return undefined
  const monthDay = [said[1]!, said[2]!].map((n) => `${numberOf(n) ?? 0}`.padStart(2, '0')).join('-')
  const found = options.flatMap((o, i) => (dated(o).endsWith(`-${monthDay}`) ? [i + 1] : []))
  return found.length === 1 ? { options: found, day: true } : undefined
}

/** 九月十一: a day of either calendar, and one of them is an option. */
function onEither(days: readonly { date: DateString }[], options: readonly string[]): Ref | undefined {
  const found = options.flatMap((o, i) => (days.some(({ date }) => dated(o) === date) ? [i + 1] : []))
  return found.length === 1 ? { options: found, day: true } : undefined
}

function relativeRef({ n, end }: Token, options: readonly string[]): Ref | undefined {
  const count = options.length
  const range = (from: number, length: number): Ref => ({ options: Array.from({ length }, (_, i) => from + i) })
  if (end === 'last') return n! >= 1 && n! <= count ? range(count - n! + 1, 1) : undefined
  if (n !== undefined && end === 'middle') return n < count && (count - n) % 2 === 0 ? range((count - n) / 2 + 1, n) : undefined
  if (n !== undefined) return n <= count ? range(end === 'front' ? 1 : count - n + 1, n) : undefined
  if (count === 0) return undefined
  if (end === 'front') return range(1, 1)
  if (end === 'back') return range(count, 1)
  if (end === 'middle') return count % 2 === 1 && count > 1 ? range((count + 1) / 2, 1) : undefined
  if (end === 'weekend') {
    const free = options.flatMap((o, i) => ((wallOf(o)?.weekday ?? 0) >= 6 ? [i + 1] : []))
    return free.length === 0 ? { options: [], off: SAY.timeNotOffered('周末'), day: true } : { options: free, day: true, hour: true }
  }
  return byClock(end === 'early', options)
}

/** 早点的 of two is plain; of more it is asked. */
function byClock(early: boolean, options: readonly string[]): Ref | undefined {
  const order = options.map((o, i) => ({ at: Date.parse(o), i: i + 1 })).sort((a, b) => a.at - b.at)
  const one = (early ? order[0] : order.at(-1))?.i
  if (one === undefined || options.length < 2) return undefined
  return options.length === 2 ? { options: [one] } : { options: [one], unsure: true }
}

/** 周三四, 周三、四, 周三和四: the numeral behind a weekday is a weekday, too. Undefined when it is none. */
export function weekdayRef(token: Token, before: Token, text: string, options: readonly string[], wall: WallTime): Ref | undefined {
  const last = text[before.to - 1] ?? ''
  const named = /(?:周|星期|礼拜|拜)([一二三四五六日天1-7])$/.test(text.slice(before.from, before.to)) || before.kind === 'number'
  const { digits = '' } = token
  if (!named || digits.length !== 1 || token.marked || /\d/.test(last) !== /\d/.test(digits) || (numberOf(digits) ?? 9) > 7)
    return undefined
  const said = scanMoment(`周${digits}`, 0, wall)
  return said && momentRef(said, `周${digits}`, options)
}
