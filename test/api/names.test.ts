import { beforeAll, expect, test } from 'vitest'
import { ratingsOf } from '../../src/store/reading/surveys.ts'
import { type Person, TestDesk, TOWN } from './support/desk.ts'
import { places } from './support/samples.ts'

let desk: TestDesk
beforeAll(async () => {
  desk = await TestDesk.open()
  await places(desk)
  await desk.village.db.hamlet.update({ where: { id: 'hamlet_huaishu' }, data: { lastIssueNo: 2 } })
  await desk.village.room('huaishu').says('5', '反映 桥板松了')
  const { db, now } = desk.village
  await db.issue.update({ where: { hamletId_no: { hamletId: 'hamlet_huaishu', no: 1 } }, data: { reporterAccountId: 'account_huaishu_5' } })
  const rating = { hamletId: 'hamlet_huaishu', surveyId: 'survey_1', at: new Date(now), seq: 1, via: 'chat' }
  await db.rating.create({
    data: { ...rating, id: 'rating_1', accountId: 'account_huaishu_5', score: 'dissatisfied', comment: '灯还是不亮' },
  })
})

const REACH = { townId: TOWN, villageId: null, department: null, confidential: false, aboutCadres: false, phones: false }

test('who raised an issue is for those who may look at people; others see what was raised', async () => {
  const reporter = async (person: Person) => (await desk.get(person, '/issues/issue_1')).body.reporter
  const name = (await desk.village.db.villager.findFirstOrThrow({ where: { id: 'villager_huaishu_5_a' } })).name
  expect(await reporter('cadre')).toBe(name)
  expect(await reporter('viewer')).toBeNull()
  expect(await reporter('department')).toBeNull()
})

test('the history names nobody of the village, by name or by id, to those who may not', async () => {
  const raised = await desk.village.db.issue.findFirstOrThrow({ where: { text: { contains: '桥板' } } })
  const told = async (person: Person) => (await desk.get(person, `/issues/${raised.id}/history`)).body.items[0]
  expect(await told('official')).toMatchObject({ who: 'account:account_huaishu_5', data: { householdId: 'household_huaishu_5' } })
  const shown = await told('viewer')
  expect(shown).toMatchObject({ who: 'villager', whoName: null, what: 'issueRaised' })
  expect(JSON.stringify(shown)).not.toMatch(/huaishu_5/)
})

test('a rating keeps its score and its words, and loses its household', async () => {
  const { db } = desk.village
  expect(await ratingsOf(db, { ...REACH, people: true }, 'survey_1')).toMatchObject([{ household: expect.stringContaining('户') }])
  expect(await ratingsOf(db, { ...REACH, people: false }, 'survey_1')).toMatchObject([
    { household: null, score: 'dissatisfied', comment: '灯还是不亮' },
  ])
})
