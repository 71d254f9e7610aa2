/** Five working days: how they are counted, chased and counted anew. */
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { Turn } from '../../../src/domain/base/turn.ts'
import { calendarOf, dayKind } from '../../../src/domain/calendar/calendar.ts'
import { issuesToVillage } from '../../../src/domain/issue/village.ts'
import type { MeetingRow } from '../../../src/domain/meeting/rows.ts'
import { addDays, dateOf, instantAt, MINUTE } from '../../../src/kernel/time.ts'
import { CADRE, CLOCK, Hamlet, HEAD, OFFICIAL, villager } from './given.ts'

const toVillage = { type: 'decideIssue', actor: HEAD, issueNo: 1, decision: 'toVillage' } as const
const chases = (h: Hamlet) =>
  h.events.flatMap((e) =>
    e.type === 'issuesChased' && e.data.kind === 'village' ? [[dateOf(e.at), e.data.items[0]?.left, e.data.items[0]?.late]] : [],
  )

describe('the deadline', () => {
  test('over the National Day week: 2026-09-29 → 2026-10-12, with every day and its reason', () => {
    const h = new Hamlet({ at: instantAt('2026-09-29', 21) })
    h.raised()
    h.does(toVillage)
    expect(h.issue()).toMatchObject({ status: 'inVillage', level: 'village', reportDueOn: '2026-10-12', provisional: false })
    expect(h.issue().reportDays).toEqual([
      { date: '2026-09-29', counted: false, why: '当天不计' },
      { date: '2026-09-30', counted: true, why: '工作日' },
      ...[1, 2, 3, 4, 5, 6, 7].map((d) => ({ date: `2026-10-0${d}`, counted: false, why: '国庆节' })),
      { date: '2026-10-08', counted: true, why: '工作日' },
      { date: '2026-10-09', counted: true, why: '工作日' },
      { date: '2026-10-10', counted: true, why: '调休上班' },
      { date: '2026-10-11', counted: false, why: '周末' },
      { date: '2026-10-12', counted: true, why: '工作日' },
    ])
  })

  test('chased at 09:00 of working day 3, at 09:00 and 16:00 of day 5, then every working day', () => {
    const h = new Hamlet({ at: instantAt('2026-09-29', 21) })
    h.raised()
    h.does(toVillage)
    h.until(instantAt('2026-10-15', 12))
    const times = h.events.flatMap((e) => (e.type === 'issuesChased' ? [e.at] : []))
    expect(times).toEqual([
      instantAt('2026-10-09', 9),
      instantAt('2026-10-12', 9),
      instantAt('2026-10-12', 16),
      instantAt('2026-10-13', 9),
      instantAt('2026-10-14', 9),
      instantAt('2026-10-15', 9),
    ])
    expect(chases(h)).toEqual([
      ['2026-10-09', 2, undefined],
      ['2026-10-12', 0, undefined],
      ['2026-10-12', 0, undefined],
      ['2026-10-13', undefined, 1],
      ['2026-10-14', undefined, 2],
      ['2026-10-15', undefined, 3],
    ])
    expect(h.issue().status).toBe('inVillage')
  })

  test('after days of downtime there is one message, with the true state', () => {
    const h = new Hamlet({ at: instantAt('2026-09-29', 21) })
    h.raised()
    h.does(toVillage)
    h.until(instantAt('2026-10-14', 15), 'late')
    expect(chases(h)).toEqual([['2026-10-14', undefined, 2]])
    expect(h.open('villageChase')?.dueAt).toBe(instantAt('2026-10-15', 9))
  })

  test('what another command finds overdue is not moved away unsaid', () => {
    const h = new Hamlet({ at: instantAt('2026-09-29', 21) })
    h.raised()
    h.raised('水沟堵了')
    h.does(toVillage)
    h.does({ ...toVillage, issueNo: 2 })
    h.now = instantAt('2026-10-12', 10)
    h.does({ type: 'reportToTown', actor: CADRE, issueNo: 2, reportNo: 1 })
    expect(h.open('villageChase')?.dueAt).toBe(instantAt('2026-10-09', 9))
    h.until(instantAt('2026-10-12', 10, 1))
    expect(h.last('issuesChased')?.data.items).toEqual([{ issueId: 't000001', no: 1, dueOn: '2026-10-12', left: 0 }])
  })

  test('said after quiet hours, it is the state of that morning', () => {
    const h = new Hamlet({ at: instantAt('2026-09-29', 21) })
    h.raised()
    h.does(toVillage)
    h.until(instantAt('2026-10-12', 23, 30), 'late')
    expect(chases(h)).toEqual([['2026-10-12', undefined, 1]])
  })

  test('a hand-over on New Year’s Eve of a year without data is provisional until the town enters 2027', () => {
    const h = new Hamlet({ at: instantAt('2026-12-31', 20) })
    h.raised()
    h.does(toVillage)
    expect(h.issue()).toMatchObject({ reportDueOn: '2027-01-07', provisional: true })
    const entries = [
      ['2027-01-01', '元旦'],
      ['2027-02-06', '春节'],
      ['2027-04-05', '清明节'],
      ['2027-05-01', '劳动节'],
      ['2027-06-09', '端午节'],
      ['2027-09-15', '中秋节'],
      ['2027-10-01', '国庆节'],
    ].map(([date, name]) => ({ date: date ?? '', kind: 'holiday' as const, name: name ?? '' }))
    h.state.town.calendarEntries.push(...entries)
    h.does({ type: 'recountDeadlines', actor: CLOCK })
    expect(h.issue()).toMatchObject({ reportDueOn: '2027-01-08', provisional: false })
    expect(h.last('deadlineMoved')?.data).toEqual({
      issueId: 't000001',
      no: 1,
      before: '2027-01-07',
      after: '2027-01-08',
      provisional: false,
    })
    expect(h.does({ type: 'recountDeadlines', actor: CLOCK })).toEqual([])
  })

  test('a make-up day that the town enters brings the chase forward', () => {
    const h = new Hamlet({ at: instantAt('2026-09-08', 20) })
    h.raised()
    h.does(toVillage)
    expect(h.issue().reportDueOn).toBe('2026-09-15')
    h.state.town.calendarEntries.push({ date: '2026-09-12', kind: 'workday', name: '镇里补班' })
    h.does({ type: 'recountDeadlines', actor: CLOCK })
    expect(h.issue().reportDueOn).toBe('2026-09-14')
    expect(h.open('villageChase')?.dueAt).toBe(instantAt('2026-09-11', 9))
  })
})

