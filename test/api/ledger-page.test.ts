/** 台账: by status with counts, narrowed, sorted, several at once; the figures above are as long as the lists behind them. */
import { beforeAll, expect, test } from 'vitest'
import { DAY } from '../../src/kernel/time.ts'
import type { Prisma } from '../../src/store/generated/client.ts'
import { HEKOU, TestDesk } from './support/desk.ts'
import { cells, Pages, plain, rowsIn } from './support/pages.ts'

let desk: TestDesk
let pages: Pages
beforeAll(async () => {
  desk = await TestDesk.open()
  pages = await Pages.open(desk)
  const { db, now } = desk.village
  const at = (days: number) => new Date(now - days * DAY)
  const inVillage = { status: 'inVillage' as const, level: 'village', handedAt: at(9), reportDays: [] }
  const inTown = { status: 'inTown' as const, level: 'town' }
  const give = (
    id: string,
    no: number,
    hamlet: string,
    days: number,
    rest: Omit<Prisma.IssueCreateManyInput, 'id' | 'no' | 'hamletId' | 'text' | 'raisedAt' | 'raisedBy'>,
  ) =>
    db.issue.createMany({
      data: { ...rest, id, no, hamletId: `hamlet_${hamlet}`, text: `第${no}件`, raisedAt: at(days), raisedBy: 'clock' },
    })
  await give('a', 1, 'huaishu', 9, { ...inVillage, reportDueOn: '2026-09-01', category: '基建加强' })
  await give('b', 2, 'huaishu', 8, { ...inVillage, reportDueOn: '2026-09-14', category: '环境治理' })
  await give('c', 12, 'liuyin', 7, { ...inTown, category: '基建加强' })
  await give('d', 3, 'liuyin', 6, { ...inTown })
  await give('e', 4, 'tangwan', 5, { status: 'closed', closedAt: at(1), handledAt: at(2), handledBy: 'clock' })
  await give('f', 5, 'tangwan', 4, { ...inTown, confidential: true })
})

const issues = (html: string): string[] => cells(html, '问题', '问题').map(({ href }) => href?.split('/').at(-1) ?? '')
const tabs = (html: string): [string, string][] =>
  [...(html.match(/<nav class="tabs".*?<\/nav>/s)?.[0] ?? '').matchAll(/<a [^>]*href="([^"]*)"[^>]*>(.*?)<\/a>/gs)].map(
    ([, href = '', name = '']) => [plain(name).replace(/\s+/g, ''), href.replace(/&amp;/g, '&')],
  )

test('the tabs count what their lists have, for whoever looks', async () => {
  for (const person of ['official', 'viewer'] as const) {
    const found = tabs(await pages.look(person, '/issues'))
    expect(found.length).toBeGreaterThan(3)
    for (const [name, href] of found) expect(await pages.rowsOf(person, href), `${person} ${name}`).toBe(Number(/\d+$/.exec(name)?.[0]))
  }
  expect(tabs(await pages.look('official', '/issues')).map(([name]) => name)).toEqual([
    '全部6',
    '在办5',
    '村级办理2',
    '已报镇，待交办3',
    '已销号1',
  ])
  expect(tabs(await pages.look('viewer', '/issues'))[0]?.[0]).toBe('全部5')
  // What narrows the list narrows the counts, and stays with the tab.
  expect(tabs(await pages.look('official', `/issues?village=${HEKOU}&status=open`))).toContainEqual([
    '村级办理2',
    `/issues?status=inVillage&village=${HEKOU}`,
  ])
})

test.each([
  ['village=village_liulin', ['d', 'c']],
  ['category=基建加强', ['c', 'a']],
  ['due=overdue', ['a']],
  ['from=2026-09-01&to=2026-09-02', ['e', 'd']],
  ['search=第1件', ['a']],
  ['search=柳荫12', ['c']],
  ['search=柳荫12号', ['c']],
  ['status=open&sort=issue', ['f', 'c', 'd', 'a', 'b'].slice(0)],
])('%s', async (query, expected) => {
  const found = issues(await pages.look('official', `/issues?${query}`))
  expect(query.includes('sort') ? [...found].sort() : found).toEqual(query.includes('sort') ? [...expected].sort() : expected)
})

test('is sorted by each column, both ways, over all its pages', async () => {
  const page = await pages.look('official', '/issues?status=open')
  const heads = [...page.matchAll(/<th scope="col"[^>]*><a href="([^"]*)"/g)].map(([, href = '']) => href.replace(/&amp;/g, '&'))
  expect(heads).toHaveLength(7)
  for (const head of heads) {
    const up = await pages.look('official', head)
    expect(up).toContain('aria-sort="ascending"')
    const down = await pages.look('official', head.replace('sort=', 'sort=-'))
    expect(issues(down)).toEqual(issues(up).reverse())
  }
  expect(issues(await pages.look('official', '/issues?status=open&sort=raised'))).toEqual(['a', 'b', 'c', 'd', 'f'])
  expect(issues(await pages.look('official', '/issues?sort=due')).slice(0, 2)).toEqual(['a', 'b'])
})

test('several are assigned, and the one that cannot be is named with the reason', async () => {
  const form: [string, string][] = [
    ...['c', 'd', 'e'].map((id): [string, string] => ['issue', id]),
    ...Object.entries({ do: 'assign', department: '交通办', person: '李主任', dueOn: '2026-09-30', back: '/issues?status=inTown' }),
  ]
  const done = await pages.post('official', '/issues/many', form, '/issues?status=inTown')
  const to = done.headers.get('location') ?? ''
  expect(to).toMatch(/^\/issues\?status=inTown&done=/)
  expect(plain(await pages.look('official', to))).toMatch(/交办了2件。1件没有办成：.*已销号/)
  expect(await desk.village.db.issue.count({ where: { status: 'assigned', person: '李主任' } })).toBe(2)
  expect(await pages.rowsOf('official', '/issues?department=交通办')).toBe(2)
})

test('nothing chosen, too much left out, or not theirs: refused with what to do', async () => {
  const send = async (person: 'official' | 'cadre' | 'viewer', form: Record<string, string>) => {
    const { status, text } = await pages.post(person, '/issues/many', form, '/issues')
    return [status, plain(text)]
  }
  expect(await send('official', { do: 'remind' })).toEqual([400, expect.stringContaining('请先在左边勾选')])
  expect(await send('official', { do: 'assign', issue: 'f' })).toEqual([400, expect.stringContaining('交办要选责任部门')])
  expect((await send('cadre', { do: 'assign', issue: 'a' }))[0]).toBe(403)
  expect((await send('viewer', { do: 'remind', issue: 'a' }))[0]).toBe(403)
  expect(rowsIn(await pages.look('viewer', '/issues'))).toBe(5)
})

test('the workbook has what the page has: the filter, or the chosen ones', async () => {
  const page = await pages.look('official', '/issues?status=open&village=village_hekou&sort=due')
  expect(page).toContain('href="/books/issues.xlsx?status=open&amp;village=village_hekou&amp;sort=due"')
  const sizes = await Promise.all(
    ['', '?status=open&village=village_hekou'].map(
      async (query) => (await pages.ask('official', 'get', `/books/issues.xlsx${query}`)).text.length,
    ),
  )
  expect(sizes[0]).not.toBe(sizes[1])
  const chosen = await pages.post('viewer', '/issues/many', { do: 'export', issue: 'a' }, '/issues')
  expect(chosen.headers.get('location')).toBe('/books/issues.xlsx?issue=a')
})
