/** Which backups stay: each of the last days, then one a week, then one a month. And when the next one is due, or late. */
import { addDays, DAY, dateOf, HOUR, type Instant, instantAt, MINUTE, weekdayOf } from '../../kernel/time.ts'

const DAYS = 14
const WEEKS = 8
const MONTHS = 24

/** The backups, by when they were made, that may be taken away now. The newest stays, however old it is. */
export function outlived(made: readonly Instant[], now: Instant): Instant[] {
  const newestFirst = [...made].sort((a, b) => b - a)
  const kept = new Set(newestFirst.slice(0, 1))
  const today = dateOf(now)
  const firstDay = addDays(today, 1 - DAYS)
  const firstWeek = addDays(mondayOf(today), -7 * (WEEKS - 1))
  const firstMonth = monthsBefore(today.slice(0, 7), MONTHS - 1)
  const weeks = new Set<string>()
  const months = new Set<string>()
  // The newest of a week or a month is the one that stands for it: of those of a week that has become old it is the one that is left.
  for (const at of newestFirst) {
    const date = dateOf(at)
    const [week, month] = [mondayOf(date), date.slice(0, 7)]
    if (date >= firstDay) kept.add(at)
    if (week >= firstWeek && !weeks.has(week)) kept.add(at)
    if (month >= firstMonth && !months.has(month)) kept.add(at)
    weeks.add(week)
    months.add(month)
  }
  return newestFirst.filter((at) => !kept.has(at))
}

const mondayOf = (date: string): string => addDays(date, 1 - weekdayOf(date))

function monthsBefore(month: string, count: number): string {
  const [year = 0, m = 1] = month.split('-').map(Number)
  const index = year * 12 + (m - 1) - count
  return `${Math.floor(index / 12)}-${String((index % 12) + 1).padStart(2, '0')}`
}

/** The last moment, up to now, at which one was planned: every day at `minute` of the day. */
export function plannedBy(now: Instant, minute: number): Instant {
  const today = instantAt(dateOf(now)) + minute * MINUTE
  return today <= now ? today : today - DAY
}

/** `last`: when the last good one was made; undefined when there is none since `begun`. */
export const isDue = (last: Instant | undefined, now: Instant, minute: number): boolean => (last ?? 0) < plannedBy(now, minute)

/** The moment after which the next one is late: `backupLateHours` behind the time it was planned for. The digest and the alerts go by it alike. */
export function lateFrom(last: Instant | undefined, begun: Instant, { backupMinute: minute, backupLateHours: hours }: Plan): Instant {
  return plannedBy(last ?? begun, minute) + DAY + hours * HOUR
}

export const isLate = (last: Instant | undefined, begun: Instant, now: Instant, plan: Plan): boolean => now > lateFrom(last, begun, plan)

interface Plan {
  backupMinute: number
  backupLateHours: number
}

/** A restore is tried once in each month. */
export const isTrialDue = (last: Instant | undefined, now: Instant): boolean =>
  last === undefined || dateOf(last).slice(0, 7) !== dateOf(now).slice(0, 7)
