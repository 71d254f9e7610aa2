/**
 * Puts messages back into the order in which they came. Each one takes its place synchronously when the channel announces it;
 * what it says is loaded for many at once (over a network that is what makes a burst bearable); rooms then go side by side,
 * and within a room one message is handed over only when the one before it has been dealt with.
 */
import { setTimeout as sleep } from 'node:timers/promises'
import type { Log } from '../../src/kernel/log.ts'
import type { Incoming } from '../gateway.ts'

/** How many messages are loaded at the same time. */
const LOADS_AT_ONCE = 64
/** Pauses before a hand-over that failed (the database is away, say) is tried again; after the last one the message is given up. */
const RETRY_AFTER_MS = [100, 500, 2_000, 5_000, 15_000]

export class OrderedDelivery {
  readonly #deliver: (incoming: Incoming) => Promise<void>
  readonly #log: Log
  readonly #retryAfterMs: readonly number[]
  readonly #rooms = new Map<string, Promise<void>>()
  readonly #waiting: (() => void)[] = []
  #loading = 0
  #turn: Promise<void> = Promise.resolve()

  constructor(deliver: (incoming: Incoming) => Promise<void>, log: Log, retryAfterMs: readonly number[] = RETRY_AFTER_MS) {
    this.#deliver = deliver
    this.#log = log
    this.#retryAfterMs = retryAfterMs
  }

  /** Takes the next place in the order now. `load` answers undefined for what nobody needs to see; when it rejects, the message is lost and logged. */
  push(messageId: string, load: () => Promise<Incoming | undefined>): void {
    const loaded = this.#limited(load).catch((error: unknown) => {
      this.#log.error({ messageId, error }, 'a message could not be loaded and is lost')
      return undefined
    })
    const before = this.#turn
    this.#turn = (async () => {
      await before
      const incoming = await loaded
      if (incoming) this.#append(incoming)
    })()
  }

  /** Resolves when everything pushed so far has been handed over or given up. */
  async drained(): Promise<void> {
    await this.#turn
    await Promise.all(this.#rooms.values())
  }

  #append(incoming: Incoming): void {
    const before = this.#rooms.get(incoming.roomId) ?? Promise.resolve()
    const mine = before.then(() => this.#handOver(incoming))
    this.#rooms.set(incoming.roomId, mine)
    void mine.then(() => {
      if (this.#rooms.get(incoming.roomId) === mine) this.#rooms.delete(incoming.roomId)
    })
  }

  /** Never rejects: a handler's failure must not stop the room, let alone the process. */
  async #handOver(incoming: Incoming): Promise<void> {
    for (let attempt = 0; ; attempt++) {
      try {
        await this.#deliver(incoming)
        return
      } catch (error) {
        const pause = this.#retryAfterMs[attempt]
        if (pause === undefined) {
          this.#log.error({ messageId: incoming.messageId, attempt, error }, 'a message was not taken and is given up')
          return
        }
        this.#log.warn({ messageId: incoming.messageId, attempt, error }, 'a message was not taken; trying again')
        await sleep(pause)
      }
    }
  }

  async #limited<T>(work: () => Promise<T>): Promise<T> {
    if (this.#loading >= LOADS_AT_ONCE) await new Promise<void>((go) => this.#waiting.push(go))
    else this.#loading++
    try {
      return await work()
    } finally {
      const next = this.#waiting.shift()
      if (next) next()
      else this.#loading--
    }
  }
}
