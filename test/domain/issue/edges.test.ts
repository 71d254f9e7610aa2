/** The issue loop at its edges: dates, who stands behind what, what may become of what, and what nobody is told. */
import { beforeEach, describe, expect, test } from 'vitest'
import type { Actor } from '../../../src/domain/base/who.ts'
import { DAY, instantAt, MINUTE } from '../../../src/kernel/time.ts'
import { CADRE, CLOCK, Hamlet, HEAD, OFFICIAL, RECORDER, villager } from './given.ts'
import { assign, decide, NOW, report, secret, toVillage } from './orders.ts'

let h: Hamlet
beforeEach(() => {
  h = new Hamlet({ at: NOW })
})

describe('raised', () => {
  test('the words that anybody types are kept, a pasted novel is refused, never cut', () => {
    expect(h.raised('长'.repeat(1_000)).text).toHaveLength(1_000)
    expect(h.refused({ type: 'raiseIssue', actor: villager(6), text: '长'.repeat(1_001) })).toBe('textTooLong')
  })

  test('what is like it is named, of what is public and not over; of a confidential one nothing', () => {
    const alike = () => h.last('issueRaised')?.data.alike
    h.raised('村口路灯坏了')
    secret(h, '村口的路灯坏了', villager(6))
    h.raised('村口路灯不亮')
    expect(alike()).toEqual([1])
    secret(h, '村口路灯坏了', villager(6))
    expect(alike()).toEqual([])
    h.does(decide('dismiss', { text: '已经修了' }))
    h.raised('村口路灯坏了')
    expect(alike()).toEqual([3])
  })

  test('a picture is of what its sender raised last, in the two minutes before', () => {
    const picture = (n: number, id: string) =>
      h.does({ type: 'attachMedia', actor: villager(n), mediaId: id }).map((e) => (e.type === 'mediaAttached' ? e.data.no : 0))
    h.raised()
    h.raised('水沟堵了')
    expect(picture(6, 'a')).toEqual([])
    h.now += 2 * MINUTE
    expect(picture(5, 'a')).toEqual([2])
    // The same picture again is the same.
    expect(picture(5, 'a')).toEqual([])
    h.now += 1
    expect(picture(5, 'b')).toEqual([])
    h.raised('又堵了')
    h.does({ type: 'withdrawIssue', actor: villager(5), issueNo: 3 })
    expect(picture(5, 'c')).toEqual([])
    expect(h.does({ type: 'attachMedia', actor: villager(5), issueNo: 3, mediaId: 'c' })).toEqual([])
  })

  test('is taken back while it is nobody’s, not once it is agreed', () => {
    h.raised()
    h.does(decide('agreed', { dueOn: '2026-09-30' }))
    expect(h.refused({ type: 'withdrawIssue', actor: villager(5), issueNo: 1 })).toBe('issueElsewhere')
  })
})

