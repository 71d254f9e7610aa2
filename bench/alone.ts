/**
 * How long one message waits that is not in a burst: messages come at a steady pace, each in another room, whether the one before is done or not.
 * From the moment at which it was to come until its answer is committed. The floor is a plain INSERT, committed, at the same pace and right
 * after it: three rounds of each, in turn. Of each round the slowest of a hundred, of the rounds the median.
 */
import { setTimeout as sleep } from 'node:timers/promises'
import { MINUTE } from '../src/kernel/time.ts'
import type { Figure } from './figures.ts'
import { commitOne, floorClients, heard, median, message, openTown, POLL, quantile, seed, spread } from './town.ts'

const HAMLETS = 600
const CONNECTIONS = 8
const ROUNDS = 3
/** Messages a second, and how many of them. */
const PACES = [
  { each: 10, count: 60 },
  { each: 50, count: 300 },
]

async function run(databaseUrl: string): Promise<Figure[]> {
  await seed(databaseUrl, HAMLETS)
  const { clock, intake, rooms, close } = await openTown(databaseUrl)
  const clients = await floorClients(databaseUrl, CONNECTIONS)
  try {
    const polls = rooms.map((room) => message(room, 'head', POLL, clock.now()))
    await heard(intake, polls)
    // As in the middle of a day: each room has spoken before.
    await heard(intake, spread(rooms, 1, clock.now()))
    const figures: Figure[] = []
    for (const { each, count } of PACES) {
      const [ours, floors]: [number[][], number[][]] = [[], []]
      for (let round = 0; round < ROUNDS; round++) {
        clock.moveTo(clock.now() + MINUTE)
        let turn = 0
        floors.push(await atPace(each, count, () => commitOne(clients[turn++ % CONNECTIONS] as (typeof clients)[number])))
        const words = spread(rooms.slice(0, count), 1, clock.now())
        ours.push(await atPace(each, count, (i) => handled(intake, words[i] as (typeof words)[number])))
      }
      for (const [name, part] of [
        ['p50', 0.5],
        ['p99', 0.99],
      ] as const) {
        const [value, floor] = [ours, floors].map((rounds) => median(rounds.map((waits) => quantile(waits, part)))) as [number, number]
        figures.push({ name: `one message alone, ${each}/s, ${name}`, value, unit: 'ms', floor, ratio: value / floor })
      }
    }
    return figures
  } finally {
    for (const client of clients) await client.end()
    await close()
  }
}

/** Until nothing is under way: at these paces that is this message, but where two of them meet. */
async function handled(intake: Awaited<ReturnType<typeof openTown>>['intake'], one: Parameters<typeof intake.take>[0]): Promise<void> {
  await intake.take(one)
  while (!intake.idle) await new Promise((resolve) => setImmediate(resolve))
}

/** Milliseconds from when each was to come until it was done. */
async function atPace(each: number, count: number, work: (i: number) => Promise<unknown>): Promise<number[]> {
  const begun = performance.now() + 20
  const waits: number[] = []
  const under: Promise<void>[] = []
  for (let i = 0; i < count; i++) {
    const due = begun + (i * 1_000) / each
    const left = due - performance.now()
    if (left > 1) await sleep(left - 1)
    while (performance.now() < due) await new Promise((resolve) => setImmediate(resolve))
    under.push(work(i).then(() => void waits.push(performance.now() - due)))
  }
  await Promise.all(under)
  return waits
}

export const suite = { name: 'alone', run }
