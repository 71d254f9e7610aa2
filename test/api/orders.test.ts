/** What officials order, what they may see, and what is kept of it. */
import { beforeAll, describe, expect, test } from 'vitest'
import { dateOf, instantAt } from '../../src/kernel/time.ts'
import { TestDesk, TOWN } from './support/desk.ts'
import { places } from './support/samples.ts'

let desk: TestDesk
beforeAll(async () => {
  desk = await TestDesk.open()
  await places(desk)
})

const audited = async (subject: string) =>
  (await desk.get('townAdmin', `/audit?subject=${subject}`)).body.items as {
    action: string
    before: unknown
    after: unknown
    userId: string
  }[]

describe('what is seen', () => {
  test('phones are masked in every list; one is shown whole when it is asked for, and that is noted', async () => {
    await desk.village.db.villager.update({ where: { id: 'villager_huaishu_7_a' }, data: { phone: '13912345678' } })
    const phone = async (person: 'cadre' | 'official') => {
      const { body } = await desk.get(person, '/hamlets/hamlet_huaishu/households?limit=100')
      return body.items
        .flatMap((h: { people: { id: string; phone: string }[] }) => h.people)
        .find((p: { id: string }) => p.id === 'villager_huaishu_7_a').phone
    }
    expect(await phone('cadre')).toBe('139****5678')
    const path = '/hamlets/hamlet_huaishu/people/villager_huaishu_7_a/phone'
    expect((await desk.post('cadre', path)).body).toEqual({ name: expect.any(String), phone: '13912345678' })
    expect(await desk.village.db.auditEntry.findMany({ where: { action: 'showPhone' }, select: { subject: true, userId: true } })).toEqual([
      { subject: 'villager:villager_huaishu_7_a', userId: 'user_cadre' },
    ])
    expect([(await desk.post('otherCadre', path)).status, (await desk.post('viewer', path)).status]).toEqual([404, 403])
    expect((await desk.get('viewer', '/hamlets/hamlet_huaishu/households')).status).toBe(403)
  })

  test('a confidential issue is not there for a viewer, in no list and by no address', async () => {
    const texts = async (person: 'viewer' | 'official') => (await desk.get(person, '/issues')).body.items.map((i: { no: number }) => i.no)
    expect(await texts('official')).toEqual([2, 1])
    expect(await texts('viewer')).toEqual([1])
    expect((await desk.get('viewer', '/issues/issue_2')).status).toBe(404)
    expect((await desk.get('viewer', '/issues/issue_2/history')).status).toBe(404)
  })

  test('a department sees what was assigned to it', async () => {
    const { body } = await desk.get('department', '/issues')
    expect(body.items.map((i: { id: string }) => i.id)).toEqual(['issue_1'])
    expect((await desk.get('department', '/issues/issue_2')).status).toBe(404)
  })
})

