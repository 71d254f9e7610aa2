/** 操作记录: who did what to whom, before → after, in words; narrowed by who, what and when. */
import { beforeAll, expect, test } from 'vitest'
import { TestDesk } from './support/desk.ts'
import { cells, Pages, plain } from './support/pages.ts'
import { places } from './support/samples.ts'

let desk: TestDesk
let pages: Pages
beforeAll(async () => {
  desk = await TestDesk.open()
  await places(desk)
  pages = await Pages.open(desk)
  await pages.post('cadre', '/issues/issue_1/accept', {})
  await pages.post('official', '/hamlets/hamlet_huaishu/at-home', { household: 'household_huaishu_7', atHome: '' })
  await pages.post('official', '/hamlets/hamlet_huaishu/people/villager_huaishu_7_a/phone', {})
})

const lines = async (query = ''): Promise<string[]> =>
  cells(await pages.look('townAdmin', `/settings/audit${query}`), '操作记录', '做了什么').map(({ text }) => text)

test('is told in words, the newest first', async () => {
  const { name } = await desk.village.db.villager.findUniqueOrThrow({ where: { id: 'villager_huaishu_7_a' } })
  expect(await lines()).toEqual([`official甲看全号码：槐树 ${name}`, 'official甲登记在家外出：槐树 1组7户', 'cadre甲受理：槐树1号'])
  const page = await pages.look('townAdmin', '/settings/audit')
  const changes = cells(page, '操作记录', '改前 → 改后').map(({ text }) => text)
  expect(changes[1]).toMatch(/^长期在家：是 → 不是/)
  expect(changes[2]).toMatch(/^受理：没有 → 9月7日/)
  expect(plain(page)).not.toContain('ledgerSeq')
})

test.each([
  ['?user=user_cadre', 1],
  ['?action=setAtHome', 1],
  ['?action=setAtHome&user=user_cadre', 0],
  ['?from=2026-09-08', 0],
  ['?from=2026-09-07&to=2026-09-07', 3],
  ['?action=nonsense&from=yesterday', 3],
])('%s has %i', async (query, count) => {
  expect(await lines(query)).toHaveLength(count)
})

test('is the admin’s alone', async () => {
  expect((await pages.ask('official', 'get', '/settings/audit')).status).toBe(403)
})
