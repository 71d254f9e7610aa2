/** 没听懂的话: what was meant for the bot, to look through and to take along without names. */
import { beforeAll, expect, test } from 'vitest'
import { TestDesk } from './support/desk.ts'
import { cells, Pages, plain, rowsIn } from './support/pages.ts'

let desk: TestDesk
let pages: Pages
let neighbour: string
beforeAll(async () => {
  desk = await TestDesk.open()
  pages = await Pages.open(desk)
  const room = desk.village.room('huaishu')
  const villager = await desk.village.db.villager.findUniqueOrThrow({ where: { id: 'villager_huaishu_12_a' } })
  neighbour = villager.name
  await room.says('head', '约时间 修路 周三晚7点半/周四晚7点半 明天中午截止')
  await room.says('9', '@小助手 周三哈数')
  await room.says('9', `@小助手 ${neighbour}么子哈数，问13912345678`)
  await room.says('9', '哪个屋里的鸡跑出来哒')
})

const seqs = (html: string): string[] => [...html.matchAll(/name="seq" value="(\d+)"/g)].map(([, seq = '']) => seq)

test('the page shows the words, what was being asked and what the bot did; each can be chosen', async () => {
  const page = await pages.look('townAdmin', '/missed')
  expect(cells(page, '没听懂的话', '原话').map((c) => c.text.trim())).toEqual([
    `@小助手 ${neighbour}么子哈数，问13912345678`,
    '@小助手 周三哈数',
  ])
  expect(cells(page, '没听懂的话', '当时在问')[1]?.text).toBe('约时间')
  expect(cells(page, '没听懂的话', '后来')[1]?.text).toBe('反问了')
  expect(cells(page, '没听懂的话', '谁说的')[1]?.text).toBe('村民')
  expect(seqs(page)).toHaveLength(2)
})

test('only the admin is shown the way there, and only the admin gets in', async () => {
  expect(await pages.look('townAdmin', '/rooms')).toContain('href="/missed"')
  expect(await pages.look('official', '/rooms')).not.toContain('href="/missed"')
  for (const person of ['official', 'cadre', 'department', 'viewer'] as const)
    for (const path of ['/missed', '/missed/export.ndjson?seq=1'])
      expect((await pages.ask(person, 'get', path)).status, `${person} ${path}`).toBe(403)
  expect((await pages.ask(undefined, 'get', '/missed')).status).toBe(303)
})

test('those chosen, and no others, are a file without names', async () => {
  const [newest] = seqs(await pages.look('townAdmin', '/missed'))
  const file = await pages.ask('townAdmin', 'get', `/missed/export.ndjson?seq=${newest}`)
  expect(file.headers.get('content-disposition')).toMatch(/attachment; filename="download.ndjson"/)
  expect(
    file.text
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line).text),
  ).toEqual(['@小助手 某甲么子哈数，问号码'])
  expect(file.text).not.toContain('槐树')
  const nothing = await pages.ask('townAdmin', 'get', '/missed/export.ndjson')
  expect([nothing.status, plain(nothing.text)]).toEqual([404, expect.stringContaining('没有这份文件')])
  expect((await pages.ask('townAdmin', 'get', '/missed/export.ndjson?seq=x&seq=99999999999999999999')).status).toBe(404)
})

test('the API lists the same and refuses what is no list of numbers', async () => {
  const { body } = await desk.get('townAdmin', '/missed?limit=1')
  expect(body.items[0]).toMatchObject({
    kind: 'text',
    outcome: 'clarify',
    by: 'mention',
    role: 'villager',
    open: [{ question: 'timePoll' }, { question: 'clarify' }],
  })
  expect((await desk.get('townAdmin', `/missed?cursor=${body.next}`)).body.items).toHaveLength(1)
  for (const query of ['', '?seqs=', '?seqs=a', '?seqs=1,', `?seqs=${'1,'.repeat(200)}1`])
    expect((await desk.get('townAdmin', `/exports/missed.ndjson${query}`)).status, query).toBe(400)
})

test('an empty list says so', async () => {
  await desk.village.db.inbox.deleteMany()
  const page = await pages.look('townAdmin', '/missed')
  expect(rowsIn(page)).toBe(0)
  expect(plain(page)).toContain('这30天它都听懂了')
  expect(page).not.toContain('选中的导出')
})