describe('orders', () => {
  test('an at-home flag is changed by the rule, dated, ledgered and audited', async () => {
    const path = '/hamlets/hamlet_huaishu/households/household_huaishu_6/at-home'
    expect((await desk.call('cadre', 'put', path, { atHome: true })).status).toBe(200)
    const [note] = await audited('household:household_huaishu_6')
    expect(note).toMatchObject({ action: 'setAtHome', userId: 'user_cadre', before: { atHome: false }, after: { atHome: true } })
    const change = await desk.village.db.atHomeChange.findFirstOrThrow({ where: { householdId: 'household_huaishu_6' } })
    expect(change).toMatchObject({ atHome: true, by: 'official:official_hekou_cadre1' })
    const entry = await desk.village.db.ledgerEntry.findFirstOrThrow({ where: { subject: 'household_huaishu_6' } })
    expect(entry.what).toBe('atHomeSet')
  })

  test('an account is bound to somebody of the household, not of another', async () => {
    const path = '/hamlets/hamlet_huaishu/accounts/account_huaishu_guest'
    const wrong = await desk.call('cadre', 'put', path, { householdId: 'household_huaishu_7', villagerId: 'villager_huaishu_8_a' })
    expect(wrong.status).toBe(404)
    expect((await desk.call('cadre', 'put', path, { householdId: 'household_huaishu_7', villagerId: 'villager_huaishu_7_b' })).status).toBe(
      200,
    )
    const account = await desk.village.db.chatAccount.findUniqueOrThrow({ where: { id: 'account_huaishu_guest' } })
    expect(account).toMatchObject({ villagerId: 'villager_huaishu_7_b', boundBy: 'official:official_hekou_cadre1' })
  })

  test('the town takes an issue up, assigns it, the department reports it handled', async () => {
    const takenUp = await desk.post('official', '/issues/issue_1/take-up', { reason: '要交通部门立项' })
    expect([takenUp.status, takenUp.body.status]).toEqual([200, 'inTown'])
    expect((await desk.post('cadre', '/issues/issue_1/take-up', { reason: 'x' })).status).toBe(403)
    const path = '/issues/issue_1/assign'
    const nobody = await desk.post('official', path, { department: '没有办', person: '李主任', dueOn: '2026-09-30' })
    expect([nobody.status, nobody.body.refusal]).toEqual([409, 'noSuchDepartment'])
    expect(nobody.body.detail).toContain('交通办')
    const late = await desk.post('official', path, { department: '交通办', person: '李主任', dueOn: '2066-09-30' })
    expect([late.status, late.body.refusal]).toEqual([409, 'dueTooFar'])
    expect((await desk.post('official', path, { department: '交通办', person: '李主任', dueOn: '9999-10-01' })).status).toBe(400)
    const assigned = await desk.post('official', '/issues/issue_1/assign', { department: '交通办', person: '李主任', dueOn: '2026-09-30' })
    expect(assigned.body.status).toBe('assigned')
    const handled = await desk.post('department', '/issues/issue_1/handled', { text: '已换新灯' })
    expect([handled.status, handled.body.status]).toEqual([200, 'inReview'])
    const history = (await desk.get('official', '/issues/issue_1/history')).body.items
    expect(history.map((h: { what: string }) => h.what)).toEqual(['issueTakenUp', 'issueAssigned', 'issueHandled'])
    expect(history[0]).toMatchObject({ whoName: '郑文', why: '要交通部门立项' })
    await desk.village.send()
    expect(desk.village.said.map((s) => s.room)).toContain('huaishu@chatroom')
  })

  test('an issue is marked confidential, and disappears for the viewer', async () => {
    expect((await desk.post('official', '/issues/issue_1/confidential', { confidential: true })).body.confidential).toBe(true)
    expect((await desk.get('viewer', '/issues')).body.items).toEqual([])
    await desk.post('official', '/issues/issue_1/confidential', { confidential: false })
  })

  test('a new head has to be filed anew', async () => {
    await desk.call('official', 'patch', '/hamlets/hamlet_huaishu', { headId: 'villager_huaishu_11_a' })
    const { body } = await desk.get('official', '/hamlets/hamlet_huaishu')
    expect(body).toMatchObject({ headId: 'villager_huaishu_11_a', filing: 'replaced' })
    expect(body.lacks).toContain('notFiled')
    await desk.call('official', 'patch', '/hamlets/hamlet_huaishu', { filing: 'filed', venueReady: true })
    expect((await desk.get('official', '/hamlets/hamlet_huaishu')).body.lacks).toEqual([])
  })
})

