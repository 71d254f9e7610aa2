import chineseDays from 'chinese-days/dist/chinese-days.json' with { type: 'json' }
import { isWorkday as baseData } from 'chinese-workday'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { calendarOf, dayKind, isProvisionalYear, missingFestivals, type TownEntry } from '../../../src/domain/calendar/calendar.ts'
import { CORRECTIONS } from '../../../src/domain/calendar/corrections.ts'
import { countedDay, workingDayBefore, workingDaysAfter, workingDaysUntil } from '../../../src/domain/calendar/workdays.ts'
import { addDays, daysBetween, weekdayOf } from '../../../src/kernel/time.ts'

const notices = calendarOf()

/** The table of chinese-days, without its code: west of Greenwich that shifts every date by one. */
const otherTable = (date: string): boolean => date in chineseDays.workdays || (weekdayOf(date) <= 5 && !(date in chineseDays.holidays))

function* everyDay(from: string, to: string): Generator<string> {
  for (let date = from; date <= to; date = addDays(date, 1)) yield date
}

describe('the working calendar against an independent table', () => {
  it('agrees on every day of 2011–2026', () => {
    const different = [...everyDay('2011-01-01', '2026-12-31')].filter((date) => dayKind(notices, date).workday !== otherTable(date))
    expect(different).toEqual([])
  })

  it('gives the same deadline of five working days from every day of 2015–2026 whose five days are known', () => {
    const different: string[] = []
    let compared = 0
    for (const date of everyDay('2015-01-01', '2026-12-31')) {
      let expected = date
      for (let left = 5; left > 0; ) {
        expected = addDays(expected, 1)
        if (otherTable(expected)) left--
      }
      const { deadline, provisional } = workingDaysAfter(notices, date, 5)
      if (deadline !== expected || provisional !== expected >= '2027-01-01') different.push(date)
      compared++
    }
    expect(different).toEqual([])
    expect(compared).toBe(4383)
  })

  it('needs every correction: without it the base data would answer otherwise', () => {
    const idle = CORRECTIONS.flatMap((c) => c.days).filter(({ date }) => baseData(date) === dayKind(notices, date).workday)
    // The Sunday that ended the lengthened 春节 of 2020 is free either way; only its reason is corrected.
    expect(idle.map((day) => day.date)).toEqual(['2020-02-02'])
  })

  it('names a State Council notice, with its number, for every correction', () => {
    for (const { notice } of CORRECTIONS) expect(notice).toMatch(/^国务院.*通知 国(办)?发明电〔\d{4}〕\d+号$/)
  })
})

describe('why a day counts or not', () => {
  it.each([
    ['2026-09-28', true, '工作日'],
    ['2026-10-01', false, '国庆节'],
    ['2026-10-10', true, '调休上班'],
    ['2026-10-11', false, '周末'],
    ['2026-02-17', false, '春节'],
    ['2020-01-31', false, '春节'],
    ['2015-09-03', false, '抗战胜利70周年纪念日'],
    ['2023-01-03', true, '工作日'],
  ])('%s', (date, workday, why) => {
    expect(dayKind(notices, date)).toEqual({ workday, why, provisional: false })
  })

  it('is provisional, by weekdays only, in a year that nobody has data for', () => {
    expect(dayKind(notices, '2027-01-01')).toEqual({ workday: true, why: '工作日（暂定）', provisional: true })
    expect(dayKind(notices, '2027-01-02')).toEqual({ workday: false, why: '周末（暂定）', provisional: true })
    expect(dayKind(notices, '2010-12-31').provisional).toBe(true)
    expect(dayKind(notices, '0999-12-31').provisional).toBe(true)
  })

  it.each(['2026-02-30', '2026-13-01', '26-01-01', ''])('refuses %j', (date) => {
    expect(() => dayKind(notices, date)).toThrow(RangeError)
  })
})

describe('five working days over the National Day week', () => {
  it('lists each day with its reason', () => {
    expect(workingDaysAfter(notices, '2026-09-29', 5)).toEqual({
      deadline: '2026-10-12',
      provisional: false,
      days: [
        { date: '2026-09-29', counted: false, why: '当天不计' },
        { date: '2026-09-30', counted: true, why: '工作日' },
        ...['01', '02', '03', '04', '05', '06', '07'].map((d) => ({ date: `2026-10-${d}`, counted: false, why: '国庆节' })),
        { date: '2026-10-08', counted: true, why: '工作日' },
        { date: '2026-10-09', counted: true, why: '工作日' },
        { date: '2026-10-10', counted: true, why: '调休上班' },
        { date: '2026-10-11', counted: false, why: '周末' },
        { date: '2026-10-12', counted: true, why: '工作日' },
      ],
    })
  })

  it('chases on the third working day, and an assignment one working day before its date', () => {
    expect(countedDay(workingDaysAfter(notices, '2026-09-29', 5), 3)).toBe('2026-10-09')
    expect(countedDay(workingDaysAfter(notices, '2026-09-29', 5), 6)).toBeUndefined()
    expect(workingDayBefore(notices, '2026-10-08')).toBe('2026-09-30')
    expect(workingDayBefore(notices, '2026-10-12')).toBe('2026-10-10')
  })
})

/** The seven statutory days of 2027, which is what the yearly notice is made of. */
const NOTICE_2027: TownEntry[] = (
  [
    ['2027-01-01', '元旦'],
    ['2027-02-06', '春节'],
    ['2027-04-05', '清明节'],
    ['2027-05-01', '劳动节'],
    ['2027-06-09', '端午节'],
    ['2027-09-15', '中秋节'],
    ['2027-10-01', '国庆节'],
  ] as const
).map(([date, name]) => ({ date, kind: 'holiday', name }))

