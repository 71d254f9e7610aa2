/** 导出我的信息: asked alone, answered with everything that is kept of whoever asks, and of nobody else; at the desk printed for them, and noted. */
import { afterAll, beforeAll, expect, test } from 'vitest'
import { instantAt } from '../../src/kernel/time.ts'
import { asksOwnData } from '../../src/understand/own-data.ts'
import { TestDesk } from '../api/support/desk.ts'
import { Pages, plain } from '../api/support/pages.ts'
import type { Village } from '../support/village.ts'

let desk: TestDesk
let pages: Pages
let v: Village
const NINE = { subject: 'villager', subjectId: 'villager_huaishu_9_a' }
beforeAll(async () => {
  desk = await TestDesk.open()
  pages = await Pages.open(desk)
  v = desk.village
  await v.db.villager.update({ where: { id: NINE.subjectId }, data: { phone: '13911112222', birthDate: '1956-03-04' } })
  const huaishu = v.room('huaishu')
  await huaishu.says('head', '约时间 修路灯 周三晚7点半/周四晚7点半 明天中午截止')
  await huaishu.says('9', '1')
  await huaishu.says('10', '2')
  await huaishu.says('9', '反映 村口路灯坏了')
  await huaishu.says('10', '反映 水沟堵了')
  await v.until(instantAt('2026-09-08', 13))
  await huaishu.says('9', '请假 在县医院陪床')
})
afterAll(() => v.db.$disconnect())

const alone = (who: string, text: string) => v.receive(`wxid_huaishu_${who}`, [{ from: `wxid_huaishu_${who}`, text }])

test('the villager is told all of it, in words', async () => {
  const { name } = await v.db.villager.findUniqueOrThrow({ where: { id: NINE.subjectId } })
  const [told = ''] = await alone('9', '导出我的信息')
  for (const words of [
    `名册：${name}，1组9户`,
    '出生日期：1956-03-04',
    '电话：13911112222',
    '约时间：能来',
    '请假',
    '在县医院陪床',
    '反映的问题：1号 村口路灯坏了',
    '不想留的',
  ])
    expect(told, words).toContain(words)
  expect(told).not.toContain('水沟')
  expect(told).not.toMatch(/undefined|null|\{|_/)
})

test('and nobody else’s; in the group nothing is told', async () => {
  const [told = ''] = await alone('10', '请帮我导出我的信息')
  expect(told).toContain('水沟堵了')
  expect(told).not.toMatch(/路灯坏了|县医院|13911112222/)
  expect(await v.room('huaishu').says('9', '导出我的信息')).toEqual([])
})

test.each([
  ['导出我的信息', true],
  ['导出我的个人信息。', true],
  ['查一下我的资料', true],
  ['看看我自己的信息', true],
  ['我的信息', false],
  ['导出王德福的信息', false],
  ['他导出我的信息做什么', false],
])('%s', (text, asks) => expect(asksOwnData(text)).toBe(asks))

test('at the desk it is printed for the person, within the reach, and noted', async () => {
  const { status, body } = await desk.post('cadre', '/people/export', NINE)
  expect(status).toBe(200)
  expect(body.text).toContain('电话：13911112222')
  expect((await desk.post('otherCadre', '/people/export', NINE)).status).toBe(404)
  expect((await desk.post('viewer', '/people/export', NINE)).status).toBe(403)
  const page = await pages.post('official', '/personal/people/villager/villager_huaishu_9_a/export', {})
  expect(plain(page.text)).toContain('在县医院陪床')
  const noted = await v.db.auditEntry.findMany({
    where: { action: 'exportPerson' },
    orderBy: { seq: 'asc' },
    select: { userId: true, after: true },
  })
  expect(noted).toEqual([
    { userId: 'user_cadre', after: null },
    { userId: 'user_official', after: null },
  ])
})

test('the pages lead from a person to being forgotten, by two', async () => {
  expect(await pages.look('townAdmin', '/hamlets/hamlet_huaishu/people')).toContain('href="/personal/people/villager/villager_huaishu_9_a"')
  const at = '/personal/people/villager/villager_huaishu_9_a'
  expect(plain(await pages.look('townAdmin', at))).toContain('本人要求删')
  expect(plain(await pages.look('cadre', at))).not.toContain('本人要求删')
  expect((await pages.post('cadre', `${at}/erase`, { reason: '本人要求' })).status).toBe(403)
  const asked = await pages.post('townAdmin', `${at}/erase`, { reason: '本人要求' })
  expect(asked.headers.get('location')).toMatch(/^\/personal\?done=/)
  const page = plain(await pages.look('townAdmin', '/personal'))
  expect(page).toContain('是您提的，要另一位管理员来同意')
  expect(page).toContain('处理过的聊天原话')
  const { id } = await v.db.erasure.findFirstOrThrow()
  const refused = await pages.post('townAdmin', `/personal/erasures/${id}/confirm`, {}, '/personal')
  expect(refused.status).toBe(409)
  await v.db.erasure.update({ where: { id }, data: { askedBy: 'user_somebody' } })
  expect((await pages.post('townAdmin', `/personal/erasures/${id}/confirm`, {}, '/personal')).status).toBe(303)
  expect((await v.db.villager.findUniqueOrThrow({ where: { id: NINE.subjectId } })).name).toBe('某村民')
  expect(plain(await pages.look('townAdmin', '/personal'))).toContain('一位村民')
})
