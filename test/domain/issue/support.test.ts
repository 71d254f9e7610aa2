/** 附议: who stands behind an issue. */
import { beforeEach, describe, expect, test } from 'vitest'
import type { Command } from '../../../src/domain/base/commands.ts'
import type { Actor } from '../../../src/domain/base/who.ts'
import { supportersOf } from '../../../src/domain/issue/find.ts'
import { DAY, instantAt } from '../../../src/kernel/time.ts'
import { CADRE, Hamlet, HEAD, OFFICIAL, villager } from './given.ts'

/** A Tuesday; the fifth working day after it is the 15th. */
const NOW = instantAt('2026-09-08', 10)
let h: Hamlet
beforeEach(() => {
  h = new Hamlet({ at: NOW })
})
const decide = (
  decision: 'onTheSpot' | 'agreed' | 'toVillage' | 'dismiss' | 'merge',
  more: object = {},
  issueNo = 1,
  actor: Actor = HEAD,
) => ({ type: 'decideIssue', actor, issueNo, decision, ...more }) as Command
const _toVillage = (issueNo = 1) => h.does(decide('toVillage', {}, issueNo))
const _report = (issueNo = 1, reportNo = 1) => h.does({ type: 'reportToTown', actor: CADRE, issueNo, reportNo })
const _assign = (more: object = {}) =>
  ({
    type: 'assignIssue',
    actor: OFFICIAL,
    issueNo: 1,
    department: '交通办',
    person: '李主任',
    dueOn: '2026-09-30',
    known: true,
    ...more,
  }) as const
const _secret = (text: string, by: Actor) => h.does({ type: 'raiseIssue', actor: by, text, confidential: true })

describe('附议', () => {
  const support = (n: number, issueNo = 1) => h.refused({ type: 'supportIssue', actor: villager(n), issueNo })

  test('is not for one’s own, not twice, and not for what is over', () => {
    h.raised()
    expect(support(5)).toBe('ownSupport')
    expect([support(6), support(6)]).toEqual([undefined, 'supportedAlready'])
    expect([...supportersOf(h.state, h.issue())].sort()).toEqual(['hh5', 'hh6'])
    h.does(decide('dismiss', { text: '已经修了' }))
    expect(support(7)).toBe('issueElsewhere')
  })

  test('counts the household that stood behind it then, or that of an account bound since', () => {
    h.raised()
    support(6)
    h.state.accounts.put({ ...h.state.accounts.must('a7'), householdId: null })
    support(7)
    h.state.accounts.put({ ...h.state.accounts.must('a6'), householdId: 'hh9' })
    h.state.accounts.put({ ...h.state.accounts.must('a7'), householdId: 'hh10' })
    expect([...supportersOf(h.state, h.issue())].sort()).toEqual(['hh10', 'hh5', 'hh6'])
  })

  test('is not summed up when it was over meanwhile', () => {
    h.raised()
    support(6)
    const { id } = h.open('supportProgress') ?? { id: '' }
    h.does(decide('dismiss', { text: '已经修了' }))
    expect(h.open('supportProgress')).toBeUndefined()
    h.state.deadlines.put({ ...h.state.deadlines.must(id), doneAt: null })
    h.until(NOW + DAY)
    expect(h.count('supportNoted')).toBe(0)
    h.raised('水沟堵了')
    support(6, 2)
    h.does({ type: 'withdrawIssue', actor: villager(5), issueNo: 2 })
    expect(h.open('supportProgress')).toBeUndefined()
  })
})
