/** 评议: who rates, what counts, when it closes and what comes of it. */
import fc from 'fast-check'
import { beforeEach, describe, expect, test } from 'vitest'
import { DEFAULT_POLICY } from '../../../src/domain/base/policy.ts'
import { leastRaters, satisfies, tally } from '../../../src/domain/survey/count.ts'
import { DAY, instantAt } from '../../../src/kernel/time.ts'
import { CADRE, Hamlet, HEAD, OFFICIAL, RECORDER, range, villager } from '../issue/given.ts'

let h: Hamlet
beforeEach(() => {
  h = new Hamlet({ at: instantAt('2026-09-08', 10) })
  h.raised()
})
const byHead = (): unknown => h.does({ type: 'handleIssue', actor: HEAD, issueNo: 1, text: '已换新灯' })
const byVillage = (): unknown => {
  h.does({ type: 'decideIssue', actor: HEAD, issueNo: 1, decision: 'toVillage' })
  return h.does({ type: 'handleIssue', actor: CADRE, issueNo: 1 })
}
const rate = (n: number, score: 'satisfied' | 'basic' | 'dissatisfied' = 'satisfied') =>
  ({ type: 'rate', actor: villager(n), from: { accountId: `a${n}`, via: 'chat' }, issueNo: 1, score }) as const
const visit = (n: number, actor = HEAD) =>
  ({ type: 'rate', actor, from: { householdId: `hh${n}`, via: 'byHand', by: 'account:a1' }, issueNo: 1, score: 'satisfied' }) as const

describe('the share, in integers', () => {
  test('599 of 1000 is not 60 %, 600 is', () => {
    expect(satisfies({ satisfied: 599, raters: 1_000 }, DEFAULT_POLICY)).toBe(false)
    expect(satisfies({ satisfied: 600, raters: 1_000 }, DEFAULT_POLICY)).toBe(true)
    expect(satisfies({ satisfied: 5_999, raters: 10_000 }, DEFAULT_POLICY)).toBe(false)
    expect(satisfies({ satisfied: 0, raters: 0 }, DEFAULT_POLICY)).toBe(false)
  })

  test('three people and 60 %: one is not enough, two are', () => {
    expect([1, 2].map((satisfied) => satisfies({ satisfied, raters: 3 }, DEFAULT_POLICY))).toEqual([false, true])
  })

  test('基本满意 counts as satisfied, unless the town says otherwise', () => {
    const scores = ['satisfied', 'basic', 'basic', 'dissatisfied'] as const
    expect(tally(scores, DEFAULT_POLICY)).toEqual({ raters: 4, satisfied: 3, basic: 2, dissatisfied: 1 })
    expect(tally(scores, { ...DEFAULT_POLICY, basicCountsAsSatisfied: false }).satisfied).toBe(1)
  })

  test.each([
    [30, 35, 6],
    [31, 35, 7],
    [15, 20, 3],
    [5, 8, 3],
    [2, 2, 2],
    [0, 0, 1],
  ])('of %i at-home households and %i that may rate, %i have to', (atHome, eligible, least) => {
    expect(leastRaters(DEFAULT_POLICY, atHome, eligible)).toBe(least)
  })

  test('the share decides as fractions do, whatever the numbers', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 5_000 }), fc.nat(5_000), (raters, satisfied) => {
        expect(satisfies({ satisfied, raters }, DEFAULT_POLICY)).toBe(5n * BigInt(satisfied) >= 3n * BigInt(raters))
      }),
    )
  })
})

