/** A turn over many rooms: what each hamlet hears and counts is what it would by itself, whoever else speaks at the same moment. */
import { describe, expect, onTestFinished, test, vi } from 'vitest'
import { handleRooms } from '../../src/application/hearing/handle-rooms.ts'
import { Intake } from '../../src/application/hearing/intake.ts'
import { orderAtHome } from '../../src/application/orders/registry.ts'
import type { Deps } from '../../src/application/ports.ts'
import type { Principal } from '../../src/domain/rights/desk.ts'
import { silentLog } from '../../src/kernel/log.ts'
import { inTransaction, openDatabase } from '../../src/store/database.ts'
import { lockRoom } from '../../src/store/directory.ts'
import { type Received, takeIn } from '../../src/store/edges/inbox.ts'
import { verifyLedgers } from '../../src/store/reading/ledger-verify.ts'
import { ACCOUNT, Village } from '../support/village.ts'

const KEYS = ['huaishu', 'tangwan', 'liuyin']
const WORDS = ['1', '13', '周三周四都行', '都不行', '吃了没', '2', '@小助手 帮助']

function said(v: Village, n: number): Received[] {
  return Array.from({ length: n }, (_, i): Received => {
    const key = KEYS[i % KEYS.length] as string
    const who = 3 + (Math.floor(i / KEYS.length) % 15)
    return {
      account: ACCOUNT,
      messageId: `x${i}`,
      externalRoomId: `${key}@chatroom`,
      externalSenderId: `wxid_${key}_${who}`,
      senderName: '',
      kind: 'text',
      text: WORDS[(i * 7) % WORDS.length] as string,
      mentionsBot: false,
      mentionIds: [],
      self: false,
      mediaId: null,
      at: v.now,
    }
  })
}

async function asked(): Promise<Village> {
  const v = await Village.open()
  for (const key of KEYS) await v.room(key).says('head', '约时间 修路 周三晚7点半/周四晚7点半/周六晚8点')
  return v
}

/** The last answer of each account, and what was said in each group, in order. */
async function outcome(v: Village) {
  const accounts = new Map((await v.db.chatAccount.findMany()).map((a) => [a.id, a.externalId]))
  const answers = await v.db.timeAnswer.findMany({
    orderBy: { seq: 'asc' },
    select: { hamletId: true, accountId: true, yes: true, no: true },
  })
  const outbox = await v.db.outbox.findMany({ orderBy: { seq: 'asc' }, select: { roomId: true, text: true } })
  const ledger = await v.db.ledgerEntry.groupBy({ by: ['hamletId'], _count: true, orderBy: { hamletId: 'asc' } })
  return {
    answers: KEYS.map((key) =>
      answers
        .filter((a) => a.hamletId === `hamlet_${key}`)
        .map(({ accountId, yes, no }) => ({ who: accounts.get(accountId ?? ''), yes, no })),
    ),
    said: KEYS.map((key) => outbox.filter((o) => o.roomId === `room_${key}`).map((o) => o.text)),
    ledger: ledger.map((l) => [l.hamletId, l._count]),
  }
}

/** Every hamlet's chain holds. */
async function whole(v: Village): Promise<void> {
  for await (const { findings } of verifyLedgers(v.db)) expect(findings).toEqual([])
}

const rooms = KEYS.map((key) => ({ account: ACCOUNT, externalRoomId: `${key}@chatroom` }))

