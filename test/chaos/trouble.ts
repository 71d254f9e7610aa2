/** What breaks in an evening, one thing after another, and whether the town is heard again within ten seconds after each (beside a start). */
import { setTimeout as sleep } from 'node:timers/promises'
import { Redis } from 'ioredis'
import { MINUTE, SECOND } from '../../src/kernel/time.ts'
import type { Chance } from '../simulation/town/given.ts'
import type { Look } from './evening.ts'
import type { Ground } from './ground.ts'
import type { Phone } from './phone.ts'
import type { Program } from './program.ts'

const READY_WITHIN_MS = 10_000

interface At {
  phone: Phone
  look: Look
  chance: Chance
  over: () => boolean
  progress: () => number
}

/** Waits for a moment that is worth a kill; not for longer than a second. */
const MOMENTS: Readonly<Record<string, string | undefined>> = {
  'at any moment': undefined,
  'inside a turn': `SELECT 1 FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid() AND xact_start IS NOT NULL AND (query ILIKE '%Hamlet%' OR query ILIKE '%Inbox%')`,
  'between commit and send': `SELECT 1 FROM "Outbox" WHERE status IN ('queued', 'sending') LIMIT 1`,
}

async function wait(look: Look, chance: Chance, moment: string): Promise<void> {
  await sleep(chance.int(0, 400))
  const sql = MOMENTS[moment]
  const giveUp = performance.now() + 1_000
  while (sql && performance.now() < giveUp && (await look(sql, [])).length === 0) await sleep(2)
}

/** Started again at once. `alone`: nobody else can have the account, as with a database of the program's own: its lease is dropped. */
export async function kill(program: Program, { look, chance }: Pick<At, 'look' | 'chance'>, alone: boolean): Promise<string> {
  const moment = chance.pick(Object.keys(MOMENTS))
  await wait(look, chance, moment)
  await program.kill()
  if (alone) await look('DELETE FROM "AccountLease"', [])
  program.start()
  return `kill -9 ${moment}`
}

export class Troubles {
  readonly did = new Map<string, number>()
  readonly slow: string[] = []
  readonly readyAfter: number[] = []
  readonly skipped: string[] = []
  readonly #ground: Ground
  readonly #at: At
  #asked = 0

  readonly #only: readonly string[] | undefined

  /** `only`: names of what else than kills is to be tried; everything, unless told. */
  constructor(ground: Ground, at: At, only?: readonly string[]) {
    this.#only = only
    this.#ground = ground
    this.#at = at
  }

  #note(what: string): void {
    this.did.set(what, (this.did.get(what) ?? 0) + 1)
  }

  /** Until `kills` are done and everything else was tried, or the evening is over. */
  async run(kills: number, stopAt: number): Promise<void> {
    const { chance, over } = this.#at
    const others = chance.shuffled(this.#others().filter(({ name }) => this.#only?.includes(name) ?? true))
    const [a, b] = this.#ground.programs as [Program, Program]
    let done = 0
    const share = Math.ceil(kills / (others.length + 1))
    // Two programs fight for one account in the first half; then one alone is killed as fast as it starts.
    while (!over() && performance.now() < stopAt && (done < kills || others.length > 0)) {
      const two = done < kills / 10 || done === 0
      if (!two && b.pid !== undefined) await b.stop()
      for (let i = 0; i < (two ? Math.min(3, kills) : share) && done < kills && !over(); i++) {
        const [what, ready] = [await kill(two ? chance.pick([a, b]) : a, this.#at, !two), performance.now()]
        this.#note(two ? `${what}, of two` : what)
        done += 1
        await this.#again(what, ready)
        await sleep(chance.int(0, 900))
      }
      const other = others.shift()
      if (!other) continue
      if (a.pid === undefined) a.start()
      if (other.name === 'cutOffOne' && b.pid === undefined) b.start()
      const what = await other()
      this.#note(what)
      await this.#again(what, performance.now())
    }
  }

  /** Somebody takes what people say. */
  async #again(what: string, since: number): Promise<void> {
    const messageId = `heard${++this.#asked}`
    const probe = {
      messageId,
      roomId: 'huaishu@chatroom',
      senderId: 'wxid_huaishu_9',
      text: `吃了没有啊${this.#asked}`,
      at: this.#ground.clock.now(),
    }
    while (!(await this.#at.phone.isHeard(probe))) {
      if (performance.now() - since > 60_000) break
      await sleep(50)
    }
    const ms = Math.round(performance.now() - since)
    this.readyAfter.push(ms)
    if (ms > READY_WITHIN_MS + this.#startMs()) this.slow.push(`${what}: heard again after ${ms} ms`)
  }

  /** What a start of the program takes on this machine, on the median. */
  #startMs(): number {
    const starts = this.#ground.programs.flatMap((p) => p.starts).sort((x, y) => x - y)
    return starts[Math.floor(starts.length / 2)] ?? 0
  }

  #others(): (() => Promise<string>)[] {
    const ground = this.#ground
    const { phone, chance } = this.#at
    const pause = (least: number, most: number) => sleep(chance.int(least, most) * SECOND)
    const stopDatabase = async () => {
      await ground.restartDatabase(() => pause(1, 8))
      return 'PostgreSQL stopped and started'
    }
    const killDatabase = async () => {
      ground.signalDatabase('SIGKILL')
      await pause(1, 2)
      return 'PostgreSQL killed'
    }
    const freezeDatabase = async () => {
      ground.signalDatabase('SIGSTOP')
      await pause(3, 15)
      ground.signalDatabase('SIGCONT')
      return 'PostgreSQL frozen'
    }
    const cutOffOne = async () => {
      const wire = ground.wires[0]
      if (chance.is(0.5)) wire?.cut()
      else wire?.hang()
      await pause(5, 15)
      wire?.mend()
      return 'the database cut off from one of two'
    }
    const fillDisk = async () => {
      if (!ground.disk) {
        this.skipped.push('disk full: no file system may be mounted here')
        return 'nothing'
      }
      const give = ground.fill()
      await pause(10, 20)
      give()
      return 'disk full'
    }
    const moveClock = async () => {
      for (const ms of [chance.int(20, 50) * SECOND, -chance.int(20, 50) * SECOND, MINUTE, -MINUTE]) {
        ground.clock.move(ms)
        await pause(1, 4)
      }
      return 'clock moved back and forth'
    }
    const deafPhone = async () => {
      phone.deaf = true
      await pause(5, 20)
      phone.deaf = false
      return 'the other end deaf'
    }
    return [stopDatabase, killDatabase, freezeDatabase, cutOffOne, fillDisk, moveClock, deafPhone, ...this.#ofRedis(pause)]
  }

  #ofRedis(pause: (least: number, most: number) => Promise<void>): (() => Promise<string>)[] {
    const { redis } = this.#ground
    if (!redis) {
      this.skipped.push('Redis: redis-server is not on the PATH')
      return []
    }
    const flushRedis = async () => {
      const client = new Redis(redis.url)
      await client.flushall()
      client.disconnect()
      return 'Redis emptied'
    }
    const killRedis = async () => {
      await redis.kill()
      await pause(3, 12)
      await redis.start()
      return 'Redis killed and brought back'
    }
    return [flushRedis, killRedis, flushRedis]
  }
}
