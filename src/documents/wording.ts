/** Dates and texts as an official paper has them. Always Shanghai. */
import { type DateString, type Instant, wallTime, weekdayOf } from '../kernel/time.ts'

const WEEKDAYS = ['', '一', '二', '三', '四', '五', '六', '日']

/** 2026年9月29日: no leading zeros, as GB/T 9704 wants it. */
export function officialDate(date: DateString): string {
  const [year, month, day] = date.split('-').map(Number)
  return `${year}年${month}月${day}日`
}

/** 2026年9月29日（星期二）. */
export const officialDay = (date: DateString): string => `${officialDate(date)}（星期${WEEKDAYS[weekdayOf(date)]}）`

/** 19:30. */
export function clockText(at: Instant): string {
  const { hour, minute } = wallTime(at)
  return `${String(hour).padStart(2, '0')}:${String(minute).padStart(2, '0')}`
}

/** 2026年9月29日（星期二）19:30. */
export const officialMoment = (at: Instant): string => `${officialDay(wallTime(at).date)}${clockText(at)}`

/** 2026-09-29 19:30, for tables that people sort. */
export const tableMoment = (at: Instant): string => `${wallTime(at).date} ${clockText(at)}`

/** What XML 1.0 forbids: control characters and halves of surrogate pairs. */
const UNPRINTABLE = /[\p{Cs}\ufffe\uffff]|(?![\t\n])\p{Cc}/gu

/**
 * What a villager typed, without the characters that a .docx or .xlsx cannot hold: one of them would make the whole file unreadable.
 * Line breaks become `\n`; nothing else is touched.
 */
export function carried(text: string): string {
  return text.replace(/\r\n?|[\u0085\u2028\u2029]/g, '\n').replace(UNPRINTABLE, '')
}
