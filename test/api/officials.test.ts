/** How an installation gets its people: groups bound, officials and cadres on record, their chat accounts known. */
import { beforeAll, describe, expect, test } from 'vitest'
import { Room } from '../support/village.ts'
import { TestDesk, TOWN } from './support/desk.ts'
import { places } from './support/samples.ts'

let desk: TestDesk
let cadres: Room
beforeAll(async () => {
  desk = await TestDesk.open()
  await places(desk)
  // As on a real installation: places are there, nobody is on record, no office has a group.
  const { db } = desk.village
  await db.user.updateMany({ data: { officialId: null } })
  await db.officeCaller.deleteMany()
  await db.chatAccount.deleteMany({ where: { officialId: { not: null } } })
  await db.official.deleteMany()
  await db.room.deleteMany({ where: { kind: { not: 'hamlet' } } })
  cadres = new Room(desk.village, 'cadres@chatroom', 'x')
})

const audited = async (action: string) => desk.village.db.auditEntry.findMany({ where: { action }, orderBy: { seq: 'asc' } })

describe('the groups of the offices', () => {
  test('of a village and of the town are bound with a code', async () => {
    const ofVillage = await desk.post('townAdmin', '/villages/village_hekou/binding-code')
    const ofTown = await desk.post('townAdmin', `/towns/${TOWN}/binding-code`)
    expect([ofVillage.status, ofTown.status]).toEqual([201, 201])
    expect((await desk.post('townAdmin', '/towns/town_other/binding-code')).status).toBe(404)
    expect((await desk.post('cadre', `/towns/${TOWN}/binding-code`)).status).toBe(403)
    await cadres.says('wxid_zhou', `绑定 ${ofVillage.body.code}`)
    await desk.village.receive('town@chatroom', [{ from: 'wxid_zheng', text: `绑定${ofTown.body.code}` }])
    const rooms = await desk.village.db.room.findMany({ where: { kind: { not: 'hamlet' } }, orderBy: { kind: 'asc' } })
    expect(rooms.map((r) => [r.kind, r.villageId, r.externalId])).toEqual([
      ['village', 'village_hekou', 'cadres@chatroom'],
      ['town', null, 'town@chatroom'],
    ])
    expect((await audited('makeBindingCode')).map((a) => [a.subject, a.villageId])).toEqual([
      ['village:village_hekou', 'village_hekou'],
      [`town:${TOWN}`, null],
    ])
  })
})