describe('laws of the deadline', () => {
  const day = fc.integer({ min: 0, max: 364 }).map((n) => addDays('2026-01-01', n))

  test('exactly five counted days, the last of them the deadline, none of them the day itself', () => {
    fc.assert(
      fc.property(day, (date) => {
        const h = new Hamlet({ at: instantAt(date, 20) })
        h.raised()
        h.does(toVillage)
        const { reportDays, reportDueOn } = h.issue()
        const counted = (reportDays ?? []).filter((d) => d.counted)
        expect(counted).toHaveLength(5)
        expect(counted.at(-1)?.date).toBe(reportDueOn)
        expect(reportDays?.[0]).toEqual({ date, counted: false, why: '当天不计' })
      }),
      { numRuns: 60 },
    )
  })

  test('however late the deadlines are met: nothing is chased early, and the next chase is never in the past', () => {
    const calendar = calendarOf()
    fc.assert(
      fc.property(day, fc.array(fc.integer({ min: 1, max: 6 * 24 * 60 }), { maxLength: 12 }), (date, waits) => {
        const h = new Hamlet({ at: instantAt(date, 20) })
        h.raised()
        h.does(toVillage)
        const third = (h.issue().reportDays ?? []).filter((d) => d.counted)[2]?.date ?? ''
        for (const minutes of waits) {
          h.until(h.now + minutes * MINUTE, 'late')
          expect(h.open('villageChase')?.dueAt).toBeGreaterThan(h.now)
        }
        for (const e of h.events) if (e.type === 'issuesChased') expect(e.at).toBeGreaterThanOrEqual(instantAt(third, 9))
        if (h.now >= instantAt(third, 9)) expect(h.count('issuesChased')).toBeGreaterThan(0)
        expect(dayKind(calendar, dateOf(h.open('villageChase')?.dueAt ?? 0)).workday).toBe(true)
      }),
      { numRuns: 60 },
    )
  })
})

describe('散会', () => {
  const meeting = { id: 'm', startsAt: instantAt('2026-09-29', 19, 30) } as MeetingRow
  const ends = (h: Hamlet): void => issuesToVillage(new Turn(h.state, HEAD, { now: h.now, id: () => 'x' }), meeting)

  test('what is still raised goes to the village, counted from the meeting’s own day, even after midnight', () => {
    const h = new Hamlet({ at: instantAt('2026-09-29', 20) })
    h.raised()
    h.raised('水沟堵了')
    h.raised('三组要修路')
    h.does({ type: 'decideIssue', actor: HEAD, issueNo: 2, decision: 'agreed', dueOn: '2026-10-30' })
    h.now = instantAt('2026-09-30', 0, 20)
    ends(h)
    expect([1, 2, 3].map((no) => [h.issue(no).status, h.issue(no).reportDueOn])).toEqual([
      ['inVillage', '2026-10-12'],
      ['inHamlet', null],
      ['inVillage', '2026-10-12'],
    ])
  })
})

