/** Days that are named after a festival. */
import { calendarOf } from '../domain/calendar/calendar.ts'
import { statutoryDays } from '../domain/calendar/festivals.ts'
import { workingDaysAfter } from '../domain/calendar/workdays.ts'
import type { DateString, WallTime } from '../kernel/time.ts'

const FESTIVAL_WORDS: Record<string, string> = {
  国庆: '国庆节',
  中秋: '中秋节',
  春节: '春节',
  过年: '春节',
  年: '春节',
  元旦: '元旦',
  五一: '劳动节',
  清明: '清明节',
  端午: '端午节',
}
/** Without the town's own days: what people say of a festival they say of everybody's. */
export const plainCalendar = calendarOf()

/** The n-th working day after a festival's own day: the free days around it are no working days, so they skip themselves. */
export function workdayAfterFestival(word: string, n: number, now: WallTime): DateString | undefined {
  const festivals = [...statutoryDays(now.year), ...statutoryDays(now.year + 1)]
  const name = FESTIVAL_WORDS[word]
  for (const festival of festivals) {
    if (name !== undefined && festival.name !== name) continue
    const day = workingDaysAfter(plainCalendar, festival.date, n).deadline
    if (day >= now.date) return day
  }
  return undefined
}
