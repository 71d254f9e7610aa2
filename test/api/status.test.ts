/** 运行情况: what is wrong with the program, in words that whoever keeps the town's PC can act on; for the admin alone (who-may.test.ts). */
import { beforeAll, expect, test } from 'vitest'
import { lateFrom } from '../../src/domain/backup/keep.ts'
import { troublesOf } from '../../src/domain/signs/trouble.ts'
import { DAY, HOUR } from '../../src/kernel/time.ts'
import { noteStanding } from '../../src/store/backup/standing.ts'
import { putGap } from '../../src/store/connection/gaps.ts'
import { KIND_SETTING } from '../../src/store/kind.ts'
import { readSigns } from '../../src/store/reading/signs.ts'
import { troubleBegan } from '../../src/text/trouble.ts'
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
  await noteStanding(desk.village.db, { last: { at: desk.village.now - HOUR, file: 'f', bytes: 1, rows: 1 } })
  expect(await pages.look('townAdmin', '/status')).toContain('都好，没有要人看的。')
  await noteStanding(desk.village.db, { last: undefined })
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

test('a backup is late for the alerts when it is late for the digest: by the policy, and also when none was ever made', async () => {
  const { db } = desk.village
  const { createdAt } = await db.town.findFirstOrThrow()
  await db.setting.upsert({ where: { key: KIND_SETTING }, create: { key: KIND_SETTING, value: 'real' }, update: { value: 'real' } })
  const troubles = async (): Promise<string[]> => {
    const now = desk.village.now
    const told = troublesOf({ ...(await readSigns(db, now, now)), disk: null }, new Set()).filter(({ kind }) => kind === 'backupLate')
    const { text } = (await desk.get('official', '/digest')).body
    expect((text as string).includes('备份')).toBe(told.length > 0)
    return told.map((trouble) => troubleBegan(trouble, now))
  }
  await desk.village.until(lateFrom(undefined, createdAt.getTime(), { backupMinute: 195, backupLateHours: 26 }) - HOUR)
  expect(await troubles()).toEqual([])
  await desk.village.until(desk.village.now + 2 * HOUR)
  expect(await troubles()).toEqual([expect.stringContaining('备份晚了，还没有做成过一次。')])
  await noteStanding(db, { last: { at: desk.village.now - 20 * HOUR, file: 'f', bytes: 1, rows: 1 } })
  expect(await troubles()).toEqual([])
  await db.town.updateMany({ data: { policy: { backupLateHours: 1 } } })
  expect(await troubles()).toEqual([expect.stringContaining('上一次好的备份是')])
  await noteStanding(db, { last: undefined })
})

test('the page of backups and the API tell of the last good one, of one that failed, and of the restore that was tried', async () => {
  const { db, now } = desk.village
  const file = '/town/backups/wuchang-2026-09-07-031500.tar.gz.age'
  const rows = async (): Promise<string[][]> => {
    const page = await pages.look('townAdmin', '/settings/backups')
    const [what = [], how = [], where = []] = ['是什么', '怎么样', '文件'].map((head) => cells(page, '备份', head).map(({ text }) => text))
    return what.map((text, i) => [text, how[i] ?? '', where[i] ?? ''])
  }
  await db.setting.upsert({ where: { key: KIND_SETTING }, create: { key: KIND_SETTING, value: 'demo' }, update: { value: 'demo' } })
  expect(plain(await pages.look('townAdmin', '/settings/backups'))).toContain('这是演示用的数据，不自己备份。')
  expect(await rows()).toEqual([
    ['上一份好的备份', '不做', ''],
    ['上一次试着恢复', '每月试一次', ''],
  ])
  await db.setting.update({ where: { key: KIND_SETTING }, data: { value: 'real' } })
  await noteStanding(db, {
    last: { at: now - HOUR, file, bytes: 12_345, rows: 678 },
    failed: { at: now, why: 'BACKUP_PASSPHRASE is not set' },
    tried: { at: now - DAY, file, rows: 670 },
    trialFailed: { at: now, file, why: 'ENOSPC: no space left on device' },
  })
  expect(await rows()).toEqual([
    ['上一份好的备份', '678行', file],
    ['上一次试着恢复', '恢复出670行，台账没断', file],
    ['这一份没做成', '没有设口令，请管服务器的人设 BACKUP_PASSPHRASE', ''],
    ['试着恢复没成', '磁盘满了', file],
  ])
  expect((await desk.get('townAdmin', '/backups')).body).toMatchObject({
    byItself: true,
    late: false,
    last: { file, bytes: 12_345, rows: 678 },
    failed: { why: 'BACKUP_PASSPHRASE is not set' },
    tried: { file, rows: 670 },
    trialFailed: { file },
  })
  await noteStanding(db, {
    last: { at: now - 5 * DAY, file, bytes: 1, rows: 1 },
    failed: undefined,
    tried: undefined,
    trialFailed: undefined,
  })
  expect((await rows())[0]).toEqual(['上一份好的备份', '晚了', file])
  expect((await desk.get('townAdmin', '/backups')).body).toMatchObject({ late: true, failed: null })
})
