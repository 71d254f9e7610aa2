/** Times as an official reads them in a table. Always Shanghai. */
import { type DateString, dateOf, daysBetween, type Instant, instantAt, isServedMonth, wallTime, weekdayOf } from '../kernel/time.ts'
import { monthSpan } from '../store/reading/assessment.ts'

const WEEKDAYS = ['', '周一', '周二', '周三', '周四', '周五', '周六', '周日']
const two = (n: number): string => String(n).padStart(2, '0')

/** 9月7日 周一; with the year when it is not that of `now`. */
export function day(date: DateString, now: Instant): string {
  const [year, month, d] = date.split('-').map(Number)
  return `${year === wallTime(now).year ? '' : `${year}年`}${month}月${d}日 ${WEEKDAYS[weekdayOf(date)]}`
}

/** 9月7日 周一 19:30. */
export function moment(at: Instant, now: Instant): string {
  return `${day(dateOf(at), now)} ${timeOfDay(at)}`
}

/** 19:30. */
export function timeOfDay(at: Instant): string {
  const { hour, minute } = wallTime(at)
  return `${two(hour)}:${two(minute)}`
}

/** 今天, 还有3天, 过了2天. */
export function distance(date: DateString, now: Instant): string {
  const days = daysBetween(dateOf(now), date)
  if (days === 0) return '今天'
  return days > 0 ? (days === 1 ? '明天' : `还有${days}天`) : `过了${-days}天`
}

/** What was asked for, if it is a month; anything else in an address is no month and is said nowhere. */
export const monthAsked = (given: string | undefined): string | undefined =>
  given !== undefined && isServedMonth(given) ? given : undefined

/** The instants of a month, half open; undefined for what is no month. */
export function spanOf(given: string | undefined): { from: Instant; to: Instant } | undefined {
  const month = monthAsked(given)
  if (month === undefined) return undefined
  const { from, to } = monthSpan(month)
  return { from: instantAt(from), to: instantAt(to) }
}

/** 2026-09 → 2026年9月. */
export const sayMonth = (month: string): string => `${Number(month.slice(0, 4))}年${Number(month.slice(5))}月`
