/** A key used twice, a refusal under a key, and what puts wrong entries right. */
import { beforeAll, describe, expect, test } from 'vitest'
import { TestDesk } from './support/desk.ts'
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