describe('a cadre', () => {
  let cadre: string
  test('is put on record once, with the village', async () => {
    const given = { name: '周建国', office: 'cadre', villageId: 'village_hekou' }
    const made = await desk.post('townAdmin', '/officials', given)
    expect(made).toMatchObject({ status: 201, body: { ...given, villageName: '河口村', endedAt: null, accounts: [] } })
    cadre = made.body.id
    expect((await desk.post('townAdmin', '/officials', given)).body.refusal).toBe('inOffice')
    expect((await desk.post('townAdmin', '/officials', { name: '甲', office: 'cadre' })).body.refusal).toBe('needsVillage')
    expect((await desk.post('townAdmin', '/officials', { ...given, office: 'official' })).body.refusal).toBe('townWide')
    expect((await desk.post('official', '/officials', given)).status).toBe(403)
    expect((await audited('makeOfficial')).map((a) => a.subject)).toEqual([`official:${cadre}`])
  })

  test('who gives a command before being known is told so once a day, and noted', async () => {
    expect(await cadres.says('wxid_zhou', '今天下雨')).toEqual([])
    expect(await cadres.says('wxid_zhou', '受理 槐树1')).toEqual([expect.stringContaining('管理员')])
    expect(await cadres.says('wxid_zhou', '帮助')).toEqual([])
    const room = await desk.village.db.room.findFirstOrThrow({ where: { kind: 'village' } })
    const { body } = await desk.get('townAdmin', `/rooms/${room.id}/callers`)
    expect(body.items).toMatchObject([{ officialId: null }])
    expect((await desk.get('townAdmin', '/rooms/room_huaishu/callers')).status).toBe(404)
  })

  test('gets the account that called, and gives orders with it; an account of another village’s group is refused', async () => {
    const caller = await desk.village.db.officeCaller.findFirstOrThrow()
    const other = await desk.post('townAdmin', '/officials', { name: '罗志强', office: 'cadre', villageId: 'village_liulin' })
    const wrong = await desk.post('townAdmin', `/officials/${other.body.id}/accounts`, { callerId: caller.id })
    expect([wrong.status, wrong.body.refusal]).toEqual([409, 'otherGroup'])
    const bound = await desk.post('townAdmin', `/officials/${cadre}/accounts`, { callerId: caller.id })
    expect(bound.body.accounts).toHaveLength(1)
    expect((await desk.post('townAdmin', `/officials/${cadre}/accounts`, { callerId: caller.id })).body.refusal).toBe('taken')
    expect(await cadres.says('wxid_zhou', '受理 槐树1')).toContainEqual(expect.stringContaining('受理了'))
    expect((await desk.village.db.issue.findUniqueOrThrow({ where: { id: 'issue_1' } })).acceptedAt).not.toBeNull()
    const [note] = await audited('bindOfficial')
    expect(note).toMatchObject({ before: { accounts: [] }, after: { accounts: [{ id: bound.body.accounts[0].id }] } })
  })

  test('out of office is a stranger again, also with the account; the deed stays in the name', async () => {
    const ended = await desk.post('townAdmin', `/officials/${cadre}/end`)
    expect(ended.body).toMatchObject({ accounts: [], endedAt: expect.any(String) })
    expect((await desk.post('townAdmin', `/officials/${cadre}/end`)).body.refusal).toBe('ended')
    expect(await cadres.says('wxid_zhou', '上报 槐树1')).toEqual([expect.stringContaining('村干部')])
    const users = await desk.post('townAdmin', '/users', {
      name: '周建国',
      login: 'zhoujianguo',
      role: 'cadre',
      villageId: 'village_hekou',
      officialId: cadre,
    })
    expect(users.body.refusal).toBe('noSuchScope')
    const town = await desk.post('townAdmin', '/officials', { name: '郑文', office: 'official' })
    const elsewhere = { name: '郑文', login: 'zhengwen', role: 'cadre', villageId: 'village_hekou', officialId: town.body.id }
    expect((await desk.post('townAdmin', '/users', elsewhere)).body.refusal).toBe('otherOffice')
    const { body } = await desk.get('official', '/issues/issue_1/history')
    expect(body.items.at(-1)).toMatchObject({ what: 'issueAccepted', whoName: '周建国' })
    expect((await desk.get('townAdmin', '/officials?ended=true')).body.items.map((o: { id: string }) => o.id)).toEqual([cadre])
  })

  test('who lives in a hamlet stays its villager', async () => {
    await cadres.says('wxid_huaishu_5', '帮助')
    const { id: callerId } = await desk.village.db.officeCaller.findFirstOrThrow({ where: { externalId: 'wxid_huaishu_5' } })
    const made = await desk.post('townAdmin', '/officials', { name: '何春梅', office: 'cadre', villageId: 'village_hekou' })
    const bound = await desk.post('townAdmin', `/officials/${made.body.id}/accounts`, { callerId })
    const accountId = bound.body.accounts[0].id
    const account = await desk.village.db.chatAccount.findUniqueOrThrow({ where: { id: accountId } })
    expect(account).toMatchObject({ hamletId: 'hamlet_huaishu', householdId: 'household_huaishu_5', officialId: made.body.id })
    const freed = await desk.call('townAdmin', 'delete', `/officials/${made.body.id}/accounts/${accountId}`)
    expect(freed.body.accounts).toEqual([])
    expect((await desk.call('townAdmin', 'delete', `/officials/${made.body.id}/accounts/${accountId}`)).status).toBe(404)
  })
})
