import { expect, test } from 'vitest'
import { type Assessment, NOTHING } from '../../src/domain/assessment/assessment.ts'
import { ranked } from '../../src/domain/assessment/rank.ts'

const met: Assessment = { ...NOTHING, meetings: 1, quorate: 1, householdsPresent: 26, householdsAtHome: 30 }
const places = (...rows: Assessment[]): number[] => {
  const found = ranked(rows)
  return rows.map((row) => found.find((one) => one.row === row)?.place ?? 0)
}

test('a meeting with quorum first, then deadlines kept, households satisfied, present, and fewer sent back', () => {
  const silent = { ...NOTHING }
  const withoutQuorum = { ...met, quorate: 0, householdsPresent: 10 }
  const late = { ...met, due: 3, onTime: 2 }
  const unhappy = { ...met, due: 3, onTime: 3, raters: 10, satisfied: 6, householdsPresent: 30 }
  const again = { ...met, sentBack: 1 }
  expect(places(silent, withoutQuorum, late, unhappy, again, met)).toEqual([5, 6, 4, 3, 2, 1])
})

test('equals share a place, and the next is counted on; how many issues were raised is none of it', () => {
  expect(places(met, { ...met, raised: 40, closed: 3 }, { ...met, householdsPresent: 25 })).toEqual([1, 1, 3])
})

test('shares are compared in integers: 2/3 is less than 667/1000', () => {
  expect(places({ ...met, due: 3, onTime: 2 }, { ...met, due: 1000, onTime: 667 })).toEqual([2, 1])
})
