/** An evening entered at the desk: every line of a copied chat is shown under what became of it before anything is written. */
import { beforeAll, expect, test } from 'vitest'
import { HALF_PAST_SEVEN } from '../support/evening.ts'
import { TestDesk } from './support/desk.ts'
import { Pages, plain } from './support/pages.ts'

let desk: TestDesk
let pages: Pages
beforeAll(async () => {
  desk = await TestDesk.open()
  pages = await Pages.open(desk)
})

test('a copied chat is looked through, entered, and noted', async () => {
  const { village } = desk
  const room = village.room('huaishu')
  await room.says('head', '开会 今晚7点半 文化广场')
  await village.until(HALF_PAST_SEVEN)
  const { db } = village
  const meeting = await db.meeting.findFirstOrThrow()
  const name = async (n: number) => (await db.villager.findUniqueOrThrow({ where: { id: `villager_huaishu_${n}_a` } })).name
  const chat = `${await name(9)}(修车) 2026/9/7 19:31:02\n到 2人\n路人 2026/9/7 19:32:00\n到\n${await name(10)} 2026/9/7 19:33:00\n吃了没\n`
  const path = `/meetings/${meeting.id}/paste`
  expect(plain(await pages.look('cadre', path))).toContain('把聊天记录或接龙贴在这里')
  const seen = await pages.post('cadre', path, { text: chat })
  const words = plain(seen.text)
  expect(words).toContain('读了6行，认出3条是谁说的，算了1条，没算2条（名册上对不上1条，不是签到也不是表决1条）。')
  expect(words).toContain('没算：名册上对不上 1 条')
  expect(await db.attendance.count()).toBe(0)
  const upload = /name="upload" value="([^"]+)"/.exec(seen.text)?.[1] ?? ''
  expect((await pages.post('cadre', path, { upload, write: '1' })).status).toBe(303)
  expect(await db.attendance.findMany()).toMatchObject([{ householdId: 'household_huaishu_9', persons: 2, via: 'byHand' }])
  const note = await db.auditEntry.findFirstOrThrow({ where: { action: 'enterByHand' } })
  expect(note).toMatchObject({ subject: `meeting:${meeting.id}`, before: { households: 0 }, after: { households: 1 } })
  expect((await pages.post('cadre', path, { text: '今晚的会改天开' })).text).toContain('一句都认不出是谁说的')
  expect((await pages.ask('otherCadre', 'get', path)).status).toBe(404)
})
