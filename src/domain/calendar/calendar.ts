import { type DateString, isDate, weekdayOf } from '../../kernel/time.ts'
import { specialDaysOf } from './base.ts'
import { statutoryDays } from './festivals.ts'

/** What the town itself has entered: a day off, or a weekend day that is worked. `name` is the reason people read; it may be empty. */
export interface TownEntry {
  date: DateString
  kind: 'holiday' | 'workday'
  name: string
}

/** The working calendar of one town. Made by `calendarOf`; a plain value that is never changed. */
export interface Calendar {
  entries: ReadonlyMap<DateString, TownEntry>
  /** Years without base data that the town has entered in full. */
  enteredYears: ReadonlySet<number>
}

export interface DayKind {
  workday: boolean
  /** The reason in Chinese: 工作日, 周末, 国庆节, 调休上班, or the town's own words. */
  why: string
  /** True when nobody has data for this date's year and it was answered from the weekday alone. */
  provisional: boolean
}

const yearOf = (date: DateString): number => Number(date.slice(0, 4))

/**
 * The working calendar (calendar: The working calendar): yearly notices, corrections, and on top the town's entries, which always win.
 * A year without base data counts as entered once the town's holidays cover all seven statutory festivals (`missingFestivals` says which
 * are lacking): that is what the yearly notice consists of, and it needs no separate tick that somebody could forget or set too early.
 * Until then each entered day counts for itself and the other days of that year stay provisional.
 * Of two entries for one date the later one counts. Throws RangeError for an entry whose date does not exist.
 */
export function calendarOf(townEntries: readonly TownEntry[] = []): Calendar {
  const entries = new Map<DateString, TownEntry>()
  for (const entry of townEntries) {
    if (!isDate(entry.date)) throw new RangeError(`not a calendar date (YYYY-MM-DD): ${entry.date}`)
    entries.set(entry.date, entry)
  }
  const touched = new Set([...entries.keys()].map(yearOf))
  const enteredYears = new Set([...touched].filter((year) => !specialDaysOf(year) && lacking(entries, year).length === 0))
  return { entries, enteredYears }
}

function lacking(entries: ReadonlyMap<DateString, TownEntry>, year: number): string[] {
  return statutoryDays(year)
    .filter(({ date }) => entries.get(date)?.kind !== 'holiday')
    .map(({ name }) => name)
}

/** What the town still has to enter before a year stops being provisional, as names to show: 清明节, 端午节 … Empty when nothing is. */
export function missingFestivals(calendar: Calendar, year: number): string[] {
  return specialDaysOf(year) ? [] : lacking(calendar.entries, year)
}

/** True when dates of this year are answered from weekdays alone. */
export function isProvisionalYear(calendar: Calendar, year: number): boolean {
  return !specialDaysOf(year) && !calendar.enteredYears.has(year)
}

/** Is this date a working day, and why. Throws RangeError for a date that does not exist. */
export function dayKind(calendar: Calendar, date: DateString): DayKind {
  if (!isDate(date)) throw new RangeError(`not a calendar date (YYYY-MM-DD): ${date}`)
  const entry = calendar.entries.get(date)
  if (entry) {
    const workday = entry.kind === 'workday'
    return { workday, why: entry.name.trim() || (workday ? '调休上班' : '镇里放假'), provisional: false }
  }
  const special = specialDaysOf(yearOf(date))?.get(date)
  if (special) return { workday: special.kind === 'workday', why: special.name, provisional: false }
  const workday = weekdayOf(date) <= 5
  const provisional = isProvisionalYear(calendar, yearOf(date))
  const why = workday ? '工作日' : '周末'
  return { workday, why: provisional ? `${why}（暂定）` : why, provisional }
}