describe('the calendar', () => {
  test('shows beforehand which deadlines a day would move, and then moves them', async () => {
    const days = [{ date: '2026-09-07', counted: false, why: '当天不计' }]
    await desk.village.db.issue.update({
      where: { id: 'issue_2' },
      data: { reportDueOn: '2026-09-14', reportDays: days, handedAt: new Date(instantAt('2026-09-07', 20)) },
    })
    const entry = { date: '2026-09-10', kind: 'holiday', name: '镇庆' }
    const { body } = await desk.post('official', '/calendar/preview', entry)
    const report = { issueId: 'issue_2', what: 'report', hamletName: '槐树屋场', no: 2, provisional: false }
    expect(body).toEqual({ total: 1, items: [{ ...report, before: '2026-09-14', after: '2026-09-15' }] })
    expect((await desk.get('official', '/issues/issue_2')).body.reportDueOn).toBe('2026-09-14')
    const put = await desk.post('official', '/calendar', entry)
    const moved = (await desk.get('official', '/issues/issue_2')).body
    expect(moved.reportDueOn).toBe('2026-09-15')
    expect(moved.reportDays.find((d: { date: string }) => d.date === '2026-09-10')).toEqual({
      date: '2026-09-10',
      counted: false,
      why: '镇庆',
    })
    const back = await desk.post('official', `/calendar/${put.body.id}/preview`)
    expect(back.body.items).toMatchObject([{ issueId: 'issue_2', before: '2026-09-15', after: '2026-09-14' }])
    expect((await desk.post('official', '/calendar/none/preview')).status).toBe(404)
    expect((await desk.get('official', '/issues/issue_2')).body.reportDueOn).toBe('2026-09-15')
    await desk.call('official', 'delete', `/calendar/${put.body.id}`)
    expect((await desk.get('official', '/issues/issue_2')).body.reportDueOn).toBe('2026-09-14')
  })
})

describe('a day off, seen beforehand', () => {
  const DUE_ON_WEDNESDAY = '2026-09-16'
  const ASSIGNED = { status: 'assigned', level: 'town', department: '交通办', assignedAt: new Date(instantAt('2026-09-07')) } as const
  const chase = async () => {
    const { dueAt } = await desk.village.db.deadline.findFirstOrThrow({ where: { kind: 'assignChase', doneAt: null } })
    return dateOf(dueAt.getTime())
  }

  test("moves the day on which a department is chased, and the town's own last day; as it then really does", async () => {
    const { db } = desk.village
    await db.issue.update({ where: { id: 'issue_1' }, data: { ...ASSIGNED, assignDueOn: DUE_ON_WEDNESDAY } })
    const inTown = { status: 'inTown' as const, level: 'town', arrivedAt: new Date(instantAt('2026-09-11', 10)) }
    const { reportDueOn, arrivedAt, status, level } = await db.issue.findUniqueOrThrow({ where: { id: 'issue_2' } })
    await db.issue.update({ where: { id: 'issue_2' }, data: inTown })
    const { body } = await desk.post('official', '/calendar/preview', { date: '2026-09-15', kind: 'holiday', name: '镇庆' })
    expect(body.total).toBe(2)
    expect(body.items).toMatchObject([
      { issueId: 'issue_2', what: 'assign', before: '2026-09-16', after: '2026-09-17' },
      { issueId: 'issue_1', what: 'assignChase', before: '2026-09-15', after: '2026-09-14' },
    ])
    const put = await desk.post('official', '/calendar', { date: '2026-09-15', kind: 'holiday', name: '镇庆' })
    expect(await chase()).toBe('2026-09-14')
    await desk.call('official', 'delete', `/calendar/${put.body.id}`)
    expect(await chase()).toBe('2026-09-15')
    await db.issue.update({ where: { id: 'issue_2' }, data: { reportDueOn, arrivedAt, status, level } })
  })
})

