/**
 * How fast a village is heard: messages from the inbox to committed answers, ledger and silence, in one busy room and in many at once.
 * The floor is what plain `pg` needs, on the same database in the same run, to make the same rows durable in batches of the same size.
 */
import pg from 'pg'
import { seedTown } from '../prisma/seed/town.ts'
import { BATCH_MESSAGES, handleBatch } from '../src/application/hearing/handle-batch.ts'
import type { Deps } from '../src/application/ports.ts'
import { ManualClock } from '../src/kernel/clock.ts'
import { randomId } from '../src/kernel/ids.ts'
import { silentLog } from '../src/kernel/log.ts'
import { instantAt } from '../src/kernel/time.ts'
import { openDatabase } from '../src/store/database.ts'
import { type Received, takeIn } from '../src/store/edges/inbox.ts'
import { resetTo } from '../src/store/reset.ts'
import type { Figure } from './figures.ts'

const HAMLETS = 40
const ROUNDS = 5
const BUSY = 1_000
const NOW = instantAt('2026-09-07', 9)
const VOTERS = [3, 4, 5, 7, 8, 9, 10, 11, 13, 14, 15, 16, 17, 19, 20]

export async function run(databaseUrl: string): Promise<Figure[]> {
  const db = openDatabase(databaseUrl, 8)
  const clock = new ManualClock(NOW)
  const deps: Deps = { db, clock, newId: randomId, wake: { outbox() {}, deadlines() {}, inbox() {} }, log: silentLog }
  try {
    await resetTo(db, seedTown({ now: new Date(NOW), account: 'bench', hamlets: HAMLETS }))
    const rooms = (await db.room.findMany({ where: { kind: 'hamlet' }, select: { externalId: true } })).map((r) => r.externalId)
    for (const room of rooms) await heard(deps, [message(room, 'head', '约时间 修路 周三晚7点半/周四晚7点半/周六晚8点')])
    const busy: number[] = []
    const wide: number[] = []
    const floors: number[] = []
    for (let round = 0; round < ROUNDS; round++) {
      floors.push(await floor(databaseUrl, BUSY))
      const room = rooms[round] as string
      busy.push(await rate(deps, [[...answers(room, BUSY)]]))
      wide.push(
        await rate(
          deps,
          rooms.map((r) => [...answers(r, BUSY / HAMLETS)]),
        ),
      )
    }
    const best = median(floors)
    return [
      { name: 'one room, a burst of 1 000 answers', value: median(busy), unit: 'messages/s', floor: best, ratio: median(busy) / best },
      {
        name: `${HAMLETS} rooms at once, 25 answers each`,
        value: median(wide),
        unit: 'messages/s',
        floor: best,
        ratio: median(wide) / best,
      },
    ]
  } finally {
    await db.$disconnect()
  }
}

function message(room: string, who: string | number, text: string): Received {
  const key = room.split('@')[0]
  return {
    account: 'bench',
    messageId: randomId(),
    externalRoomId: room,
    externalSenderId: `wxid_${key}_${who}`,
    senderName: '',
    kind: 'text',
    text,
    mentionsBot: false,
    mentionIds: [],
    self: false,
    mediaId: null,
    at: NOW,
  }
}

function* answers(room: string, count: number): Generator<Received> {
  const words = ['1', '13', '周三周四都行', '都不行', '吃了没', '2']
  for (let i = 0; i < count; i++) yield message(room, VOTERS[i % VOTERS.length] as number, words[i % words.length] as string)
}

async function heard(deps: Deps, messages: Received[]): Promise<void> {
  await takeIn(deps.db, messages, NOW)
  const room = { account: 'bench', externalRoomId: messages[0]?.externalRoomId ?? '' }
  while ((await handleBatch(deps, room)) > 0);
}

/** Messages a second; rooms side by side, six at a time as in the house. */
async function rate(deps: Deps, rooms: Received[][]): Promise<number> {
  const waiting = [...rooms]
  const count = rooms.flat().length
  const begun = performance.now()
  await Promise.all(
    Array.from({ length: 6 }, async () => {
      for (let next = waiting.shift(); next; next = waiting.shift()) await heard(deps, next)
    }),
  )
  return (count * 1_000) / (performance.now() - begun)
}

/** The same rows with plain pg: inbox in, inbox marked, answer and ledger entry, one transaction for each batch. */
async function floor(url: string, count: number): Promise<number> {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  await client.query(`CREATE TEMP SEQUENCE IF NOT EXISTS floor_seq`)
  await client.query(`CREATE TABLE IF NOT EXISTS floor_inbox (LIKE "Inbox" INCLUDING ALL);
    CREATE TABLE IF NOT EXISTS floor_answer (LIKE "TimeAnswer" INCLUDING ALL); CREATE TABLE IF NOT EXISTS floor_ledger (LIKE "LedgerEntry" INCLUDING ALL)`)
  const begun = performance.now()
  for (let done = 0; done < count; done += BATCH_MESSAGES) {
    const n = Math.min(BATCH_MESSAGES, count - done)
    await client.query('BEGIN')
    await client.query(
      `INSERT INTO floor_inbox (account, "messageId", "externalRoomId", "externalSenderId", "senderName", kind, text, "mentionsBot", "mentionIds", at, "receivedAt")
       SELECT 'floor', gen_random_uuid()::text, 'room', 'who', '', 'text', '1', false, '{}', now(), now() FROM generate_series(1, $1)`,
      [n],
    )
    await client.query(`UPDATE floor_inbox SET status = 'done', outcome = 'availability', "handledAt" = now() WHERE status = 'received'`)
    await client.query(
      `INSERT INTO floor_answer (id, "hamletId", "pollId", yes, maybe, no, at, seq, via) SELECT gen_random_uuid()::text, 'h', 'p', '{1}', '{}', '{}', now(), i, 'chat' FROM generate_series(1, $1) i`,
      [n],
    )
    await client.query(
      `INSERT INTO floor_ledger ("hamletId", seq, at, who, what, subject, data, "prevHash", hash)
       SELECT 'h', nextval('floor_seq') + (extract(epoch from clock_timestamp()) * 1000)::bigint % 1000000000, now(), 'account:1', 'timeAnswered', 'p', '{}', repeat('0', 64), repeat('0', 64) FROM generate_series(1, $1)`,
      [n],
    )
    await client.query('COMMIT')
  }
  const took = performance.now() - begun
  await client.query('DROP TABLE floor_inbox, floor_answer, floor_ledger')
  await client.end()
  return (count * 1_000) / took
}

function median(values: number[]): number {
  const sorted = [...values].sort((a, b) => a - b)
  return sorted[Math.floor(sorted.length / 2)] ?? 0
}

export const suite = { name: 'room', run }
