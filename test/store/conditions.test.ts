/** The conditions under which a row changes or is found, each at its edge: what is used, over or another's is left as it is. */
import { afterAll, describe, expect, test } from 'vitest'
import { fireDeadline } from '../../src/application/clock/fire-deadline.ts'
import { once } from '../../src/application/orders/once.ts'
import { ManualClock } from '../../src/kernel/clock.ts'
import { DAY, HOUR, instantAt } from '../../src/kernel/time.ts'
import { redeemCode } from '../../src/store/binding.ts'
import { endGap, isCutOff, openGapOf, putGap } from '../../src/store/connection/gaps.ts'
import { findSession, findToken, revokeToken } from '../../src/store/door/sessions.ts'
import { findLink, spendLink } from '../../src/store/door/users.ts'
import { dueBy } from '../../src/store/edges/deadlines.ts'
import { nextReportNo } from '../../src/store/offices.ts'
import { cancelAnnouncement } from '../../src/store/reading/announcements.ts'
import { cancelOutbox, receiveAgain, requeue } from '../../src/store/reading/queues.ts'
import { MONDAY_9 } from '../support/town.ts'
import { ACCOUNT, Village } from '../support/village.ts'

const v = await Village.open()
afterAll(() => v.db.$disconnect())
const { db } = v
const NOW = MONDAY_9
const at = (ms: number) => new Date(ms)
const inTransaction = <T>(work: (tx: Parameters<Parameters<typeof db.$transaction>[0]>[0]) => Promise<T>) => db.$transaction(work)

describe('a deadline', () => {
  const row = (id: string, dueAt: number, more: object = {}) => ({
    ...{ id, key: id, hamletId: 'hamlet_huaishu', townId: 'town_qingshan', kind: 'pollClose', subject: 'none', dueAt: at(dueAt) },
    ...more,
  })

  test('is found from its moment on, the earliest first, and not once it is done', async () => {
    await db.deadline.createMany({
      data: [row('b', NOW), row('a', NOW), row('early', NOW - 1), row('done', NOW, { doneAt: at(NOW) }), row('later', NOW + 1)],
    })
    expect((await dueBy(db, NOW, 10)).map((d) => d.id)).toEqual(['early', 'a', 'b'])
    expect((await dueBy(db, NOW, 2)).map((d) => d.id)).toEqual(['early', 'a'])
    expect((await dueBy(db, NOW + 1, 10)).map((d) => d.id)).toEqual(['early', 'a', 'b', 'later'])
  })

  test('woken too early it is not met, woken in time it is, once', async () => {
    const meets = (id: string) => fireDeadline(v.deps, id)
    expect(await meets('later')).toBe('notYet')
    expect(await db.deadline.findUnique({ where: { id: 'later' } })).toMatchObject({ doneAt: null, outcome: null, attempts: 0 })
    expect([await meets('a'), await meets('a'), await meets('done'), await meets('nobody’s')]).toEqual(['fired', 'gone', 'gone', 'gone'])
    expect(await db.deadline.findUnique({ where: { id: 'a' } })).toMatchObject({ doneAt: at(NOW), outcome: 'obsolete' })
    await db.deadline.deleteMany()
  })

  test('met by two at once it has fallen once', async () => {
    const huaishu = v.room('huaishu')
    await huaishu.says('head', '约时间 修路 周三晚7点半/周四晚7点半 明天中午截止')
    const { id } = await db.deadline.findFirstOrThrow({ where: { kind: 'pollClose' } })
    v.clock.moveTo(instantAt('2026-09-08', 12))
    await Promise.all([1, 2, 3].map(() => fireDeadline(v.deps, id)))
    expect(await db.timePoll.findFirst()).toMatchObject({ status: 'undecided' })
    expect(await db.ledgerEntry.count({ where: { what: 'timePollUndecided' } })).toBe(1)
    await v.send()
    expect(v.said.filter((s) => s.at === v.now)).toHaveLength(1)
  })
})

describe('a write with a key', () => {
  const clock = new ManualClock(NOW)
  let done = 0
  const write = (userId: string, request: string) =>
    once(db, clock, { userId, key: 'key-00001', request }, async () => ({ status: 200, body: { done: ++done } }))

  test('is done once, for this person and this request', async () => {
    expect(await write('u', 'a')).toEqual({ first: { status: 200, body: { done: 1 } } })
    expect(await write('u', 'a')).toEqual({ again: { status: 200, body: { done: 1 } } })
    expect(await write('u', 'b')).toEqual({ refused: 'otherRequest' })
    expect(await write('w', 'a')).toEqual({ first: { status: 200, body: { done: 2 } } })
    expect(await write('w', 'a')).toEqual({ again: { status: 200, body: { done: 2 } } })
  })

  test('under way it is not done a second time; what it threw may be tried again', async () => {
    const key = { userId: 'u', key: 'key-00002', request: 'a' }
    const inside = await once(db, clock, key, async () => {
      const second = await once(db, clock, key, async () => ({ status: 200, body: 'twice' }))
      return { status: 200, body: second }
    })
    expect(inside).toEqual({ first: { status: 200, body: { refused: 'underWay' } } })
    const failing = { ...key, key: 'key-00003' }
    await expect(once(db, clock, failing, () => Promise.reject(new Error('no')))).rejects.toThrow('no')
    expect(await once(db, clock, failing, async () => ({ status: 200, body: 1 }))).toHaveProperty('first')
  })

  test('is remembered for two days', async () => {
    clock.moveTo(NOW + 2 * DAY)
    expect(await write('u', 'a')).toHaveProperty('again')
    clock.moveTo(NOW + 2 * DAY + 1)
    expect(await write('u', 'a')).toHaveProperty('first')
  })
})

