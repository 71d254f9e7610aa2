/** 按期/到期 counts what happened: a date that was missed stays missed, whatever is decided afterwards. */
import { beforeAll, expect, test } from 'vitest'
import { DAY, HOUR, instantAt } from '../../src/kernel/time.ts'
import { TestDesk } from './support/desk.ts'

let desk: TestDesk
let issueId = ''

/** Of 槐树 in September: what has come due for the village, and how much of it was met. */
const figures = async () => {
  const { body } = await desk.get('official', '/assessment?month=2026-09')
  const { due, onTime } = body.items.find((h: { hamletId: string }) => h.hamletId === 'hamlet_huaishu')
  return { due, onTime }
}
/** And for the departments, each as it was when it was assigned. */
const departments = async () => {
  const { body } = await desk.get('official', '/assessment?month=2026-09')
  return body.departments.map((d: { department: string; due: number; onTime: number }) => [d.department, d.due, d.onTime])
}
const lines = async () => (await desk.village.db.dueDate.findMany({ orderBy: { since: 'asc' } })).map((d) => [d.what, d.dueOn])
const assign = (department: string, dueOn: string) =>
  desk.post('official', `/issues/${issueId}/assign`, { department, person: '李主任', dueOn })
const cadres = () => desk.village.room('hekou')
const rated = async (word: string) => {
  const huaishu = desk.village.room('huaishu')
  await huaishu.all([3, 4, 5, 7, 8, 9, 10].map((n) => [`${n}`, word] as const))
  const survey = await desk.village.db.survey.findFirstOrThrow({ where: { status: 'open' } })
  await desk.village.until(survey.closesAt.getTime() + HOUR)
}

beforeAll(async () => {
  desk = await TestDesk.open()
  const huaishu = desk.village.room('huaishu')
  await huaishu.says('3', '反映 水沟堵了')
  await huaishu.says('head', '1 上报')
  issueId = (await desk.village.db.issue.findFirstOrThrow()).id
})

test('reported in time is met, before its day has come', async () => {
  expect(await figures()).toEqual({ due: 0, onTime: 0 })
  await cadres().says('wxid_hekou_cadre1', '上报 槐树1 要水利站来人')
  expect(await figures()).toEqual({ due: 1, onTime: 1 })
})

test('assigned anew before its day, the first date counts for nobody', async () => {
  await assign('水利站', '2026-09-10')
  await assign('水利站', '2026-09-11')
  expect(await lines()).toEqual([
    ['report', '2026-09-14'],
    ['assign', '2026-09-10'],
    ['assign', '2026-09-11'],
  ])
  await desk.village.until(instantAt('2026-09-11', 12))
  expect(await figures()).toEqual({ due: 1, onTime: 1 })
})

test('the same assignment again is refused, and the hamlet hears of it once', async () => {
  await desk.village.send()
  const said = desk.village.said.length
  const again = await assign('水利站', '2026-09-11')
  expect([again.status, again.body.refusal]).toEqual([409, 'assignedAlready'])
  expect(again.body.detail).toContain('1号已经这样交办了：水利站，9月11日周五前办结。')
  await desk.village.send()
  expect(desk.village.said).toHaveLength(said)
})

test('a date that has passed stays missed when the issue is assigned anew', async () => {
  await desk.village.until(instantAt('2026-09-12', 9))
  expect(await figures()).toEqual({ due: 1, onTime: 1 })
  expect(await departments()).toEqual([['水利站', 1, 0]])
  await assign('交通办', '2026-09-16')
  expect(await figures()).toEqual({ due: 1, onTime: 1 })
  expect(await departments()).toEqual([['水利站', 1, 0]])
})

test('done in time and sent back by the households: both dates stay as they were, the next one runs by itself', async () => {
  await desk.post('official', `/issues/${issueId}/handled`, { text: '清了' })
  expect(await departments()).toEqual([
    ['交通办', 1, 1],
    ['水利站', 1, 0],
  ])
  await rated('1号不满意')
  expect((await desk.get('official', `/issues/${issueId}`)).body.status).toBe('inTown')
  expect(await departments()).toEqual([
    ['交通办', 1, 1],
    ['水利站', 1, 0],
  ])
  await assign('水利站', '2026-09-18')
  await desk.village.until(instantAt('2026-09-18', 12))
  expect(await departments()).toEqual([
    ['交通办', 1, 1],
    ['水利站', 1, 0],
  ])
  await desk.village.until(instantAt('2026-09-18') + DAY + HOUR)
  expect(await departments()).toEqual([
    ['交通办', 1, 1],
    ['水利站', 2, 0],
  ])
})

test('done too late is not on time, also after another round', async () => {
  await desk.post('official', `/issues/${issueId}/handled`, { text: '又清了一回' })
  expect(await departments()).toEqual([
    ['交通办', 1, 1],
    ['水利站', 2, 0],
  ])
  await rated('1号满意')
  expect((await desk.get('official', `/issues/${issueId}`)).body.status).toBe('closed')
  expect(await departments()).toEqual([
    ['交通办', 1, 1],
    ['水利站', 2, 0],
  ])
  const behind = (await desk.get('official', '/assessment?month=2026-09')).body
  expect([...behind.items, ...behind.departments].reduce((n: number, h: { due: number }) => n + h.due, 0)).toBe(4)
})
