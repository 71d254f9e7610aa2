/** One overdue issue, played: whoever says how late it is says the same number of working days – the groups, the digest, the pages, the API, the paper. */
import { beforeAll, expect, test } from 'vitest'
import { draftReport } from '../../src/application/papers/report.ts'
import { instantAt } from '../../src/kernel/time.ts'
import { paragraphsOf } from '../documents/opened.ts'
import { TestDesk } from './support/desk.ts'
import { Pages, plain } from './support/pages.ts'

const CADRE = 'wxid_hekou_cadre1'
/** Handed over on 2026-09-08, due on Tuesday the 15th; on Wednesday the 23rd eight days late, seven of them working days: Sunday the 20th is one. */
const LATE = 7
const SAID = `逾期${LATE}个工作日`

let desk: TestDesk
let pages: Pages
let issueId: string
let morning: string[]

beforeAll(async () => {
  desk = await TestDesk.open({ now: instantAt('2026-09-08', 10) })
  pages = await Pages.open(desk)
  const { village } = desk
  const huaishu = village.room('huaishu')
  for (const [who, words] of [
    ['5', '反映 村口路灯坏了'],
    ['7', '附议 1'],
    ['9', '附议 1'],
    ['head', '1 上报'],
  ] as const)
    await huaishu.says(who, words)
  issueId = (await village.db.issue.findFirstOrThrow()).id
  await village.until(instantAt('2026-09-23', 8))
  morning = await village.until(instantAt('2026-09-23', 9, 30))
})

/** Every “so many days late” in it. */
const numbersIn = (text: string): string[] => [...new Set(text.match(/(?:逾期|过了|超过)\D{0,4}\d+个?\D{0,3}[天日]/g) ?? [])]

test('in the groups, in the digest and where it is asked for', async () => {
  const { village } = desk
  const asked = [
    ...(await village.room('huaishu').says('5', '进度 1')),
    ...(await village.room('hekou').says(CADRE, '逾期')),
    ...(await village.room('hekou').says(CADRE, '进度 槐树1')),
    ...(await village.room('hekou').says(CADRE, '日报')),
  ]
  for (const text of asked) expect(numbersIn(text), text).toEqual([SAID])
  const said = morning.filter((text) => text.includes('村口路灯坏了'))
  expect(said).toHaveLength(1)
  for (const text of said) expect(numbersIn(text), text).toEqual([SAID])
})

test('on every page that shows it, with its date', async () => {
  for (const path of ['/', '/digest', '/issues', `/issues/${issueId}`, '/hamlets/hamlet_huaishu']) {
    const page = plain(await pages.look('official', path))
    expect(numbersIn(page), path).toEqual([SAID])
    expect(page, path).toContain('9月15日')
  }
})

test('in the API', async () => {
  const one = await desk.get('official', `/issues/${issueId}`)
  expect([one.body.daysLate, one.body.daysLeft, one.body.dueOn]).toEqual([LATE, null, '2026-09-15'])
  const list = await desk.get('official', '/issues')
  expect(list.body.items[0].daysLate).toBe(LATE)
})

test('so many households stand behind it: in the group, on the page, in the API, in the paper', async () => {
  expect((await desk.village.room('huaishu').says('5', '进度 1'))[0]).toContain('3户是同样情况')
  expect(plain(await pages.look('official', `/issues/${issueId}`))).toMatch(/同样情况\s*3户/)
  expect((await desk.get('official', `/issues/${issueId}`)).body.supporters).toBe(3)
  const draft = await draftReport(desk.village.db, 'hamlet_huaishu', issueId, desk.village.now)
  expect(paragraphsOf(draft?.bytes as Buffer)).toContain('同样情况的农户有3户。')
})

test('in the answer to the report, in the town’s group and in the paper itself', async () => {
  const { village } = desk
  const before = village.said.length
  await village.room('hekou').says(CADRE, '上报 槐树1 要供电所换线路 签发人 周建国')
  const said = village.said.slice(before).map((s) => s.text)
  expect(said.filter((text) => numbersIn(text).length > 0).map(numbersIn)).toEqual([[SAID], [SAID]])
  const paper = await draftReport(village.db, 'hamlet_huaishu', issueId, village.now)
  expect(numbersIn(paragraphsOf(paper?.bytes as Buffer).join('\n'))).toEqual([SAID])
})
