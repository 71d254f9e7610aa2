/** What comes in: each message once, one process at a time, and what was handled stays handled. */
import { afterAll, describe, expect, test } from 'vitest'
import { handleBatch } from '../../src/application/hearing/handle-batch.ts'
import { markHandled, nextOfRoom, type Received, takeIn } from '../../src/store/edges/inbox.ts'
import { ACCOUNT, Village } from '../support/village.ts'

const v = await Village.open()
afterAll(() => v.db.$disconnect())

const HUAISHU = { account: ACCOUNT, externalRoomId: 'huaishu@chatroom' }
let count = 0
const message = (text: string, more: Partial<Received> = {}): Received => ({
  ...{ ...HUAISHU, messageId: `i${++count}`, externalSenderId: 'wxid_huaishu_7', senderName: '', kind: 'text', text },
  ...{ mentionsBot: false, mentionIds: [], self: false, mediaId: null, at: v.now },
  ...more,
})
const take = (...messages: Received[]) => takeIn(v.db, messages, v.now)
const waiting = async () => (await v.db.$transaction((tx) => nextOfRoom(tx, HUAISHU, 100))).map((m) => m.text)

describe('taking in', () => {
  test('keeps the order, and a message that the account has had is left as it is', async () => {
    expect(await take(message('吃了没'), message('吃了'), message('好'))).toBe(3)
    const again = message('第一遍', { messageId: 'again' })
    expect(await take(again)).toBe(1)
    expect(await take({ ...again, text: '第二遍' }, message('还有'))).toBe(1)
    // Another account's message may bear the same number.
    expect(await take({ ...again, account: 'other' })).toBe(1)
    expect(await waiting()).toEqual(['吃了没', '吃了', '好', '第一遍', '还有'])
    while ((await handleBatch(v.deps, HUAISHU)) > 0);
    expect(await take(again)).toBe(0)
    expect(await waiting()).toEqual([])
  })
})

describe('what was handled', () => {
  const handled = (seq: bigint, outcome: string, error?: string) =>
    v.db.$transaction((tx) => markHandled(tx, [{ seq, outcome, keepText: true, ...(error ? { error } : {}) }], v.now + 1))

  test('is not marked again by somebody who comes late: neither its outcome nor its moment changes', async () => {
    await take(message('反映 水沟堵了', { messageId: 'late' }))
    const { seq } = await v.db.inbox.findFirstOrThrow({ where: { messageId: 'late' } })
    await handleBatch(v.deps, HUAISHU)
    const before = await v.db.inbox.findUniqueOrThrow({ where: { seq } })
    expect(before).toMatchObject({ status: 'done', outcome: 'raiseIssue', handledAt: new Date(v.now) })
    await handled(seq, 'failed', 'Error: late')
    expect(await v.db.inbox.findUniqueOrThrow({ where: { seq } })).toEqual(before)
  })

  test('what failed waits for a person, with its reason and its words', async () => {
    await take(message('反映 井干了', { messageId: 'failed' }))
    const { seq } = await v.db.inbox.findFirstOrThrow({ where: { messageId: 'failed' } })
    await handled(seq, 'failed', 'Error: first')
    await handled(seq, 'raiseIssue')
    expect(await v.db.inbox.findUniqueOrThrow({ where: { seq } })).toMatchObject({
      ...{ status: 'failed', outcome: 'failed', error: 'Error: first', text: '反映 井干了' },
    })
    expect(await waiting()).toEqual([])
  })
})

/** While somebody else holds `row`, the batch waits; it does not look, decide or write. `meanwhile`: what the other does before letting go. */
async function waitsFor(row: { table: 'Room' | 'Hamlet'; id: string }, meanwhile = ''): Promise<'waits' | 'handled'> {
  let letGo: () => void = () => {}
  const held = new Promise<void>((resolve) => {
    letGo = resolve
  })
  let holds: () => void = () => {}
  const holding = new Promise<void>((resolve) => {
    holds = resolve
  })
  const other = v.db.$transaction(
    async (tx) => {
      await tx.$queryRawUnsafe(`SELECT id FROM "${row.table}" WHERE id = $1 FOR UPDATE`, row.id)
      holds()
      await held
      if (meanwhile) await tx.$executeRawUnsafe(meanwhile)
    },
    { timeout: 20_000 },
  )
  await holding
  const handling = handleBatch(v.deps, HUAISHU).then(() => 'handled' as const)
  const blocked = async (): Promise<number> => {
    const [found] = await v.db.$queryRawUnsafe<{ n: number }[]>(
      `SELECT count(*)::int AS n FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'`,
    )
    return found?.n ?? 0
  }
  const waits = expect.poll(blocked, { timeout: 10_000, interval: 5 }).toBe(1)
  const was = await Promise.race([
    handling,
    waits.then(
      () => 'waits' as const,
      () => 'handled' as const,
    ),
  ])
  letGo()
  await Promise.all([other, handling])
  return was
}

describe('one room is one process’s at a time', () => {
  const issues = () => v.db.issue.count({ where: { text: { startsWith: '第' } } })

  test('its batch waits for whoever holds the room, and then goes on', async () => {
    const before = await issues()
    await take(message('反映 第1处水沟堵了'))
    expect(await waitsFor({ table: 'Room', id: 'room_huaishu' })).toBe('waits')
    expect(await issues()).toBe(before + 1)
  })

  test('and for whoever holds the hamlet: a deadline, the desk', async () => {
    await take(message('反映 第2处水沟堵了'))
    const another = `UPDATE "Hamlet" SET "lastIssueNo" = 50 WHERE id = 'hamlet_huaishu'`
    expect(await waitsFor({ table: 'Hamlet', id: 'hamlet_huaishu' }, another)).toBe('waits')
    // It has looked only then: what the other has written is there.
    expect(await v.db.issue.findFirst({ where: { text: '第2处水沟堵了' } })).toMatchObject({ no: 51 })
  })

  test('two that come at the same moment do everything once, and answer once', async () => {
    const before = await issues()
    await v.db.outbox.deleteMany()
    await take(...[3, 4, 5].map((n) => message(`反映 第${n}处水沟堵了`)))
    const counts = await Promise.all([1, 2, 3].map(() => handleBatch(v.deps, HUAISHU)))
    expect(counts.sort()).toEqual([0, 0, 3])
    expect(await issues()).toBe(before + 3)
    expect(await v.db.outbox.count()).toBe(3)
  })
})
