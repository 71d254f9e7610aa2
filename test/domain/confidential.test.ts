/** A confidential issue through its whole life: what each group hears of it, and what anybody is told who asks. No database. */
import { beforeEach, describe, expect, test } from 'vitest'
import { progress } from '../../src/application/hearing/progress.ts'
import { announce } from '../../src/application/saying/announce.ts'
import type { Said } from '../../src/application/saying/telling.ts'
import type { Command } from '../../src/domain/base/commands.ts'
import type { Actor } from '../../src/domain/base/who.ts'
import { instantAt, MINUTE } from '../../src/kernel/time.ts'
import { CADRE, CLOCK, Hamlet, HEAD, OFFICIAL, villager } from './issue/given.ts'

const WORDS = '老二打人'
const COMMENT = '还是老样子'
const NOW = instantAt('2026-09-08', 10)
const REPORTER = villager(5)

let h: Hamlet
let heard: (Said & { actor: Actor['kind'] })[]
/** Does it, and listens to what is said because of it. */
function does(command: Command): void {
  for (const event of h.does(command))
    for (const said of announce(event, h.state, h.now)) heard.push({ ...said, actor: command.actor.kind })
}
function waits(to: number): void {
  for (;;) {
    const [next] = h.state.deadlines.where((d) => d.doneAt === null && d.dueAt <= to).sort((a, b) => a.dueAt - b.dueAt)
    if (!next) break
    h.now = Math.max(h.now, next.dueAt)
    does({ type: 'fall', actor: CLOCK, deadlineId: next.id })
  }
  h.now = to
}
const rates = (score: 'satisfied' | 'dissatisfied', comment?: string): Command => ({
  ...{ type: 'rate', actor: REPORTER, from: { accountId: 'a5', via: 'chat' }, issueNo: 1, score },
  ...(comment ? { comment } : {}),
})
const decide = (decision: 'agreed' | 'toVillage' | 'dismiss', more: object = {}): Command =>
  ({ type: 'decideIssue', actor: HEAD, issueNo: 1, decision, ...more }) as Command
const assign: Command = { type: 'assignIssue', actor: OFFICIAL, issueNo: 1, department: '民政办', person: '李主任', dueOn: '2026-09-30' }

beforeEach(() => {
  h = new Hamlet({ at: NOW })
  // At the desk an issue is given to a department that the town has.
  h.state.town.departments.push('民政办')
  heard = []
  does({ type: 'raiseIssue', actor: REPORTER, text: WORDS, confidential: true })
})

/** Agreed, overdue, handed over, chased, accepted, reported, assigned, done, sent back by its reporter, done again, and closed. */
function wholeLife(): void {
  does({ type: 'categorise', actor: REPORTER, issueNo: 1, category: '乡风净化' })
  does(decide('agreed', { dueOn: '2026-09-09', text: '调解' }))
  waits(instantAt('2026-09-10', 10))
  does(decide('toVillage'))
  does({ type: 'acceptIssue', actor: CADRE, issueNo: 1 })
  waits(instantAt('2026-09-18', 10))
  h.state.town.calendarEntries.push({ date: '2026-09-16', kind: 'holiday', name: '镇庆' })
  does({ type: 'recountDeadlines', actor: CLOCK })
  does({ type: 'reportToTown', actor: CADRE, issueNo: 1, reportNo: 1 })
  does(assign)
  waits(instantAt('2026-09-29', 10))
  does({ type: 'handleIssue', actor: OFFICIAL, issueNo: 1, text: '谈过话了' })
  does(rates('dissatisfied', COMMENT))
  waits(instantAt('2026-09-30', 10))
  does({ ...assign, dueOn: '2026-10-20' } as Command)
  does({ type: 'handleIssue', actor: OFFICIAL, issueNo: 1 })
  does(rates('satisfied'))
  waits(instantAt('2026-10-20', 10))
}

