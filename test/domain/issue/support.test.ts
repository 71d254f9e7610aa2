/** 附议: who stands behind an issue. */
import { beforeEach, describe, expect, test } from 'vitest'
import { supportersOf } from '../../../src/domain/issue/find.ts'
import { DAY } from '../../../src/kernel/time.ts'
import { Hamlet, villager } from './given.ts'
import { decide, NOW } from './orders.ts'

let h: Hamlet
beforeEach(() => {
  h = new Hamlet({ at: NOW })
})

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
