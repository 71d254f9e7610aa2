/** Whoever handled an issue: named in its steps, left out of its rating and of its 走访, whichever door it was. */
import { beforeEach, describe, expect, test } from 'vitest'
import type { Command } from '../../../src/domain/base/commands.ts'
import type { VillagerRow } from '../../../src/domain/base/rows.ts'
import type { Actor } from '../../../src/domain/base/who.ts'
import { instantAt } from '../../../src/kernel/time.ts'
import { CADRE, Hamlet, HEAD, OFFICIAL, RECORDER, villager } from './given.ts'

const person = (n: number, name: string): VillagerRow => ({
  ...{ id: `v${n}`, hamletId: 'h', householdId: `hh${n}`, name, isHouseholdHead: true, gender: null, birthDate: null },
  ...{ phone: null, partyMember: false, removedAt: null },
})

let h: Hamlet
beforeEach(() => {
  h = new Hamlet({ at: instantAt('2026-09-08', 10) })
  h.raised()
})
const handles = (actor: Actor): Command => ({ type: 'handleIssue', actor, issueNo: 1, text: '已换新灯' })
const rates = (actor: Actor, from: Extract<Command, { type: 'rate' }>['from']): Command =>
  ({ type: 'rate', actor, from, issueNo: 1, score: 'satisfied' }) as Command
const own = (n: number) => rates(villager(n), { accountId: `a${n}`, via: 'chat' })
const atDoor = (actor: Actor, n = 9) => rates(actor, { householdId: `hh${n}`, via: 'byHand', by: 'x' })
const toVillage: Command = { type: 'decideIssue', actor: HEAD, issueNo: 1, decision: 'toVillage' }

describe('every step says who took it', () => {
  const by = () => h.issue().steps.map((s) => s.by)

  test('a name where there is one, the household where there is none, the office before it', () => {
    h.state.villagers.put(person(1, '李大强'))
    h.does(handles(HEAD))
    expect(by()).toEqual(['屋场长李大强'])
  })
  test('an account whose person is not on the roster: its household', () => {
    h.does(handles(HEAD))
    expect(by()).toEqual(['屋场长1组1户家'])
  })
  test('an account that belongs to nobody: the office alone', () => {
    h.state.accounts.put({ ...h.state.accounts.must('a1'), householdId: null })
    h.does(handles(HEAD))
    expect(by()).toEqual(['屋场长'])
  })
  test('cadres and officials by office and name, 小助手 what comes by itself', () => {
    h.does({ type: 'decideIssue', actor: HEAD, issueNo: 1, decision: 'agreed', dueOn: '2026-09-09', text: '清沟' } as Command)
    h.does(toVillage)
    h.does({ type: 'acceptIssue', actor: CADRE, issueNo: 1 })
    h.does({ type: 'reportToTown', actor: CADRE, issueNo: 1, reportNo: 1 })
    h.does({ type: 'assignIssue', actor: OFFICIAL, issueNo: 1, department: '交通办', person: '李主任', dueOn: '2026-09-30' })
    h.does(handles(OFFICIAL))
    const [agreed, ...later] = by()
    expect(agreed).toBe('屋场长1组1户家')
    expect(later).toEqual(['屋场长1组1户家', '村干部周建国', '村干部周建国', '镇干部郑文', '镇干部郑文'])
    expect(h.does({ type: 'raiseIssue', actor: villager(6), text: '水沟堵了' })).toHaveLength(1)
  })
})

describe('the household left out', () => {
  test('is the one whose account speaks', () => {
    h.does(handles(HEAD))
    expect(h.refused(own(1))).toBe('handlerMayNotRate')
    expect(h.refused(own(2))).toBeUndefined()
  })
  test('is that of a cadre who lives here, also when the handling comes from the desk', () => {
    h.livesHere(CADRE, 7)
    h.does(toVillage)
    h.does(handles(CADRE))
    expect(h.refused(own(7))).toBe('handlerMayNotRate')
    expect(h.refused(own(8))).toBeUndefined()
  })
  test('is nobody’s where the cadre lives elsewhere, or the account has no household', () => {
    h.does(toVillage)
    h.state.accounts.put({ ...h.state.accounts.must('a7'), householdId: null, officialId: CADRE.id })
    h.does(handles(CADRE))
    for (const n of [1, 2, 3, 8]) expect(h.refused(own(n)), `${n}`).toBeUndefined()
  })
})

describe('asked at the door', () => {
  const lastDay = () => h.until(instantAt('2026-09-11', 9))

  test('never by whoever handled it, at the desk neither, nor by somebody of that household', () => {
    h.livesHere(CADRE, 7)
    h.does(toVillage)
    h.does(handles(CADRE))
    lastDay()
    expect(h.refused(atDoor(CADRE))).toBe('handlerMayNotVisit')
    expect(h.refused(atDoor({ ...CADRE, id: 'c2', name: '吴芳' }))).toBeUndefined()
    expect(h.refused(atDoor(RECORDER, 10))).toBeUndefined()
  })

  const sentTo = (actor: Actor) => {
    const decided = h.order(atDoor(actor))
    return 'refusal' in decided && decided.refusal.code === 'onlyFor' ? decided.refusal.who : decided
  }
  test('a villager who may not is sent to the head and the recorder', () => {
    h.does(toVillage)
    h.does(handles(CADRE))
    lastDay()
    expect(sentTo(villager(12))).toEqual(['head', 'recorder'])
  })
  test('not to the one who handled it', () => {
    h.does(handles(HEAD))
    lastDay()
    expect(sentTo(villager(12))).toEqual(['recorder'])
  })
  test('nor to one of the household that did, by the roster or by the account', () => {
    h.livesHere(CADRE, 2)
    h.does(toVillage)
    h.does(handles(CADRE))
    lastDay()
    expect(sentTo(villager(12))).toEqual(['head'])
    h.state.villagers.put(person(2, '刘二'))
    expect(sentTo(villager(12))).toEqual(['head'])
    h.state.villagers.put({ ...person(2, '刘二'), householdId: 'hh30' })
    expect(sentTo(villager(12))).toEqual(['head', 'recorder'])
  })
  test('and where neither is left, to the cadres', () => {
    h.state.hamlet.put({ ...h.state.hamlet.must('h'), recorderId: null })
    h.does(handles(HEAD))
    lastDay()
    expect(sentTo(villager(12))).toEqual(['cadre'])
  })
})
