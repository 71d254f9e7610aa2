/** What several suites need: a town of many hamlets with an intake over it, messages as its people send them, and how figures are taken. */
import pg from 'pg'
import { seedTown } from '../prisma/seed/town.ts'
import { Intake } from '../src/application/hearing/intake.ts'
import type { Deps } from '../src/application/ports.ts'
import { ManualClock } from '../src/kernel/clock.ts'
import { randomId } from '../src/kernel/ids.ts'
import { silentLog } from '../src/kernel/log.ts'
import { instantAt } from '../src/kernel/time.ts'
import { type Database, openDatabase } from '../src/store/database.ts'
import type { Received } from '../src/store/edges/inbox.ts'
import { resetTo } from '../src/store/reset.ts'

export const ACCOUNT = 'bench'
export const NOW = instantAt('2026-09-07', 9)
/** The accounts of households that may answer. */
const VOTERS = [3, 4, 5, 7, 8, 9, 10, 11, 13, 14, 15, 16, 17, 19, 20]
const WORDS = ['1', '13', '周三周四都行', '都不行', '吃了没', '2']
export const POLL = '约时间 修路 周三晚7点半/周四晚7点半/周六晚8点'

export interface Town {
  db: Database
  clock: ManualClock
  deps: Deps
  intake: Intake
  /** The hamlets' groups, as the channel names them. */
  rooms: string[]
  close(): Promise<void>
}

/** Makes a town of so many hamlets, of 36 households each. */
export async function seed(databaseUrl: string, hamlets: number): Promise<void> {
  const db = openDatabase(databaseUrl, 2)
  await resetTo(db, seedTown({ now: new Date(NOW), account: ACCOUNT, hamlets }))
  await db.$disconnect()
}

/** Opens a database that was seeded, as a process of its own would. */
export async function openTown(databaseUrl: string): Promise<Town> {
  const db = openDatabase(databaseUrl, 8)
  const clock = new ManualClock(NOW)
  const deps: Deps = { db, clock, newId: randomId, wake: { outbox() {}, deadlines() {}, inbox() {} }, log: silentLog }
  const intake = new Intake(deps)
  const found = await db.room.findMany({
    where: { kind: 'hamlet', account: ACCOUNT },
    select: { externalId: true },
    orderBy: { id: 'asc' },
  })
  const close = async (): Promise<void> => {
    await intake.stop()
    await db.$disconnect()
  }
  return { db, clock, deps, intake, rooms: found.map((r) => r.externalId), close }
}

/** A copy of a database that nobody is connected to, on the same server. */
export async function copyOf(databaseUrl: string, name: string): Promise<string> {
  const url = new URL(databaseUrl)
  const template = url.pathname.slice(1)
  url.pathname = '/postgres'
  const client = new pg.Client({ connectionString: url.href })
  await client.connect()
  await client.query(`CREATE DATABASE ${template}_${name} TEMPLATE ${template}`)
  await client.end()
  url.pathname = `/${template}_${name}`
  return url.href
}

export function message(room: string, who: string | number, text: string, at: number): Received {
  const sender = { externalSenderId: `wxid_${room.split('@')[0]}_${who}`, senderName: '', mentionsBot: false, mentionIds: [], self: false }
  return { account: ACCOUNT, messageId: randomId(), externalRoomId: room, ...sender, kind: 'text', text, mediaId: null, at }
}

/** As groups talk: one message after another, now in this room, now in that. */
export function spread(rooms: readonly string[], each: number, at: number): Received[] {
  return Array.from({ length: each }, (_, i) =>
    rooms.map((room, r) => message(room, VOTERS[(i + r) % VOTERS.length] as number, WORDS[(i + r) % WORDS.length] as string, at)),
  ).flat()
}

/** Messages a second, from the first that is handed over until all are handled. */
export async function heard(intake: Intake, messages: readonly Received[]): Promise<number> {
  const begun = performance.now()
  await Promise.all(messages.map((m) => intake.take(m)))
  while (!intake.idle) await new Promise((resolve) => setImmediate(resolve))
  return (messages.length * 1_000) / (performance.now() - begun)
}

/** A plain table on the suite's database, and what writing to it takes; each connection with one statement at a time. */
const FLOOR_TABLE = `CREATE TABLE IF NOT EXISTS floor_message (id text PRIMARY KEY, room text NOT NULL, who text NOT NULL, text text NOT NULL, at timestamptz NOT NULL)`
export const FLOOR_INSERT = `INSERT INTO floor_message (id, room, who, text, at) `

export async function floorClients(url: string, connections: number): Promise<pg.Client[]> {
  const clients = Array.from({ length: connections }, () => new pg.Client({ connectionString: url }))
  for (const client of clients) await client.connect()
  await clients[0]?.query(FLOOR_TABLE)
  return clients
}

/** A plain INSERT, committed. */
export const commitOne = (client: pg.Client): Promise<unknown> =>
  client.query({ name: 'floor', text: `${FLOOR_INSERT} VALUES ($1, 'room', 'who', '1', now())`, values: [randomId()] })

export const median = (values: readonly number[]): number => quantile(values, 0.5)

/** The value below which this part of them lies, by the nearest rank. */
export function quantile(values: readonly number[], part: number): number {
  const sorted = [...values].sort((a, b) => a - b)
  return sorted[Math.max(0, Math.ceil(part * sorted.length) - 1)] ?? 0
}
