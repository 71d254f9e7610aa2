/** What goes when its time is over, what stays, and that a dry run only counts. Times by hand: now is Monday 2026-09-07, 09:00. */
import { afterAll, beforeAll, expect, test } from 'vitest'
import { nightly } from '../../../src/application/clock/night.ts'
import { RETENTION_SETTING, retain } from '../../../src/application/clock/retention.ts'
import { DAY } from '../../../src/kernel/time.ts'
import { ACCOUNT, Village } from '../../support/village.ts'

const TOWN = 'town_qingshan'
const HAMLET = 'hamlet_huaishu'
let v: Village
const ago = (days: number): Date => new Date(v.now - days * DAY)

beforeAll(async () => {
  v = await Village.open()
})
afterAll(() => v.db.$disconnect())

const counted = async (dryRun: boolean): Promise<Record<string, number>> =>
  Object.fromEntries((await retain(v.deps, { dryRun })).flatMap(({ name, count }) => (count > 0 ? [[name, count]] : [])))

async function fill(): Promise<void> {
  const { db } = v
  const inbox = (id: string, days: number, more: object = {}) => ({
    ...{
      account: ACCOUNT,
      messageId: id,
      externalRoomId: 'huaishu@chatroom',
      externalSenderId: 'wxid_9',
      senderName: '王德福',
      kind: 'text',
    },
    ...{ text: '参加 2人', mentionsBot: false, mentionIds: ['wxid_10'], at: ago(days), receivedAt: ago(days), status: 'done' as const },
    ...more,
  })
  await db.inbox.createMany({
    data: [
      inbox('fresh', 29),
      inbox('old', 31),
      inbox('failed', 31, { status: 'failed' }),
      inbox('waiting', 31, { status: 'received' }),
      inbox('bare', 31, { text: null, senderName: '', mentionIds: [] }),
      inbox('ancient', 396),
    ],
  })
  const media = (id: string, days: number) => ({
    id,
    hamletId: HAMLET,
    type: 'image/jpeg',
    bytes: Buffer.from([1]),
    sha256: id,
    at: ago(days),
  })
  await db.media.createMany({ data: [media('fresh', 29), media('old', 31), media('issue', 31), media('line', 31), media('hands', 31)] })
  await db.issueMedia.create({ data: { id: 'im', hamletId: HAMLET, issueId: 'i', mediaId: 'issue' } })
  const line = { id: 'm/1', hamletId: HAMLET, meetingId: 'm', seq: 1, at: ago(31), speaker: '王德福', kind: 'image', text: '' }
  await db.recordLine.create({ data: { ...line, mediaId: 'line' } })
  const entry = { hamletId: HAMLET, seq: 99, at: ago(31), who: 'x', what: 'handsConfirmed', subject: 'm', prevHash: '', hash: 'h' }
  await db.ledgerEntry.create({ data: { ...entry, data: { mediaId: 'hands' } } })
  const said = { account: ACCOUNT, roomId: 'room_huaishu', text: '好', priority: 'answer' as const, notBefore: ago(400) }
  await db.outbox.createMany({
    data: [
      { ...said, key: 'sent', status: 'sent', createdAt: ago(366) },
      { ...said, key: 'queued', status: 'queued', createdAt: ago(366) },
      { ...said, key: 'fresh', status: 'sent', createdAt: ago(364) },
    ],
  })
  await db.groupNote.create({
    data: { id: 'n', hamletId: HAMLET, roomId: 'room_huaishu', heading: '接龙', text: '1. 王德福', at: ago(91) },
  })
  const session = { userId: 'u', csrf: 'c', createdAt: ago(200) }
  await db.session.createMany({
    data: [
      { ...session, hash: 's1', expiresAt: ago(91) },
      { ...session, hash: 's2', expiresAt: ago(89) },
    ],
  })
  const token = { userId: 'u', name: 't', readOnly: true, createdAt: ago(200) }
  await db.apiToken.createMany({
    data: [
      { ...token, id: 't1', hash: 't1', revokedAt: ago(91) },
      { ...token, id: 't2', hash: 't2', expiresAt: ago(91) },
      { ...token, id: 't3', hash: 't3' },
    ],
  })
  const roster = {
    townId: TOWN,
    userId: 'u',
    userName: '周',
    fileName: 'x.xlsx',
    changes: { [HAMLET]: { people: [{ after: { name: '王德福' } }] } },
  }
  await db.rosterImport.createMany({
    data: [
      { ...roster, id: 'r1', at: ago(91) },
      { ...roster, id: 'r2', at: ago(89) },
    ],
  })
  const note = { townId: TOWN, userId: 'u', via: 'console', action: 'x', subject: 'y' }
  await db.auditEntry.createMany({
    data: [
      { ...note, at: ago(3651) },
      { ...note, at: ago(3649) },
    ],
  })
}