describe('a busy season, seen beforehand', () => {
  const tea = { name: '采茶', from: '2026-09-12', to: '2026-09-25' }

  test('names the months that fall silent and the meetings that are planned in it, and writes nothing', async () => {
    const seasons = await desk.village.db.busyPeriod.count()
    await desk.village.db.meeting.create({
      data: {
        id: 'meeting_in_tea',
        hamletId: 'hamlet_huaishu',
        status: 'scheduled',
        startsAt: new Date(instantAt('2026-09-25', 19, 30)),
        topics: [],
        scheduledAt: new Date(instantAt('2026-09-07', 9)),
        scheduledBy: 'clock',
        rsvpSince: new Date(instantAt('2026-09-07', 9)),
        atHomeIds: [],
      },
    })
    const { body } = await desk.post('official', '/busy-seasons/preview', tea)
    const meeting = { meetingId: 'meeting_in_tea', hamletName: '槐树屋场', startsAt: '2026-09-25T19:30:00+08:00' }
    expect(body).toEqual({ months: [{ month: '2026-09', busy: true }], meetings: { total: 1, items: [meeting] } })
    expect(await desk.village.db.busyPeriod.count()).toBe(seasons)
    await desk.village.db.meeting.delete({ where: { id: 'meeting_in_tea' } })
  })

  test('dropped, the month speaks again; a few days of another month turn nothing', async () => {
    const put = await desk.post('official', '/busy-seasons', tea)
    expect((await desk.post('official', `/busy-seasons/${put.body.id}/preview`)).body).toEqual({
      months: [{ month: '2026-09', busy: false }],
      meetings: { total: 0, items: [] },
    })
    expect((await desk.post('official', '/busy-seasons/none/preview')).status).toBe(404)
    await desk.call('official', 'delete', `/busy-seasons/${put.body.id}`)
    const { body } = await desk.post('official', '/busy-seasons/preview', { ...tea, from: '2026-11-02', to: '2026-11-05' })
    expect(body.months).toEqual([])
    const over = await desk.post('official', '/busy-seasons/preview', { ...tea, from: '2026-06-01', to: '2026-07-30' })
    expect(over.body.months).toEqual([])
  })
})

describe('policy', () => {
  test('keeps what differs from the default, within bounds', async () => {
    expect((await desk.call('townAdmin', 'patch', '/policy', { quorumPercent: 101 })).status).toBe(400)
    expect((await desk.call('townAdmin', 'patch', '/policy', { pollMaxOptions: 3 })).status).toBe(400)
    expect((await desk.call('townAdmin', 'patch', '/policy', { quorumPercent: 85, motionPercent: 80 })).body.quorumPercent).toBe(85)
    // Under the plan's own 80 only with a reason, which every result then shows.
    const low = await desk.call('townAdmin', 'patch', '/policy', { quorumPercent: 75 })
    expect([low.status, low.body.detail]).toEqual([400, expect.stringContaining('要写原因')])
    const why = { quorumPercent: 75, belowPlanReason: '外出的多' }
    expect((await desk.call('townAdmin', 'patch', '/policy', why)).body).toMatchObject(why)
    const town = await desk.village.db.town.findUniqueOrThrow({ where: { id: TOWN } })
    expect(town.policy).toEqual(why)
    await desk.call('townAdmin', 'patch', '/policy', { quorumPercent: 80, belowPlanReason: '' })
    expect((await desk.village.db.town.findUniqueOrThrow({ where: { id: TOWN } })).policy).toEqual({})
  })
})

