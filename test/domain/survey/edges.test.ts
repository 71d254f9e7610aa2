/** 评议 at its edges: who is heard, when it closes, what is summed up, what goes back. */
import { beforeEach, describe, expect, test } from 'vitest'
import type { Command } from '../../../src/domain/base/commands.ts'
import { surveysFor } from '../../../src/domain/survey/active.ts'
import { commentsOf } from '../../../src/domain/survey/count.ts'
import { DAY, instantAt, MINUTE } from '../../../src/kernel/time.ts'
import { CADRE, CLOCK, Hamlet, HEAD, OFFICIAL, RECORDER, range, villager } from '../issue/given.ts'

const NOW = instantAt('2026-09-08', 10)
const CLOSES = instantAt('2026-09-11', 20)
let h: Hamlet
/** Thirty at home, of whom six have to rate; the head's household has handled it. */
beforeEach(() => {
  h = new Hamlet({ at: NOW })
  h.raised()
  h.does({ type: 'handleIssue', actor: HEAD, issueNo: 1 })
})
const rate = (n: number, more: object = {}): Command =>
  ({ type: 'rate', actor: villager(n), from: { accountId: `a${n}`, via: 'chat' }, issueNo: 1, score: 'satisfied', ...more }) as Command
/** Asked at the door by the recorder, as the head has handled it; a cadre is the second person. */
const visit = (n: number): Command => ({
  ...{ type: 'rate', actor: RECORDER, from: { householdId: `hh${n}`, via: 'byHand', by: 'account:a2' }, issueNo: 1, score: 'satisfied' },
})
const confirm: Command = { type: 'confirmVisits', actor: CADRE, issueNo: 1 }

describe('the second person', () => {
  const again = (by: Command['actor']): Command => ({ type: 'confirmVisits', actor: by, issueNo: 1 })
  beforeEach(() => {
    h.until(instantAt('2026-09-11', 9))
    h.does(visit(10))
  })

  test('is not the same person with a second account', () => {
    h.state.accounts.put({ ...h.state.accounts.must('a20'), villagerId: 'v2', householdId: 'hh2' })
    expect(h.refused(again(villager(20)))).toBe('notTheSecond')
    h.does(confirm)
  })

  test('is not the same person at the desk, nor in the hamlet what was entered at the desk', () => {
    h.state.villagers.put({
      ...{ id: 'v2', hamletId: 'h', householdId: 'hh2', name: CADRE.name, isHouseholdHead: true },
      ...{ gender: null, birthDate: null, phone: null, partyMember: false, removedAt: null },
    })
    expect(h.refused(confirm)).toBe('notTheSecond')
    h.does({ ...visit(11), actor: CADRE } as Command)
    // Both entries are of one person by name; somebody else confirms them together.
    expect(h.refused(again(RECORDER))).toBe('notTheSecond')
    h.does(again(OFFICIAL))
    expect(h.last('visitsConfirmed')?.data).toMatchObject({ householdIds: ['hh10', 'hh11'] })
  })

  test('is of another household than whoever went', () => {
    h.livesHere(CADRE, 2)
    expect(h.refused(confirm)).toBe('notTheSecond')
    h.state.accounts.put({ ...h.state.accounts.must('a2'), officialId: null })
    h.livesHere(CADRE, 3)
    h.does(confirm)
  })
})

