/** What decides between evenings that equally many households can make, each before the next (rules: The meeting, 2). */
import { describe, expect, test } from 'vitest'
import { chooseEvening, countOptions, type OptionCount } from '../../../src/domain/poll/choose.ts'
import type { TimeAnswerRow } from '../../../src/domain/poll/rows.ts'
import { DAY, instantAt } from '../../../src/kernel/time.ts'

const NOW = instantAt('2026-09-08', 12)
const option = (no: number, yes: number, maybe: number, persons: number): OptionCount => ({
  ...{ no, startsAt: NOW + no * DAY, yes, maybe, persons, awayYes: 0 },
})

describe('of two evenings', () => {
  test.each<[string, OptionCount[], number, string | null]>([
    ['households before everything', [option(1, 2, 9, 99), option(2, 3, 0, 3)], 2, null],
    ['勉强 before people, though many more people would come', [option(1, 3, 0, 27), option(2, 3, 1, 3)], 2, 'maybe'],
    ['people before the earlier', [option(1, 3, 1, 3), option(2, 3, 1, 4)], 2, 'persons'],
    ['the earlier when all is equal', [option(2, 3, 1, 4), option(1, 3, 1, 4)], 1, 'earlier'],
    ['and so it is whatever their order in the list', [option(2, 3, 1, 3), option(1, 3, 0, 27)], 2, 'maybe'],
  ])('%s', (_, counts, no, tie) => {
    expect(chooseEvening(counts, NOW)).toEqual({ no, tie })
  })

  test('the tie is told by what decided between the first two, not by the third', () => {
    expect(chooseEvening([option(1, 3, 1, 3), option(2, 3, 1, 4), option(3, 3, 0, 99)], NOW)).toEqual({ no: 2, tie: 'persons' })
  })

  test('one that nobody can make is not chosen, though somebody could at a pinch', () => {
    expect(chooseEvening([option(1, 0, 5, 0)], NOW)).toBeUndefined()
  })
})

test('勉强 of a household that is away breaks no tie; one person unless more are announced', () => {
  const answer = (yes: number[], maybe: number[], persons: number | null) => ({ yes, maybe, persons }) as TimeAnswerRow
  const answers = new Map([
    ['home', answer([1], [2], null)],
    ['other', answer([2], [], 3)],
    ['away', answer([2], [1], 9)],
  ])
  expect(countOptions([NOW + DAY, NOW + 2 * DAY], answers, new Set(['home', 'other']))).toMatchObject([
    { no: 1, yes: 1, maybe: 0, persons: 1, awayYes: 0 },
    { no: 2, yes: 1, maybe: 1, persons: 3, awayYes: 1 },
  ])
})