describe('many rooms in one turn', () => {
  test('each hamlet counts and hears what it would by itself', async () => {
    const [together, alone] = [await asked(), await asked()]
    const messages = said(together, 90)
    await takeIn(together.db, messages, together.now)
    expect(await handleRooms(together.deps, rooms)).toEqual({ more: [], alone: [] })
    for (const message of messages) {
      await takeIn(alone.db, [message], alone.now)
      await alone.handle(message.externalRoomId)
    }
    expect(await outcome(together)).toEqual(await outcome(alone))
    await whole(together)
  })

  test('costs hardly more statements than one', async () => {
    const v = await asked()
    const costs: { batch: number; statements: number }[] = []
    Object.assign(v.deps, { log: { ...silentLog, info: (line: { batch: number; statements: number }) => costs.push(line) } })
    await takeIn(v.db, said(v, 3), v.now)
    await handleRooms(v.deps, rooms)
    await takeIn(v.db, said(v, 90).slice(3), v.now)
    await handleRooms(v.deps, rooms)
    const [few, many] = [costs.find((c) => c.batch === 3), costs.find((c) => c.batch === 87)]
    // One look-up more for each group in which somebody spoke whom the hamlet does not know, and one table more.
    expect(many?.statements).toBeLessThanOrEqual((few?.statements ?? 0) + KEYS.length + 2)
    expect(few?.statements).toBeLessThan(15)
  })

  test('one that throws is set aside alone, and the others count', async () => {
    const v = await asked()
    await v.db.$executeRawUnsafe(
      `CREATE FUNCTION refuse() RETURNS trigger AS $$ BEGIN RAISE EXCEPTION 'no such answer' USING ERRCODE = '23514'; END $$ LANGUAGE plpgsql`,
    )
    await v.db.$executeRawUnsafe(
      `CREATE TRIGGER refuse BEFORE INSERT ON "TimeAnswer" FOR EACH ROW WHEN (NEW."accountId" = 'account_tangwan_4') EXECUTE FUNCTION refuse()`,
    )
    onTestFinished(async () => {
      await v.db.$executeRawUnsafe('DROP FUNCTION refuse CASCADE')
    })
    const intake = new Intake(v.deps)
    await Promise.all(said(v, 45).map((m) => intake.take(m)))
    await vi.waitFor(() => expect(intake.idle).toBe(true), { interval: 5, timeout: 15_000 })
    const failed = await v.db.inbox.findMany({ where: { status: 'failed' } })
    expect(failed.every((f) => f.externalSenderId === 'wxid_tangwan_4')).toBe(true)
    expect(failed.length).toBeGreaterThan(0)
    expect(await v.db.inbox.count({ where: { status: 'received' } })).toBe(0)
    const of = await v.db.timeAnswer.groupBy({ by: ['hamletId'], _count: true })
    expect(of.length).toBe(3)
  })

  test('a room that somebody holds is left alone, and not waited for', async () => {
    const v = await asked()
    await takeIn(v.db, said(v, 9), v.now)
    await inTransaction(v.db, async (tx) => {
      await lockRoom(tx, ACCOUNT, 'tangwan@chatroom')
      expect(await handleRooms(v.deps, rooms)).toMatchObject({ alone: [{ externalRoomId: 'tangwan@chatroom' }] })
    })
    expect(await v.db.inbox.count({ where: { status: 'received' } })).toBe(3)
  })
})

test('two processes and a desk that edits the same hamlets: every message counts once, and each count is that of a run by itself', async () => {
  const v = await asked()
  const second = openDatabase(v.url, 4)
  const other: Deps = { ...v.deps, db: second }
  const intakes = [new Intake(v.deps), new Intake(other)]
  const who: Principal = {
    userId: 'u',
    name: '郑文',
    role: 'official',
    townId: 'town_qingshan',
    villageId: null,
    department: null,
    officialId: 'official_town_official1',
    via: 'console',
    readOnly: false,
  }
  const messages = said(v, 300)
  const desk = async (): Promise<void> => {
    for (let i = 0; i < 12; i++) for (const key of KEYS) await orderAtHome(v.deps, who, `hamlet_${key}`, `household_${key}_18`, i % 2 === 0)
  }
  // Both are handed everything, as after a take-over; one message is handled once, whoever comes first.
  await Promise.all([...messages.flatMap((m, i) => [intakes[i % 2]?.take(m), intakes[(i + 1) % 2]?.take(m)]), desk()])
  await vi.waitFor(() => expect(intakes.every((intake) => intake.idle)).toBe(true), { interval: 10, timeout: 15_000 })
  for (const intake of intakes) await intake.stop()

  const alone = await asked()
  await takeIn(alone.db, messages, alone.now)
  for (const room of rooms) await alone.handle(room.externalRoomId)
  const [ours, theirs] = [await outcome(v), await outcome(alone)]
  expect(ours.answers.map((a) => a.length)).toEqual(theirs.answers.map((a) => a.length))
  expect(ours.answers).toEqual(theirs.answers)
  expect(await v.db.inbox.count({ where: { status: { not: 'done' } } })).toBe(0)
  expect(await v.db.atHomeChange.count()).toBe(36)
  await whole(v)
  await second.$disconnect()
})