describe('enough', () => {
  test.each([
    [5, 'open'],
    [6, 'passed'],
  ])('%i of six: %s at the close', (raters, status) => {
    h.rates(range(2, raters + 1), 'satisfied')
    h.until(CLOSES)
    expect(h.survey().status).toBe(status)
  })

  test('before the close the sixth closes nothing, when it waits the sixth closes it', () => {
    h.rates(range(2, 8), 'satisfied')
    expect(h.survey().status).toBe('open')
    h = new Hamlet({ at: NOW })
    h.raised()
    h.does({ type: 'handleIssue', actor: HEAD, issueNo: 1 })
    h.rates(range(2, 5), 'satisfied')
    h.until(CLOSES + 2 * DAY)
    expect(h.survey()).toMatchObject({ status: 'waiting', extended: true })
    h.does(visit(10))
    h.does(confirm)
    expect(h.last('visitsConfirmed')?.data).toMatchObject({ householdIds: ['hh10'], figures: { raters: 5, needed: 6, atDoor: 1 } })
    expect(h.survey().status).toBe('waiting')
    // The sixth is one only once a second person has confirmed it.
    h.does(visit(11))
    expect(h.last('rated')?.data).toMatchObject({ householdId: 'hh11', atDoor: true, figures: { raters: 5, atDoor: 1 } })
    expect(h.survey().status).toBe('waiting')
    h.does(confirm)
    expect(h.survey()).toMatchObject({ status: 'passed', raters: 6, satisfied: 6, atDoor: 2 })
  })

  test('at the door nobody is asked before the last day, nor by whoever handled it, nor whoever has spoken', () => {
    const byHead = { ...visit(10), actor: HEAD } as Command
    h.until(instantAt('2026-09-10', 23, 59))
    expect(h.order(visit(10))).toEqual({ refusal: { code: 'tooEarlyForDoor', issueNo: 1, from: '2026-09-11' } })
    expect(h.refused(byHead)).toBe('handlerMayNotVisit')
    h.until(instantAt('2026-09-11', 7))
    h.does(rate(9, { score: 'dissatisfied' }))
    expect(h.order(visit(9))).toEqual({ refusal: { code: 'ownWordStands', issueNo: 1, household: '1组9户' } })
    expect(h.refused(byHead)).toBe('handlerMayNotVisit')
    expect(h.refused(visit(10))).toBeUndefined()
    // Found short, it is time for it from then on.
    h.until(instantAt('2026-09-11', 20))
    expect(h.survey()).toMatchObject({ status: 'open', extended: true })
    expect(h.refused(visit(11))).toBeUndefined()
  })

  test('a household that speaks after it was asked is counted by its own word, confirmed or not', () => {
    h.until(instantAt('2026-09-11', 9))
    for (const n of [10, 11]) h.does(visit(n))
    h.does(rate(10, { score: 'dissatisfied' }))
    expect(h.last('rated')?.data.figures).toMatchObject({ raters: 1, satisfied: 0, dissatisfied: 1, atDoor: 0 })
    h.does(confirm)
    expect(h.last('visitsConfirmed')?.data.figures).toMatchObject({ raters: 2, satisfied: 1, dissatisfied: 1, atDoor: 1 })
    h.does(rate(11, { score: 'dissatisfied' }))
    expect(h.last('rated')?.data.figures).toMatchObject({ raters: 2, satisfied: 0, dissatisfied: 2, atDoor: 0 })
  })

  test('while it waits nothing of it falls due', () => {
    h.rates([2], 'satisfied')
    h.until(CLOSES + 2 * DAY - 1)
    h.rates([3], 'satisfied')
    h.until(CLOSES + 2 * DAY)
    expect(h.survey().status).toBe('waiting')
    expect(h.state.deadlines.where((d) => d.doneAt === null).map((d) => d.kind)).toEqual([])
  })

  test('the extension counts from the close, or from the return when that was later', () => {
    h.until(CLOSES)
    expect(h.survey().closesAt).toBe(instantAt('2026-09-13', 20))
    h = new Hamlet({ at: NOW })
    h.raised()
    h.does({ type: 'handleIssue', actor: HEAD, issueNo: 1 })
    h.until(instantAt('2026-09-12', 8), 'late')
    expect(h.survey().closesAt).toBe(instantAt('2026-09-14', 20))
  })

  test('the reminder of the extension takes the place of the sum that was to come', () => {
    h.now = CLOSES - 1
    h.rates([2], 'satisfied')
    expect(h.open('surveyProgress')).toBeDefined()
    h.until(CLOSES)
    expect(h.count('surveyExtended')).toBe(1)
    expect(h.open('surveyProgress')).toBeUndefined()
  })
})

