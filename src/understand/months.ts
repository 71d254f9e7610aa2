/** Days of a month, where there is such a day. */
import { addDays, type DateString, isDate, type WallTime } from '../kernel/time.ts'

const two = (n: number): string => `${n}`.padStart(2, '0')
export const dateFrom = (year: number, month: number, day: number): DateString | undefined => {
  const date = `${year}-${two(month)}-${two(day)}`
  return isDate(date) ? date : undefined
}

export function lastOfMonth(year: number, month: number): DateString {
  const next = month === 12 ? `${year + 1}-01-01` : `${year}-${two(month + 1)}-01`
  return addDays(next, -1)
}

export function monthFrom(offset: number, now: WallTime): { year: number; month: number } {
  const index = now.month - 1 + offset
  return { year: now.year + Math.floor(index / 12), month: (((index % 12) + 12) % 12) + 1 }
}