describe('decided in the hamlet', () => {
  beforeEach(() => void h.raised())

  test('an agreed date may be today and not yesterday, and has to be said', () => {
    expect(h.refused(decide('agreed'))).toBe('dateNeeded')
    expect(h.refused(decide('agreed', { dueOn: '2026-09-07' }))).toBe('dueOnPast')
    expect(h.refused(decide('agreed', { dueOn: '2026-09-08' }))).toBeUndefined()
  })

  test('an agreed date is brought up on its morning and once a week, until it is done', () => {
    h.does(decide('agreed', { dueOn: '2026-09-10' }))
    expect(h.open('agreedChase')?.dueAt).toBe(instantAt('2026-09-10', 9))
    h.until(instantAt('2026-09-10', 9))
    expect(h.open('agreedChase')?.dueAt).toBe(instantAt('2026-09-17', 9))
    h.until(instantAt('2026-09-18', 9))
    const chased = h.events.flatMap((e) => (e.type === 'issuesChased' ? [[e.data.items[0]?.left, e.data.items[0]?.late]] : []))
    expect(chased).toEqual([
      [0, undefined],
      [undefined, 5],
    ])
    h.does({ type: 'handleIssue', actor: HEAD, issueNo: 1 })
    expect(h.open('agreedChase')).toBeUndefined()
  })

  test('what is no issue needs a reason: nothing is none', () => {
    for (const text of [undefined, '']) expect(h.refused(decide('dismiss', text === undefined ? {} : { text }))).toBe('reasonNeeded')
    expect(h.refused(decide('dismiss', { text: '已经修了' }))).toBeUndefined()
    expect(h.issue()).toMatchObject({ status: 'withdrawn', endReason: '已经修了', closedAt: NOW })
  })

  test('handed over during a meeting counts from the meeting’s day, otherwise from today', () => {
    h.raised('水沟堵了')
    h.does({ type: 'scheduleMeeting', actor: HEAD, startsAt: instantAt('2026-09-08', 20) })
    toVillage(h, 2)
    h.now = instantAt('2026-09-08', 20)
    h.does({ type: 'openAttendance', actor: HEAD })
    h.now = instantAt('2026-09-09', 0, 30)
    toVillage(h, 1)
    expect([h.issue(1).reportDueOn, h.issue(2).reportDueOn]).toEqual(['2026-09-15', '2026-09-15'])
    expect(h.last('issueHandedOver')?.data.countedFrom).toBe('2026-09-08')
  })

  test('merged is merged into another that is not over, and a public one never into a hidden one', () => {
    const merge = (into: number, issueNo = 1, actor: Actor = HEAD) => h.refused(decide('merge', { into }, issueNo, actor))
    secret(h, '两家吵架', villager(6))
    h.raised('水沟堵了')
    h.raised('井干了')
    h.does(decide('dismiss', { text: '有水了' }, 4))
    expect(merge(1)).toBe('mergeTarget')
    expect(merge(4)).toBe('mergeTarget')
    // In the group a confidential one is a number that nobody has, at the desk it is the wrong one.
    expect(merge(2)).toBe('noSuchIssue')
    expect(merge(2, 1, CADRE)).toBe('mergeTarget')
    expect(merge(9)).toBe('noSuchIssue')
    expect(merge(3)).toBeUndefined()
    expect(h.issue(1)).toMatchObject({ status: 'withdrawn', mergedInto: 3 })
    expect(merge(3, 2)).toBeUndefined()
  })

  test('who stood behind the one stands behind the other, once; behind a confidential one nobody did', () => {
    const behind = (no: number) => h.state.supports.where((s) => s.issueId === h.issue(no).id).map((s) => s.accountId)
    h.raised('路灯又坏了', villager(6))
    for (const [n, no] of [
      [7, 1],
      [7, 2],
      [8, 1],
      [6, 1],
    ] as const)
      h.does({ type: 'supportIssue', actor: villager(n), issueNo: no })
    h.does(decide('merge', { into: 2 }))
    expect(behind(2)).toEqual(['a7', 'a5', 'a8'])
    secret(h, '老二打人', villager(9))
    h.does(decide('merge', { into: 2 }, 3))
    expect(behind(2)).toEqual(['a7', 'a5', 'a8'])
  })

  test('a confidential one is the head’s and its reporter’s, not the recorder’s', () => {
    secret(h, '两家吵架', villager(6))
    expect(h.refused(decide('toVillage', {}, 2, RECORDER))).toBe('noSuchIssue')
    expect(h.refused({ type: 'withdrawIssue', actor: RECORDER, issueNo: 2 })).toBe('noSuchIssue')
    expect(h.refused({ type: 'withdrawIssue', actor: villager(6), issueNo: 2 })).toBeUndefined()
  })
})