describe('the town', () => {
  const atTown = (): Hamlet => {
    const h = new Hamlet({ at: instantAt('2026-09-08', 10) })
    h.raised()
    h.does(toVillage)
    h.does({ type: 'reportToTown', actor: CADRE, issueNo: 1, reportNo: 1 })
    return h
  }

  test('an assignment is chased one working day before its date and once after it', () => {
    const h = atTown()
    h.does({ type: 'assignIssue', actor: OFFICIAL, issueNo: 1, department: '交通办', person: '李主任', dueOn: '2026-09-21' })
    expect(h.open('villageChase')).toBeUndefined()
    h.until(instantAt('2026-09-30', 12))
    const chased = h.events.flatMap((e) => (e.type === 'issuesChased' ? [[e.at, e.data.items[0]?.left, e.data.items[0]?.late]] : []))
    expect(chased).toEqual([
      // 2026-09-20 is a Sunday that is worked in place of National Day.
      [instantAt('2026-09-20', 9), 1, undefined],
      [instantAt('2026-09-22', 9), undefined, 1],
    ])
  })

  test('a date beyond reason is a slip, whoever names it: in a chat, at the desk, or for an agreed one', () => {
    const h = atTown()
    const far = { type: 'assignIssue', issueNo: 1, department: '交通办', person: '李主任', dueOn: '2066-09-21' } as const
    expect(h.refused({ ...far, actor: OFFICIAL })).toBe('dueTooFar')
    expect(h.refused({ ...far, actor: { ...OFFICIAL, accountId: 'a9' } })).toBe('dueTooFar')
    h.raised('水渠垮了', villager(6))
    const agreed = { type: 'decideIssue', actor: HEAD, issueNo: 2, decision: 'agreed' } as const
    expect(h.refused({ ...agreed, dueOn: '2066-09-21' })).toBe('dueTooFar')
    // Two years are 730 days: the last day that will do, and the first that will not.
    expect([addDays(dateOf(h.now), 731), addDays(dateOf(h.now), 730)].map((dueOn) => h.refused({ ...agreed, dueOn }))).toEqual([
      'dueTooFar',
      undefined,
    ])
  })

  test('a department that nobody has heard of is refused at the desk and asked about in a chat', () => {
    const h = atTown()
    const order = { type: 'assignIssue', issueNo: 1, department: '月球办', person: '李主任', dueOn: '2026-09-21' } as const
    expect(h.order({ ...order, actor: OFFICIAL })).toEqual({
      refusal: { code: 'noSuchDepartment', department: '月球办', known: ['交通办', '水利站'] },
    })
    const [assigned] = h.does({ ...order, actor: { ...OFFICIAL, accountId: 'a9' } })
    expect(assigned).toMatchObject({ type: 'issueAssigned', data: { department: '月球办', known: false } })
  })

  test('each step is its own office’s', () => {
    const h = atTown()
    const assign = { type: 'assignIssue', issueNo: 1, department: '交通办', person: '李主任', dueOn: '2026-09-21' } as const
    expect(h.refused({ ...assign, actor: CADRE })).toBe('onlyFor')
    expect(h.refused({ ...assign, actor: HEAD })).toBe('onlyFor')
    expect(h.refused({ ...assign, actor: OFFICIAL, dueOn: '2026-09-07' })).toBe('dueOnPast')
    expect(h.refused({ type: 'handleIssue', actor: OFFICIAL, issueNo: 1 })).toBe('issueElsewhere')
    h.does({ ...assign, actor: OFFICIAL })
    expect(h.refused({ type: 'handleIssue', actor: CADRE, issueNo: 1 })).toBe('onlyFor')
    expect(h.refused({ type: 'acceptIssue', actor: CADRE, issueNo: 1 })).toBe('issueElsewhere')
    expect(h.refused({ type: 'decideIssue', actor: HEAD, issueNo: 1, decision: 'dismiss', text: '算了' })).toBe('issueElsewhere')
    expect(h.refused({ type: 'handleIssue', actor: OFFICIAL, issueNo: 1 })).toBeUndefined()
    expect(h.issue()).toMatchObject({ status: 'inReview', level: 'town', round: 1 })
  })
})
