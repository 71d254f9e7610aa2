/** What is too long is refused at every form and every field of the desk, with the limit and with how long it was; nothing of it is lost or kept in part. */
import { beforeAll, describe, expect, test } from 'vitest'
import { type Person, TestDesk } from './support/desk.ts'
import { Pages, plain } from './support/pages.ts'
import { places } from './support/samples.ts'

let desk: TestDesk
let pages: Pages
beforeAll(async () => {
  desk = await TestDesk.open()
  await places(desk)
  pages = await Pages.open(desk)
  const rated = { id: 'issue_9', hamletId: 'hamlet_huaishu', no: 9, text: '水沟', level: 'village', status: 'inReview', round: 1 } as const
  const at = new Date(desk.village.now)
  await desk.village.db.issue.create({ data: { ...rated, raisedAt: at, raisedBy: 'clock', handledAt: at, handledBy: 'clock' } })
  const waits = { id: 'issue_10', hamletId: 'hamlet_huaishu', no: 10, text: '修桥', level: 'town', status: 'inTown' } as const
  await desk.village.db.issue.create({ data: { ...waits, raisedAt: at, raisedBy: 'clock' } })
  await desk.village.db.survey.create({
    data: { id: 'survey_9', hamletId: 'hamlet_huaishu', issueId: 'issue_9', round: 1, status: 'waiting', openedAt: at, closesAt: at },
  })
})

const long = (length: number): string => '长'.repeat(length)

/** By hand: the form, the field, its limit. */
const FORMS: readonly [who: Person, from: string, to: string, field: string, most: number, form: Record<string, string>][] = [
  [
    'townAdmin',
    '/personal/people/villager/villager_huaishu_9_a',
    '/personal/people/villager/villager_huaishu_9_a/erase',
    'reason',
    500,
    {},
  ],
  ['cadre', '/issues/issue_1', '/issues/issue_1/report', 'text', 500, { signer: '周建国' }],
  ['cadre', '/issues/issue_1', '/issues/issue_1/report', 'signer', 20, {}],
  ['cadre', '/issues/issue_1', '/issues/issue_1/village-studies', 'present', 200, { heldOn: '2026-09-04', decided: '先清沟' }],
  ['cadre', '/issues/issue_1', '/issues/issue_1/village-studies', 'decided', 500, { heldOn: '2026-09-04', present: '支部三人' }],
  ['cadre', '/issues/issue_1', '/issues/issue_1/handled', 'text', 500, {}],
  ['official', '/issues/issue_1', '/issues/issue_1/take-up', 'reason', 500, {}],
  ['cadre', '/issues/issue_9', '/issues/issue_9/rate', 'comment', 500, { household: 'household_huaishu_7', score: 'satisfied' }],
  [
    'official',
    '/studies',
    '/studies',
    'present',
    200,
    { heldOn: '2026-09-04', issue: 'issue_10', 'decision-issue_10': 'back', 'reason-issue_10': '退' },
  ],
  [
    'official',
    '/studies',
    '/studies',
    'reason-issue_10',
    500,
    { heldOn: '2026-09-04', present: '王书记', issue: 'issue_10', 'decision-issue_10': 'back' },
  ],
  ['cadre', '/hamlets/hamlet_huaishu', '/hamlets/hamlet_huaishu/registry', 'filingNo', 40, {}],
  ['official', '/calendar', '/calendar/preview', 'name', 30, { date: '2026-09-30', kind: 'workday' }],
  ['official', '/calendar', '/busy/preview', 'name', 20, { from: '2027-03-01', to: '2027-03-05' }],
  ['townAdmin', '/settings/tokens', '/settings/tokens', 'name', 60, {}],
  ['townAdmin', '/settings/users', '/settings/users', 'name', 40, { login: 'newcomer', role: 'viewer' }],
  ['townAdmin', '/settings/places', '/settings/villages', 'name', 40, {}],
  ['townAdmin', '/officials', '/officials', 'name', 40, {}],
  ['townAdmin', '/settings/rules', '/settings/rules/preview', 'belowPlanReason', 100, {}],
  ['official', '/announcements', '/announcements/preview', 'text', 550, { kind: 'notice' }],
]

describe.each(FORMS)('%s at %s, sent to %s: %s', (who, from, to, field, most, form) => {
  test('is told how long it was, and the form holds all of it', async () => {
    const before = await desk.village.db.auditEntry.count()
    const { status, text } = await pages.post(who, to, { ...form, [field]: long(most + 1) }, from)
    expect([400, 409]).toContain(status)
    expect(plain(text)).toMatch(new RegExp(`写了 ?${most + 1} ?个字.*最多 ?${most} ?[个字]`))
    expect(text).toContain(long(most + 1))
    expect(await desk.village.db.auditEntry.count()).toBe(before)
  })
})

test('no field of any page cuts what is pasted into it', async () => {
  for (const [who, from] of FORMS) expect(await pages.look(who, from), from).not.toContain('maxlength')
})

test('a correction of ten thousand characters fits through the form; a long one comes back with the reason', async () => {
  const answer = await pages.post('cadre', '/meetings/meeting_1/lines/1/correct', { text: long(10_001) }, '/meetings/meeting_1')
  expect(answer.status).toBe(409)
  expect(plain(answer.text)).toContain('写了10001个字，最多10000个')
})

const FIELDS: readonly [who: Person, path: string, field: string, most: number, body: object][] = [
  ['cadre', '/issues/issue_1/report', 'text', 500, {}],
  ['cadre', '/issues/issue_1/signer', 'signer', 20, {}],
  ['cadre', '/issues/issue_1/village-studies', 'present', 200, { heldOn: '2026-09-04', decided: '先清沟' }],
  ['cadre', '/issues/issue_1/handled', 'text', 500, {}],
  ['official', '/issues/issue_1/take-up', 'reason', 500, {}],
  ['official', '/issues/issue_1/bring-back', 'reason', 500, {}],
  ['official', '/issues/issue_1/assign', 'person', 40, { department: '交通办', dueOn: '2026-09-30' }],
  ['cadre', '/issues/issue_9/ratings', 'comment', 500, { householdId: 'household_huaishu_7', score: 'satisfied' }],
  ['cadre', '/meetings/meeting_1/corrections', 'text', 10_000, { line: 1 }],
]
test.each(FIELDS)('the API: %s %s, %s', async (who, path, field, most, body) => {
  const { status, body: problem } = await desk.post(who, path, { ...body, [field]: `${'𠮷'.repeat(most)}长` })
  expect(status).toBe(400)
  expect(problem.errors).toEqual([{ field, message: `最多${most}个字，写了${most + 1}个` }])
})