describe('in the village and the town', () => {
  beforeEach(() => {
    h.raised()
    toVillage(h)
  })

  test('accepted is once a hand-over; what came back from a review is accepted anew', () => {
    const accept = () => h.refused({ type: 'acceptIssue', actor: CADRE, issueNo: 1 })
    expect([accept(), accept()]).toEqual([undefined, 'acceptedAlready'])
    h.does({ type: 'handleIssue', actor: CADRE, issueNo: 1 })
    h.rates([2, 3, 4, 6, 7, 8], 'dissatisfied')
    h.until(instantAt('2026-09-11', 20))
    expect(h.issue()).toMatchObject({ status: 'inVillage', acceptedAt: null })
    expect(accept()).toBeUndefined()
  })

  test('the written report is made at once, under its number', () => {
    report(h, 1, 7)
    expect(h.open('fileReport')?.dueAt).toBe(NOW)
    expect(h.issue()).toMatchObject({ reportNo: 7, reportedAt: NOW })
    expect(h.state.deadlines.where((d) => d.kind === 'fileReport').map((d) => d.key.split('#')[0])).toEqual([
      `fileReport/${h.issue().id}/7`,
    ])
  })

  test('a date may be today; a second press of the finger is refused, another person is another assignment', () => {
    report(h)
    expect(h.refused(assign({ dueOn: '2026-09-07' }))).toBe('dueOnPast')
    expect(h.refused(assign({ dueOn: '2026-09-08' }))).toBeUndefined()
    expect(h.refused(assign({ dueOn: '2026-09-08' }))).toBe('assignedAlready')
    expect(h.refused(assign({ dueOn: '2026-09-08', person: '王主任' }))).toBeUndefined()
    expect(h.refused(assign({ dueOn: '2026-09-08', person: '王主任' }))).toBe('assignedAlready')
    expect(h.refused(assign({ dueOn: '2026-09-09', person: '王主任' }))).toBeUndefined()
  })

  test('sent back by a review, the same department may have the same date again', () => {
    report(h)
    h.does(assign())
    h.does({ type: 'handleIssue', actor: OFFICIAL, issueNo: 1 })
    h.rates([2, 3, 4, 6, 7, 8], 'dissatisfied')
    h.until(instantAt('2026-09-11', 20))
    expect(h.issue()).toMatchObject({ status: 'inTown', department: '交通办', assignedAt: null, assignDueOn: null })
    expect(h.refused(assign())).toBeUndefined()
  })

  test('the draft is laid ready while the day is ahead, not on it', () => {
    h.until(instantAt('2026-09-15', 17))
    const drafts = h.events.flatMap((e) => (e.type === 'issuesChased' ? [e.data.draft.length] : []))
    expect(drafts).toEqual([1, 0, 0])
  })

  test('of several the earliest date first, of one date the lower number', () => {
    h.raised('水沟堵了')
    h.raised('井干了')
    h.now += DAY
    toVillage(h, 3)
    h.now -= DAY
    toVillage(h, 2)
    h.until(instantAt('2026-09-16', 9))
    expect(h.last('issuesChased')?.data.items.map((i) => [i.no, i.left, i.late])).toEqual([
      [1, undefined, 1],
      [2, undefined, 1],
      [3, 0, undefined],
    ])
  })

  test('what is done at the very moment of a chase does not take it from the others', () => {
    h.raised('水沟堵了')
    toVillage(h, 2)
    h.now = instantAt('2026-09-11', 9)
    report(h, 2)
    expect(h.open('villageChase')?.dueAt).toBe(h.now)
    h.until(h.now)
    expect(h.last('issuesChased')?.data.items.map((i) => [i.no, i.left])).toEqual([[1, 2]])
  })

  test('with nothing left to chase no deadline stands', () => {
    expect(h.open('villageChase')).toBeDefined()
    report(h)
    expect(h.open('villageChase')).toBeUndefined()
  })

  test('散会 passes on what is left in the order of its numbers', () => {
    for (const text of ['水沟堵了', '井干了']) h.raised(text)
    const [second, third] = [h.issue(2), h.issue(3)]
    // As a store may give them back.
    h.state.issues.put({ ...second, no: 3 })
    h.state.issues.put({ ...third, no: 2 })
    h.does({ type: 'scheduleMeeting', actor: HEAD, startsAt: NOW + MINUTE })
    h.does({ type: 'openAttendance', actor: HEAD })
    h.does({ type: 'endMeeting', actor: HEAD })
    expect(h.last('issuesPassedOn')?.data.issueIds).toEqual([third.id, second.id])
  })

  test('a changed reason that moves no date is kept and is no news', () => {
    h.state.town.calendarEntries.push({ date: '2026-09-12', kind: 'holiday', name: '镇庆' })
    expect(h.does({ type: 'recountDeadlines', actor: CLOCK })).toEqual([])
    expect(h.issue().reportDays?.find((d) => d.date === '2026-09-12')?.why).toBe('镇庆')
  })
})
