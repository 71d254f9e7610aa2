import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { BusyPeriod } from '../../../src/domain/calendar/busy.ts'
import { calendarOf, dayKind } from '../../../src/domain/calendar/calendar.ts'
import { conflictsOf, shortNotice } from '../../../src/domain/calendar/conflicts.ts'
import { proposeEvenings } from '../../../src/domain/calendar/evenings.ts'
import { addDays, HOUR, instantAt, isoShanghai, MINUTE, wallTime } from '../../../src/kernel/time.ts'

const calendar = calendarOf()
const harvest: BusyPeriod = { name: '秋收', from: '2026-09-10', to: '2026-09-20' }

function proposed(now: number, wishes: Partial<Parameters<typeof proposeEvenings>[0]> = {}) {
  const { options, closesAt } = proposeEvenings({ now, calendar, busyPeriods: [], ...wishes })
  return { options: options.map((at) => isoShanghai(at).slice(0, 16)), closesAt: isoShanghai(closesAt).slice(0, 16) }
}

describe('proposed evenings', () => {
  it('are three, apart from each other, working days and a rest day', () => {
    expect(proposed(instantAt('2026-09-07', 9))).toEqual({
      options: ['2026-09-08T19:30', '2026-09-10T19:30', '2026-09-12T19:00'],
      closesAt: '2026-09-08T12:00',
    })
  })

  it('skip the busy season', () => {
    expect(proposed(instantAt('2026-09-07', 9), { busyPeriods: [harvest] }).options).toEqual([
      '2026-09-08T19:30',
      '2026-09-09T19:30',
      '2026-09-21T19:30',
    ])
  })

  it('skip 中秋 and its eve', () => {
    expect(proposed(instantAt('2026-09-22', 21)).options).toEqual(['2026-09-26T19:00', '2026-09-28T19:30', '2026-09-30T19:30'])
  })

  it('keep to the weekdays asked for', () => {
    expect(proposed(instantAt('2026-09-07', 9), { weekdaysPreferred: [5], count: 2 }).options).toEqual([
      '2026-09-11T19:30',
      '2026-09-18T19:30',
    ])
  })

  it('are none when the whole horizon is busy, and the poll still knows when it would close', () => {
    const always: BusyPeriod = { name: '农忙', from: '2026-01-01', to: '2027-12-31' }
    expect(proposed(instantAt('2026-09-07', 9), { busyPeriods: [always] })).toEqual({ options: [], closesAt: '2026-09-08T12:00' })
  })

  it.each([{ count: 0 }, { count: 1.5 }, { minNoticeHours: -1 }])('refuse %j', (wishes) => {
    expect(() => proposed(instantAt('2026-09-07', 9), wishes)).toThrow(RangeError)
  })

  it('keep every rule, whenever they are asked for', () => {
    const anyMoment = fc.integer({ min: 0, max: 3 * 365 * 24 * 60 }).map((m) => instantAt('2025-01-01') + m * MINUTE)
    const anyPeriod = fc
      .tuple(fc.integer({ min: 0, max: 1200 }), fc.integer({ min: 0, max: 40 }))
      .map(
        ([start, length]): BusyPeriod => ({ name: '农忙', from: addDays('2025-01-01', start), to: addDays('2025-01-01', start + length) }),
      )
    fc.assert(
      fc.property(
        anyMoment,
        fc.array(anyPeriod, { maxLength: 3 }),
        fc.integer({ min: 1, max: 5 }),
        fc.integer({ min: 0, max: 72 }),
        (now, busyPeriods, count, minNoticeHours) => {
          const { options, closesAt } = proposeEvenings({ now, calendar, busyPeriods, count, minNoticeHours })
          expect(options).toHaveLength(count)
          expect(closesAt - now).toBeGreaterThanOrEqual(minNoticeHours * HOUR)
          expect([12, 20]).toContain(wallTime(closesAt).hour)
          expect(options[0]! - closesAt).toBeGreaterThanOrEqual(6 * HOUR)
          expect([...options].sort((a, b) => a - b)).toEqual(options)
          expect(new Set(options.map((at) => wallTime(at).date)).size).toBe(count)
          for (const at of options) expect(conflictsOf(at, busyPeriods)).toEqual([])
        },
      ),
      { numRuns: 300 },
    )
  })

  it('mix working days and rest days when nothing stands in the way', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 100 * 24 }), (hours) => {
        const { options } = proposeEvenings({ now: instantAt('2026-06-22') + hours * HOUR, calendar, busyPeriods: [] })
        expect(new Set(options.map((at) => dayKind(calendar, wallTime(at).date).workday))).toEqual(new Set([true, false]))
      }),
    )
  })
})

describe('what speaks against a chosen time', () => {
  it.each([
    ['2026-09-08', 19, 30, []],
    ['2026-09-08', 18, 0, []],
    ['2026-09-08', 20, 30, []],
    ['2026-09-08', 17, 59, [{ kind: 'early', name: '早于18:00', mild: true }]],
    ['2026-09-08', 20, 31, [{ kind: 'late', name: '晚于20:30', mild: true }]],
    ['2026-09-10', 19, 30, [{ kind: 'busy', name: '农忙（秋收）', mild: false }]],
    ['2026-09-20', 19, 30, [{ kind: 'busy', name: '农忙（秋收）', mild: false }]],
    ['2026-09-21', 19, 30, []],
    ['2026-09-24', 19, 30, [{ kind: 'festival', name: '中秋节前一天', mild: false }]],
    [
      '2027-02-05',
      10,
      0,
      [
        { kind: 'festival', name: '除夕', mild: false },
        { kind: 'early', name: '早于18:00', mild: true },
      ],
    ],
  ])('%s %i:%i', (date, hour, minute, conflicts) => {
    expect(conflictsOf(instantAt(date, hour, minute), [harvest])).toEqual(conflicts)
  })
})

it.each([
  [24 * HOUR, []],
  [24 * HOUR - 1, [{ kind: 'short', name: '离截止不到24小时', mild: true }]],
  [8 * HOUR, [{ kind: 'short', name: '离截止不到24小时', mild: true }]],
])('answers that end %i ms from now', (ms, conflicts) => {
  const now = instantAt('2026-09-07', 9)
  expect(shortNotice(now, now + ms, '截止', 24)).toEqual(conflicts)
})