describe('what may be used once, or until a moment', () => {
  test('a code that binds a group', async () => {
    const code = (code: string) => ({
      ...{ code, hamletId: 'hamlet_huaishu', townId: 'town_qingshan', createdAt: at(NOW), createdBy: 'u', expiresAt: at(NOW + HOUR) },
    })
    await db.bindingCode.createMany({ data: [code('AAAA2222'), code('BBBB3333')] })
    const redeem = (c: string, now: number) => inTransaction((tx) => redeemCode(tx, c, 'room', now))
    expect(await redeem('AAAA2222', NOW + HOUR)).toBeUndefined()
    expect(await redeem('AAAA2222', NOW + HOUR - 1)).toMatchObject({ kind: 'hamlet', hamletId: 'hamlet_huaishu' })
    expect(await redeem('AAAA2222', NOW)).toBeUndefined()
    expect(await redeem('CCCC4444', NOW)).toBeUndefined()
    const both = await Promise.all([redeem('BBBB3333', NOW), redeem('BBBB3333', NOW)])
    expect(both.filter((place) => place !== undefined)).toHaveLength(1)
  })

  test('a session, a token and a link, of somebody who may log in', async () => {
    const user = { townId: 'town_qingshan', role: 'viewer' as const, name: '看', createdAt: at(NOW) }
    await db.user.create({ data: { ...user, id: 'u1', login: 'u1' } })
    await db.session.create({ data: { hash: 's', userId: 'u1', csrf: 'c', createdAt: at(NOW), expiresAt: at(NOW + HOUR) } })
    const token = (id: string, expiresAt: Date | null) => ({
      id,
      hash: id,
      userId: 'u1',
      name: id,
      readOnly: true,
      createdAt: at(NOW),
      expiresAt,
    })
    await db.apiToken.createMany({ data: [token('t', at(NOW + HOUR)), token('for ever', null)] })
    await db.passwordLink.create({ data: { hash: 'l', userId: 'u1', createdAt: at(NOW), expiresAt: at(NOW + HOUR) } })
    const good = async (now: number) =>
      [
        await findSession(db, 's', now),
        await findToken(db, 't', now),
        await findToken(db, 'for ever', now),
        await findLink(db, 'l', now),
      ].map((found) => found != null)
    expect(await good(NOW + HOUR - 1)).toEqual([true, true, true, true])
    expect(await good(NOW + HOUR)).toEqual([false, false, true, false])
    await db.user.update({ where: { id: 'u1' }, data: { disabledAt: at(NOW) } })
    expect((await good(NOW)).slice(0, 3)).toEqual([false, false, false])
    await db.user.update({ where: { id: 'u1' }, data: { disabledAt: null } })
    expect(await revokeToken(db, 'somebody else', 't', NOW)).toBe(false)
    expect([await revokeToken(db, 'u1', 't', NOW), await revokeToken(db, 'u1', 't', NOW + 1)]).toEqual([true, false])
    expect(await findToken(db, 't', NOW)).toBeUndefined()
    const spend = (now: number) => inTransaction((tx) => spendLink(tx, 'l', now))
    expect([await spend(NOW + HOUR), await spend(NOW), await spend(NOW)]).toEqual([false, true, false])
  })
})

