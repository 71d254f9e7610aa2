/** The digest at its edges: what is late on a day off, what is over, and which months are busy ones. */
import { describe, expect, test } from 'vitest'
import { DEFAULT_POLICY } from '../../../src/domain/base/policy.ts'
import { calendarOf } from '../../../src/domain/calendar/calendar.ts'
import { type DigestIssue, digestOf, isBusyMonth, monthsEnded } from '../../../src/domain/digest/digest.ts'
import { HOUR, instantAt, MINUTE } from '../../../src/kernel/time.ts'

const issue = (more: Partial<DigestIssue>): DigestIssue => ({
  ...{ no: 1, text: '村口路灯坏了', confidential: false, status: 'inVillage', raisedAt: instantAt('2026-09-01', 10), reportDueOn: null },
  ...{
    provisional: false,
    agreedOn: null,
    arrivedAt: instantAt('2026-09-01', 10),
    department: null,
    assignDueOn: null,
    village: '河口村',
    hamlet: '槐树',
    lastSurvey: null,
  },
  ...more,
})
const at = (now: number, issues: DigestIssue[] = [], offline: { account: string; from: number; to: number | null }[] = []) =>
  digestOf({ now, issues, noMeeting: [], noQuorum: [], offline }, calendarOf(), DEFAULT_POLICY)

describe('late', () => {
  test('on a day off after the last day: one day, though none has been worked', () => {
    // 2026-09-11 is a Friday.
    expect(at(instantAt('2026-09-12', 8, 30), [issue({ reportDueOn: '2026-09-11' })])).toMatchObject([{ kind: 'overdueReport', days: 1 }])
  })

  test('three working days the town assigns in peace, on the fourth it is late', () => {
    const since = instantAt('2026-09-07', 10)
    const waits = (day: string) => at(instantAt(day, 8, 30), [issue({ status: 'inTown', arrivedAt: since })]).map((i) => i.days)
    expect([waits('2026-09-10'), waits('2026-09-11')]).toEqual([[], [4]])
  })
})

describe('reviews', () => {
  const survey = (status: string) => ({ status, round: 1, raters: 10, satisfied: 5 })
  const kinds = (more: Partial<DigestIssue>) =>
    at(instantAt('2026-09-10', 8, 30), [issue({ reportDueOn: '2026-09-30', ...more })]).map((i) => i.kind)

  test('one that failed is told until the issue is handled again, one that is short while it waits', () => {
    expect(kinds({ lastSurvey: survey('failed') })).toEqual(['reviewFailed'])
    expect(kinds({ status: 'inReview', lastSurvey: survey('failed') })).toEqual([])
    expect(kinds({ status: 'inReview', lastSurvey: survey('waiting') })).toEqual(['reviewShort'])
    expect(kinds({ lastSurvey: survey('waiting') })).toEqual([])
    expect(kinds({ status: 'inReview', lastSurvey: survey('open') })).toEqual([])
  })
})

test('a disconnection of five minutes is told, a shorter one is not; one that goes on counts until now', () => {
  const now = instantAt('2026-09-10', 8, 30)
  const told = (from: number, to: number | null) => at(now, [], [{ account: 'x', from, to }]).length
  expect(told(now - HOUR, now - HOUR + 5 * MINUTE)).toBe(1)
  expect(told(now - HOUR, now - HOUR + 5 * MINUTE - 1)).toBe(0)
  expect(told(now - 5 * MINUTE, null)).toBe(1)
  expect(told(now - 5 * MINUTE + 1, null)).toBe(0)
})

describe('months', () => {
  const busy = (from: string, to: string, month = '2026-09') => isBusyMonth(month, [{ name: '秋收', from, to }], DEFAULT_POLICY)

  test('half of the days, or the 20th, make a busy one', () => {
    expect([busy('2026-09-01', '2026-09-14'), busy('2026-09-01', '2026-09-15')]).toEqual([false, true])
    expect([busy('2026-09-20', '2026-09-20'), busy('2026-09-19', '2026-09-19'), busy('2026-09-21', '2026-09-21')]).toEqual([
      true,
      false,
      false,
    ])
    // February has 28: fourteen are half.
    expect([busy('2026-02-01', '2026-02-13', '2026-02'), busy('2026-02-01', '2026-02-14', '2026-02')]).toEqual([false, true])
  })

  test('that have ended since: this one has not', () => {
    expect(monthsEnded(instantAt('2026-08-31', 23), instantAt('2026-09-01', 0))).toEqual(['2026-08'])
    expect(monthsEnded(instantAt('2026-09-01', 0), instantAt('2026-09-30', 23))).toEqual([])
    expect(monthsEnded(instantAt('2026-11-15'), instantAt('2027-02-01'))).toEqual(['2026-11', '2026-12', '2027-01'])
  })
})

test('what is due in days to come is neither due today nor late', () => {
  const due = (reportDueOn: string) => at(instantAt('2026-09-10', 8, 30), [issue({ reportDueOn })]).map((i) => i.kind)
  expect([due('2026-09-09'), due('2026-09-10'), due('2026-09-11')]).toEqual([['overdueReport'], ['dueToday'], []])
})
