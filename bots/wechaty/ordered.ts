/**
 * Puts messages back into the order in which they came. Each one takes its place synchronously when the channel announces it;
 * what it says is loaded for many at once (over a network that is what makes a burst bearable); rooms then go side by side,
 * and within a room one message is handed over only when the one before it has been dealt with.
 */
import { setTimeout as sleep } from 'node:timers/promises'
import type { Log } from '../../src/kernel/log.ts'
import type { GatewayEvents, Incoming } from '../gateway.ts'

/** How many messages are loaded at the same time. */
const LOADS_AT_ONCE = 64
/** Pauses before a hand-over that failed (the database is away, say) is tried again; the last one is that of every further try. */
const RETRY_AFTER_MS = [100, 500, 1_000]
/** After this a message is given up: what is held in memory must not grow for ever. */
const GIVE_UP_AFTER_MS = 15 * 60_000

/** Messages of one room handed over at once, where the taker wants several. */
const BATCH = 200

interface Room {
  queue: Incoming[]
  /** Resolves when the queue is empty. */
  done: Promise<void>
}

export class OrderedDelivery {
  readonly #deliver: (batch: readonly Incoming[]) => Promise<void>
  readonly #batch: number
  readonly #log: Log
  readonly #rooms = new Map<string, Room>()
  readonly #waiting: (() => void)[] = []
  #loading = 0
  #turn: Promise<void> = Promise.resolve()

  constructor(taker: Pick<GatewayEvents, 'message' | 'messages'>, log: Log) {
    this.#batch = taker.messages ? BATCH : 1
    this.#deliver = async (batch) => {
      if (taker.messages) await taker.messages(batch)
      else for (const incoming of batch) await taker.message(incoming)
    }
    this.#log = log
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
    await Promise.all([...this.#rooms.values()].map((room) => room.done))
  }

  #append(incoming: Incoming): void {
    const room = this.#rooms.get(incoming.roomId)
    if (room) {
      room.queue.push(incoming)
      return
    }
    const queue = [incoming]
    this.#rooms.set(incoming.roomId, { queue, done: this.#empty(incoming.roomId, queue) })
  }

  /** What comes while a batch is being taken makes up the next one, so that a burst costs few hand-overs. */
  async #empty(roomId: string, queue: Incoming[]): Promise<void> {
    await Promise.resolve()
    while (queue.length > 0) await this.#handOver(queue.splice(0, this.#batch))
    this.#rooms.delete(roomId)
  }

  /** Never rejects: a handler's failure must not stop the room, let alone the process. */
  async #handOver(batch: readonly Incoming[]): Promise<void> {
    const messageIds = batch.map((incoming) => incoming.messageId)
    const giveUpAt = performance.now() + GIVE_UP_AFTER_MS
    for (let attempt = 0; ; attempt++) {
      try {
        await this.#deliver(batch)
        return
      } catch (error) {
        if (performance.now() > giveUpAt) {
          this.#log.error({ messageIds, attempt, error }, 'messages were not taken and are given up')
          return
        }
        this.#log.warn({ messages: batch.length, attempt, error }, 'messages were not taken; trying again')
        await sleep(RETRY_AFTER_MS[Math.min(attempt, RETRY_AFTER_MS.length - 1)])
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
