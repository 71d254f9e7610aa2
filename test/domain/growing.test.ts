/** What is worked out from rows as they come in is what it would be from all of them at once. */
import { describe, expect, test } from 'vitest'
import type { AccountRow } from '../../src/domain/base/rows.ts'
import type { HamletState } from '../../src/domain/base/state.ts'
import { Table } from '../../src/domain/base/table.ts'
import type { TimeAnswerRow, TimePollRow } from '../../src/domain/poll/rows.ts'
import { answersOf } from '../../src/domain/poll/standing.ts'

describe('a table says what was added since a revision', () => {
  test('as long as rows were added and nothing else', () => {
    const table = new Table<{ id: string; n?: number }>([{ id: 'a' }])
    const { revision } = table
    expect(table.addedSince(revision)).toEqual([])
    table.put({ id: 'b' })
    table.put({ id: 'c' })
    expect(table.addedSince(revision)).toEqual([{ id: 'b' }, { id: 'c' }])
    expect(table.addedSince(revision + 1)).toEqual([{ id: 'c' }])
  })

  test.each<[string, (table: Table<{ id: string; n?: number }>) => void]>([
    ['one was replaced', (t) => t.put({ id: 'a', n: 2 })],
    ['one was taken back', (t) => t.takeBack()],
    ['one was read apart', (t) => t.know({ id: 'z' })],
    ['they were written and are not kept', (t) => t.settled(true)],
  ])('and not when %s', (_, happens) => {
    const table = new Table<{ id: string; n?: number }>([{ id: 'a' }])
    const { revision } = table
    table.put({ id: 'b' })
    happens(table)
    expect(table.addedSince(revision)).toBeUndefined()
    const then = table.revision
    table.put({ id: 'c' })
    expect(table.addedSince(then)).toEqual([{ id: 'c' }])
  })
})

describe('a poll’s answers', () => {
  const poll = { id: 'p', options: [1, 2, 3] } as unknown as TimePollRow
  const word = (seq: number, accountId: string, yes: number[], more: Partial<TimeAnswerRow> = {}): TimeAnswerRow =>
    ({
      id: `w${seq}`,
      pollId: 'p',
      accountId,
      householdId: null,
      yes,
      maybe: [],
      no: [],
      persons: null,
      partial: false,
      at: 100,
      seq,
      ...more,
    }) as TimeAnswerRow
  const account = (id: string, householdId: string | null): AccountRow => ({ id, householdId }) as AccountRow
  const town = (): HamletState =>
    ({
      timeAnswers: new Table<TimeAnswerRow>(),
      accounts: new Table([account('x', 'hx'), account('y', 'hy'), account('z', null)]),
    }) as HamletState
  const said = (state: HamletState): unknown => [...answersOf(state, poll)].map(([household, { yes, no }]) => [household, yes, no])

  test('are added to word by word', () => {
    const state = town()
    state.timeAnswers.put(word(1, 'x', [1, 2]))
    expect(said(state)).toEqual([['hx', [1, 2], []]])
    state.timeAnswers.put(word(2, 'y', [3]))
    state.timeAnswers.put(word(3, 'x', [], { no: [2], partial: true }))
    expect(said(state)).toEqual([
      ['hx', [1], [2]],
      ['hy', [3], []],
    ])
  })

  test('are taken again when an earlier word comes later, when one is taken back, and when somebody turns out to be of a household', () => {
    const state = town()
    state.timeAnswers.put(word(1, 'x', [1]))
    expect(said(state)).toEqual([['hx', [1], []]])
    state.timeAnswers.put(word(2, 'x', [2], { at: 50 }))
    expect(said(state)).toEqual([['hx', [1], []]])
    state.timeAnswers.mark()
    state.timeAnswers.put(word(3, 'x', [3]))
    expect(said(state)).toEqual([['hx', [3], []]])
    state.timeAnswers.takeBack()
    expect(said(state)).toEqual([['hx', [1], []]])
    state.timeAnswers.put(word(4, 'z', [2]))
    expect(said(state)).toEqual([['hx', [1], []]])
    state.accounts.put(account('z', 'hz'))
    expect(said(state)).toEqual([
      ['hx', [1], []],
      ['hz', [2], []],
    ])
  })
})
