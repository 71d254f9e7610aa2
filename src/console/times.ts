/** Times as an official reads them in a table. Always Shanghai. */
import type { Calendar } from '../domain/calendar/calendar.ts'
import { howFar } from '../domain/calendar/workdays.ts'
import { type DateString, dateOf, daysBetween, type Instant, instantAt, isServedMonth, wallTime, weekdayOf } from '../kernel/time.ts'
import { monthSpan } from '../store/reading/assessment.ts'
import { sayLate, sayLeft } from '../text/due.ts'

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

/** 今天, 还剩3个工作日, 逾期2个工作日: the number that the group, the digest and the papers have as well. */
export function distance(date: DateString, now: Instant, calendar: Calendar): string {
  const days = daysBetween(dateOf(now), date)
  if (days === 0) return '今天'
  if (days === 1) return '明天'
  const { left, late } = howFar(calendar, date, dateOf(now))
  if (late !== undefined) return sayLate(late)
  return left > 0 ? sayLeft(left) : `还有${days}天，中间没有工作日`
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
