/** 今天 and 日报: what is to be done, each line with the way to it, all of it in reach. */
import { beforeAll, expect, test } from 'vitest'
import { DAY, instantAt } from '../../src/kernel/time.ts'
import { TestDesk, TOWN } from './support/desk.ts'
import { cells, Pages, plain, tiles } from './support/pages.ts'

let desk: TestDesk
let pages: Pages
/** More than 今天 has room for. */
const OVERDUE = 45

beforeAll(async () => {
  desk = await TestDesk.open()
  pages = await Pages.open(desk)
  const { db, now } = desk.village
  const issue = { hamletId: 'hamlet_huaishu', raisedAt: new Date(now - 20 * DAY), raisedBy: 'clock' }
  for (let no = 1; no <= OVERDUE; no++)
    await db.issue.create({
      data: {
        ...issue,
        id: `late_${no}`,
        no,
        status: 'inVillage',
        text: `水渠堵了${no}`,
        reportDueOn: '2026-09-01',
        ...{ level: 'village', handedAt: issue.raisedAt, reportDays: [] },
        confidential: no === 1,
      },
    })
  await db.issue.create({ data: { ...issue, id: 'agreed', no: 99, status: 'inHamlet', text: '约好的', agreedOn: '2026-09-02' } })
  // The last digest went out in August: what August lacked is in this one.
  const sent = { at: instantAt('2026-08-31', 8, 30), since: instantAt('2026-08-30') }
  await db.setting.create({ data: { key: `digest/${TOWN}`, value: JSON.stringify(sent) } })
})

/** The lines of 今天, by the heading that they stand under. */
const jobs = (html: string): Record<string, string[]> =>
  Object.fromEntries(
    [...html.matchAll(/<section id="(mine|below|coming)".*?<\/section>/gs)].map(([section, id]) => [
      id,
      [...section.matchAll(/<li>(.*?)<\/li>/gs)].map(([, line = '']) => plain(line).replace(/\s+/g, ' ').trim()),
    ]),
  )

test('what is late below is grouped by village with its counts; what has no room is in the ledger', async () => {
  const page = await pages.look('official', '/')
  expect(plain(page.match(/<section id="below".*?<\/summary>/s)?.[0] ?? '')).toMatch(/下面拖着的 \d+件.*河口村 \d+件 逾期46件/s)
  const lines = jobs(page).below ?? []
  expect(lines[0]).toMatch(/^槐树1号 水渠堵了1 不公开 ?逾期\d+个工作日 等村里受理，期限9月1日 周二/)
  expect(page).toContain('<a href="/issues/late_1">')
  expect(page).toContain('action="/issues/late_1/remind"')
  expect(page).toMatch(/href="\/issues\?village=village_hekou&amp;status=open">还有\d+件，在台账里看/)
  await pages.look('official', '/issues?village=village_hekou&status=open')
  const digest = await pages.look('official', '/digest')
  const all = cells(digest, '日报里的', '哪里')
  // And what a hamlet agreed and let pass.
  expect(all).toHaveLength(OVERDUE + 1 + (await desk.village.db.hamlet.count()))
  expect(all.at(-1)?.href).toMatch(/^\/hamlets\/hamlet_/)
  for (const { href } of [all[0], all.at(-1)].filter((l) => l !== undefined)) await pages.look('official', href ?? '')
})

test('a cadre accepts in place, and stays on the page', async () => {
  expect(jobs(await pages.look('cadre', '/')).mine?.[0]).toContain('槐树1号')
  const done = await pages.post('cadre', '/issues/late_2/accept', { back: '/' }, '/')
  expect(done.headers.get('location')).toMatch(/^\/\?done=/)
  // Nowhere else than to a list of ours.
  const elsewhere = await pages.post('cadre', '/issues/late_3/accept', { back: '//evil.test/' }, '/')
  expect(elsewhere.headers.get('location')).toMatch(/^\/issues\/late_3\?done=/)
})

test('an official reminds the village once in a while, and hears so', async () => {
  const reminded = await pages.post('official', '/issues/late_4/remind', { back: '/' }, '/')
  expect(reminded.headers.get('location')).toMatch(/^\/\?done=/)
  const again = await pages.post('official', '/issues/late_4/remind', { back: '/' }, '/')
  expect([again.status, plain(again.text)]).toEqual([409, expect.stringContaining('刚催过')])
  const said = await desk.village.db.outbox.findMany({ where: { roomId: 'room_hekou', text: { contains: '槐树4号' } } })
  expect(said).toHaveLength(1)
})