describe('what a person puts right', () => {
  const statuses = ['queued', 'sending', 'sent', 'failed', 'unknown', 'cancelled'] as const
  async function oneOfEach(more: object = {}): Promise<number[]> {
    await db.outbox.deleteMany()
    for (const status of statuses) {
      const row = { key: status, account: ACCOUNT, roomId: 'room_huaishu', text: status, priority: 'answer' as const, status }
      await db.outbox.create({ data: { ...row, notBefore: at(NOW), createdAt: at(NOW), ...more } })
    }
    return (await db.outbox.findMany({ orderBy: { seq: 'asc' } })).map((o) => Number(o.seq))
  }
  const moved = async () =>
    Object.fromEntries((await db.outbox.findMany()).flatMap((o) => (o.text === o.status ? [] : [[o.text, o.status]])))

  test('is sent again when it failed or its fate is not known', async () => {
    for (const seq of await oneOfEach()) await inTransaction((tx) => requeue(tx, seq, NOW))
    expect(await moved()).toEqual({ failed: 'queued', unknown: 'queued' })
  })

  test('is not sent when it has not gone out and is not going out now', async () => {
    for (const seq of await oneOfEach()) await inTransaction((tx) => cancelOutbox(tx, seq))
    expect(await moved()).toEqual({ queued: 'cancelled', failed: 'cancelled', unknown: 'cancelled' })
  })

  test('an announcement is stopped where it waits, and only there', async () => {
    const row = { townId: 'town_qingshan', kind: 'notice' as const, text: 'x', createdAt: at(NOW), createdBy: 'u' }
    await db.announcement.createMany({
      data: [
        { ...row, id: 'n1' },
        { ...row, id: 'n2' },
      ],
    })
    await oneOfEach({ announcementId: 'n1' })
    expect(await inTransaction((tx) => cancelAnnouncement(tx, 'n2', NOW))).toBe(0)
    expect(await inTransaction((tx) => cancelAnnouncement(tx, 'n1', NOW))).toBe(1)
    expect(await moved()).toEqual({ queued: 'cancelled' })
    expect(await inTransaction((tx) => cancelAnnouncement(tx, 'n1', NOW + 1))).toBe(0)
    // Somebody had one sent again, and it is stopped as well: when the announcement was stopped stays.
    await inTransaction(async (tx) => requeue(tx, Number((await tx.outbox.findFirstOrThrow({ where: { text: 'failed' } })).seq), NOW))
    expect(await inTransaction((tx) => cancelAnnouncement(tx, 'n1', NOW + 1))).toBe(1)
    expect(await db.announcement.findUnique({ where: { id: 'n1' } })).toMatchObject({ cancelledAt: at(NOW) })
    await db.outbox.deleteMany()
  })

  test('a message is handled again when it had failed', async () => {
    for (const status of ['received', 'done', 'failed'] as const) {
      const row = {
        account: 'x',
        messageId: status,
        externalRoomId: 'r',
        externalSenderId: 's',
        senderName: '',
        kind: 'text',
        text: status,
      }
      const { seq } = await db.inbox.create({ data: { ...row, mentionsBot: false, at: at(NOW), receivedAt: at(NOW), status } })
      expect(await inTransaction((tx) => receiveAgain(tx, Number(seq))), status).toBe(status === 'failed')
    }
  })
})

describe('a gap of the connection', () => {
  test('is open until it is closed, once; while it is open its hamlets are out of reach', async () => {
    const gap = await putGap(db, ACCOUNT, NOW, 'x')
    expect(await putGap(db, ACCOUNT, NOW, 'again')).toMatchObject({ id: gap.id })
    expect([await isCutOff(db, 'hamlet_huaishu'), (await openGapOf(db, ACCOUNT))?.id]).toEqual([true, gap.id])
    await endGap(db, gap.id, NOW + 1)
    await endGap(db, gap.id, NOW + 2)
    expect(await db.connectionGap.findUnique({ where: { id: gap.id } })).toMatchObject({ to: at(NOW + 1), why: 'x' })
    expect([await isCutOff(db, 'hamlet_huaishu'), await openGapOf(db, ACCOUNT)]).toEqual([false, undefined])
    await putGap(db, 'another account', NOW, null)
    expect(await isCutOff(db, 'hamlet_huaishu')).toBe(false)
  })
})

describe('a village’s register of reports', () => {
  const NEW_YEAR = instantAt('2027-01-01')
  const next = (villageId: string, now: number) => inTransaction((tx) => nextReportNo(tx, villageId, now))
  const reported = (id: string, hamletId: string, reportNo: number, reportedAt: number, no: number) =>
    db.issue.create({
      data: { id, hamletId, no, status: 'inTown', text: 'x', raisedAt: at(NOW), raisedBy: 'x', reportNo, reportedAt: at(reportedAt) },
    })

  test('goes on over its hamlets, and begins anew with the year', async () => {
    expect(await next('village_hekou', NOW)).toBe(1)
    await reported('r1', 'hamlet_huaishu', 7, NEW_YEAR - 1, 101)
    await reported('r2', 'hamlet_tangwan', 30, NEW_YEAR, 102)
    expect([await next('village_hekou', NEW_YEAR - 1), await next('village_hekou', NEW_YEAR)]).toEqual([8, 31])
    expect(await next('village_liulin', NOW)).toBe(1)
  })

  test('is held by whoever takes a number: the next waits for the number to be used', async () => {
    const numbers = await Promise.all(
      [103, 104, 105].map((no) =>
        inTransaction(async (tx) => {
          const reportNo = await nextReportNo(tx, 'village_hekou', NOW)
          const row = {
            hamletId: no === 104 ? 'hamlet_tangwan' : 'hamlet_huaishu',
            status: 'inTown' as const,
            text: 'x',
            raisedAt: at(NOW),
            raisedBy: 'x',
          }
          await tx.issue.create({ data: { ...row, id: `p${no}`, no, reportNo, reportedAt: at(NOW) } })
          return reportNo
        }),
      ),
    )
    expect(numbers.sort((a, b) => a - b)).toEqual([8, 9, 10])
  })
})
