/** The calendar and the busy seasons over HTTP: what a change would move, seen before it is made. */
import { beforeAll, describe, expect, test } from 'vitest'
import { dateOf, instantAt } from '../../src/kernel/time.ts'
import { TestDesk } from './support/desk.ts'
import { places } from './support/samples.ts'

let desk: TestDesk
beforeAll(async () => {
  desk = await TestDesk.open()
  await places(desk)
})

const _audited = async (subject: string) =>
  (await desk.get('townAdmin', `/audit?subject=${subject}`)).body.items as {
    action: string
    before: unknown
    after: unknown
    userId: string
  }[]

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
