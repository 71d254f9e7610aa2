/** Every date that an issue was given, and what became of it. */
import { beforeEach, describe, expect, test } from 'vitest'
import type { DueDateRow } from '../../../src/domain/issue/rows.ts'
import { CLOCK, Hamlet, OFFICIAL } from './given.ts'
import { assign, NOW, report, toVillage } from './orders.ts'

let h: Hamlet
beforeEach(() => {
  h = new Hamlet({ at: NOW })
})

describe('every date that was given, and what became of it', () => {
  const dates = () => [...h.state.dueDates.all()].map((d: DueDateRow) => [d.what, d.dueOn, d.metAt !== null, d.droppedAt !== null])
  beforeEach(() => {
    h.raised()
    toVillage(h)
  })

  test('the same date for another department in the same moment is that department’s', () => {
    report(h)
    h.does(assign())
    h.does(assign({ department: '水利站' }))
    expect([...h.state.dueDates.all()].map((d) => [d.department, d.droppedAt !== null])).toEqual([
      [null, false],
      ['交通办', true],
      ['水利站', false],
    ])
  })

  test('reported in writing: met; taken up by the town: nobody’s', () => {
    report(h)
    expect(dates()).toEqual([['report', '2026-09-15', true, false]])
    h = new Hamlet({ at: NOW })
    h.raised()
    toVillage(h)
    h.does({ type: 'takeUpIssue', actor: OFFICIAL, issueNo: 1, reason: '村里办不了' })
    expect(dates()).toEqual([['report', '2026-09-15', false, true]])
    expect(h.issue()).toMatchObject({ status: 'inTown', reportedAt: null, reportText: null, takenUpAt: NOW })
  })

  test('moved by the calendar it is the same date; given anew it is another', () => {
    h.state.town.calendarEntries.push({ date: '2026-09-14', kind: 'holiday', name: '镇庆' })
    h.does({ type: 'recountDeadlines', actor: CLOCK })
    expect(dates()).toEqual([['report', '2026-09-16', false, false]])
    report(h)
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
