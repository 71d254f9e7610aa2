import { getFestival, isWorkday } from 'chinese-workday'
import { addDays, type DateString } from '../../kernel/time.ts'
import { CORRECTIONS, type SpecialDay } from './corrections.ts'

const PLAIN = new Set(['工作日', '周末'])

const corrected = new Map<DateString, SpecialDay>(CORRECTIONS.flatMap((c) => c.days).map((day) => [day.date, day]))

/**
 * The base data answers any year, silently, with plain weekdays. October 1st is a holiday in every yearly notice, so a year in which the
 * data does not name it is a year that the data does not cover.
 */
function covers(year: number): boolean {
  return !PLAIN.has(getFestival(`${String(year).padStart(4, '0')}-10-01`))
}

function readYear(year: number): ReadonlyMap<DateString, SpecialDay> | undefined {
  if (!covers(year)) return undefined
  const days = new Map<DateString, SpecialDay>()
  for (let date = `${year}-01-01`; date <= `${year}-12-31`; date = addDays(date, 1)) {
    const correction = corrected.get(date)
    if (correction) {
      if (correction.kind !== 'ordinary') days.set(date, correction)
      continue
    }
    const name = getFestival(date)
    if (PLAIN.has(name)) continue
    days.set(date, isWorkday(date) ? { date, kind: 'workday', name: '调休上班' } : { date, kind: 'holiday', name })
  }
  return days
}

/** The notices never change under a running process, so a year is read once: every question after that is one look-up in a map. */
const years = new Map<number, ReadonlyMap<DateString, SpecialDay> | undefined>()

/** The holidays and make-up days of a year by the yearly notices, corrected; undefined for a year that nobody has data for. */
export function specialDaysOf(year: number): ReadonlyMap<DateString, SpecialDay> | undefined {
  if (!years.has(year)) years.set(year, readYear(year))
  return years.get(year)
}
