/** Orders that arrive at the same moment: each is done on what the one before it left, and the log says so. */
import { beforeAll, describe, expect, test } from 'vitest'
import { hashSecret } from '../../src/application/orders/passwords.ts'
import { TestDesk, TOWN, tokenOf } from './support/desk.ts'

let desk: TestDesk
beforeAll(async () => {
  desk = await TestDesk.open()
})

const statuses = (replies: readonly { status: number }[]): number[] => replies.map((r) => r.status).sort()
const log = async (subject: string) =>
  (await desk.get('townAdmin', `/audit?subject=${subject}&limit=200`)).body.items.reverse() as { before: unknown; after: unknown }[]

describe('at the same moment', () => {
  test('several numbers of the rules are changed: all of them hold, and each entry of the log begins where the last one ended', async () => {
    const changes = [{ quorumPercent: 85 }, { motionPercent: 90 }, { surveyDays: 4 }, { reportWorkingDays: 6 }]
    const replies = await Promise.all(changes.map((change) => desk.call('townAdmin', 'patch', '/policy', change)))
    expect(statuses(replies)).toEqual([200, 200, 200, 200])
    expect((await desk.get('townAdmin', '/policy')).body).toMatchObject(Object.assign({}, ...changes))
    const entries = await log(`town:${TOWN}`)
    expect(entries.slice(1).map((e) => e.before)).toEqual(entries.slice(0, -1).map((e) => e.after))
  })

  test('one login is asked for, also with other capitals: one gets it', async () => {
    const logins = ['xiaoyan', 'Xiaoyan', 'XIAOYAN', 'xiaoyan']
    const replies = await Promise.all(logins.map((login) => desk.post('townAdmin', '/users', { name: '许艳', login, role: 'official' })))
    expect(statuses(replies)).toEqual([201, 409, 409, 409])
    expect(replies.filter((r) => r.status === 409).map((r) => r.body.refusal)).toEqual(['loginTaken', 'loginTaken', 'loginTaken'])
    expect(await desk.village.db.user.count({ where: { login: 'xiaoyan' } })).toBe(1)
  })

  test('one official is put on record: once', async () => {
    const replies = await Promise.all([1, 2, 3].map(() => desk.post('townAdmin', '/officials', { name: '并大力', office: 'official' })))
    expect(statuses(replies)).toEqual([201, 409, 409])
  })

  test('a day of the calendar is entered by several: the log knows what each of them replaced', async () => {
    const days = ['镇庆', '庙会', '赶集'].map((name) => ({ date: '2026-12-25', kind: 'holiday', name }))
    expect(statuses(await Promise.all(days.map((day) => desk.post('official', '/calendar', day))))).toEqual([201, 201, 201])
    const entries = (await log('calendar:2026-12-25')) as { before: { name: string } | null; after: { name: string } }[]
    expect(entries.map((e) => e.before?.name ?? null)).toEqual([null, ...entries.slice(0, -1).map((e) => e.after.name)])
  })

  test('two admins put each other out: one stays', async () => {
    const { db } = desk.village
    await db.user.create({
      data: { id: 'second', townId: TOWN, role: 'townAdmin', name: '二管', login: 'second', password: 'x', createdAt: new Date() },
    })
    await db.user.update({ where: { id: 'user_townAdmin' }, data: { password: 'x' } })
    const token = 'token-second-0123456789'
    await db.apiToken.create({
      data: { id: 'second', userId: 'second', name: '测试', hash: hashSecret(token), readOnly: false, createdAt: new Date() },
    })
    const disable = (id: string, bearer: string) =>
      desk.app.request(`http://desk.test/api/v1/users/${id}`, {
        method: 'PATCH',
        headers: { authorization: `bearer ${bearer}`, 'content-type': 'application/json' },
        body: '{"enabled":false}',
      })
    const replies = await Promise.all([disable('second', tokenOf('townAdmin')), disable('user_townAdmin', token)])
    expect(statuses(replies)).toEqual([200, 409])
    expect(await db.user.count({ where: { role: 'townAdmin', disabledAt: null } })).toBe(1)
  })
})
