/** One run: people talk, things break, and what came of it. The ground (database, queue, programs) is given; nothing outside of it is touched. */
import { setTimeout as sleep } from 'node:timers/promises'
import pg from 'pg'
import { randomOf } from '../../src/kernel/random.ts'
import { Chance } from '../simulation/town/given.ts'
import { Evening, type Look, type Neighbours } from './evening.ts'
import { Phone } from './phone.ts'
import type { Program } from './program.ts'
import { Verdict } from './verdict.ts'

export interface Chaos {
  seed: number
  /** Of the database, past every wire. It may be away at times, and elsewhere afterwards. */
  databaseUrl: () => string
  programs: readonly Program[]
  /** The clock that people and programs go by. */
  now: () => number
  hamlets: number
  replies: number
  /** When people stop, on `performance.now()`, whatever is left. */
  until: number
  /** Moves the clock to a poll's end instead of waiting for it. */
  hurry?: () => void
  /** How it goes, every quarter of a minute. */
  tell?: (line: string) => void
  /** Breaks things until it is told to stop; what it did is its own to tell. */
  trouble: (given: { phone: Phone; look: Look; chance: Chance; over: () => boolean; progress: () => number }) => Promise<string[]>
}

export interface Came {
  faults: string[]
  counted: Record<string, number>
  did: string[]
  seconds: number
}

const AWAY_MS = 300

/** Asks until it is answered: the database may be away. */
function patient(url: () => string): { look: Look; end(): Promise<void> } {
  let pool: pg.Pool | undefined
  let at = ''
  const look: Look = async (sql, values) => {
    for (;;) {
      try {
        if (at !== url()) {
          await pool?.end().catch(() => undefined)
          at = url()
          pool = new pg.Pool({ connectionString: at, max: 3, connectionTimeoutMillis: 3_000, query_timeout: 60_000 })
          pool.on('error', () => undefined)
        }
        return (await (pool as pg.Pool).query(sql, [...values])).rows
      } catch (error) {
        // What the statement itself is to blame for would never end.
        if (/^(42|22)/.test((error as { code?: string }).code ?? '')) throw error
        await sleep(AWAY_MS)
      }
    }
  }
  return { look, end: async () => pool?.end() }
}

/** Hamlets whose people have accounts; who is silent is at home. */
async function neighbours(look: Look, count: number): Promise<Neighbours[]> {
  const rows = await look(
    `SELECT split_part(r."externalId", '@', 1) AS key, c."externalId" AS who, c."householdId" AS home, h."atHome" AS "atHome" FROM "Room" r
     JOIN "ChatAccount" c ON c."hamletId" = r."hamletId" JOIN "Household" h ON h.id = c."householdId" WHERE r.kind = 'hamlet' ORDER BY 1, 2`,
    [],
  )
  const keys = [...new Set(rows.map((r) => String(r.key)))].slice(0, count)
  return keys.map((key) => {
    const own = rows.filter((r) => r.key === key && r.who !== `wxid_${key}_head`)
    const silent = own.find((r) => r.atHome === true)
    return { key, people: own.filter((r) => r.home !== silent?.home).map((r) => String(r.who)), silent: String(silent?.who) }
  })
}

export async function chaos(given: Chaos): Promise<Came> {
  const began = performance.now()
  const chance = new Chance(randomOf(given.seed))
  const { look, end } = patient(given.databaseUrl)
  const phone = new Phone(() => given.programs.filter((p) => p.pid !== undefined), given.now)
  let n = 0
  const evenings = (await neighbours(look, given.hamlets)).map(
    (hamlet) =>
      new Evening({ ...{ hamlet, phone, look, now: given.now, count: () => ++n }, chance: new Chance(randomOf(given.seed + n++)) }),
  )
  const listening = phone.listen()
  let over = false
  const progress = () => evenings.reduce((sum, e) => sum + e.words.length, 0)
  const telling = setInterval(() => given.tell?.(`${progress()} replies`), 15_000)
  const trouble = given.trouble({ phone, look, chance, over: () => over, progress })
  trouble.catch(() => undefined)
  const each = Math.ceil(given.replies / evenings.length)
  // A poll takes its minutes whatever is said: where much has to be said, more of it is said to each.
  const most = Math.max(700, Math.ceil(each / 3))
  const stuck: string[] = []
  const live = async (evening: Evening, i: number) => {
    for (let left = each; left > 0 && performance.now() < given.until; ) {
      const count = Math.min(left, given.hurry ? each : chance.int(80, most))
      await (i % 3 === 0 ? evening.meeting(count) : evening.poll(count, given.hurry))
      left -= count
    }
  }
  try {
    const lives = evenings.map((evening, i) => live(evening, i).catch((error: Error) => void stuck.push(error.message)))
    await Promise.race([Promise.all(lives), trouble.then(() => new Promise<never>(() => undefined))])
    over = true
    const did = await trouble
    const verdict = new Verdict(look)
    await settled(look, verdict)
    const words = evenings.flatMap((e) => e.words)
    await verdict.inbox([...phone.acknowledged])
    await verdict.words(words.filter((w) => phone.acknowledged.has(w.messageId)))
    await verdict.figures()
    await verdict.deadlines(given.now())
    await verdict.said(phone)
    const { counted, faults } = verdict
    return {
      faults,
      did,
      counted: { ...counted, replies: words.length, repeats: phone.repeats },
      seconds: Math.round((performance.now() - began) / 1_000),
    }
  } finally {
    over = true
    clearInterval(telling)
    phone.stop()
    await listening
    await end()
  }
}

/** Nothing waits to be handled or said. What nobody was told of within 90 s is marked as unknown. */
async function settled(look: Look, verdict: Verdict): Promise<void> {
  const giveUp = performance.now() + 150_000
  for (;;) {
    const [left] = await look(
      `SELECT (SELECT count(*) FROM "Inbox" WHERE status = 'received')::int AS inbox, (SELECT count(*) FROM "Outbox" WHERE status IN ('queued', 'sending') AND "notBefore" <= $1)::int AS outbox`,
      [new Date(Date.now() + 30 * 86_400_000)],
    )
    if (left?.inbox === 0 && left.outbox === 0) return
    if (performance.now() > giveUp) return void verdict.faults.push(`not settled: ${JSON.stringify(left)}`)
    await sleep(200)
  }
}