describe('a round', () => {
  test('is open three days and closes at 20:00', () => {
    byHead()
    expect(h.survey()).toMatchObject({ round: 1, status: 'open', closesAt: instantAt('2026-09-11', 20) })
    expect(h.open('surveyClose')?.dueAt).toBe(instantAt('2026-09-11', 20))
  })

  test('at 60 % it is closed (销号), with base and numbers', () => {
    byHead()
    h.rates(range(2, 7), 'satisfied')
    h.rates(range(8, 11), 'dissatisfied')
    h.until(instantAt('2026-09-11', 19, 59))
    expect(h.issue().status).toBe('inReview')
    h.until(instantAt('2026-09-11', 20))
    expect(h.issue()).toMatchObject({ status: 'closed', closedAt: instantAt('2026-09-11', 20) })
    expect(h.survey()).toMatchObject({ status: 'passed', raters: 10, satisfied: 6, atHomeBase: 30 })
  })

  test('just below 60 % it goes back: 19 of 32', () => {
    byHead()
    h.rates(range(2, 20), 'satisfied')
    h.rates(range(21, 33), 'dissatisfied')
    h.until(instantAt('2026-09-11', 20))
    expect(h.survey()).toMatchObject({ status: 'failed', raters: 32, satisfied: 19 })
    expect(h.issue()).toMatchObject({ status: 'inHamlet', level: 'hamlet', closedAt: null })
  })

  test('59.9 %: 599 of 1000 households are not enough, one more is', () => {
    for (const [satisfied, status] of [
      [599, 'inHamlet'],
      [600, 'closed'],
    ] as const) {
      h = new Hamlet({ at: instantAt('2026-09-08', 10), households: 1_001, away: 0 })
      h.raised()
      byHead()
      h.rates(range(2, satisfied + 1), 'satisfied')
      h.rates(range(satisfied + 2, 1_001), 'dissatisfied')
      expect(h.survey()).toMatchObject({ raters: 1_000, satisfied })
      expect(h.issue().status).toBe(status)
    }
  })

  test('one rating per household, the latest; at home and away alike', () => {
    byHead()
    h.rates([2, 3, 4, 35, 36], 'satisfied')
    h.rates([2, 3, 4], 'dissatisfied')
    h.rates([5], 'dissatisfied')
    h.until(instantAt('2026-09-11', 20))
    expect(h.survey()).toMatchObject({ raters: 6, satisfied: 2, status: 'failed' })
  })

  test('whoever handled it may not rate, nor the household', () => {
    byHead()
    expect(h.refused(rate(1))).toBe('handlerMayNotRate')
    h.state.accounts.put({ ...h.state.accounts.must('a9'), householdId: 'hh1' })
    expect(h.refused(rate(9))).toBe('handlerMayNotRate')
    expect(h.order(visit(1))).toEqual({ refusal: { code: 'handlerMayNotRate', issueNo: 1, household: '1组1户' } })
    expect(h.state.ratings.where(() => true)).toEqual([])
  })

  test('a rating of an account that is bound to the handler’s household afterwards does not count', () => {
    byHead()
    h.state.accounts.put({ ...h.state.accounts.must('a9'), householdId: null })
    h.rates(range(2, 7), 'satisfied')
    h.rates([9], 'dissatisfied')
    h.state.accounts.put({ ...h.state.accounts.must('a9'), householdId: 'hh1' })
    h.until(instantAt('2026-09-11', 20))
    expect(h.survey()).toMatchObject({ raters: 6, satisfied: 6 })
  })

  test('nor a household that has left the roster, nor what it said before', () => {
    byHead()
    h.rates(range(2, 9), 'satisfied')
    h.state.households.put({ ...h.state.households.must('hh9'), removedAt: h.now })
    expect(h.refused(visit(9))).toBe('mayNotRate')
    h.until(instantAt('2026-09-11', 20))
    expect(h.survey()).toMatchObject({ raters: 7, satisfied: 7 })
  })

  test('a cadre who lives in the hamlet does not rate the village’s work', () => {
    h.does({ type: 'decideIssue', actor: HEAD, issueNo: 1, decision: 'toVillage' })
    h.livesHere(CADRE, 9)
    h.does({ type: 'handleIssue', actor: CADRE, issueNo: 1 })
    expect(h.refused(rate(9))).toBe('handlerMayNotRate')
    expect(h.refused(visit(9))).toBe('handlerMayNotRate')
    expect(h.refused(rate(1))).toBeUndefined()
  })

  test('whichever door the cadre came through: the group, where an account speaks, or the desk', () => {
    h.does({ type: 'decideIssue', actor: HEAD, issueNo: 1, decision: 'toVillage' })
    h.livesHere(CADRE, 9)
    h.does({ type: 'handleIssue', actor: { ...CADRE, accountId: 'a9' }, issueNo: 1 })
    expect(h.issue().handlerHouseholdId).toBe('hh9')
    expect(h.refused(rate(9))).toBe('handlerMayNotRate')
  })

  test('an account of the same household that is nobody of an office is left out with it', () => {
    h.does({ type: 'decideIssue', actor: HEAD, issueNo: 1, decision: 'toVillage' })
    h.livesHere(CADRE, 9)
    h.state.accounts.put({ ...h.state.accounts.must('a9'), id: 'a9b', externalId: 'x9b', officialId: null })
    h.does({ type: 'handleIssue', actor: CADRE, issueNo: 1 })
    expect(h.refused({ ...rate(9), actor: { kind: 'account', accountId: 'a9b' }, from: { accountId: 'a9b', via: 'chat' } })).toBe(
      'handlerMayNotRate',
    )
  })

  test('closes early only when every household that may has rated', () => {
    byHead()
    h.rates(range(2, 35), 'satisfied')
    expect(h.issue().status).toBe('inReview')
    h.rates([36], 'dissatisfied')
    expect(h.issue()).toMatchObject({ status: 'closed', closedAt: instantAt('2026-09-08', 10) })
    expect(h.survey()).toMatchObject({ raters: 35, satisfied: 34 })
    expect(h.open('surveyClose')).toBeUndefined()
  })

  test('progress is summed up after the first answers, and again when half have spoken', () => {
    byHead()
    h.rates([2, 3, 4], 'satisfied')
    h.until(h.now + 60_000)
    h.rates([5], 'basic')
    h.until(h.now + 60_000)
    h.rates(range(6, 19), 'satisfied')
    h.until(h.now + DAY)
    expect(h.events.flatMap((e) => (e.type === 'surveyNoted' ? [e.data.figures.raters] : []))).toEqual([3, 18])
  })
})

