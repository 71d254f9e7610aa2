/** 走访: what was said at the door is entered at the desk. */
import { beforeAll, expect, test } from 'vitest'
import { instantAt } from '../../src/kernel/time.ts'
import { TestDesk } from './support/desk.ts'
import { places } from './support/samples.ts'

let desk: TestDesk
beforeAll(async () => {
  desk = await TestDesk.open()
  await places(desk)
  const { db } = desk.village
  await db.issue.updateMany({ data: { round: 0, reporterAccountId: 'account_huaishu_5' } })
  await db.survey.deleteMany()
  for (const id of ['issue_1', 'issue_2']) expect((await desk.post('cadre', `/issues/${id}/handled`, { text: '修好了' })).status).toBe(200)
})

test('a household’s word is counted, in its name, with who entered it', async () => {
  const path = '/issues/issue_1/ratings'
  const said = { householdId: 'household_huaishu_7', score: 'dissatisfied', comment: '灯还是不亮' }
  expect((await desk.post('viewer', path, said)).status).toBe(403)
  expect((await desk.post('otherCadre', path, said)).status).toBe(404)
  expect((await desk.post('cadre', path, { ...said, householdId: 'household_liuyin_1' })).status).toBe(404)
  expect((await desk.post('cadre', path, { score: 'basic' })).status).toBe(400)
  // Whoever handled it does not ask, and nobody does before the round's last day.
  expect((await desk.post('cadre', path, said)).body.refusal).toBe('handlerMayNotVisit')
  expect((await desk.post('official', path, said)).body.refusal).toBe('tooEarlyForDoor')
  await desk.village.until(instantAt('2026-09-10', 12))
  expect((await desk.post('official', path, said)).body).toMatchObject({ id: 'issue_1', status: 'inReview' })
  const rating = await desk.village.db.rating.findFirstOrThrow()
  expect(rating).toMatchObject({
    householdId: 'household_huaishu_7',
    score: 'dissatisfied',
    comment: '灯还是不亮',
    via: 'byHand',
    by: 'official甲',
    confirmedAt: null,
  })
  expect(await desk.village.db.auditEntry.findFirstOrThrow({ where: { action: 'rate' } })).toMatchObject({
    subject: 'issue:issue_1',
    after: { said: { householdId: 'household_huaishu_7', score: 'dissatisfied' } },
  })
})

test('of a confidential issue the one who raised it is asked, and that settles it once a second person says so', async () => {
  expect((await desk.post('official', '/issues/issue_2/ratings', { reporter: true, score: 'satisfied' })).body.status).toBe('inReview')
  expect((await desk.post('townAdmin', '/issues/issue_2/confirm-visits')).body.status).toBe('closed')
  const again = await desk.post('official', '/issues/issue_2/ratings', { reporter: true, score: 'basic' })
  expect([again.status, again.body.refusal]).toEqual([409, 'notInReview'])
})

test('without anybody on record as having raised it, that is said', async () => {
  await desk.village.db.issue.update({ where: { id: 'issue_1' }, data: { reporterAccountId: null } })
  const refused = await desk.post('official', '/issues/issue_1/ratings', { reporter: true, score: 'basic' })
  expect([refused.status, refused.body.refusal]).toEqual([409, 'noReporter'])
})