describe('announcements', () => {
  const order = { kind: 'notice', text: '明天上午停水', receipts: true, to: { villageIds: ['village_hekou'] } }

  test('go to the groups behind everything else, with progress, and can be stopped', async () => {
    const made = await desk.post('official', '/announcements', order)
    expect([made.status, made.body.hamlets]).toEqual([202, 2])
    const path = `/announcements/${made.body.id}`
    expect((await desk.get('official', path)).body).toMatchObject({ hamlets: 2, waiting: 2, sent: 0, households: 70, received: 0 })
    const rows = await desk.village.db.outbox.findMany({ where: { announcementId: made.body.id }, orderBy: { seq: 'asc' } })
    expect(rows.map((r) => [r.priority, r.roomId])).toEqual([
      ['broadcast', 'room_huaishu'],
      ['broadcast', 'room_tangwan'],
    ])
    expect(rows[0]?.text).toBe('【通知】明天上午停水\n看到的请回“收到”，一户回一次就行。')
    expect((await desk.post('official', `${path}/cancel`)).body).toEqual({ cancelled: 2 })
    // Nobody has anything to answer any more.
    expect((await desk.get('official', path)).body).toMatchObject({ waiting: 0, cancelled: 2, households: 0 })
  })

  test('that are out already cannot be stopped, and are not called stopped', async () => {
    const { body } = await desk.post('official', '/announcements', { ...order, text: '大后天停气' })
    const path = `/announcements/${body.id}`
    await desk.village.db.outbox.updateMany({ where: { announcementId: body.id }, data: { status: 'sent' } })
    expect((await desk.post('official', `${path}/cancel`)).body).toEqual({ cancelled: 0 })
    expect((await desk.get('official', path)).body).toMatchObject({ cancelledAt: null, households: 70 })
    expect(await audited(`announcement:${body.id}`)).toHaveLength(1)
  })

  test('without words, or for a category that nobody named, go to nobody', async () => {
    const announcements = await desk.village.db.announcement.count()
    for (const category of ['', '  '])
      expect((await desk.post('official', '/announcements', { ...order, to: { category } })).status).toBe(400)
    expect((await desk.post('official', '/announcements', { ...order, to: { category: '没有这类' } })).body.refusal).toBe('nobody')
    expect((await desk.post('official', '/announcements', { ...order, text: '\u200b\u200b \u2060' })).body.refusal).toBe('empty')
    expect(await desk.village.db.announcement.count()).toBe(announcements)
  })

  test('that are stopped go on counting 收到 where they have gone out', async () => {
    const { body } = await desk.post('official', '/announcements', { ...order, text: '后天停电' })
    const path = `/announcements/${body.id}`
    await desk.village.db.outbox.updateMany({ where: { announcementId: body.id, roomId: 'room_tangwan' }, data: { status: 'sent' } })
    expect((await desk.post('official', `${path}/cancel`)).body).toEqual({ cancelled: 1 })
    const [note] = await audited(`announcement:${body.id}`)
    expect(note).toMatchObject({ before: { waiting: 1, cancelled: 0 }, after: { waiting: 0, cancelled: 1 } })
    await desk.village.room('tangwan').says('9', '收到')
    await desk.village.room('huaishu').says('9', '收到')
    expect((await desk.get('official', path)).body).toMatchObject({ received: 1, households: 34 })
    const { items } = (await desk.get('official', `${path}/deliveries`)).body
    expect(items.map((d: { hamletId: string; households: number }) => [d.hamletId, d.households])).toEqual([
      ['hamlet_huaishu', 0],
      ['hamlet_tangwan', 34],
    ])
  })

  test('with links or too many words are refused', async () => {
    for (const text of ['看 a.cn/b', '到example.com看看', '看ａ．cn／b', '政策.example.org', 'weixin://x', '点 t.co/x'])
      expect((await desk.post('official', '/announcements', { ...order, text })).body.refusal, text).toBe('link')
    for (const text of ['9.12前交', '每亩3.5元', '附表1.2见村部'])
      expect((await desk.post('otherCadre', '/announcements', { ...order, text, to: {} })).status, text).toBe(202)
    expect((await desk.post('official', '/announcements', { ...order, text: '看 https://example.com' })).body.refusal).toBe('link')
    expect((await desk.post('official', '/announcements', { ...order, text: '长'.repeat(551) })).body.refusal).toBe('tooLong')
  })

  test('of a cadre reach the own village only', async () => {
    const made = await desk.post('otherCadre', '/announcements', { ...order, to: { villageIds: ['village_hekou', 'village_liulin'] } })
    expect(made.body.hamlets).toBe(1)
  })
})