describe("the town's own entries", () => {
  it('win over the notices', () => {
    const town = calendarOf([
      { date: '2026-09-30', kind: 'holiday', name: '防汛抢险' },
      { date: '2026-10-11', kind: 'workday', name: '' },
    ])
    expect(workingDaysAfter(town, '2026-09-29', 5).deadline).toBe('2026-10-12')
    expect(dayKind(town, '2026-09-30')).toEqual({ workday: false, why: '防汛抢险', provisional: false })
    expect(dayKind(town, '2026-10-11')).toEqual({ workday: true, why: '调休上班', provisional: false })
  })

  it('make a year known once they cover the seven statutory festivals', () => {
    expect(missingFestivals(calendarOf(), 2027)).toEqual(['元旦', '春节', '清明节', '劳动节', '端午节', '中秋节', '国庆节'])
    const complete = calendarOf(NOTICE_2027)
    expect(missingFestivals(complete, 2027)).toEqual([])
    const before = workingDaysAfter(notices, '2026-12-31', 5)
    const after = workingDaysAfter(complete, '2026-12-31', 5)
    expect([before.deadline, before.provisional]).toEqual(['2027-01-07', true])
    expect([after.deadline, after.provisional]).toEqual(['2027-01-08', false])
    expect(after.days[1]).toEqual({ date: '2027-01-01', counted: false, why: '元旦' })
  })

  it('count one by one before that, and leave the rest of the year provisional', () => {
    const partly = calendarOf(NOTICE_2027.slice(0, 6))
    expect(missingFestivals(partly, 2027)).toEqual(['国庆节'])
    expect(isProvisionalYear(partly, 2027)).toBe(true)
    expect(dayKind(partly, '2027-01-01')).toEqual({ workday: false, why: '元旦', provisional: false })
    expect(dayKind(partly, '2027-01-04').provisional).toBe(true)
    expect(workingDaysAfter(partly, '2026-12-31', 5)).toMatchObject({ deadline: '2027-01-08', provisional: true })
  })

  it('do not count as a holiday when the festival was entered as worked', () => {
    expect(missingFestivals(calendarOf([{ date: '2027-05-01', kind: 'workday', name: '' }]), 2027)).toContain('劳动节')
  })

  it('must be real dates', () => {
    expect(() => calendarOf([{ date: '2027-02-30', kind: 'holiday', name: '' }])).toThrow('2027-02-30')
  })

  it('of two for one date, the later counts', () => {
    const entry = { date: '2026-11-24', name: '' }
    const town = calendarOf([
      { ...entry, kind: 'holiday' },
      { ...entry, kind: 'workday' },
    ])
    expect(dayKind(town, '2026-11-24').workday).toBe(true)
  })
})

describe('laws of the reckoning', () => {
  const date = fc.integer({ min: 0, max: 6_000 }).map((n) => addDays('2013-01-01', n))
  const entries = fc.array(
    fc.record({ date, kind: fc.constantFrom('holiday' as const, 'workday' as const), name: fc.constantFrom('', '镇里放假') }),
    { maxLength: 20 },
  )

  it('counts exactly n days, lists every day once, and ends on a working day', () => {
    fc.assert(
      fc.property(date, fc.integer({ min: 1, max: 250 }), entries, (start, n, town) => {
        const calendar = calendarOf(town)
        const { deadline, days, provisional } = workingDaysAfter(calendar, start, n)
        expect(days.filter((d) => d.counted)).toHaveLength(n)
        expect(days.map((d) => d.date)).toEqual([...everyDay(start, deadline)])
        expect(days.at(-1)).toMatchObject({ date: deadline, counted: true })
        expect(days.slice(1).every((d) => d.counted === dayKind(calendar, d.date).workday)).toBe(true)
        expect(provisional).toBe(days.slice(1).some((d) => dayKind(calendar, d.date).provisional))
        expect(workingDaysUntil(calendar, start, deadline)).toBe(n)
      }),
    )
  })

  it('adds up: a days and then b days are a + b days', () => {
    fc.assert(
      fc.property(date, fc.integer({ min: 0, max: 60 }), fc.integer({ min: 0, max: 60 }), (start, a, b) => {
        const there = workingDaysAfter(notices, start, a).deadline
        expect(workingDaysAfter(notices, there, b).deadline).toBe(workingDaysAfter(notices, start, a + b).deadline)
      }),
    )
  })

  it('runs back from a working day to where it came from', () => {
    fc.assert(
      fc.property(date, fc.integer({ min: 1, max: 60 }), (start, n) => {
        const back = workingDayBefore(notices, workingDaysAfter(notices, start, n).deadline, n)
        // `back` is the last working day on or before the start: no working day lies after it up to the start.
        expect(daysBetween(back, start)).toBeGreaterThanOrEqual(0)
        expect(workingDaysUntil(notices, back, start)).toBe(0)
      }),
    )
  })

  it.each([-1, 1.5, 251, Number.NaN])('refuses %s working days', (n) => {
    expect(() => workingDaysAfter(notices, '2026-09-30', n)).toThrow(RangeError)
    expect(() => workingDayBefore(notices, '2026-09-30', n)).toThrow(RangeError)
  })

  it('with no days at all is the day itself', () => {
    expect(workingDaysAfter(notices, '2026-10-04', 0)).toEqual({
      deadline: '2026-10-04',
      days: [{ date: '2026-10-04', counted: false, why: '当天不计' }],
      provisional: false,
    })
  })
})
