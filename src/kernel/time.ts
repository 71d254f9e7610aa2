/**
 * Wall-clock time of the villages. Everything a person reads or says is Asia/Shanghai, whatever zone the host runs in.
 * China has had one zone without daylight saving since 1991, so the offset is the constant +08:00 and the arithmetic is
 * whole numbers; that is a hundred times cheaper than a zone database and cannot depend on the host.
 */

/** A moment: whole milliseconds since 1970-01-01T00:00:00Z. */
export type Instant = number

/** A calendar date in Shanghai, `YYYY-MM-DD`. */
export type DateString = string

export const SECOND = 1_000
export const MINUTE = 60 * SECOND
export const HOUR = 60 * MINUTE
export const DAY = 24 * HOUR

const OFFSET = 8 * HOUR

/** Wall-clock fields in Shanghai. `weekday`: 1 = Monday … 7 = Sunday. */
export interface WallTime {
  date: DateString
  year: number
  month: number
  day: number
  weekday: number
  hour: number
  minute: number
}

const two = (n: number): string => (n < 10 ? `0${n}` : `${n}`)

export function wallTime(at: Instant): WallTime {
  const d = new Date(at + OFFSET)
  const year = d.getUTCFullYear()
  const month = d.getUTCMonth() + 1
  const day = d.getUTCDate()
  return {
    date: `${year}-${two(month)}-${two(day)}`,
    year,
    month,
    day,
    weekday: d.getUTCDay() || 7,
    hour: d.getUTCHours(),
    minute: d.getUTCMinutes(),
  }
}

export const dateOf = (at: Instant): DateString => wallTime(at).date

/** The moment at which Shanghai's clocks show `date` `hour`:`minute`. `hour` 24 is the end of that day. */
export function instantAt(date: DateString, hour = 0, minute = 0): Instant {
  return Date.parse(`${date}T00:00:00Z`) - OFFSET + hour * HOUR + minute * MINUTE
}

/** True for a real calendar date written `YYYY-MM-DD` (`2026-02-30` is not one). */
export function isDate(text: string): boolean {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text)) return false
  const ms = Date.parse(`${text}T00:00:00Z`)
  return !Number.isNaN(ms) && new Date(ms).toISOString().slice(0, 10) === text
}

/** A date that the desk plans with or looks back at. Years beyond are slips of the hand, and not every clock can count them. */
export const isServedDate = (text: string): boolean => /^20\d{2}-/.test(text) && isDate(text)
/** A month (`2026-09`) of those years. */
export const isServedMonth = (text: string): boolean => /^20\d{2}-(0[1-9]|1[0-2])$/.test(text)

export function addDays(date: DateString, days: number): DateString {
  return new Date(Date.parse(`${date}T00:00:00Z`) + days * DAY).toISOString().slice(0, 10)
}

/** Whole days from `a` to `b`; negative when `b` is earlier. */
export function daysBetween(a: DateString, b: DateString): number {
  return Math.round((Date.parse(`${b}T00:00:00Z`) - Date.parse(`${a}T00:00:00Z`)) / DAY)
}

/** 1 = Monday … 7 = Sunday. */
export function weekdayOf(date: DateString): number {
  return new Date(`${date}T00:00:00Z`).getUTCDay() || 7
}

/** ISO 8601 with Shanghai's offset, seconds precision: `2026-09-09T19:30:00+08:00`. */
export function isoShanghai(at: Instant): string {
  return `${new Date(at + OFFSET).toISOString().slice(0, 19)}+08:00`
}

/** The same to the millisecond, for what is held to account: `2026-09-09T19:30:00.250+08:00`. */
export function exactShanghai(at: Instant): string {
  return `${new Date(at + OFFSET).toISOString().slice(0, 23)}+08:00`
}