describe('a key used twice', () => {
  test('does the same request once, and refuses another one', async () => {
    const headers = { 'idempotency-key': 'key-0123456789' }
    const body = { name: '大屏', readOnly: true }
    const first = await desk.post('viewer', '/tokens', body, headers)
    const again = await desk.post('viewer', '/tokens', body, headers)
    expect(again.status).toBe(201)
    // The secret was shown once: it is in no repeat and in no table.
    expect(again.body).toEqual({ token: first.body.token })
    const kept = JSON.stringify(await desk.village.db.idempotencyKey.findMany())
    expect(kept).not.toContain(first.body.secret)
    expect(again.headers.get('idempotent-replayed')).toBe('true')
    expect((await desk.post('viewer', '/tokens', { ...body, name: '别的' }, headers)).status).toBe(422)
    // Somebody else's key of the same name is another key.
    expect((await desk.post('cadre', '/tokens', body, headers)).body.token.id).not.toBe(first.body.token.id)
    expect(await desk.village.db.apiToken.count({ where: { userId: 'user_viewer', name: '大屏' } })).toBe(1)
  })
})

describe('a refusal under a key', () => {
  test('is the same one the second time, whatever has changed since', async () => {
    const headers = { 'idempotency-key': 'refused-0123456789' }
    const path = '/villages'
    const refused = await desk.post('townAdmin', path, { name: '河口村' }, headers)
    expect([refused.status, refused.headers.get('content-type')]).toEqual([409, 'application/problem+json; charset=utf-8'])
    await desk.village.db.village.update({ where: { id: 'village_hekou' }, data: { name: '河口新村' } })
    const again = await desk.post('townAdmin', path, { name: '河口村' }, headers)
    expect([again.status, again.body, again.headers.get('idempotent-replayed')]).toEqual([409, refused.body, 'true'])
    expect(again.headers.get('content-type')).toBe('application/problem+json; charset=utf-8')
    await desk.village.db.village.update({ where: { id: 'village_hekou' }, data: { name: '河口村' } })
    expect((await desk.post('townAdmin', path, { name: '第三村' }, { 'idempotency-key': 'secret-0123456789' })).status).toBe(201)
  })

  test('codes and links are in no repeat', async () => {
    for (const [path, body, field] of [
      ['/hamlets/hamlet_huaishu/binding-code', undefined, 'code'],
      ['/users/user_viewer/password-link', undefined, 'link'],
      ['/users', { name: '新人', login: 'onlyonce', role: 'viewer' }, 'link'],
    ] as const) {
      const headers = { 'idempotency-key': `once-${path}` }
      const first = await desk.post('townAdmin', path, body, headers)
      expect(first.body[field], path).toEqual(expect.any(String))
      expect((await desk.post('townAdmin', path, body, headers)).body, path).not.toHaveProperty(field)
      expect(JSON.stringify(await desk.village.db.idempotencyKey.findMany())).not.toContain(first.body[field])
    }
  })
})

describe('repairs', () => {
  test('a failed message is sent again once', async () => {
    expect((await desk.post('townAdmin', '/outbox/1/retry')).status).toBe(200)
    expect((await desk.post('townAdmin', '/outbox/1/retry')).body.refusal).toBe('notWaiting')
    expect((await desk.post('townAdmin', '/outbox/1/cancel')).status).toBe(200)
    expect((await audited('outbox:1')).map((a) => a.action)).toEqual(['doNotSend', 'sendAgain'])
    expect((await audited('outbox:1'))[1]).toMatchObject({ before: { status: 'failed' }, after: { status: 'queued' } })
  })

  test('a message that could not be handled is handled again, and its room is woken', async () => {
    const woken: unknown[] = []
    const { wake } = desk.village.deps
    const inbox = wake.inbox
    wake.inbox = (room) => woken.push(room)
    expect((await desk.post('townAdmin', '/inbox/1/retry')).status).toBe(200)
    wake.inbox = inbox
    expect(woken).toEqual([{ account: 'sandbox', externalRoomId: 'huaishu@chatroom' }])
    expect((await audited('inbox:1'))[0]).toMatchObject({ before: { status: 'failed' }, after: { status: 'received' } })
    expect((await desk.post('townAdmin', '/inbox/1/retry')).body.refusal).toBe('notWaiting')
  })

  test('a group was last heard when somebody else spoke in it', async () => {
    const at = async () => {
      const { body } = await desk.get('townAdmin', '/rooms?limit=200')
      return body.items.find((r: { id: string }) => r.id === 'room_tangwan').lastHeardAt
    }
    const before = await at()
    const row = { account: 'sandbox', externalRoomId: 'tangwan@chatroom', externalSenderId: 'bot', senderName: '', kind: 'text' }
    const when = new Date(desk.village.now + 60_000)
    await desk.village.db.inbox.create({
      data: { ...row, messageId: 'own', mentionsBot: false, self: true, at: when, receivedAt: when, status: 'done' },
    })
    expect(await at()).toBe(before)
  })
})