describe('summed up', () => {
  test('is what was said in the group, not what was entered at the door', () => {
    h.until(instantAt('2026-09-11', 9))
    h.does(visit(10))
    h.does(confirm)
    expect(h.last('visitsConfirmed')?.data.figures.raters).toBe(1)
    expect(h.open('surveyProgress')).toBeUndefined()
    h.does(rate(3))
    expect(h.open('surveyProgress')?.dueAt).toBe(instantAt('2026-09-11', 9) + MINUTE)
  })

  test('nor what belongs to no household yet', () => {
    h.state.accounts.put({ ...h.state.accounts.must('a3'), householdId: null })
    h.does(rate(3))
    expect(h.last('rated')?.data).toMatchObject({ known: false, figures: { raters: 0 } })
    expect(h.open('surveyProgress')).toBeUndefined()
  })

  test('and not at the close itself: the result is the news', () => {
    h.rates([2], 'satisfied')
    const { id } = h.open('surveyProgress') ?? { id: '' }
    const late = (at: number) => {
      h.now = at
      h.state.deadlines.put({ ...h.state.deadlines.must(id), doneAt: null })
      h.does({ type: 'fall', actor: CLOCK, deadlineId: id })
      return h.count('surveyNoted')
    }
    expect(late(CLOSES)).toBe(0)
    expect(late(CLOSES - 1)).toBe(1)
  })
})

describe('who is heard', () => {
  test('not the account that has handled it, though it moved to another household since', () => {
    h.state.accounts.put({ ...h.state.accounts.must('a1'), householdId: 'hh9' })
    expect(h.refused(rate(1))).toBe('handlerMayNotRate')
    expect(h.refused(rate(9))).toBeUndefined()
  })

  test('of a confidential issue its reporter alone, also whose own household has handled it: by that word it ends', () => {
    h.does({ type: 'raiseIssue', actor: HEAD, text: '两家吵架', confidential: true })
    h.does({ type: 'handleIssue', actor: HEAD, issueNo: 2 })
    expect(surveysFor(h.state, 'a1', [2]).map((s) => s.issue.no)).toEqual([1, 2])
    expect(surveysFor(h.state, 'a1', []).map((s) => s.issue.no)).toEqual([1])
    // The own word, not an entry made for it by whoever handled it. In the group it is a number that nobody has; at the desk the reason is said.
    expect(h.refused({ ...visit(1), actor: HEAD, issueNo: 2 } as Command)).toBe('noSuchIssue')
    expect(h.refused(rate(8, { issueNo: 2 }))).toBe('noSuchIssue')
    expect(h.refused({ ...visit(8), actor: CADRE, issueNo: 2 } as Command)).toBe('mayNotRate')
    expect(h.state.ratings.where(() => true)).toEqual([])
    expect(h.issue(2).status).toBe('inReview')
    h.does(rate(1, { issueNo: 2 }))
    expect(h.issue(2).status).toBe('closed')
    expect(h.last('issueClosed')?.data.figures).toMatchObject({ eligible: 1, needed: 1, raters: 1, satisfied: 1, atDoor: 0 })
    // Of the public one the household stays left out.
    expect(h.refused(rate(1))).toBe('handlerMayNotRate')
  })

  test('also, of a confidential issue, a reporter whose household nobody knows yet', () => {
    h.state.accounts.put({ ...h.state.accounts.must('a5'), householdId: null })
    h.does({ type: 'raiseIssue', actor: villager(5), text: '两家吵架', confidential: true })
    h.does({ type: 'handleIssue', actor: HEAD, issueNo: 2 })
    expect(surveysFor(h.state, 'a5', [2]).map((s) => s.issue.no)).toEqual([1, 2])
    expect(surveysFor(h.state, 'a5', []).map((s) => s.issue.no)).toEqual([1])
    expect(h.refused(rate(8, { issueNo: 2 }))).toBe('noSuchIssue')
    expect(h.refused(rate(5, { issueNo: 2 }))).toBeUndefined()
    expect(h.last('issueClosed')?.data.figures).toMatchObject({ eligible: 1, raters: 1, satisfied: 1 })
    expect(h.issue(2).status).toBe('closed')
  })

  test('a bare word is about the one that is open; of two one has to say which', () => {
    const bare = { type: 'rate', actor: villager(3), from: { accountId: 'a3', via: 'chat' }, score: 'satisfied' } as const
    expect(h.refused(bare)).toBeUndefined()
    h.now += 1
    h.raised('水沟堵了')
    h.does({ type: 'handleIssue', actor: HEAD, issueNo: 2 })
    expect(h.order(bare)).toEqual({ refusal: { code: 'whichSurvey', issueNos: [1, 2] } })
    expect(h.refused(rate(3, { issueNo: 9 }))).toBe('noSuchIssue')
    h.raised('井干了')
    expect(h.refused(rate(3, { issueNo: 3 }))).toBe('notInReview')
  })
})

