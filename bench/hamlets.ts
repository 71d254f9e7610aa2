/**
 * What a message costs in a town of 600 hamlets, and where the database has ten and a hundred times as many: the same six hundred groups talk,
 * the rest lie beside them in every table. Three databases, in turn. First when none of these hamlets is known to the process yet (each is
 * loaded), then when all are. The floor is a plain INSERT, committed, for each message on eight connections.
 */
import pg from 'pg'
import { MINUTE } from '../src/kernel/time.ts'
import type { Figure } from './figures.ts'
import { commitOne, copyOf, floorClients, heard, median, message, openTown, POLL, seed, spread, type Town } from './town.ts'

const TALKING = 600
const SIZES = [600, 6_000, 60_000]
const EACH = 4
const ROUNDS = 3
const CONNECTIONS = 8
/** Households, people and accounts of a hamlet that only lies there. */
const HOUSEHOLDS = 3

async function run(databaseUrl: string): Promise<Figure[]> {
  await seed(databaseUrl, TALKING)
  const urls = [databaseUrl]
  for (const size of SIZES.slice(1)) urls.push(await larger(databaseUrl, size))
  const clients = await floorClients(databaseUrl, CONNECTIONS)
  const towns: Town[] = []
  const costs = SIZES.map(() => ({ first: [] as number[], known: [] as number[] }))
  const floors: number[] = []
  try {
    for (const url of urls) {
      const town = await openTown(url)
      towns.push(town)
      await heard(
        town.intake,
        town.rooms.slice(0, TALKING).map((room) => message(room, 'head', POLL, town.clock.now())),
      )
    }
    for (let round = 0; round < ROUNDS; round++) {
      floors.push(await commits(clients, TALKING * EACH))
      for (const i of inTurn(round)) {
        const { clock, close } = towns[i] as Town
        const at = clock.now() + MINUTE
        await close()
        // A process that has just begun knows no hamlet.
        const town = await openTown(urls[i] as string)
        town.clock.moveTo(at)
        towns[i] = town
        const rooms = town.rooms.filter((room) => !room.startsWith('far_'))
        costs[i]?.first.push(1_000 / (await heard(town.intake, spread(rooms, 1, at))))
        costs[i]?.known.push(1_000 / (await heard(town.intake, spread(rooms, EACH, at))))
      }
    }
  } finally {
    for (const town of towns) await town.close()
    for (const client of clients) await client.end()
  }
  const floor = median(floors)
  const least = costs[0] as (typeof costs)[number]
  return SIZES.flatMap((size, i) =>
    (['known', 'first'] as const).map((which): Figure => {
      const value = median(costs[i]?.[which] ?? [])
      const more = i === 0 ? '' : `, ${(value / median(least[which])).toFixed(2)} × that of ${SIZES[0]}`
      const name = `a message, ${size} hamlets, ${which === 'known' ? 'lately heard' : 'loaded first'}${more}`
      return { name, value, unit: 'ms', floor, ratio: value / floor }
    }),
  )
}

/** Another one first in each round: what comes first pays for what the process has to warm up. */
const inTurn = (round: number): number[] => SIZES.map((_, i) => (i + round) % SIZES.length)

/** Milliseconds a message. */
async function commits(clients: readonly pg.Client[], count: number): Promise<number> {
  let left = count
  const begun = performance.now()
  const worker = async (client: pg.Client): Promise<void> => {
    while (left-- > 0) await commitOne(client)
  }
  await Promise.all(clients.map(worker))
  return (performance.now() - begun) / count
}

/** A copy of the seeded database with hamlets that nobody talks in, up to `size`: made by the server itself, which is quicker than by us. */
async function larger(databaseUrl: string, size: number): Promise<string> {
  const url = await copyOf(databaseUrl, String(size))
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  // Without triggers: each of these rows would make another version of its hamlet.
  await client.query(`SET session_replication_role = replica`)
  const far = `(SELECT h.*, 'far_' || n AS far, n FROM "Hamlet" h CROSS JOIN generate_series(1, ${size - TALKING}) n WHERE h.id = 'hamlet_huaishu') h`
  const each = `FROM ${far} CROSS JOIN generate_series(1, ${HOUSEHOLDS}) k`
  for (const sql of [
    `INSERT INTO "Hamlet" (id, "townId", "villageId", name, alias, venue) SELECT far, "townId", "villageId", far, far, venue FROM ${far}`,
    `INSERT INTO "Room" (id, kind, "townId", "villageId", "hamletId", name, account, "externalId") SELECT 'room_' || far, 'hamlet', "townId", "villageId", far, far, 'bench', far || '@chatroom' FROM ${far}`,
    `INSERT INTO "Household" (id, "hamletId", "groupNo", number, "atHome") SELECT 'x_' || far || '_' || k, far, 1, k, true ${each}`,
    `INSERT INTO "Villager" (id, "hamletId", "householdId", name) SELECT 'p_' || far || '_' || k, far, 'x_' || far || '_' || k, '王德福' ${each}`,
    `INSERT INTO "ChatAccount" (id, account, "externalId", nickname, "hamletId", "villagerId", "householdId") SELECT 'c_' || far || '_' || k, 'bench', 'wxid_' || far || '_' || k, '德福', far, 'p_' || far || '_' || k, 'x_' || far || '_' || k ${each}`,
    'VACUUM ANALYZE',
  ])
    await client.query(sql)
  await client.end()
  return url
}

export const suite = { name: 'hamlets', run }
