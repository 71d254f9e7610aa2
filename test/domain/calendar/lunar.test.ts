import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { festivalOn, statutoryDays } from '../../../src/domain/calendar/festivals.ts'
import {
  lunarMonthLength,
  lunarOf,
  lunarText,
  nextLunar,
  parseLunar,
  qingming,
  solarOf,
  springFestival,
} from '../../../src/domain/calendar/lunar.ts'
import { addDays } from '../../../src/kernel/time.ts'

const date = fc.integer({ min: 0, max: 72_000 }).map((n) => addDays('1902-01-01', n))

describe('lunar dates', () => {
  it.each([
    [{ year: 2026, month: 12, day: 18 }, '2027-01-25'],
    [{ year: 2026, month: 8, day: 15 }, '2026-09-25'],
    [{ year: 2026, month: 1, day: 1 }, '2026-02-17'],
    [{ year: 2025, month: 6, day: 1, leap: true }, '2025-07-25'],
    [{ year: 2026, month: 12, day: 30 }, undefined],
    [{ year: 2026, month: 6, day: 1, leap: true }, undefined],
    [{ year: 2026, month: 13, day: 1 }, undefined],
    [{ year: 2026, month: 5, day: 0 }, undefined],
  ])('%j is %s', (lunar, solar) => {
    expect(solarOf(lunar)).toBe(solar)
  })

  it('go there and back on every day from 1902 to 2099', () => {
    fc.assert(
      fc.property(date, (day) => {
        expect(solarOf(lunarOf(day))).toBe(day)
      }),
    )
  })

  it('are written and read the same', () => {
    fc.assert(
      fc.property(date, (day) => {
        const { year: _, ...lunar } = lunarOf(day)
        expect(parseLunar(`农历${lunarText(lunar)}`)).toEqual({ ...lunar, certain: true })
      }),
    )
  })

  it('find the next such day, which is on or after the one asked from', () => {
    expect(nextLunar({ month: 12, day: 18 }, '2026-09-07')).toBe('2027-01-25')
    expect(nextLunar({ month: 1, day: 5 }, '2026-03-01')).toBe('2027-02-10')
    expect(nextLunar({ month: 8, day: 15 }, '2026-09-25')).toBe('2026-09-25')
    expect(nextLunar({ month: 7, day: 1, leap: true }, '2026-01-01')).toBeUndefined()
    fc.assert(
      fc.property(date, fc.integer({ min: 1, max: 12 }), fc.integer({ min: 1, max: 29 }), (from, month, day) => {
        const found = nextLunar({ month, day }, from) ?? ''
        expect(found >= from && found <= addDays(from, 385)).toBe(true)
        expect(lunarOf(found)).toMatchObject({ month, day })
      }),
    )
  })

  it('take 腊月三十 as the last evening of a short year too', () => {
    expect(lunarMonthLength(2026, 12)).toBe(29)
    expect(nextLunar({ month: 12, day: 30 }, '2026-09-07')).toBe('2027-02-05')
  })
})

describe('reading a lunar date', () => {
  it.each([
    ['腊月十八', { month: 12, day: 18, certain: true }],
    ['腊月十八日', { month: 12, day: 18, certain: true }],
    ['正月初五', { month: 1, day: 5, certain: true }],
    ['冬月廿三', { month: 11, day: 23, certain: true }],
    ['农历八月二十三', { month: 8, day: 23, certain: true }],
    ['阴历十月三十', { month: 10, day: 30, certain: true }],
    ['闰六月初一', { month: 6, day: 1, leap: true, certain: true }],
    ['大年三十', { month: 12, day: 30, certain: true }],
    ['除夕', { month: 12, day: 30, certain: true }],
    ['年初二', { month: 1, day: 2, certain: true }],
    ['中秋节', { month: 8, day: 15, certain: true }],
    ['八月十五', { month: 8, day: 15, certain: false }],
    ['十一月二十', { month: 11, day: 20, certain: false }],
  ])('%s', (text, day) => {
    expect(parseLunar(text)).toEqual(day)
  })

  it.each(['八月十五日', '十月三号', '二十', '十三月初一', '八月三十一', '明天', '初五', '清明节', '腊月十八开会', ''])(
    '%j is not one',
    (text) => {
      expect(parseLunar(text)).toBeUndefined()
    },
  )
})

describe('festivals', () => {
  it.each([
    ['2026-02-15', undefined],
    ['2026-02-16', '除夕'],
    ['2026-02-17', '春节'],
    ['2026-02-18', '大年初二'],
    ['2026-02-19', '大年初三'],
    ['2026-02-20', undefined],
    ['2026-04-04', '清明节前一天'],
    ['2026-04-05', '清明节'],
    ['2026-04-06', undefined],
    ['2026-06-18', '端午节前一天'],
    ['2026-06-19', '端午节'],
    ['2026-09-24', '中秋节前一天'],
    ['2026-09-25', '中秋节'],
    ['2020-10-01', '中秋节'],
    ['2027-02-05', '除夕'],
  ])('%s: %s', (day, name) => {
    expect(festivalOn(day)).toBe(name)
  })

  it('lie where they must in every year', () => {
    for (let year = 1902; year <= 2099; year++) {
      expect(springFestival(year) >= `${year}-01-21` && springFestival(year) <= `${year}-02-21`).toBe(true)
      expect(['04', '05', '06'].map((d) => `${year}-04-${d}`)).toContain(qingming(year))
      expect(statutoryDays(year).map((f) => f.name)).toEqual(['元旦', '春节', '清明节', '劳动节', '端午节', '中秋节', '国庆节'])
    }
  })
})

it('are none when the day or the month is no word for one', () => {
  expect(['腊月四十', '农历十三月初一', '腊月', '初五十'].map(parseLunar)).toEqual([undefined, undefined, undefined, undefined])
})

it('of the New Year are 除夕 to 初三, each by its name', () => {
  const newYear = springFestival(2027)
  expect([-2, -1, 0, 1, 2, 3].map((n) => festivalOn(addDays(newYear, n)))).toEqual([
    undefined,
    '除夕',
    '春节',
    '大年初二',
    '大年初三',
    undefined,
  ])
})
