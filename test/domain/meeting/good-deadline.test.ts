import fc from 'fast-check'
import { expect, test } from 'vitest'
import { goodDeadline } from '../../../src/domain/poll/good-deadline.ts'
import { DAY, HOUR, instantAt, MINUTE } from '../../../src/kernel/time.ts'

const NINE = instantAt('2026-09-07', 9)
test.each([
  ['half-way, on the hour', NINE, NINE + 6 * HOUR, NINE + 3 * HOUR],
  ['by day, not in the small hours', instantAt('2026-09-07', 22), instantAt('2026-09-08', 8, 30), instantAt('2026-09-08', 8)],
  ['to the minute when no hour lies between', NINE + 10 * MINUTE, NINE + 30 * MINUTE, NINE + 20 * MINUTE],
  ['none when it is too late', NINE, NINE + MINUTE, undefined],
  ['none when the time has passed', NINE, NINE - HOUR, undefined],
])('%s', (_what, now, option, expected) => {
  expect(goodDeadline([option], now)).toBe(expected)
})

test('whatever it proposes lies ahead and before the first time that is ahead', () => {
  fc.assert(
    fc.property(fc.array(fc.integer({ min: -DAY, max: 40 * DAY }), { minLength: 1, maxLength: 8 }), (offsets) => {
      const options = offsets.map((ms) => NINE + ms)
      const deadline = goodDeadline(options, NINE)
      const first = Math.min(...options.filter((at) => at > NINE))
      if (deadline !== undefined) expect(deadline > NINE && deadline < first).toBe(true)
    }),
  )
})
