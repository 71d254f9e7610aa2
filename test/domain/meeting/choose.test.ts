/** 取最大公约数: the evening that most at-home households can make, with its near-misses. */
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { chooseEvening, countOptions } from '../../../src/domain/poll/choose.ts'
import type { TimeAnswerRow } from '../../../src/domain/poll/rows.ts'
import { instantAt } from '../../../src/kernel/time.ts'

const NOW = instantAt('2026-09-08', 12)
const OPTIONS = [instantAt('2026-09-09', 19, 30), instantAt('2026-09-10', 19, 30), instantAt('2026-09-12', 20)]

/** `1`, `1 3`, `2?` (勉强), `-` (none), `1x4` (four people): one household's answer. */
function answer(said: string): TimeAnswerRow {
  const row: TimeAnswerRow = {
    id: '',
    hamletId: '',
    pollId: '',
    accountId: null,
    householdId: null,
    yes: [],
    maybe: [],
    no: [],
    persons: null,
    partial: false,
    at: 0,
    seq: 0,
    via: 'chat',
    by: null,
  } // prettier-ignore
  for (const part of said.split(' ')) {
    const [, no, maybe, persons] = /^(\d)(\?)?(?:x(\d+))?$/.exec(part) ?? []
    if (!no) continue
    if (maybe) row.maybe.push(Number(no))
    else row.yes.push(Number(no))
    if (persons) row.persons = Number(persons)
  }
  return row
}

function choose(home: string[], away: string[] = [], now = NOW) {
  const answers = new Map([
    ...home.map((said, i) => [`h${i}`, answer(said)] as const),
    ...away.map((said, i) => [`a${i}`, answer(said)] as const),
  ])
  const counts = countOptions(OPTIONS, answers, new Set(home.map((_, i) => `h${i}`)))
  return { counts, chosen: chooseEvening(counts, now) }
}

describe('which evening wins', () => {
  test.each<[string, string[], string[], number | undefined, string | null]>([
    ['the most households', ['1', '2', '2'], [], 2, null],
    ['one household more is enough', ['1', '1', '2', '2', '2', '3'], [], 2, null],
    ['away households do not count', ['1'], ['3', '3', '3'], 1, null],
    ['only away households: nothing', ['-'], ['3'], undefined, null],
    ['nobody answered', [], [], undefined, null],
    ['everybody said no', ['-', '-'], [], undefined, null],
    ['勉强 alone chooses nothing', ['1?', '1?'], [], undefined, null],
    ['勉强 never outweighs a yes', ['1', '2?', '2?', '2?'], [], 1, null],
    ['a tie: more 勉强', ['1', '2', '2?'], [], 2, 'maybe'],
    ['a tie with equal 勉强: more people', ['1x2', '3x5', '1?', '3?'], [], 3, 'persons'],
    ['a tie in everything: the earlier', ['2', '3'], [], 2, 'earlier'],
    ['many people of one household are one household', ['1x9', '2', '2'], [], 2, null],
    ['a household that can make all counts for all', ['1 2 3', '3'], [], 3, null],
  ])('%s', (_, home, away, no, tie) => {
    expect(choose(home, away).chosen).toEqual(no === undefined ? undefined : { no, tie })
  })

  test('an evening that has passed cannot win, one that begins this minute neither', () => {
    expect(choose(['1', '1', '2'], [], OPTIONS[0]).chosen).toEqual({ no: 2, tie: null })
    expect(choose(['1', '1', '2'], [], (OPTIONS[0] as number) - 1).chosen).toEqual({ no: 1, tie: null })
    expect(choose(['1', '2', '3'], [], OPTIONS[2]).chosen).toBeUndefined()
  })

  test('figures: households, people, away apart', () => {
    expect(choose(['1x3', '1', '2 1?'], ['1']).counts).toMatchObject([
      { no: 1, yes: 2, maybe: 1, persons: 4, awayYes: 1 },
      { no: 2, yes: 1, maybe: 0, persons: 1, awayYes: 0 },
      { no: 3, yes: 0, maybe: 0, persons: 0, awayYes: 0 },
    ])
  })
})

test('no option has more at-home households than the one chosen, and a naive count agrees', () => {
  const said = fc
    .array(fc.constantFrom('1', '2', '3', '1?', '2?', '3?', '1x2', '3x4'), { maxLength: 3 })
    .map((parts) => parts.join(' ') || '-')
  fc.assert(
    fc.property(fc.array(said, { maxLength: 40 }), fc.array(said, { maxLength: 5 }), (home, away) => {
      const { counts, chosen } = choose(home, away)
      for (const count of counts)
        expect(count.yes).toBe(home.filter((words) => words.split(' ').some((w) => w.startsWith(`${count.no}`) && !w.includes('?'))).length)
      const most = Math.max(...counts.map((c) => c.yes))
      if (most === 0) expect(chosen).toBeUndefined()
      else expect(counts[(chosen?.no ?? 0) - 1]?.yes).toBe(most)
    }),
  )
})
