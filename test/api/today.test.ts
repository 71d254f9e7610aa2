/** 今天 and 日报: what is to be done, each line with the way to it, all of it in reach. */
import { beforeAll, expect, test } from 'vitest'
import { DAY, instantAt } from '../../src/kernel/time.ts'
import { TestDesk, TOWN } from './support/desk.ts'
import { cells, Pages, plain, rowsIn, tiles } from './support/pages.ts'

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
        confidential: no === 1,
      },
    })
  await db.issue.create({ data: { ...issue, id: 'agreed', no: 99, status: 'inHamlet', text: '约好的', agreedOn: '2026-09-02' } })
  // The last digest went out in August: what August lacked is in this one.
  const sent = { at: instantAt('2026-08-31', 8, 30), since: instantAt('2026-08-30') }
  await db.setting.create({ data: { key: `digest/${TOWN}`, value: JSON.stringify(sent) } })
})

test('each line of 今天 opens what it is about; what has no room is in the digest', async () => {
  const page = await pages.look('official', '/')
  const lines = cells(page, '要办的', '哪里')
  expect(lines).toHaveLength(40)
  expect(lines[0]).toEqual({ text: '河口村 槐树1号', href: '/issues/late_1' })
  const digest = await pages.look('official', '/digest')
  const all = cells(digest, '日报里的', '哪里')
  expect(page).toContain(`<a href="/digest">还有${all.length - 40}条，都在今天的日报里</a>`)
  const hamlets = await desk.village.db.hamlet.count()
  // And what a hamlet agreed and let pass.
  expect(all).toHaveLength(OVERDUE + 1 + hamlets)
  expect(all.at(-1)?.href).toMatch(/^\/hamlets\/hamlet_/)
  for (const { href } of [all[0], all.at(-1)].filter((l) => l !== undefined)) await pages.look('official', href ?? '')
})

test('a month that is over is not called this one', async () => {
  const digest = await pages.look('official', '/digest')
  expect(cells(digest, '日报里的', '事项').at(-1)?.text).toBe('上月没开会')
  expect(cells(digest, '日报里的', '内容').at(-1)?.text).toBe('8月没开会')
  expect(plain(digest)).toContain(`【日报】9月7日`)
})

test('whoever may not read the digest has every line that is theirs on 今天, and no way to what is not', async () => {
  const page = await pages.look('viewer', '/')
  expect(rowsIn(page, '要办的')).toBe(OVERDUE - 1 + 1 + (await desk.village.db.hamlet.count()))
  expect(page).not.toContain('/digest')
  expect(page).not.toContain('late_1"')
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
