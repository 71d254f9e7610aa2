/** 八月十七 in Chinese numerals, without 日 or 号: a day of either calendar. */
import { nextLunar } from '../domain/calendar/lunar.ts'
import { type DateString, daysBetween } from '../kernel/time.ts'

interface Named {
  word: string
  date: DateString
}

/** A meeting, or a deadline, is of this month or the next. */
const NEAR_DAYS = 62

/** Both days that it can be, the solar one first; undefined when the farmers' one is not near. */
export function lunarOrSolar(
  word: string,
  solar: DateString | undefined,
  { month, day }: { month: number; day: number },
  today: DateString,
): [Named & { way: 'calendar' }, Named & { way: 'farmers'; either: true }] | undefined {
  const lunar = nextLunar({ month, day }, today)
  if (lunar === undefined || solar === undefined || daysBetween(today, lunar) > NEAR_DAYS) return undefined
  return [
    { word: `${month}月${day}日`, way: 'calendar', date: solar },
    { word: `农历${word}`, way: 'farmers', date: lunar, either: true },
  ]
}
