/** 运行情况: what is wrong with the program, in words that whoever keeps the town's PC can act on; for the admin alone (who-may.test.ts). */
import { beforeAll, expect, test } from 'vitest'
import { DAY, HOUR } from '../../src/kernel/time.ts'
import { putGap } from '../../src/store/connection/gaps.ts'
import { BACKUP_SETTING } from '../../src/store/reading/signs.ts'
import { writeSetting } from '../../src/store/settings.ts'
import { ACCOUNT } from '../support/village.ts'
import { TestDesk } from './support/desk.ts'
import { cells, Pages, plain } from './support/pages.ts'

let desk: TestDesk
let pages: Pages
beforeAll(async () => {
  desk = await TestDesk.open()
  pages = await Pages.open(desk)
})

test('a program that is well says so, and how it stands', async () => {
  const text = await pages.look('townAdmin', '/status')
  expect(text).toContain('没有出毛病，标着“要看”的看一下。')
  expect(cells(text, '运行情况', '看什么').map((c) => c.text)).toEqual([
    '沙盒',
    '沙盒要发的',
    '收到的话',
    '到点要办的事',
    '硬盘',
    '备份',
    '电脑的时间',
    '底账',
  ])
  expect(text).toContain('还没有做过备份')
  await writeSetting(desk.village.db, BACKUP_SETTING, JSON.stringify({ last: { at: desk.village.now - HOUR } }))
  expect(await pages.look('townAdmin', '/status')).toContain('都好，没有要人看的。')
  await desk.village.db.setting.deleteMany({ where: { key: BACKUP_SETTING } })
  expect((await desk.get('townAdmin', '/status')).body).toMatchObject({ troubles: [], backupAt: null, disk: null, deadlines: { late: 0 } })
  expect(plain(await pages.look('townAdmin', '/settings'))).toContain('运行情况')
  expect(plain(await pages.look('official', '/settings'))).not.toContain('运行情况')
  expect((await pages.ask('official', 'get', '/status')).status).toBe(403)
})

test('what is wrong stands at the top with what to do; what was told, and when it was over, below', async () => {
  const { db, now } = desk.village
  await putGap(db, ACCOUNT, now - 3 * HOUR, null)
  const told = { kind: 'diskFull', subject: 'pc', figure: 7, since: new Date(now - 2 * DAY), toldAt: new Date(now - 2 * DAY) }
  await db.trouble.create({ data: { ...told, id: 'past', overAt: new Date(now - DAY) } })
  await db.trouble.create({ data: { ...told, id: 'open', kind: 'offline', subject: ACCOUNT, figure: 180 } })
  const page = plain(await pages.look('townAdmin', '/status'))
  expect(page).not.toContain('都好')
  expect(page).toContain('掉线，群里的话收不到')
  expect(page).toContain('怎么办：到镇里那台电脑前看一下')
  expect(page).toContain('掉线3小时了')
  expect(cells(await pages.look('townAdmin', '/status'), '出过的毛病', '什么毛病').map((c) => c.text)).toEqual(['硬盘快满了，只剩7%。'])
  const { body } = await desk.get('townAdmin', '/status')
  expect(body.troubles).toMatchObject([{ kind: 'offline', subject: ACCOUNT, todo: expect.stringContaining('扫码') }])
  expect(body.accounts[0].offlineSince).toMatch(/\+08:00$/)
})
