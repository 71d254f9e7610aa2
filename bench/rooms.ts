/**
 * How fast a town is heard: a few messages in each of hundreds of rooms, and twenty busy rooms, from the intake to committed answers, ledger
 * and outbox. The floors are of the same run on the same database: one plain INSERT committed for each message on eight connections, and the
 * same rows in batches of one statement.
 */
import pg from 'pg'
import { seedTown } from '../prisma/seed/town.ts'
import { Intake } from '../src/application/hearing/intake.ts'
import type { Deps } from '../src/application/ports.ts'
import { ManualClock } from '../src/kernel/clock.ts'
import { randomId } from '../src/kernel/ids.ts'
import { silentLog } from '../src/kernel/log.ts'
import { instantAt, MINUTE } from '../src/kernel/time.ts'
import { openDatabase } from '../src/store/database.ts'
import type { Received } from '../src/store/edges/inbox.ts'
import { resetTo } from '../src/store/reset.ts'
import type { Figure } from './figures.ts'

const HAMLETS = 600
const EACH = 4
const BUSY_ROOMS = 20
const BUSY_EACH = 120
const ROUNDS = 3
const CONNECTIONS = 8
const BATCH = 500
const NOW = instantAt('2026-09-07', 9)
const VOTERS = [3, 4, 5, 7, 8, 9, 10, 11, 13, 14, 15, 16, 17, 19, 20]
const WORDS = ['1', '13', '周三周四都行', '都不行', '吃了没', '2']

export async function run(databaseUrl: string): Promise<Figure[]> {
  const db = openDatabase(databaseUrl, CONNECTIONS)
  const clock = new ManualClock(NOW)
  const deps: Deps = { db, clock, newId: randomId, wake: { outbox() {}, deadlines() {}, inbox() {} }, log: silentLog }
  const intake = new Intake(deps)
  try {
    await resetTo(db, seedTown({ now: new Date(NOW), account: 'bench', hamlets: HAMLETS }))
    const rooms = (await db.room.findMany({ where: { kind: 'hamlet' }, select: { externalId: true } })).map((r) => r.externalId)
    await heard(
      intake,
      rooms.map((room) => message(room, 'head', '约时间 修路 周三晚7点半/周四晚7点半/周六晚8点', clock.now())),
    )
    const figures = { wide: [] as number[], busy: [] as number[], one: [] as number[], batched: [] as number[] }
    for (let round = 0; round < ROUNDS; round++) {
      clock.moveTo(clock.now() + MINUTE)
      figures.one.push(await commits(databaseUrl, HAMLETS * EACH))
      figures.wide.push(await heard(intake, spread(rooms, EACH, clock.now())))
      figures.batched.push(await batches(databaseUrl, HAMLETS * EACH))
      figures.busy.push(await heard(intake, spread(rooms.slice(0, BUSY_ROOMS), BUSY_EACH, clock.now())))
    }
    const one = median(figures.one)
    const batched = median(figures.batched)
    const beside = (name: string, value: number, floor: number): Figure => ({
      name,
      value,
      unit: 'messages/s',
      floor,
      ratio: value / floor,
    })
    return [
      beside(`${HAMLETS} rooms, ${EACH} messages each / a commit a message`, median(figures.wide), one),
      beside(`${BUSY_ROOMS} busy rooms, ${BUSY_EACH} each / a commit a message`, median(figures.busy), one),
      beside(`${BUSY_ROOMS} busy rooms, ${BUSY_EACH} each / batched inserts`, median(figures.busy), batched),
    ]
  } finally {
    await intake.stop()
    await db.$disconnect()
  }
}

/** As groups talk: one message after another, now in this room, now in that. */
function spread(rooms: readonly string[], each: number, at: number): Received[] {
  return Array.from({ length: each }, (_, i) =>
    rooms.map((room, r) => message(room, VOTERS[(i + r) % VOTERS.length] as number, WORDS[(i + r) % WORDS.length] as string, at)),
  ).flat()
}

function message(room: string, who: string | number, text: string, at: number): Received {
  const sender = { externalSenderId: `wxid_${room.split('@')[0]}_${who}`, senderName: '', mentionsBot: false, mentionIds: [], self: false }
  return { account: 'bench', messageId: randomId(), externalRoomId: room, ...sender, kind: 'text', text, mediaId: null, at }
}

/** Messages a second, from the first that is handed over until all are handled. */
async function heard(intake: Intake, messages: readonly Received[]): Promise<number> {
  const begun = performance.now()
  await Promise.all(messages.map((m) => intake.take(m)))
  while (!intake.idle) await new Promise((resolve) => setImmediate(resolve))
  return (messages.length * 1_000) / (performance.now() - begun)
}

const INSERT = `INSERT INTO floor_message (id, room, who, text, at) `
const TABLE = `CREATE TABLE IF NOT EXISTS floor_message (id text PRIMARY KEY, room text NOT NULL, who text NOT NULL, text text NOT NULL, at timestamptz NOT NULL)`

async function onFloor(url: string, connections: number, work: (clients: pg.Client[]) => Promise<void>): Promise<number> {
  const clients = Array.from({ length: connections }, () => new pg.Client({ connectionString: url }))
  for (const client of clients) await client.connect()
  await clients[0]?.query(TABLE)
  const begun = performance.now()
  await work(clients)
  const took = performance.now() - begun
  await clients[0]?.query('DROP TABLE floor_message')
  for (const client of clients) await client.end()
  return took
}

/** A plain INSERT, committed, for each message. */
async function commits(url: string, count: number): Promise<number> {
  let left = count
  const took = await onFloor(url, CONNECTIONS, async (clients) => {
    const worker = async (client: pg.Client) => {
      while (left-- > 0)
        await client.query({ name: 'floor', text: `${INSERT} VALUES ($1, 'room', 'who', '1', now())`, values: [randomId()] })
    }
    await Promise.all(clients.map(worker))
  })
  return (count * 1_000) / took
}

/** The same rows, five hundred a statement. */
async function batches(url: string, count: number): Promise<number> {
  const took = await onFloor(url, 1, async ([client]) => {
    for (let done = 0; done < count; done += BATCH)
      await client?.query(`${INSERT} SELECT unnest($1::text[]), 'room', 'who', '1', now()`, [Array.from({ length: BATCH }, randomId)])
  })
  return (count * 1_000) / took
}

function median(values: number[]): number {
  const sorted = [...values].sort((a, b) => a - b)
  return sorted[Math.floor(sorted.length / 2)] ?? 0
}

export const suite = { name: 'rooms', run }
