/** What the desk asks of a hamlet, and 收到, at their edges. */
import { beforeEach, describe, expect, test } from 'vitest'
import { openDelivery } from '../../../src/domain/announcement/receipt.ts'
import type { RosterHouseholdGiven } from '../../../src/domain/registry/commands.ts'
import { planRoster } from '../../../src/domain/registry/roster-plan.ts'
import { DAY, instantAt } from '../../../src/kernel/time.ts'
import { Hamlet, OFFICIAL, villager } from '../issue/given.ts'
import { person } from '../meeting/night.ts'

const NOW = instantAt('2026-09-08', 10)
let h: Hamlet
beforeEach(() => {
  h = new Hamlet({ at: NOW, households: 6, away: 1 })
})

describe('收到', () => {
  const delivered = (id: string, more: object = {}) =>
    h.state.deliveries.put({
      ...{ id, hamletId: 'h', announcementId: `n/${id}`, text: '停水', receipts: true, openUntil: NOW + DAY, at: NOW },
      ...more,
    })
  const acknowledge = (accountId: string) =>
    h.does({ type: 'acknowledge', actor: { kind: 'account', accountId }, from: { accountId, via: 'chat' } })
  const received = () => [...h.state.receipts.all()].map((r) => [r.deliveryId, r.accountId])

  test('is for the announcement that asked last and still takes it', () => {
    delivered('old', { at: NOW - 2 })
    delivered('new', { at: NOW - 1 })
    delivered('asked for nothing', { receipts: false })
    delivered('over', { openUntil: NOW })
    expect(openDelivery(h.state, NOW)?.id).toBe('new')
    expect(openDelivery(h.state, NOW + DAY - 1)?.id).toBe('new')
    expect(openDelivery(h.state, NOW + DAY)).toBeUndefined()
    h.now = NOW + DAY
    expect(acknowledge('a3')).toEqual([])
  })

  test('counts once a household, and once an account that nobody knows yet', () => {
    delivered('d')
    h.state.accounts.put({ ...h.state.accounts.must('a4'), householdId: 'hh3' })
    for (const id of ['a5', 'a6']) h.state.accounts.put({ ...h.state.accounts.must(id), householdId: null })
    for (const id of ['a3', 'a3', 'a4', 'a5', 'a5', 'a6']) acknowledge(id)
    expect(received()).toEqual([
      ['d', 'a3'],
      ['d', 'a5'],
      ['d', 'a6'],
    ])
    h.does({ type: 'acknowledge', actor: villager(2), from: { householdId: 'hh3', via: 'byHand', by: 'x' } })
    expect(received()).toHaveLength(3)
  })
})

describe('the register', () => {
  const set = (change: object) => h.does({ type: 'setRegistry', actor: OFFICIAL, change })
  const filing = () => h.state.hamlet.must('h').filing
  beforeEach(() => {
    for (const n of [1, 2, 3]) h.state.villagers.put(person(`v${n}`, `hh${n}`))
  })

  test('a head in place of another has to be put on record anew; the same one, or the first, has not', () => {
    set({ headId: 'v1' })
    expect(filing()).toBe('filed')
    set({ headId: 'v3' })
    expect(filing()).toBe('replaced')
    set({ headId: 'v2', filing: 'filed' })
    expect(filing()).toBe('filed')
    h.state.hamlet.put({ ...h.state.hamlet.must('h'), headId: null })
    set({ headId: 'v1' })
    expect(filing()).toBe('filed')
    set({ recorderId: 'v3' })
    expect(filing()).toBe('filed')
    expect(h.last('registrySet')?.data).toMatchObject({ headBefore: 'v1', recorderBefore: 'v2' })
  })
})

describe('a roster', () => {
  const household = (number: number, more: Partial<RosterHouseholdGiven> = {}): RosterHouseholdGiven => ({
    ...{ row: number, groupNo: 1, number, atHome: true, people: [] },
    ...more,
  })
  let ids = 0
  const takes = (...households: RosterHouseholdGiven[]) => {
    const { households: changed, people } = planRoster(h.state, households, {}, { now: h.now, id: () => `new${++ids}` })
    return h.does({ type: 'takeRoster', actor: OFFICIAL, changes: { households: changed, people } })
  }
  const changes = () => [...h.state.atHomeChanges.all()].map((c) => [c.householdId, c.atHome])
  const villager = { row: 1, name: '张三', isHouseholdHead: true, partyMember: false }

  test('of what is known already changes nothing', () => {
    expect(takes(household(1))).toEqual([])
    expect(takes(household(1, { people: [villager] })).map((e) => e.data)).toEqual([
      expect.objectContaining({ householdsAdded: 0, householdsChanged: 0, peopleAdded: 1, peopleChanged: 0 }),
    ])
    expect(takes(household(1, { people: [villager] }))).toEqual([])
  })

  test('dates each household that goes or comes home, and no other', () => {
    h.state.households.put({ ...h.state.households.must('hh2'), removedAt: NOW })
    takes(
      household(1, { atHome: false }),
      household(2, { people: [{ ...villager, name: '李四' }] }),
      household(6),
      household(7, { atHome: false }),
    )
    expect(changes()).toEqual([
      ['hh1', false],
      ['hh6', true],
    ])
    expect(h.state.households.must('hh2').removedAt).toBeNull()
    expect(h.last('rosterTaken')?.data).toMatchObject({ householdsAdded: 1, householdsChanged: 2 })
  })

  test('leaves what it does not say as it was', () => {
    const full = { gender: '女', birthDate: '1960-01-01', phone: '13900000000' }
    takes(household(1, { people: [{ ...villager, ...full }] }))
    expect(takes(household(1, { people: [villager] }))).toEqual([])
    takes(household(1, { people: [{ ...villager, partyMember: true }] }))
    expect(h.state.villagers.find((v) => v.name === '张三')).toMatchObject({ ...full, partyMember: true, householdId: 'hh1' })
    // The same name in another household may be the same person, who has moved: that is asked, and nothing taken until it is answered.
    const { questions, people } = planRoster(h.state, [household(2, { people: [villager] })], {}, { now: h.now, id: () => 'other' })
    expect([questions.map((q) => q.villager.name), people]).toEqual([['张三'], []])
  })
})
