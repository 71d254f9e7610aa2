/** What a file does to a roster, in memory: who is the same person, who moved, who goes. What files look like is test/documents. */
import { describe, expect, test } from 'vitest'
import type { Command } from '../../../src/domain/base/commands.ts'
import type { RosterAnswers, RosterHouseholdGiven, RosterPersonGiven } from '../../../src/domain/registry/commands.ts'
import { planRoster, type RosterPlan } from '../../../src/domain/registry/roster-plan.ts'
import { countingIds } from '../../../src/kernel/ids.ts'
import { OFFICIAL, range } from '../issue/given.ts'
import { Night, person } from '../meeting/night.ts'
import { Planning } from '../meeting/planning.ts'

const NOW = 1_000

/** The night's village: in household n live vn and wn. */
function village(): Night {
  const h = new Night()
  h.state.villagers.put({ ...person('v5', 'hh5', '1960-01-01'), name: '王德福', isHouseholdHead: true, phone: '138' })
  return h
}
const one = (name: string, more: Partial<RosterPersonGiven> = {}): RosterPersonGiven => ({ row: 2, name, isHouseholdHead: false, ...more })
const household = (
  number: number | undefined,
  people: RosterPersonGiven[],
  more: Partial<RosterHouseholdGiven> = {},
): RosterHouseholdGiven => ({ row: 2, groupNo: 1, ...(number === undefined ? {} : { number }), people, ...more }) as RosterHouseholdGiven
const plan = (h: Night, given: RosterHouseholdGiven[], answers: Partial<RosterAnswers> = {}): RosterPlan =>
  planRoster(h.state, given, { removeMissing: false, ...answers } as RosterAnswers, { now: NOW, id: countingIds('n') })
const becomes = (p: RosterPlan, name: string) => p.people.filter((c) => c.after.name === name).map(({ after: a }) => a)

describe('the same person', () => {
  test('keeps the number, the birthday and the phone that the file does not give', () => {
    const p = plan(village(), [household(5, [one('王德福', { isHouseholdHead: true, partyMember: true })])])
    expect(becomes(p, '王德福')).toEqual([
      { ...person('v5', 'hh5', '1960-01-01'), name: '王德福', isHouseholdHead: true, phone: '138', partyMember: true },
    ])
  })

  test('who left the roster comes back as himself, and another of his name born later is another', () => {
    const h = village()
    h.state.villagers.put({ ...h.state.villagers.must('v5'), removedAt: 5 })
    const back = becomes(plan(h, [household(5, [one('王德福', { birthDate: '1960-01-01' })])]), '王德福')
    expect(back.map((v) => [v.id, v.removedAt])).toEqual([['v5', null]])
    const grandson = becomes(plan(h, [household(5, [one('王德福', { birthDate: '2012-03-04' })])]), '王德福')
    expect(grandson.map((v) => [v.id === 'v5', v.birthDate])).toEqual([[false, '2012-03-04']])
  })

  test('who lives there is the same whatever the file says of the birthday: the file puts it right', () => {
    expect(becomes(plan(village(), [household(5, [one('王德福', { birthDate: '1961-01-01' })])]), '王德福')).toMatchObject([
      { id: 'v5', birthDate: '1961-01-01' },
    ])
  })
})

describe('a name that lives in another household', () => {
  const moves = (h: Night, answers: Partial<RosterAnswers> = {}, more: Partial<RosterPersonGiven> = {}) =>
    plan(h, [household(7, [one('v7'), one('王德福', more)])], answers)

  test('is asked about, and put nowhere before it was answered', () => {
    const p = moves(village())
    expect(p.questions.map((q) => [q.villager.id, q.from.number, q.to.number])).toEqual([['v5', 5, 7]])
    expect(becomes(p, '王德福')).toEqual([])
  })

  test('answered: moved takes the person along, another makes a new one', () => {
    const moved = moves(village(), { moved: ['v5'] })
    expect([moved.questions, becomes(moved, '王德福').map((v) => [v.id, v.householdId])]).toEqual([[], [['v5', 'hh7']]])
    const other = moves(village(), { others: ['v5'] })
    expect(other.questions).toEqual([])
    expect(becomes(other, '王德福').map((v) => [v.id === 'v5', v.householdId])).toEqual([[false, 'hh7']])
  })

  test('is not asked about when that one has left the roster, is in the file where he was, or was born on another day', () => {
    const gone = village()
    gone.state.villagers.put({ ...gone.state.villagers.must('v5'), removedAt: 5 })
    expect(moves(gone).questions).toEqual([])
    expect(moves(village(), {}, { birthDate: '1990-01-01' }).questions).toEqual([])
    const both = plan(village(), [household(5, [one('王德福')]), household(7, [one('v7'), one('王德福')])])
    expect(both.questions).toEqual([])
  })
})

