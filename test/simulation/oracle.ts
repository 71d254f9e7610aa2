/** What should happen when, worked out a second time and naively: from another calendar (`chinese-days`) and the rules' own words. */
import chineseDays from 'chinese-days'
import { addDays, dateOf, type Instant, instantAt } from '../../src/kernel/time.ts'

export type TownDays = ReadonlyMap<string, 'holiday' | 'workday'>

export function worked(date: string, town: TownDays): boolean {
  const own = town.get(date)
  return own ? own === 'workday' : chineseDays.isWorkday(date)
}

/** The n-th working day after a date. */
export function nthWorkday(date: string, n: number, town: TownDays): string {
  let day = date
  for (let left = n; left > 0; ) {
    day = addDays(day, 1)
    if (worked(day, town)) left -= 1
  }
  return day
}

/**
 * The moments at which a village is chased for an issue whose day 0 is `day0`, up to `to`: 09:00 of working day 3, 09:00 and 16:00 of
 * day 5, then 09:00 of every working day.
 */
export function villageChases(day0: string, to: Instant, town: TownDays): Instant[] {
  const fifth = nthWorkday(day0, 5, town)
  const moments = [instantAt(nthWorkday(day0, 3, town), 9), instantAt(fifth, 9), instantAt(fifth, 16)]
  for (let day = addDays(fifth, 1); day <= dateOf(to); day = addDays(day, 1)) if (worked(day, town)) moments.push(instantAt(day, 9))
  return moments.filter((at) => at <= to)
}
