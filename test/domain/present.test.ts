import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { adultsOf, ageAt, presence, presentHouseholds } from '../../src/domain/attendance/present.ts'
import type { AttendanceRow } from '../../src/domain/attendance/rows.ts'
import { policyOf } from '../../src/domain/base/policy.ts'
import type { AccountRow, VillagerRow } from '../../src/domain/base/rows.ts'
import type { HamletState } from '../../src/domain/base/state.ts'
import { Table } from '../../src/domain/base/table.ts'
import type { MeetingRow } from '../../src/domain/meeting/rows.ts'
import { instantAt } from '../../src/kernel/time.ts'

const HOUSEHOLDS = ['h1', 'h2', 'h3', 'h4', 'h5']
/** h1 … h4 are at home; h5 is away. */
const meeting = {
  id: 'm',
  startsAt: instantAt('2026-09-09', 19, 30),
  atHomeIds: HOUSEHOLDS.slice(0, 4),
  atHomeBase: 4,
  attendanceFromSeq: 0,
} as MeetingRow

const villager = (id: string, householdId: string, birthDate: string | null): VillagerRow => ({
  id,
  hamletId: 'x',
  householdId,
  name: id,
  isHouseholdHead: false,
  gender: null,
  birthDate,
  phone: null,
  partyMember: false,
  removedAt: null,
})
/** Each household: one adult, one of unknown age, one who is 18 on the day of the meeting, one who will be the day after, a child. */
const villagers = HOUSEHOLDS.flatMap((h) =>
  ['1970-01-01', null, '2008-09-09', '2008-09-10', '2016-01-01'].map((born, i) => villager(`${h}/${i}`, h, born)),
)
const ADULTS = 3

const account = (id: string, householdId: string | null) => ({ id, householdId }) as AccountRow
const ACCOUNTS = [...HOUSEHOLDS.flatMap((h) => [account(`${h}/a`, h), account(`${h}/b`, h)]), account('nobody', null)]

interface Word {
  by: string
  persons: number
  stated: boolean
  confirmed: boolean
}
const row = (word: Word, seq: number): AttendanceRow => ({
  id: `r${String(seq).padStart(3, '0')}`,
  hamletId: 'x',
  meetingId: 'm',
  accountId: word.confirmed ? null : word.by,
  householdId: word.confirmed ? (word.by.split('/')[0] ?? null) : null,
  persons: word.persons,
  stated: word.stated,
  confirmed: word.confirmed,
  at: seq,
  // The first entry of a ledger is 1.
  seq: seq + 1,
  via: 'chat',
  by: null,
})

function stateOf(rows: readonly AttendanceRow[]): HamletState {
  const tables = { villagers: new Table(villagers), accounts: new Table(ACCOUNTS), attendances: new Table(rows) }
  return { ...tables, town: { policy: policyOf({}) } } as unknown as HamletState
}

/** The rule, read aloud, one household after the other. */
function naive(words: readonly Word[]): Map<string, number> {
  const here = new Map<string, number>()
  for (const household of HOUSEHOLDS) {
    let persons = 0
    for (const word of words.filter((w) => w.by.startsWith(`${household}/`))) {
      const already = persons > 0
      if (word.stated || !already) persons = word.confirmed ? word.persons : Math.min(word.persons, ADULTS)
    }
    if (persons > 0) here.set(household, persons)
  }
  return here
}

const words = fc.array(
  fc
    .record({
      by: fc.constantFrom(...ACCOUNTS.map((a) => a.id)),
      persons: fc.integer({ min: 0, max: 6 }),
      stated: fc.boolean(),
      confirmed: fc.boolean(),
    })
    // Unsaid means one; only head and recorder strike out, and they always name a household.
    .map((w) => (w.stated ? w : { ...w, persons: 1 }))
    .map((w) => (w.confirmed && w.by !== 'nobody' ? w : { ...w, confirmed: false, persons: Math.max(1, w.persons) })),
  { maxLength: 30 },
)
const sorted = (map: Map<string, number>) => [...map].sort(([a], [b]) => (a < b ? -1 : 1))

describe('who is here', () => {
  test('is the naive count, in whatever order the rows lie in their table', () => {
    const both = words.chain((list) => {
      const rows = list.map(row)
      return fc.tuple(fc.constant(list), fc.constant(rows), fc.shuffledSubarray(rows, { minLength: rows.length, maxLength: rows.length }))
    })
    fc.assert(
      fc.property(both, ([list, rows, shuffled]) => {
        expect(sorted(presentHouseholds(stateOf(rows), meeting))).toEqual(sorted(naive(list)))
        expect(sorted(presentHouseholds(stateOf(shuffled), meeting))).toEqual(sorted(naive(list)))
      }),
    )
  })

  test('is what was said since attendance was last given up', () => {
    fc.assert(
      fc.property(words, fc.nat(30), (list, given) => {
        const since = { ...meeting, attendanceFromSeq: given }
        expect(sorted(presentHouseholds(stateOf(list.map(row)), since))).toEqual(sorted(naive(list.slice(given))))
      }),
    )
  })

  test('away households are never part of quorum, their people always part of the votes', () => {
    fc.assert(
      fc.property(words, (list) => {
        const here = naive(list)
        const figures = presence(stateOf(list.map(row)), meeting)
        const away = here.has('h5') ? 1 : 0
        const persons = [...here.values()].reduce((a, b) => a + b, 0)
        const atHome = here.size - away
        expect(figures).toEqual({ base: 4, atHome, away, persons, needed: 4, quorate: 100 * atHome >= 80 * 4 })
      }),
    )
  })

  test('adults are counted on the day of the meeting, unknown ages included, and one person at least', () => {
    const state = stateOf([])
    expect(adultsOf(state, 'h1', '2026-09-09')).toBe(ADULTS)
    expect(adultsOf(state, 'h1', '2026-09-10')).toBe(ADULTS + 1)
    expect(adultsOf(state, 'nobody there', '2026-09-09')).toBe(1)
    const [, , eighteen] = villagers
    expect([ageAt(eighteen!, '2026-09-08'), ageAt(eighteen!, '2026-09-09')]).toEqual([17, 18])
  })
})
