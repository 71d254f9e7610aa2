/**
 * How fast a town is heard: a few messages in each of hundreds of rooms, and twenty busy rooms, from the intake to committed answers, ledger
 * and outbox. The floors are of the same run on the same database: one plain INSERT committed for each message on eight connections, and the
 * same rows in batches of one statement.
 */
import type pg from 'pg'
import { randomId } from '../src/kernel/ids.ts'
import { MINUTE } from '../src/kernel/time.ts'
import type { Figure } from './figures.ts'
import { commitOne, FLOOR_INSERT, floorClients, heard, median, message, openTown, POLL, seed, spread } from './town.ts'

const HAMLETS = 600
const EACH = 4
const BUSY_ROOMS = 20
const BUSY_EACH = 120
const ROUNDS = 3
const CONNECTIONS = 8
const BATCH = 500

export async function run(databaseUrl: string): Promise<Figure[]> {
  await seed(databaseUrl, HAMLETS)
  const { clock, intake, rooms, close } = await openTown(databaseUrl)
  try {
    await heard(
      intake,
      rooms.map((room) => message(room, 'head', POLL, clock.now())),
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
    await close()
  }
}

async function onFloor(url: string, connections: number, work: (clients: pg.Client[]) => Promise<void>): Promise<number> {
  const clients = await floorClients(url, connections)
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
      while (left-- > 0) await commitOne(client)
    }
    await Promise.all(clients.map(worker))
  })
  return (count * 1_000) / took
}

/** The same rows, five hundred a statement. */
async function batches(url: string, count: number): Promise<number> {
  const took = await onFloor(url, 1, async ([client]) => {
    for (let done = 0; done < count; done += BATCH)
      await client?.query(`${FLOOR_INSERT} SELECT unnest($1::text[]), 'room', 'who', '1', now()`, [Array.from({ length: BATCH }, randomId)])
  })
  return (count * 1_000) / took
}

export const suite = { name: 'rooms', run }