describe('who is not in the file', () => {
  test('stays, named; with the order to remove goes, but not from an office', () => {
    const h = village()
    const left = plan(h, [household(5, [one('王德福')])])
    expect(left.leftAlone.people.map((v) => v.id)).toContain('w5')
    expect(becomes(left, 'w5')).toEqual([])
    const removed = plan(h, [household(5, [one('王德福')]), household(1, [one('w1')])], { removeMissing: true })
    expect(becomes(removed, 'w5').map((v) => v.removedAt)).toEqual([NOW])
    expect(removed.problems).toContainEqual({ row: 2, what: 'holdsOffice', name: 'v1' })
  })

  test('does not empty a household that the roster knows no people of', () => {
    const h = village()
    h.state.households.put({ ...h.state.households.must('hh12'), id: 'hh99', number: 99 })
    expect(becomes(plan(h, [household(99, [one('赵六')])], { newAtHome: true }), '赵六')).toHaveLength(1)
  })
})

describe('a file without numbers', () => {
  test('finds a household by its head, then by its people, and gives the next number to one that it does not know', () => {
    const p = plan(
      village(),
      [
        household(undefined, [one('王德福', { isHouseholdHead: true })]),
        household(undefined, [one('v7'), one('w7')]),
        household(undefined, [one('赵六', { isHouseholdHead: true })]),
      ],
      { newAtHome: true },
    )
    expect(p.numbered.map((n) => [n.household.number, n.isNew])).toEqual([
      [5, false],
      [7, false],
      [13, true],
    ])
  })
})

describe('by hand', () => {
  const adds = (number: number): Command => ({
    ...{ type: 'addHousehold', actor: OFFICIAL, groupNo: 1, number, atHome: true, name: '新来的', reason: '迁入' },
  })
  const removes = (n: number): Command => ({ type: 'removeHousehold', actor: OFFICIAL, householdId: `hh${n}`, reason: '迁出' })
  const puts = (villagerId: string, change: object): Command =>
    ({ type: 'putPerson', actor: OFFICIAL, householdId: 'hh5', villagerId, change }) as Command

  test('a household that is there is not added again; one that left comes back as itself', () => {
    const h = village()
    expect(h.refused(adds(5))).toBe('householdThere')
    h.does(removes(5))
    h.does(adds(5))
    expect(h.state.households.must('hh5').removedAt).toBeNull()
    expect(h.state.households.where((x) => x.number === 5)).toHaveLength(1)
  })

  test('one that left is not removed a second time', () => {
    const h = village()
    h.does(removes(5))
    const taken = h.count('rosterTaken')
    h.does(removes(5))
    expect(h.count('rosterTaken')).toBe(taken)
  })

  test('whoever becomes the head of a household takes it from who was; a change of something else does not', () => {
    const h = village()
    h.does(puts('w5', { phone: '139' }))
    expect(h.state.villagers.must('v5').isHouseholdHead).toBe(true)
    h.does(puts('w5', { isHouseholdHead: true }))
    expect(['v5', 'w5'].map((id) => h.state.villagers.must(id).isHouseholdHead)).toEqual([false, true])
  })

  test('the last household that was waited for goes: the poll is settled', () => {
    const h = new Planning()
    h.asked()
    for (const n of range(1, 9)) h.answers(n, { yes: [1] })
    expect(h.poll.status).toBe('open')
    h.does(removes(10))
    expect(h.poll.status).not.toBe('open')
  })
})

describe('a household that had left', () => {
  test('comes back as the file says, or as was answered: not as it was', () => {
    const h = village()
    h.state.households.put({ ...h.state.households.must('hh5'), removedAt: 5 })
    const atHome = (newAtHome: boolean | undefined) => {
      const p = plan(h, [household(5, [one('王德福')])], newAtHome === undefined ? {} : { newAtHome })
      return [p.households.map((c) => c.after.atHome), p.problems.map((x) => x.what)]
    }
    expect([atHome(true), atHome(false)]).toEqual([
      [[true], []],
      [[false], []],
    ])
    expect(atHome(undefined)[1]).toEqual(['atHomeUnknown'])
  })
})

test('a household of another group is not looked at for its people', () => {
  const p = plan(village(), [{ ...household(undefined, [one('v7'), one('w7')]), groupNo: 2 }], { newAtHome: true })
  expect(p.numbered.map((n) => [n.household.groupNo, n.household.number, n.isNew])).toEqual([[2, 1, true]])
})

test('the head whom the file does not have gives way to the one that it names, and to nobody else', () => {
  const heads = (people: RosterPersonGiven[]) => becomes(plan(village(), [household(5, people)]), '王德福').map((v) => v.isHouseholdHead)
  expect(heads([one('w5', { isHouseholdHead: true })])).toEqual([false])
  expect(heads([one('w5')])).toEqual([])
})

test('a household that is there stays at home, or away, where the file does not say', () => {
  const p = plan(village(), [household(5, [one('赵六')]), household(12, [one('赵七')])])
  expect([p.problems, p.households]).toEqual([[], []])
})