describe('too few raters', () => {
  beforeEach(() => {
    byHead()
    h.rates(range(2, 6), 'satisfied')
    h.until(instantAt('2026-09-11', 20))
  })

  test('it is extended once, by two days', () => {
    expect(h.survey()).toMatchObject({ status: 'open', extended: true, closesAt: instantAt('2026-09-13', 20) })
    expect(h.last('surveyExtended')?.data.figures).toMatchObject({ raters: 5, needed: 6, atHome: 30 })
    h.rates([7], 'dissatisfied')
    h.until(instantAt('2026-09-13', 20))
    expect(h.issue().status).toBe('closed')
    expect(h.count('surveyExtended')).toBe(1)
  })

  test('then it waits for the head to go from door to door, and is never closed on silence', () => {
    h.until(instantAt('2026-09-13', 20))
    expect(h.survey().status).toBe('waiting')
    h.until(instantAt('2027-09-13', 20))
    expect(h.issue().status).toBe('inReview')
    expect(h.refused(visit(20, villager(8)))).toBe('onlyFor')
    expect(h.refused(visit(20, HEAD))).toBe('handlerMayNotVisit')
    expect(h.refused(visit(20, RECORDER))).toBeUndefined()
    expect(h.survey()).toMatchObject({ status: 'waiting' })
    expect(h.refused({ type: 'confirmVisits', actor: RECORDER, issueNo: 1 })).toBe('notTheSecond')
    h.does({ type: 'confirmVisits', actor: CADRE, issueNo: 1 })
    expect(h.survey()).toMatchObject({ status: 'passed', atDoor: 1, raters: 6, satisfied: 6 })
    expect(h.issue().status).toBe('closed')
  })

  test('a late answer in the group is an answer too', () => {
    h.until(instantAt('2026-09-13', 20))
    h.rates([30], 'dissatisfied')
    expect(h.survey()).toMatchObject({ status: 'passed', raters: 6, satisfied: 5 })
  })

  test('after downtime the two more days count from the return', () => {
    const late = new Hamlet({ at: instantAt('2026-09-08', 10) })
    late.raised()
    late.does({ type: 'handleIssue', actor: HEAD, issueNo: 1 })
    late.until(instantAt('2026-09-20', 9), 'late')
    expect(late.survey()).toMatchObject({ extended: true, closesAt: instantAt('2026-09-22', 20) })
  })
})

describe('rounds never mix', () => {
  test('three rounds of the village: back, back, closed; each counts its own', () => {
    byVillage()
    for (const [round, good, bad] of [
      [1, range(1, 3), range(4, 10)],
      // Others rate now: whoever rated before and is silent this time counts for nothing.
      [2, range(11, 15), range(16, 20)],
      [3, range(1, 6), range(7, 10)],
    ] as const) {
      expect(h.survey(round)).toMatchObject({ round, status: 'open', raters: null })
      h.rates(good, 'satisfied')
      h.rates(bad, 'dissatisfied')
      h.until(h.survey(round).closesAt)
      expect(h.survey(round)).toMatchObject({ raters: 10, satisfied: good.length, status: round === 3 ? 'passed' : 'failed' })
      if (round < 3) {
        expect(h.issue()).toMatchObject({ status: 'inVillage', level: 'village', round, handedFrom: 'review' })
        h.does({ type: 'handleIssue', actor: CADRE, issueNo: 1 })
      }
    }
    expect(h.issue()).toMatchObject({ status: 'closed', round: 3 })
    expect(h.refused(rate(20))).toBe('notInReview')
    expect(h.refused({ type: 'handleIssue', actor: HEAD, issueNo: 1 })).toBe('issueElsewhere')
  })

  test('what goes back to the village has five new working days', () => {
    byVillage()
    h.rates(range(1, 10), 'dissatisfied')
    h.until(instantAt('2026-09-11', 20))
    expect(h.issue()).toMatchObject({ reportDueOn: '2026-09-18', handedAt: instantAt('2026-09-11', 20) })
    expect(h.open('villageChase')?.dueAt).toBe(instantAt('2026-09-16', 9))
  })

  test('what goes back to the town has to be assigned anew', () => {
    h.does({ type: 'decideIssue', actor: HEAD, issueNo: 1, decision: 'toVillage' })
    h.does({ type: 'reportToTown', actor: CADRE, issueNo: 1, reportNo: 7 })
    h.does({ type: 'assignIssue', actor: OFFICIAL, issueNo: 1, department: '交通办', person: '李主任', dueOn: '2026-09-21' })
    h.does({ type: 'handleIssue', actor: OFFICIAL, issueNo: 1 })
    h.rates(range(1, 10), 'dissatisfied')
    h.until(instantAt('2026-09-11', 20))
    expect(h.issue()).toMatchObject({ status: 'inTown', level: 'town', department: '交通办', assignDueOn: null, reportNo: 7 })
  })
})