describe('sent back', () => {
  const fails = () => {
    h.rates(range(2, 7), 'dissatisfied')
    h.until(h.survey().closesAt)
  }

  test('to the hamlet without a date: what was agreed before is over', () => {
    h = new Hamlet({ at: NOW })
    h.raised()
    h.does({ type: 'decideIssue', actor: HEAD, issueNo: 1, decision: 'agreed', dueOn: '2026-09-10', text: '修好' })
    h.does({ type: 'handleIssue', actor: HEAD, issueNo: 1 })
    fails()
    expect(h.issue()).toMatchObject({ status: 'inHamlet', agreedOn: null, decision: null, decisionText: null })
    expect(h.open('agreedChase')).toBeUndefined()
  })

  test('from the desk of a cadre who lives in the hamlet: that household stays out, in this round and not in the next', () => {
    h = new Hamlet({ at: NOW })
    h.raised()
    h.does({ type: 'decideIssue', actor: HEAD, issueNo: 1, decision: 'toVillage' })
    h.livesHere(CADRE, 9)
    h.does({ type: 'handleIssue', actor: CADRE, issueNo: 1 })
    expect(h.refused(rate(9))).toBe('handlerMayNotRate')
    fails()
    h.state.accounts.put({ ...h.state.accounts.must('a9'), officialId: null })
    h.does({ type: 'handleIssue', actor: CADRE, issueNo: 1 })
    expect(h.refused(rate(9))).toBeUndefined()
  })

  test('what the dissatisfied said goes with it, in the order in which they said it, and nothing that others said', () => {
    h.does(rate(2, { comment: '很好' }))
    h.does(rate(4, { score: 'dissatisfied', comment: '还是不亮' }))
    h.does(rate(3, { score: 'dissatisfied', comment: '太暗' }))
    h.does(rate(6, { score: 'dissatisfied' }))
    h.does(rate(4, { score: 'dissatisfied', comment: '今晚又不亮' }))
    expect(commentsOf(h.state, h.survey(), h.issue())).toEqual(['太暗', '今晚又不亮'])
  })

  test('made confidential, nobody’s words count but its reporter’s', () => {
    h.rates(range(2, 7), 'dissatisfied')
    h.does(rate(8, { score: 'dissatisfied', comment: '太暗' }))
    h.does({ type: 'setConfidential', actor: OFFICIAL, issueNo: 1, confidential: true })
    expect(h.does({ type: 'setConfidential', actor: OFFICIAL, issueNo: 1, confidential: true })).toEqual([])
    expect(commentsOf(h.state, h.survey(), h.issue())).toEqual([])
  })
})
