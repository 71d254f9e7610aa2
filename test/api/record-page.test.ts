/** The record on a meeting's page: a misheard line put right where it stands, and what was sent along opened. */
import { beforeAll, expect, test } from 'vitest'
import { DAY, instantAt } from '../../src/kernel/time.ts'
import { TestDesk } from './support/desk.ts'
import { Pages, plain } from './support/pages.ts'

let desk: TestDesk
let pages: Pages
let path: string

beforeAll(async () => {
  desk = await TestDesk.open()
  pages = await Pages.open(desk)
  const huaishu = desk.village.room('huaishu')
  await huaishu.says('10', '反映 村口路灯坏了')
  await huaishu.says('head', '开会 今晚7点半')
  await desk.village.until(instantAt('2026-09-07', 19, 30))
  await huaishu.says('9', '到')
  await huaishu.says('9', '水管从东头接')
  await huaishu.says('head', '1 当场解决 换了灯泡')
  await huaishu.says('head', '散会')
  path = `/meetings/${(await desk.village.db.meeting.findFirstOrThrow()).id}`
})

const lineOf = async (text: string) => desk.village.db.recordLine.findFirstOrThrow({ where: { text } })

test('a line is put right where it stands; the correction says whose words, who and which line', async () => {
  const { seq, speaker } = await lineOf('水管从东头接')
  expect(await pages.look('official', path)).toContain(`href="${path}?correct=${seq}#l${seq}"`)
  const form = await pages.look('official', `${path}?correct=${seq}`)
  expect(form).toMatch(/<textarea[^>]*>水管从东头接<\/textarea>/)
  const done = await pages.post('official', `${path}/lines/${seq}/correct`, { text: '水管从西头接' }, `${path}?correct=${seq}`)
  expect(done.headers.get('location')).toMatch(new RegExp(`^${path}\\?done=\\w+#l${seq}$`))
  const page = await pages.look('official', path)
  expect(page).toContain('水管从东头接')
  const correction = page.split(/<li id="l\d+"/).find((li) => li.includes('水管从西头接')) ?? ''
  expect(plain(correction)).toContain(speaker)
  expect(plain(correction)).toContain('official甲更正的')
  expect(correction).toContain(`更正第<a href="#l${seq}">${seq}</a>条`)
})

test('what the meeting decided about an issue of before stands on its page', async () => {
  const { id } = await desk.village.db.issue.findFirstOrThrow()
  const page = await pages.look('official', path)
  const section = page.slice(page.indexOf('<h2 id="issues">'), page.indexOf('<h2>签到'))
  expect(section).toContain(`href="/issues/${id}"`)
  expect(plain(section)).toContain('1号 村口路灯坏了')
  expect(plain(section)).toContain('当场解决：换了灯泡')
})

test('what is refused comes back as it was typed', async () => {
  const { seq } = await lineOf('水管从东头接')
  const bad = await pages.post('official', `${path}/lines/9999/correct`, { text: '没有这一条' }, `${path}?correct=${seq}`)
  expect(bad.status).toBe(409)
  expect((await pages.post('official', `${path}/lines/${seq}/correct`, { text: ' ' }, `${path}?correct=${seq}`)).status).toBe(400)
})

test('is nobody’s to put right who does not keep the registry, nor of another village, nor long afterwards', async () => {
  const { seq } = await lineOf('水管从东头接')
  expect((await pages.post('viewer', `${path}/lines/${seq}/correct`, { text: '乱改' })).status).toBe(403)
  expect((await pages.post('otherCadre', `${path}/lines/${seq}/correct`, { text: '乱改' })).status).toBe(404)
  await desk.village.db.meeting.updateMany({ data: { startsAt: new Date(desk.village.now - 61 * DAY) } })
  expect(await pages.look('official', path)).not.toContain('?correct=')
  expect(await desk.village.db.recordLine.count({ where: { text: '乱改' } })).toBe(0)
})

test('pictures and voices of the record open', async () => {
  const { db, now } = desk.village
  const media = { hamletId: 'hamlet_huaishu', bytes: Buffer.from([0xff, 0xd8, 0xff]), at: new Date(now) }
  await db.media.create({ data: { ...media, id: 'picture', type: 'image/jpeg', sha256: 'a' } })
  await db.media.create({ data: { ...media, id: 'voice', type: 'audio/silk', sha256: 'b' } })
  const { seq } = await lineOf('水管从东头接')
  const meetingId = path.slice('/meetings/'.length)
  const line = { hamletId: 'hamlet_huaishu', meetingId, at: new Date(now), speaker: '张三', text: '' }
  await db.recordLine.create({ data: { ...line, id: 'p', seq: seq + 50, kind: 'image', mediaId: 'picture' } })
  await db.recordLine.create({ data: { ...line, id: 'v', seq: seq + 51, kind: 'voice', mediaId: 'voice' } })
  const page = await pages.look('official', path)
  expect(page).toMatch(/<a href="\/media\/picture"><img class="thumb" src="\/media\/picture"/)
  expect(page).toMatch(/<a href="\/media\/voice">语音，/)
  for (const id of ['picture', 'voice']) expect((await pages.ask('official', 'get', `/media/${id}`)).status).toBe(200)
})
