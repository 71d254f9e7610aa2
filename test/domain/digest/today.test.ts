/** 今天: each kind of thing that is due × each role that looks, written out by hand. Nothing here is read from the table that the rule uses. */
import { describe, expect, test } from 'vitest'
import { calendarOf } from '../../../src/domain/calendar/calendar.ts'
import { type TodayIssue, type TodayItem, todayOf } from '../../../src/domain/digest/today.ts'
import { ROLES } from '../../../src/domain/rights/desk.ts'
import { instantAt } from '../../../src/kernel/time.ts'

/** A Wednesday. */
const TODAY = '2026-09-16'
const CALENDAR = calendarOf([])

const MATRIX = `
due                    townAdmin official department cadre  viewer
accept/late            below     below    -          mine   below
accept/today           coming    coming   -          mine   coming
accept/soon            coming    coming   -          mine   coming
report/late            below     below    -          mine   below
report/today           coming    coming   -          mine   coming
report/soon            coming    coming   -          mine   coming
report/far             -         -        -          mine   -
assign/waits           mine      mine     -          -      coming
assign/late            mine      mine     -          -      below
order/late             below     below    mine       below  below
order/today            coming    coming   mine       coming coming
order/soon             coming    coming   mine       coming coming
order/far              -         -        coming     -      -
agreed/late            below     below    -          below  below
agreed/soon            coming    coming   -          coming coming
agreed/far             -         -        -          -      -
sentBack/hamlet        below     below    -          below  below
short                  below     below    -          mine   below
unconfirmed            below     below    -          mine   -
unsigned/inTown        mine      mine     -          mine   coming
unsigned/assigned      coming    coming   mine       coming coming
unsigned/assignedFar   below     below    coming     mine   -
quietly/late           below     below    -          below  -
quietly/soon           -         -        -          -      -
`

const BASE: TodayIssue = {
  ...{ id: 'i', hamletId: 'h', hamlet: '槐树', villageId: 'v', village: '河口村', no: 1, text: '路灯坏了', confidential: false },
  ...{ status: 'inVillage', arrivedAt: instantAt('2026-09-15', 9), acceptedAt: null, provisional: false, department: null, person: null },
  ...{ headDueOn: null, dueOn: null, unsigned: false, surveyStatus: null, round: null, raters: null, satisfied: null, unconfirmed: 0 },
}
const AT = { late: '2026-09-14', today: TODAY, soon: '2026-09-21', far: '2026-09-30' }
const due = (when: keyof typeof AT, of: Partial<TodayIssue>): TodayIssue => ({ ...BASE, ...of, dueOn: AT[when] })
const accepted = { acceptedAt: BASE.arrivedAt }
const assigned = { status: 'assigned', department: '交通办' } as const
const agreed = { status: 'inHamlet' } as const
const inTown = { ...BASE, status: 'inTown' } as const
const unsigned = { ...assigned, unsigned: true }
const quietly = { ...BASE, status: 'raised', confidential: true } as const

const CASES: Readonly<Record<string, TodayIssue>> = {
  ...{ 'accept/late': due('late', {}), 'accept/today': due('today', {}), 'accept/soon': due('soon', {}) },
  ...{ 'report/late': due('late', accepted), 'report/today': due('today', accepted), 'report/soon': due('soon', accepted) },
  'report/far': due('far', accepted),
  'assign/waits': inTown,
  'assign/late': { ...inTown, arrivedAt: instantAt('2026-09-10', 9) },
  ...{ 'order/late': due('late', assigned), 'order/today': due('today', assigned), 'order/soon': due('soon', assigned) },
  'order/far': due('far', assigned),
  ...{ 'agreed/late': due('late', agreed), 'agreed/soon': due('soon', agreed), 'agreed/far': due('far', agreed) },
  'sentBack/hamlet': { ...BASE, ...agreed, surveyStatus: 'failed', round: 1, raters: 10, satisfied: 3 },
  short: { ...BASE, status: 'inReview', surveyStatus: 'waiting', round: 1 },
  unconfirmed: { ...BASE, status: 'inReview', surveyStatus: 'open', round: 1, unconfirmed: 2 },
  'unsigned/inTown': { ...inTown, unsigned: true },
  ...{ 'unsigned/assigned': due('soon', unsigned), 'unsigned/assignedFar': due('far', unsigned) },
  ...{ 'quietly/late': { ...quietly, headDueOn: AT.late }, 'quietly/soon': { ...quietly, headDueOn: AT.soon } },
}

const look = (issue: TodayIssue, role: (typeof ROLES)[number]): TodayItem | undefined =>
  todayOf([issue], { role, today: TODAY, calendar: CALENDAR, policy: { assignWorkingDays: 3 } })[0]

const [HEAD = [], ...LINES] = MATRIX.trim()
  .split('\n')
  .map((line) => line.trim().split(/ +/))

describe('今天', () => {
  test('has every role and every kind of due thing in its matrix', () => {
    expect(HEAD.slice(1)).toEqual([...ROLES])
    expect(LINES.map(([name]) => name)).toEqual(Object.keys(CASES))
  })

  test.each(LINES)('%s', (name = '', ...cells) => {
    const issue = CASES[name] as TodayIssue
    expect(ROLES.map((role) => look(issue, role)?.section ?? '-')).toEqual(cells)
  })

  test('counts working days: late since, left until, waited', () => {
    expect(look(due('late', accepted), 'cadre')).toMatchObject({ job: 'report', late: 2 })
    expect(look(due('late', accepted), 'cadre')).not.toHaveProperty('left')
    expect(look(due('today', {}), 'cadre')).toMatchObject({ job: 'accept', left: 0 })
    // The Sunday between is a working one.
    expect(look(due('soon', assigned), 'department')).toMatchObject({ job: 'order', left: 4 })
    // On the third day in peace, on the fourth it is a day late.
    expect(look({ ...inTown, arrivedAt: instantAt('2026-09-11', 9) }, 'official')).not.toHaveProperty('late')
    expect(look({ ...inTown, arrivedAt: instantAt('2026-09-10', 23) }, 'official')).toMatchObject({ waited: 4, late: 1 })
  })

  test('the oldest come first, by the day that they are counted from', () => {
    const issues = [due('soon', accepted), due('late', accepted), { ...due('late', {}), dueOn: '2026-08-31' }]
    const items = todayOf(issues, { role: 'cadre', today: TODAY, calendar: CALENDAR, policy: { assignWorkingDays: 3 } })
    expect(items.map((item) => item.since)).toEqual(['2026-08-31', '2026-09-14', '2026-09-21'])
  })
})

test('an issue in review of which nothing is to be done is nobody’s job; one with entries to confirm is', () => {
  const inReview = { ...BASE, status: 'inReview', surveyStatus: 'open', round: 1 } as const
  const jobs = (unconfirmed: number) =>
    todayOf([{ ...inReview, unconfirmed }], { role: 'cadre', today: TODAY, calendar: CALENDAR, policy: { assignWorkingDays: 3 } }).map(
      (i) => i.job,
    )
  expect([jobs(0), jobs(1)]).toEqual([[], ['confirmVisits']])
})
