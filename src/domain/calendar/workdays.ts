import { addDays, type DateString } from '../../kernel/time.ts'
import { type Calendar, dayKind } from './calendar.ts'

/** One line of the reckoning that an official can check by hand. */
interface ReckonedDay {
  date: DateString
  counted: boolean
  why: string
}

export interface Reckoning {
  /** The n-th working day; the deadline is the end of it, 24:00 in Shanghai. */
  deadline: DateString
  /** Every calendar day from the starting day (day 0, never counted) to the deadline. */
  days: ReckonedDay[]
  /** True when a day after day 0 could only be judged by its weekday. */
  provisional: boolean
}

/** More than a year's working days is not a deadline but a typing error. */
export const MAX_WORKING_DAYS = 250

/**
 * `n` working days after `date` (issue-loop: Five working days). The day itself is day 0. With n = 0 the deadline is the day itself.
 * Throws RangeError for a date that does not exist and for n that is not a whole number from 0 to 250.
 */
export function workingDaysAfter(calendar: Calendar, date: DateString, n: number): Reckoning {
  if (!Number.isInteger(n) || n < 0 || n > MAX_WORKING_DAYS) {
    throw new RangeError(`working days must be a whole number from 0 to ${MAX_WORKING_DAYS}: ${n}`)
  }
  dayKind(calendar, date)
  const days: ReckonedDay[] = [{ date, counted: false, why: '当天不计' }]
  let deadline = date
  let provisional = false
  for (let counted = 0; counted < n; ) {
    deadline = addDays(deadline, 1)
    const kind = dayKind(calendar, deadline)
    if (kind.workday) counted++
    provisional ||= kind.provisional
    days.push({ date: deadline, counted: kind.workday, why: kind.why })
  }
  return { deadline, days, provisional }
}

/** The date of the k-th counted day of a reckoning (1 = first); undefined when it has fewer. Chasing on working day 3 uses it. */
export function countedDay(reckoning: Reckoning, k: number): DateString | undefined {
  return reckoning.days.filter((day) => day.counted)[k - 1]?.date
}

/** The n-th working day before `date`; `date` itself is not counted. An assignment is chased one working day before its date. */
export function workingDayBefore(calendar: Calendar, date: DateString, n = 1): DateString {
  if (!Number.isInteger(n) || n < 0 || n > MAX_WORKING_DAYS) {
    throw new RangeError(`working days must be a whole number from 0 to ${MAX_WORKING_DAYS}: ${n}`)
  }
  let day = date
  for (let left = n; left > 0; ) {
    day = addDays(day, -1)
    if (dayKind(calendar, day).workday) left--
  }
  return day
}

/** Working days after `from` up to and including `to`; 0 when `to` is not later. */
export function workingDaysUntil(calendar: Calendar, from: DateString, to: DateString): number {
  let count = 0
  for (let day = addDays(from, 1); day <= to; day = addDays(day, 1)) if (dayKind(calendar, day).workday) count++
  return count
}

/** How far a deadline is, in working days: those left until its end, or, once it has passed, how many it is late by, at least one. */
export type HowFar = { left: number; late?: never } | { late: number; left?: never }

export const howFar = (calendar: Calendar, dueOn: DateString, today: DateString): HowFar =>
  today > dueOn ? { late: Math.max(1, workingDaysUntil(calendar, dueOn, today)) } : { left: workingDaysUntil(calendar, today, dueOn) }
