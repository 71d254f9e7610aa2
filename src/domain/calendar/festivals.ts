import { addDays, type DateString } from '../../kernel/time.ts'
import { qingming, solarOf, springFestival } from './lunar.ts'

export interface Festival {
  date: DateString
  /** 除夕, 春节, 大年初二, 中秋节, 中秋节前一天 … */
  name: string
}

const lunarDay = (year: number, month: number, day: number): DateString => {
  const date = solarOf({ year, month, day })
  if (date === undefined) throw new RangeError(`no lunar ${year}-${month}-${day}`)
  return date
}

/**
 * The evenings on which nobody is asked to a meeting (calendar: Evenings): 除夕 to 初三, and 清明, 端午, 中秋 with the
 * day before each.
 */
function festivalsOf(year: number): Map<DateString, string> {
  const newYear = springFestival(year)
  const days: [DateString, string][] = [
    [addDays(newYear, -1), '除夕'],
    [newYear, '春节'],
    [addDays(newYear, 1), '大年初二'],
    [addDays(newYear, 2), '大年初三'],
  ]
  for (const [date, name] of [
    [qingming(year), '清明节'],
    [lunarDay(year, 5, 5), '端午节'],
    [lunarDay(year, 8, 15), '中秋节'],
  ] as const) {
    days.push([addDays(date, -1), `${name}前一天`], [date, name])
  }
  return new Map(days)
}

const years = new Map<number, Map<DateString, string>>()

/** The festival, or festival's eve, that falls on this date. */
export function festivalOn(date: DateString): string | undefined {
  const year = Number(date.slice(0, 4))
  let days = years.get(year)
  if (!days) {
    days = festivalsOf(year)
    years.set(year, days)
  }
  return days.get(date)
}

/** The seven statutory festivals, each by the one day that is free in every yearly notice, in the order of the year. */
export function statutoryDays(year: number): Festival[] {
  return [
    { date: `${year}-01-01`, name: '元旦' },
    { date: springFestival(year), name: '春节' },
    { date: qingming(year), name: '清明节' },
    { date: `${year}-05-01`, name: '劳动节' },
    { date: lunarDay(year, 5, 5), name: '端午节' },
    { date: lunarDay(year, 8, 15), name: '中秋节' },
    { date: `${year}-10-01`, name: '国庆节' },
  ]
}