const GOES = {
  处理过的聊天原话: 3,
  收到过的消息: 1,
  '没用上的语音、图片': 1,
  小助手说过的话: 1,
  接龙原文: 1,
  过期的登录: 1,
  '到期、收回的令牌': 2,
  导入名册改前改后的底稿: 1,
  操作记录: 1,
}

test('a dry run counts, and takes nothing', async () => {
  await fill()
  expect(await counted(true)).toEqual(GOES)
  expect(await counted(true)).toEqual(GOES)
  expect(await v.db.setting.findUnique({ where: { key: RETENTION_SETTING } })).toBeNull()
})

test('the night takes that and no more, and writes down what it was', async () => {
  await nightly(v.deps)
  const kept = async (rows: Promise<{ [key: string]: unknown }[]>, key: string) => (await rows).map((row) => row[key]).sort()
  expect(await kept(v.db.inbox.findMany(), 'messageId')).toEqual(['bare', 'failed', 'fresh', 'old', 'waiting'])
  expect(await v.db.inbox.findMany({ where: { text: { not: null } }, orderBy: { messageId: 'asc' } })).toMatchObject([
    { messageId: 'fresh', senderName: '王德福' },
    { messageId: 'waiting', senderName: '王德福', mentionIds: ['wxid_10'] },
  ])
  expect(await v.db.inbox.findFirst({ where: { messageId: 'old' } })).toMatchObject({ text: null, senderName: '', mentionIds: [] })
  expect(await kept(v.db.media.findMany(), 'id')).toEqual(['fresh', 'hands', 'issue', 'line'])
  expect(await kept(v.db.outbox.findMany(), 'key')).toEqual(['fresh', 'queued'])
  expect(await kept(v.db.session.findMany(), 'hash')).toEqual(['s2'])
  expect(await kept(v.db.apiToken.findMany(), 'id')).toEqual(['t3'])
  expect(await v.db.groupNote.count()).toBe(0)
  expect(await v.db.rosterImport.findMany({ select: { id: true, changes: true }, orderBy: { id: 'asc' } })).toEqual([
    { id: 'r1', changes: {} },
    { id: 'r2', changes: { [HAMLET]: { people: [{ after: { name: '王德福' } }] } } },
  ])
  expect(await v.db.auditEntry.count()).toBe(1)
  const setting = await v.db.setting.findUniqueOrThrow({ where: { key: RETENTION_SETTING } })
  expect(JSON.parse(String(setting.value))).toMatchObject({ at: v.now })
  expect(await counted(true)).toEqual({})
})

test('the town’s own days count', async () => {
  await v.db.town.updateMany({ data: { policy: { keepTextDays: 10 } } })
  expect(await counted(true)).toEqual({ 处理过的聊天原话: 1 })
})

test('the log of the desk lets go of nothing else: neither by whom nor of what is younger', async () => {
  await v.db.auditEntry.create({ data: { at: ago(3700), townId: TOWN, userId: 'u', via: 'console', action: 'x', subject: 'z' } })
  await expect(v.db.$executeRawUnsafe('DELETE FROM "AuditEntry"')).rejects.toThrow(/append-only/)
  const asRetention = (where: string) =>
    v.db.$transaction(async (tx) => {
      await tx.$queryRawUnsafe(`SELECT set_config('wuchang.retention', 'on', true)`)
      await tx.$executeRawUnsafe(`DELETE FROM "AuditEntry" WHERE ${where}`)
    })
  await v.db.auditEntry.create({ data: { at: new Date(), townId: TOWN, userId: 'u', via: 'console', action: 'x', subject: 'young' } })
  await expect(asRetention(`subject = 'young'`)).rejects.toThrow(/append-only/)
  await asRetention(`subject = 'z'`)
})
