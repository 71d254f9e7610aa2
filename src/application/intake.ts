/** From a gateway into the inbox, and from the inbox to the handling of its room: each room in order, rooms side by side. */

import { isPassing } from '../store/database.ts'
import { type PendingRoom, type Received, roomsWithMessages, takeIn } from '../store/inbox.ts'
import { handleBatch } from './handle-batch.ts'
import type { Deps } from './ports.ts'

/** Rooms whose batches are under way at once: below the number of database connections, so that nobody waits for one. */
const ROOMS_AT_ONCE = 6

interface Arrived {
  received: Received
  stored: (error?: unknown) => void
}

/** The message cannot be kept, however often it is handed over. */
export class NotStorable extends Error {
  override name = 'NotStorable'
  constructor(cause: unknown) {
    super(`the database refuses the message: ${cause instanceof Error ? cause.message : String(cause)}`, { cause })
  }
}

export class Intake {
  readonly #deps: Deps
  /** Taken from gateways, not yet in the table. */
  #arrived: Arrived[] = []
  #storing: Promise<void> | undefined
  readonly #waiting = new Map<string, PendingRoom>()
  readonly #busy = new Map<string, Promise<void>>()
  #stopped = false

  constructor(deps: Deps) {
    this.#deps = deps
  }

  /** Resolves when the message is durable. Messages of one call order are stored in that order, many in one statement. */
  take(received: Received): Promise<void> {
    return new Promise((resolve, reject) => {
      this.#arrived.push({ received, stored: (error) => (error ? reject(error) : resolve()) })
      this.#storing ??= this.#store()
    })
  }

  async #store(): Promise<void> {
    // One turn of the event loop lets a burst gather into one statement.
    await new Promise((resolve) => setImmediate(resolve))
    while (this.#arrived.length > 0) {
      await this.#storeTogether(this.#arrived.splice(0, 1_000))
    }
    this.#storing = undefined
  }

  /** What the database refuses, it refuses alone: the others, of other groups most often, are stored without it. */
  async #storeTogether(batch: readonly Arrived[]): Promise<void> {
    try {
      await takeIn(
        this.#deps.db,
        batch.map((b) => b.received),
        this.#deps.clock.now(),
      )
      for (const { received } of batch) this.poke(received)
      for (const { stored } of batch) stored()
    } catch (error) {
      if (batch.length > 1 && !isPassing(error)) for (const one of batch) await this.#storeTogether([one])
      else for (const { stored } of batch) stored(isPassing(error) ? error : new NotStorable(error))
    }
  }

  /** Takes over what an earlier process left unhandled. */
  async resume(): Promise<void> {
    for (const room of await roomsWithMessages(this.#deps.db)) this.poke(room)
  }

  poke({ account, externalRoomId }: PendingRoom): void {
    this.#waiting.set(`${account}\n${externalRoomId}`, { account, externalRoomId })
    this.#startSome()
  }

  #startSome(): void {
    for (const [key, room] of this.#waiting) {
      if (this.#stopped || this.#busy.size >= ROOMS_AT_ONCE) return
      if (this.#busy.has(key)) continue
      this.#waiting.delete(key)
      const work = this.#drain(room).finally(() => {
        this.#busy.delete(key)
        this.#startSome()
      })
      this.#busy.set(key, work)
    }
  }

  async #drain(room: PendingRoom): Promise<void> {
    try {
      while (!this.#stopped && (await handleBatch(this.#deps, room)) > 0);
    } catch (error) {
      // The database is away: the batch stays in the inbox whole, and the sweep pokes the room again.
      this.#deps.log.error({ room: room.externalRoomId, reason: String(error) }, 'a batch failed')
    }
  }

  /** Nothing arrived, stored or handled at this moment. */
  get idle(): boolean {
    return this.#arrived.length === 0 && this.#storing === undefined && this.#busy.size === 0 && this.#waiting.size === 0
  }

  /** The batches under way finish; what has not begun stays in the inbox for the next process. */
  async stop(): Promise<void> {
    await this.#storing
    this.#stopped = true
    await Promise.all(this.#busy.values())
  }
}