describe('the roster', () => {
  const file = (text: string) => Buffer.from(text).toString('base64')
  const head = '村,屋场,组,户号,姓名,与户主关系,性别,长期在家\n'

  test('tells what it would do, does it, and changes nothing the second time', async () => {
    const csv = file(`${head}河口村,塘湾屋场,9,1,新来户,户主,男,是\n河口村,塘湾屋场,9,1,新来妻,配偶,女,是\n`)
    const dry = await desk.post('cadre', '/roster', { file: csv })
    expect(dry.body).toMatchObject({ written: false, problems: [], hamlets: [{ householdsAdded: 1, peopleAdded: 2 }] })
    expect(await desk.village.db.villager.count({ where: { name: '新来户' } })).toBe(0)
    const real = await desk.post('cadre', '/roster', { file: csv, dryRun: false })
    expect(real.body).toMatchObject({ written: true, hamlets: [{ hamletName: '塘湾屋场', householdsAdded: 1, peopleAdded: 2 }] })
    expect(await desk.village.db.villager.count({ where: { name: '新来户' } })).toBe(1)
    const note = await desk.village.db.auditEntry.findFirstOrThrow({ where: { action: 'takeRoster' }, orderBy: { seq: 'desc' } })
    const [before, after] = [note.before, note.after] as { households: number; people: number }[]
    expect([after!.households - before!.households, after!.people - before!.people]).toEqual([1, 2])
    const again = await desk.post('cadre', '/roster', { file: csv, dryRun: false })
    expect(again.body).toMatchObject({ hamlets: [{ householdsAdded: 0, householdsChanged: 0, peopleAdded: 0, peopleChanged: 0 }] })
  })

  test('with a fault changes nothing and names the row', async () => {
    const csv = file(`${head}河口村,塘湾屋场,9,2,另一户,户主,男,是\n河口村,没有屋场,9,3,第三户,户主,男,是\n`)
    const { body } = await desk.post('cadre', '/roster', { file: csv, dryRun: false })
    expect(body).toMatchObject({ written: false, problems: [{ row: 3, column: '屋场', reason: '没有“没有屋场”这个屋场，或不归您管' }] })
    expect(await desk.village.db.villager.count({ where: { name: '另一户' } })).toBe(0)
  })

  test('names every row that is at fault, whatever the fault, in one go', async () => {
    const rows = ['河口村,没有屋场,9,2,另一户,户主,男,是', '河口村,塘湾屋场,9,3,第三户,户主,男,也许', ',没有屋场,九,4,第四户,户主,男,是']
    const { body } = await desk.post('cadre', '/roster', { file: file(`${head}${rows.join('\n')}\n`), dryRun: false })
    expect(body.problems.map((p: { row: number; column: string }) => `${p.row} ${p.column}`)).toEqual(['2 屋场', '3 长期在家', '4 屋场'])
  })

  test('of another village is not for this cadre', async () => {
    const csv = file(`${head}柳林村,柳荫屋场,9,1,新来户,户主,男,是\n`)
    expect((await desk.post('cadre', '/roster', { file: csv, dryRun: false })).body.problems).toHaveLength(1)
  })
})
