import { describe, expect, test } from 'vitest'
import { isDue, isLate, isTrialDue, outlived, plannedBy } from '../../../src/domain/backup/keep.ts'
import { addDays, DAY, dateOf, HOUR, type Instant, instantAt, MINUTE } from '../../../src/kernel/time.ts'

/** 2026-11-28 is a Saturday. */
const NOW = instantAt('2026-11-28', 3, 20)
const nightOf = (date: string): Instant => instantAt(date, 3, 15)
const left = (dates: readonly string[], now = NOW): string[] => {
  const gone = new Set(outlived(dates.map(nightOf), now))
  return dates.filter((date) => !gone.has(nightOf(date)))
}
const nightly = (from: string, to: string): string[] => {
  const dates = []
  for (let date = from; date <= to; date = addDays(date, 1)) dates.push(date)
  return dates
}

describe('which backups stay', () => {
  test('fourteen days, eight weeks, twenty-four months, when every night had one', () => {
    const kept = left(nightly('2024-01-01', '2026-11-28'))
    expect(kept).toEqual([
      // The last night of each month.
      ...['2024-12-31', '2025-01-31', '2025-02-28', '2025-03-31', '2025-04-30', '2025-05-31', '2025-06-30', '2025-07-31', '2025-08-31'],
      ...['2025-09-30', '2025-10-31', '2025-11-30', '2025-12-31', '2026-01-31', '2026-02-28', '2026-03-31', '2026-04-30', '2026-05-31'],
      ...['2026-06-30', '2026-07-31', '2026-08-31', '2026-09-30'],
      // The Sundays of eight weeks, this one's among them; and the end of October.
      ...['2026-10-11', '2026-10-18', '2026-10-25', '2026-10-31', '2026-11-01', '2026-11-08'],
      ...nightly('2026-11-15', '2026-11-28'),
    ])
  })

  test('thinned night after night it comes to the same', () => {
    let dates: string[] = []
    for (const date of nightly('2024-06-01', '2026-11-28')) dates = left([...dates, date], nightOf(date) + 5 * MINUTE)
    expect(dates).toEqual(left(nightly('2024-01-01', '2026-11-28')))
  })

  test('the newest stays, and so does what is alone in its week or month', () => {
    expect(left(['2019-05-05'])).toEqual(['2019-05-05'])
    expect(left(['2019-05-05', '2025-03-03', '2026-10-14'])).toEqual(['2025-03-03', '2026-10-14'])
    expect(left([])).toEqual([])
  })

  test('several of one day stay while the day is young', () => {
    const [morning, noon] = [instantAt('2026-11-27', 8), instantAt('2026-11-27', 12)]
    expect(outlived([morning, noon], NOW)).toEqual([])
    expect(outlived([morning, noon], NOW + 30 * DAY)).toEqual([morning])
  })
})

describe('when it is time', () => {
  const AT_0315 = 195
  test.each([
    ['2026-11-28', 3, 14, '2026-11-27'],
    ['2026-11-28', 3, 15, '2026-11-28'],
    ['2026-11-28', 23, 59, '2026-11-28'],
  ])('on %s at %d:%d the night of %s is the last that was planned', (date, hour, minute, night) => {
    expect(plannedBy(instantAt(date, hour, minute), AT_0315)).toBe(nightOf(night))
  })

  test('it is due once the time has come and until there is one, also on a machine that was off at night', () => {
    const yesterday = nightOf('2026-11-27') + 20_000
    expect(isDue(yesterday, instantAt('2026-11-28', 3, 14), AT_0315)).toBe(false)
    expect(isDue(yesterday, instantAt('2026-11-28', 3, 15), AT_0315)).toBe(true)
    expect(isDue(yesterday, instantAt('2026-11-28', 8, 30), AT_0315)).toBe(true)
    expect(isDue(instantAt('2026-11-28', 8, 31), instantAt('2026-11-28', 9), AT_0315)).toBe(false)
    expect(isDue(undefined, instantAt('2026-11-28', 9), AT_0315)).toBe(true)
  })

  test('it is late more than 26 hours after the next one was planned', () => {
    const plan = { backupMinute: AT_0315, backupLateHours: 26 }
    const last = nightOf('2026-11-20') + 20_000
    const limit = nightOf('2026-11-21') + 26 * HOUR
    expect(isLate(last, 0, limit, plan)).toBe(false)
    expect(isLate(last, 0, limit + 1, plan)).toBe(true)
    const begun = instantAt('2026-11-20', 10)
    expect(isLate(undefined, begun, limit, plan)).toBe(false)
    expect(isLate(undefined, begun, limit + 1, plan)).toBe(true)
  })

  test('a restore is tried once in each month', () => {
    expect(isTrialDue(undefined, NOW)).toBe(true)
    expect(isTrialDue(instantAt('2026-11-01', 4), NOW)).toBe(false)
    expect(isTrialDue(instantAt('2026-10-31', 23, 59), NOW)).toBe(true)
    expect(dateOf(NOW)).toBe('2026-11-28')
  })
})
