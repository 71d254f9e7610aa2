/**
 * Six hundred meetings that begin to take attendance at the same moment: from when the clock says so until all of it is said in the groups and
 * nothing is left to be done. The whole house, its queue on the same database, through a channel that takes whatever it is given and is not
 * paced. The floor is what plain `pg` needs to make the same durable one after another: a deadline that is met, what is said because of it, and
 * that it has been said.
 */
import type { Gateway } from '../bots/gateway.ts'
import { openHouse } from '../src/house/house.ts'
import { Sandbox } from '../src/house/sandbox.ts'
import { ManualClock } from '../src/kernel/clock.ts'
import { silentLog } from '../src/kernel/log.ts'
import { instantAt, MINUTE } from '../src/kernel/time.ts'
import { openDatabase } from '../src/store/database.ts'
import { dueBy } from '../src/store/edges/deadlines.ts'
import type { Figure } from './figures.ts'
import { ACCOUNT, copyOf, floorClients, heard, median, message, NOW, openTown, seed } from './town.ts'

const HAMLETS = 600
const ROUNDS = 3
const DAY = '2026-09-08'
const SEVEN = instantAt(DAY, 19)
const UNPACED = { minGapMs: 0, maxGapMs: 0, roomGapMs: 0, perHour: Number.POSITIVE_INFINITY, perDay: Number.POSITIVE_INFINITY }

async function run(databaseUrl: string): Promise<Figure[]> {
  await seed(databaseUrl, HAMLETS)
  await planned(databaseUrl)
  const until = await opened(databaseUrl, NOW)
  await until.sandbox.clock({ to: SEVEN - MINUTE })
  await until.close()
  const [took, floors]: [number[], number[]] = [[], []]
  for (let round = 0; round < ROUNDS; round++) {
    const url = await copyOf(databaseUrl, String(round))
    floors.push(await floor(url))
    took.push(await seven(url))
  }
  const [value, beside] = [median(took), median(floors)]
  return [{ name: `${HAMLETS} meetings at 19:00, all said and durable`, value, unit: 's', floor: beside, ratio: value / beside }]
}

/** Each head says when: an evening of every hamlet at 19:30, so that attendance begins at 19:00. */
async function planned(databaseUrl: string): Promise<void> {
  const { clock, intake, rooms, close } = await openTown(databaseUrl)
  const says = rooms.map((room) => message(room, 'head', '开会 9月8日晚7点半 修路灯', clock.now()))
  await heard(intake, says)
  await close()
}

/** Seconds from the clock's stroke. In each group somebody has said something shortly before: the process knows its hamlets. */
async function seven(databaseUrl: string): Promise<number> {
  const { house, sandbox, said, close } = await opened(databaseUrl, SEVEN - MINUTE)
  try {
    const rooms = await house.deps.db.room.findMany({ where: { kind: 'hamlet' }, select: { externalId: true } })
    await heard(
      house.intake,
      rooms.map(({ externalId }) => message(externalId, 9, '参加', SEVEN - MINUTE)),
    )
    await sandbox.settle()
    const due = (await dueBy(house.deps.db, SEVEN, HAMLETS + 1)).length
    if (due < HAMLETS) throw new Error(`at 19:00 there are ${due} deadlines, not one for each of ${HAMLETS} hamlets`)
    const before = said()
    const begun = performance.now()
    await sandbox.clock({ to: SEVEN })
    const took = (performance.now() - begun) / 1_000
    if (said() - before < HAMLETS) throw new Error(`${said() - before} of ${HAMLETS} hamlets were told that attendance is taken`)
    return took
  } finally {
    await close()
  }
}

async function opened(databaseUrl: string, now: number) {
  const db = openDatabase(databaseUrl, 10)
  const clock = new ManualClock(now)
  let count = 0
  const gateway = channel(() => {
    count += 1
  })
  const channels = [{ gateway, pace: UNPACED }]
  const house = await openHouse({
    db,
    databaseUrl,
    clock,
    log: silentLog,
    channels,
    worksJobs: true,
    clockMovesByHand: true,
  })
  const sandbox = new Sandbox(house, clock, async () => {}, undefined as never)
  const close = async (): Promise<void> => {
    await house.stop()
    await db.$disconnect()
  }
  return { house, sandbox, said: () => count, close }
}

function channel(onSend: () => void): Gateway {
  return {
    account: ACCOUNT,
    capabilities: { sentIds: true, echoes: false, files: true },
    async start(events) {
      events.status('online', NOW)
    },
    drained: async () => {},
    stop: async () => {},
    async send() {
      onSend()
      return { messageId: crypto.randomUUID() }
    },
    sendFile: async () => ({}),
  } as Gateway
}

/** Seconds. */
async function floor(databaseUrl: string): Promise<number> {
  const [client] = await floorClients(databaseUrl, 1)
  await client?.query(`CREATE TABLE floor_due (id int PRIMARY KEY, done timestamptz); CREATE TABLE floor_said (id int PRIMARY KEY, text text, sent timestamptz);
    INSERT INTO floor_due SELECT n FROM generate_series(1, ${HAMLETS}) n`)
  const begun = performance.now()
  for (let n = 1; n <= HAMLETS; n++) {
    await client?.query({
      name: 'due',
      text: `WITH met AS (UPDATE floor_due SET done = now() WHERE id = $1) INSERT INTO floor_said VALUES ($1, '请报到')`,
      values: [n],
    })
    await client?.query({ name: 'said', text: 'UPDATE floor_said SET sent = now() WHERE id = $1', values: [n] })
  }
  const took = (performance.now() - begun) / 1_000
  await client?.query('DROP TABLE floor_due, floor_said')
  await client?.end()
  return took
}

export const suite = { name: 'evening', run }
