/** Every date that an issue was given, and what became of it. */
import { beforeEach, describe, expect, test } from 'vitest'
import type { Command } from '../../../src/domain/base/commands.ts'
import type { Actor } from '../../../src/domain/base/who.ts'
import type { DueDateRow } from '../../../src/domain/issue/rows.ts'
import { instantAt } from '../../../src/kernel/time.ts'
import { CADRE, CLOCK, Hamlet, HEAD, OFFICIAL } from './given.ts'

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
const toVillage = (issueNo = 1) => h.does(decide('toVillage', {}, issueNo))
const report = (issueNo = 1, reportNo = 1) => h.does({ type: 'reportToTown', actor: CADRE, issueNo, reportNo })
const assign = (more: object = {}) =>
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

describe('every date that was given, and what became of it', () => {
  const dates = () => [...h.state.dueDates.all()].map((d: DueDateRow) => [d.what, d.dueOn, d.metAt !== null, d.droppedAt !== null])
  beforeEach(() => {
    h.raised()
    toVillage()
  })

  test('the same date for another department in the same moment is that department’s', () => {
    report()
    h.does(assign())
    h.does(assign({ department: '水利站' }))
    expect([...h.state.dueDates.all()].map((d) => [d.department, d.droppedAt !== null])).toEqual([
      [null, false],
      ['交通办', true],
      ['水利站', false],
    ])
  })

  test('reported in writing: met; taken up by the town: nobody’s', () => {
    report()
    expect(dates()).toEqual([['report', '2026-09-15', true, false]])
    h = new Hamlet({ at: NOW })
    h.raised()
    toVillage()
    h.does({ type: 'takeUpIssue', actor: OFFICIAL, issueNo: 1, reason: '村里办不了' })
    expect(dates()).toEqual([['report', '2026-09-15', false, true]])
    expect(h.issue()).toMatchObject({ status: 'inTown', reportedAt: null, reportText: null, takenUpAt: NOW })
  })

  test('moved by the calendar it is the same date; given anew it is another', () => {
    h.state.town.calendarEntries.push({ date: '2026-09-14', kind: 'holiday', name: '镇庆' })
    h.does({ type: 'recountDeadlines', actor: CLOCK })
    expect(dates()).toEqual([['report', '2026-09-16', false, false]])
    report()
    h.does(assign())
    h.does(assign({ dueOn: '2026-10-20' }))
    h.does({ type: 'handleIssue', actor: OFFICIAL, issueNo: 1 })
    expect(dates()).toEqual([
      ['report', '2026-09-16', true, false],
      ['assign', '2026-09-30', false, true],
      ['assign', '2026-10-20', true, false],
    ])
  })
})
