import { describe, expect, test } from 'vitest'
import { type Assessment, NOTHING } from '../../src/domain/assessment/assessment.ts'
import { compared, ranked, sortedBy } from '../../src/domain/assessment/rank.ts'

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

describe('one column', () => {
  const rows = [
    { ...NOTHING, name: 'a', householdsPresent: 8, householdsAtHome: 10 },
    { ...NOTHING, name: 'b' },
    { ...NOTHING, name: 'c', householdsPresent: 30, householdsAtHome: 40, sentBack: 2 },
  ]
  const names = (of: readonly { name: string }[]): string => of.map((r) => r.name).join('')

  test('a share is sorted as a share, and what has no base stands last either way', () => {
    expect(names(sortedBy(rows, 'householdsPresent', 'greatest'))).toBe('acb')
    expect(names(sortedBy(rows, 'householdsPresent', 'least'))).toBe('cab')
    expect(names(sortedBy(rows, 'sentBack', 'greatest'))).toBe('cab')
    expect(names(sortedBy(rows, 'sentBack', 'least'))).toBe('abc')
  })

  test('a month beside the one before: by cross multiplication, and not at all without a base', () => {
    const [a, b, c] = rows as [(typeof rows)[0], (typeof rows)[0], (typeof rows)[0]]
    const present = ['householdsPresent', 'householdsAtHome'] as const
    expect(compared(...present, a, c)).toBe(1)
    expect(compared(...present, c, a)).toBe(-1)
    expect(compared(...present, c, { ...c, householdsPresent: 3, householdsAtHome: 4 })).toBe(0)
    expect(compared(...present, a, b)).toBeUndefined()
  })
})