test('a department has its own order on 今天 while it is late, and nobody else’s', async () => {
  const { db } = desk.village
  const at = new Date(desk.village.now)
  const order = { hamletId: 'hamlet_huaishu', raisedAt: at, raisedBy: 'clock', status: 'assigned' as const, level: 'town', assignedAt: at }
  const of = (id: string, no: number, department: string) =>
    db.issue.create({ data: { ...order, id, no, text: '桥栏杆松了', department, person: '李主任', assignDueOn: '2026-09-03' } })
  const { name } = await db.department.findUniqueOrThrow({ where: { id: 'department_3' } })
  await of('own', 201, name)
  await of('others', 202, '另一个部门')
  const page = await pages.look('department', '/')
  expect(jobs(page)).toEqual({ mine: [expect.stringMatching(/^槐树201号 桥栏杆松了 ?逾期2个工作日 交办在办，期限9月3日/)] })
  expect(page).toContain('action="/issues/own/handled"')
  await db.issue.deleteMany({ where: { id: { in: ['own', 'others'] } } })
  expect(plain(await pages.look('department', '/'))).toContain('没有交办给你们的事等着办')
})

test('a month that is over is not called this one', async () => {
  const digest = await pages.look('official', '/digest')
  expect(cells(digest, '日报里的', '事项').at(-1)?.text).toBe('上月没开会')
  expect(cells(digest, '日报里的', '内容').at(-1)?.text).toBe('8月没开会')
  expect(plain(digest)).toContain(`【日报】9月7日`)
})

test('a viewer has the public lines, nothing to press, and no way to the digest', async () => {
  const page = await pages.look('viewer', '/')
  expect(plain(page.match(/<section id="below".*?<\/summary>/s)?.[0] ?? '')).toMatch(/拖着的 \d+件.*河口村 \d+件 逾期45件/s)
  expect(page).not.toContain('/digest')
  expect(page).not.toContain('late_1"')
  expect(page.match(/<form method="post" action="([^"]*)"/g)).toEqual(['<form method="post" action="/logout"'])
  expect((await pages.ask('viewer', 'get', '/digest')).status).toBe(403)
})

test('the tiles say that they count what a hamlet agreed on, and their lists have it', async () => {
  const overdue = tiles(await pages.look('official', '/')).get('逾期（含屋场约定的）')
  expect(overdue?.figure).toBe(OVERDUE + 1)
  expect(await pages.rowsOf('official', overdue?.href ?? '')).toBe(OVERDUE + 1)
})

test('more meetings since last night than 今天 has room for are one click away', async () => {
  const { db, now } = desk.village
  const at = new Date(now - DAY / 2)
  const meeting = {
    hamletId: 'hamlet_huaishu',
    status: 'ended' as const,
    topics: [],
    startsAt: at,
    scheduledAt: at,
    rsvpSince: at,
    endedAt: at,
  }
  expect(await pages.look('official', '/')).not.toContain('since=yesterday')
  await db.meeting.createMany({ data: Array.from({ length: 22 }, (_, i) => ({ ...meeting, id: `m${i}`, scheduledBy: 'clock' })) })
  expect(await pages.look('official', '/')).toContain('href="/meetings?since=yesterday"')
  expect(await pages.rowsOf('official', '/meetings?since=yesterday')).toBe(22)
})

test('the digest is asked about before it goes, goes once, and is taken along', async () => {
  expect(await pages.look('official', '/digest')).toContain('会发到镇里的1个群')
  expect(await pages.look('cadre', '/digest')).not.toContain('/digest/send')
  const sent = await pages.post('official', '/digest/send', {}, '/digest')
  expect(sent.headers.get('location')).toMatch(/^\/digest\?done=/)
  const again = await pages.post('official', '/digest/send', {}, '/digest')
  expect([again.status, plain(again.text)]).toEqual([409, expect.stringContaining('今天已经发过了')])
  expect(await desk.village.db.outbox.count({ where: { key: { startsWith: 'digest/' } } })).toBe(1)
  const book = await pages.ask('cadre', 'get', '/books/digest.xlsx')
  expect(book.headers.get('content-disposition')).toContain(encodeURIComponent('日报'))
})