describe('of its whole life', () => {
  beforeEach(wholeLife)

  test('it has gone through every step', () => {
    expect(h.issue()).toMatchObject({ status: 'closed', round: 2 })
    expect(h.issue().steps.map((s) => s.what)).toEqual([
      ...['agreed', 'handed', 'accepted', 'reported', 'assigned', 'handled', 'failed', 'assigned', 'handled', 'passed'],
    ])
    expect(h.count('issuesChased')).toBeGreaterThan(3)
  })

  test('the hamlet’s group hears nothing', () => {
    expect(heard.filter((s) => s.to === 'hamlet')).toEqual([])
  })

  test('whoever speaks of it there is answered with neither its number nor its words', () => {
    const answers = heard.filter((s) => s.to === 'origin' && s.actor === 'account').map((s) => s.text)
    expect(answers.length).toBeGreaterThan(3)
    for (const text of answers) expect(text).not.toMatch(new RegExp(`1号|#1|${WORDS}|${COMMENT}`))
  })

  test('the cadres read once what it is about, and what its reporter said to the review; the town neither', () => {
    const telling = (to: Said['to'], words: string) => heard.filter((s) => s.to === to && s.text.includes(words)).length
    expect([telling('village', WORDS), telling('village', COMMENT)]).toEqual([1, 1])
    expect([telling('town', WORDS), telling('town', COMMENT)]).toEqual([0, 0])
    expect(telling('town', '槐树1号')).toBeGreaterThan(2)
  })
})

describe('asked for', () => {
  const asks = (accountId: string) =>
    [{ issueNo: 1 }, { mine: true as const }, {}, { page: 1 }].map((asked) =>
      progress(h.state, asked, { accountId, alone: false, head: accountId === 'a1' }, h.now),
    )
  const nobodys = (accountId: string) =>
    progress(h.state, { issueNo: 9 }, { accountId, alone: false, head: accountId === 'a1' }, h.now).replaceAll('9', '1')

  test.each([
    ['its reporter', 'a5'],
    ['the head', 'a1'],
    ['anybody', 'a8'],
  ])('by %s in the group, it is a number that nobody has', (_, accountId) => {
    const before = asks(accountId)
    expect(before[0]).toBe(nobodys(accountId))
    for (const text of before) expect(text).not.toContain(WORDS)
    wholeLife()
    const after = asks(accountId)
    expect(after[0]).toBe(nobodys(accountId))
    // Not even that something was closed.
    expect(after).toEqual(before)
  })

  test('beside a public one, only that is shown', () => {
    h.raised('村口路灯坏了')
    const [, mine, list] = asks('a5')
    expect([mine, list].map((text) => [text?.includes('村口路灯'), text?.includes(WORDS)])).toEqual([
      [true, false],
      [true, false],
    ])
  })
})

test('ended by the head, or handed over at 散会 with others, the group hears of the others only', () => {
  h.raised('村口路灯坏了')
  does({ type: 'scheduleMeeting', actor: HEAD, startsAt: NOW + MINUTE })
  does({ type: 'openAttendance', actor: HEAD })
  heard = []
  does({ type: 'endMeeting', actor: HEAD })
  const group = heard.filter((s) => s.to === 'hamlet' || s.to === 'origin').map((s) => s.text)
  expect(group.some((text) => text.includes('村口路灯坏了'))).toBe(true)
  for (const text of group) expect(text).not.toMatch(new RegExp(`(?<!\\d)1号|${WORDS}`))
  h = new Hamlet({ at: NOW })
  heard = []
  does({ type: 'raiseIssue', actor: REPORTER, text: WORDS, confidential: true })
  does(decide('dismiss', { text: '两家和好了' }))
  expect(heard.filter((s) => s.to === 'hamlet')).toEqual([])
  for (const said of heard) if (said.to === 'origin') expect(said.text).not.toMatch(/1号|老二打人|两家和好了/)
})
