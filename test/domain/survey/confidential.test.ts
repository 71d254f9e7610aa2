import { beforeEach, describe, expect, test } from 'vitest'
import type { Command } from '../../../src/domain/base/commands.ts'
import type { Actor } from '../../../src/domain/base/who.ts'
import { Recount } from '../../../src/domain/ledger/recount.ts'
import { surveysFor } from '../../../src/domain/survey/active.ts'
import { instantAt } from '../../../src/kernel/time.ts'
import { CADRE, Hamlet, HEAD, OFFICIAL, RECORDER, villager } from '../issue/given.ts'

let h: Hamlet
beforeEach(() => {
  h = new Hamlet({ at: instantAt('2026-09-08', 10) })
  h.raised()
})
const byHead = (): unknown => h.does({ type: 'handleIssue', actor: HEAD, issueNo: 1, text: '已换新灯' })
const _byVillage = (): unknown => {
  h.does({ type: 'decideIssue', actor: HEAD, issueNo: 1, decision: 'toVillage' })
  return h.does({ type: 'handleIssue', actor: CADRE, issueNo: 1 })
}
const rate = (n: number, score: 'satisfied' | 'basic' | 'dissatisfied' = 'satisfied') =>
  ({ type: 'rate', actor: villager(n), from: { accountId: `a${n}`, via: 'chat' }, issueNo: 1, score }) as const
const visit = (n: number, actor = HEAD) =>
  ({ type: 'rate', actor, from: { householdId: `hh${n}`, via: 'byHand', by: 'account:a1' }, issueNo: 1, score: 'satisfied' }) as const

describe('a confidential issue', () => {
  beforeEach(() => {
    h = new Hamlet({ at: instantAt('2026-09-08', 10) })
    h.does({ type: 'raiseIssue', actor: villager(5), text: '老二打人', confidential: true })
    h.does({ type: 'handleIssue', actor: HEAD, issueNo: 1 })
  })

  test('does not exist for others', () => {
    expect(h.refused(rate(8))).toBe('noSuchIssue')
    expect(h.refused({ type: 'supportIssue', actor: villager(8), issueNo: 1 })).toBe('noSuchIssue')
    expect(h.refused({ type: 'decideIssue', actor: RECORDER, issueNo: 1, decision: 'toVillage' })).toBe('noSuchIssue')
  })

  test('is rated by its reporter’s household alone, whoever enters it', () => {
    expect(h.refused(visit(8))).toBe('noSuchIssue')
    expect(h.refused(visit(5, RECORDER))).toBe('noSuchIssue')
    expect(h.issue().status).toBe('inReview')
    const asked = { householdId: 'hh5', via: 'byHand', by: '周建国' } as const
    expect(h.refused({ type: 'rate', actor: CADRE, from: asked, issueNo: 1, score: 'satisfied' })).toBeUndefined()
    expect(h.refused({ type: 'confirmVisits', actor: CADRE, issueNo: 1 })).toBe('notTheSecond')
    expect(h.refused({ type: 'confirmVisits', actor: OFFICIAL, issueNo: 1 })).toBeUndefined()
    expect(h.issue().status).toBe('closed')
  })

  test('of an official’s entry for another household it is said plainly: that is no group', () => {
    const from = { householdId: 'hh8', via: 'byHand', by: 'official:c' } as const
    expect(h.refused({ type: 'rate', actor: CADRE, from, issueNo: 1, score: 'satisfied' })).toBe('mayNotRate')
  })

  test('that was public when others rated it counts its reporter’s household from then on', () => {
    h = new Hamlet({ at: instantAt('2026-09-08', 10) })
    h.raised()
    byHead()
    h.rates([2, 3, 4, 5, 6, 7, 8], 'dissatisfied')
    h.rates([5], 'satisfied')
    h.does({ type: 'setConfidential', actor: OFFICIAL, issueNo: 1, confidential: true })
    h.until(instantAt('2026-09-11', 20))
    expect(h.survey()).toMatchObject({ raters: 1, satisfied: 1, status: 'passed' })
  })

  test('the ledger alone tells whose rating at the door was confirmed, also of a reporter whom nobody has bound', () => {
    h = new Hamlet({ at: instantAt('2026-09-08', 10) })
    h.state.accounts.put({ ...h.state.accounts.must('a5'), householdId: null, villagerId: null })
    h.does({ type: 'raiseIssue', actor: villager(5), text: '两家吵架', confidential: true })
    byHead()
    h.does({ type: 'rate', actor: CADRE, from: { reporter: true, via: 'byHand', by: 'x' }, issueNo: 1, score: 'satisfied' })
    h.does({ type: 'confirmVisits', actor: OFFICIAL, issueNo: 1 })
    const recount = new Recount()
    for (const e of h.events.filter((e) => e.ledgered))
      recount.take({ seq: e.seq, at: e.at, what: e.type, subject: e.subject, data: e.data as unknown as Record<string, unknown> })
    expect([...recount.facts.Rating.values()]).toMatchObject([{ atDoor: true, confirmed: true, household: null }])
    expect(h.survey()).toMatchObject({ raters: 1, atDoor: 1, status: 'passed' })
  })

  test('a bare word is never about it, its number is', () => {
    const from = { accountId: 'a5', via: 'chat' } as const
    expect(h.refused({ type: 'rate', actor: villager(5), from, score: 'satisfied' })).toBe('noSurvey')
    expect(surveysFor(h.state, 'a5', []).map((s) => s.issue.no)).toEqual([])
    expect(surveysFor(h.state, 'a5', [1, 7]).map((s) => s.issue.no)).toEqual([1])
    expect(surveysFor(h.state, 'a8', [1]).map((s) => s.issue.no)).toEqual([])
  })

  const about = (actor: Actor, no: number): Command[] => [
    { type: 'supportIssue', actor, issueNo: no },
    { type: 'withdrawIssue', actor, issueNo: no },
    { type: 'categorise', actor, issueNo: no, category: '没有这类' },
    { type: 'handleIssue', actor, issueNo: no },
    { type: 'decideIssue', actor, issueNo: no, decision: 'toVillage' },
    { type: 'decideIssue', actor, issueNo: no, decision: 'dismiss' },
    { type: 'decideIssue', actor, issueNo: 2, decision: 'merge', into: no },
    { type: 'rate', actor, from: { householdId: 'hh8', via: 'byHand', by: 'x' }, issueNo: no, score: 'satisfied' },
  ]
  test.each([
    ['its reporter', villager(5)],
    ['the head', HEAD],
    ['the recorder', RECORDER],
    ['anybody', villager(8)],
  ])('what %s is refused about it is what a number that nobody has is refused', (_, actor) => {
    h.raised('水沟堵了', villager(7))
    const answers = (no: number) => about(actor, no).map((command) => JSON.stringify(h.order(command)).replaceAll(`${no}`, 'N'))
    // 5 is nobody's number.
    expect(answers(1).map((a) => a.startsWith('{"refusal"'))).toEqual(Array(8).fill(true))
    expect(answers(1)).toEqual(answers(5))
  })
})
