/** From a gateway into the inbox, and from the inbox to the handling of its room: each room in order, rooms side by side. */

import { isPassing } from '../../store/database.ts'
import { type PendingRoom, type Received, roomsWithMessages, takeIn } from '../../store/edges/inbox.ts'
import type { Deps } from '../ports.ts'
import { handleBatch } from './handle-batch.ts'
import { handleRooms, ROOMS_A_TURN, roomKey } from './handle-rooms.ts'
import { plausiblyTimed } from './said-at.ts'

/** Turns under way at once: a second one reads and decides while the first one is being written. */
const TURNS_AT_ONCE = 2

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
  readonly #busy = new Set<string>()
  readonly #turns = new Set<Promise<void>>()
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
      const { clock, db, log } = this.#deps
      const now = clock.now()
      const messages = batch.map((b) => b.received)
      await takeIn(db, plausiblyTimed(messages, now, log), now)
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
    const room = { account, externalRoomId }
    this.#waiting.set(roomKey(room), room)
    this.#startSome()
  }

  /** Each turn takes the rooms that have waited longest, but for those that a turn under way has. */
  #startSome(): void {
    while (!this.#stopped && this.#turns.size < TURNS_AT_ONCE) {
      const free = [...this.#waiting].filter(([key]) => !this.#busy.has(key)).map(([, room]) => room)
      // Shared out, so that one turn decides while the other is being written.
      const rooms = free.slice(0, Math.min(ROOMS_A_TURN, Math.ceil(free.length / (TURNS_AT_ONCE - this.#turns.size))))
      if (rooms.length === 0) return
      for (const room of rooms) {
        this.#waiting.delete(roomKey(room))
        this.#busy.add(roomKey(room))
      }
      const turn = this.#turn(rooms).finally(() => {
        for (const room of rooms) this.#busy.delete(roomKey(room))
        this.#turns.delete(turn)
        this.#startSome()
      })
      this.#turns.add(turn)
    }
  }

  async #turn(rooms: readonly PendingRoom[]): Promise<void> {
    try {
      const { more, alone } = await handleRooms(this.#deps, rooms)
      for (const room of alone) while (!this.#stopped && (await handleBatch(this.#deps, room)) > 0);
      for (const room of more) this.#waiting.set(roomKey(room), room)
    } catch (error) {
      // The database is away: what was not handled stays in the inbox whole, and the sweep pokes the rooms again.
      this.#deps.log.error({ rooms: rooms.length, reason: String(error) }, 'a turn failed')
    }
  }

  /** Nothing arrived, stored or handled at this moment. */
  get idle(): boolean {
    return this.#arrived.length === 0 && this.#storing === undefined && this.#turns.size === 0 && this.#waiting.size === 0
  }

  /** The batches under way finish; what has not begun stays in the inbox for the next process. */
  async stop(): Promise<void> {
    await this.#storing
    this.#stopped = true
    await Promise.all(this.#turns)
  }
}
