/**
 * One sender per account drains its outbox: paced, answers first, capped. Nothing else ever speaks. It stops between messages, never inside one.
 */
import { DAY, HOUR, type Instant } from '../../kernel/time.ts'
import {
  countSentSince,
  markFailed,
  markSent,
  markUnknown,
  orphansToUnknown,
  putBack,
  putBackUnseen,
  SEND_RETRY_AFTER,
  type Sending,
  withdraw,
} from '../../store/edges/outbox.ts'
import { limitOf, putLimit } from '../../store/limits.ts'
import { documentBytes } from '../../store/papers.ts'
import type { Deps } from '../ports.ts'
import { nextToSay } from './outgoing.ts'

/** Milliseconds between messages; messages per hour and day. What accounts survive is in docs/wechat.md. */
export interface Pace {
  minGapMs: number
  maxGapMs: number
  roomGapMs: number
  perHour: number
  perDay: number
}

export interface Channel {
  readonly account: string
  /** False while the account is not connected, and until what the connection was lost for has been made up for. */
  isOnline(): boolean
  send(externalRoomId: string, text: string): Promise<{ messageId?: string }>
  /** Absent where the channel carries no files. */
  sendFile?(externalRoomId: string, name: string, bytes: Buffer): Promise<{ messageId?: string }>
  /** The channel itself says that the account is restricted: everything stops until a person looks. */
  isLimit(error: unknown): boolean
  /** The failure leaves open whether the group saw the message. */
  isUnknown(error: unknown): boolean
}

/** Attempts before a message that certainly was not sent is left for a person. */
const MAX_ATTEMPTS = 5

/** Twice as long after each attempt: what was refused just now is most often refused again at once. */
const pauseAfter = (attempts: number): number => SEND_RETRY_AFTER * 2 ** (attempts - 1)

export class Sender {
  readonly #deps: Deps
  readonly #channel: Channel
  readonly #pace: Pace
  readonly #lastInRoom = new Map<string, Instant>()
  /** What became of messages, in order, until the database has it: it may be away at that very moment. */
  readonly #toWrite: (() => Promise<void>)[] = []
  #running: Promise<void> | undefined
  #again = false
  #stopped = false
  #timer: NodeJS.Timeout | undefined
  /** The last look at the outbox failed: a message may have been claimed of which we were not told. */
  #lostTrack = false
  /** Why the channel refuses the account, as last seen; told in /readyz. It stands in the database, and a person lifts it. */
  limited: string | undefined

  constructor(deps: Deps, channel: Channel, pace: Pace) {
    this.#deps = deps
    this.#channel = channel
    this.#pace = pace
  }

  /** May be called again after a stop. */
  async start(): Promise<void> {
    this.#stopped = false
    await this.#writeDown()
    await orphansToUnknown(this.#deps.db, this.#channel.account)
    this.#lostTrack = false
    this.wake()
    // Finds what was put in by another process, or held back until now.
    this.#timer = setInterval(() => this.wake(), 1_000)
  }

  wake(): void {
    if (this.#stopped) return
    if (this.#running) this.#again = true
    else
      this.#running = this.#drain().finally(() => {
        this.#running = undefined
        if (this.#again) {
          this.#again = false
          this.wake()
        }
      })
  }

  get idle(): boolean {
    return this.#running === undefined
  }

  async stop(): Promise<void> {
    this.#stopped = true
    clearInterval(this.#timer)
    this.#wakeUp?.()
    await this.#running
  }

  async #drain(): Promise<void> {
    try {
      await this.#catchUp()
      // What is to be said while the account is offline waits, untouched: it has not failed.
      while (!this.#stopped && !this.limited && this.#channel.isOnline()) {
        if (await this.#capped()) return
        const message = await nextToSay(this.#deps, this.#channel.account, this.#restingRooms())
        if (!message) return
        await this.#send(message)
        await this.#rest()
      }
    } catch (error) {
      if (!this.#lostTrack) this.#deps.log.error({ reason: String(error) }, 'the sender could not reach its outbox')
      this.#lostTrack = true
    }
  }

  async #catchUp(): Promise<void> {
    const { db } = this.#deps
    const { account } = this.#channel
    await this.#writeDown()
    this.limited = await limitOf(db, account)
    if (!this.#lostTrack) return
    // Everything that was handed to the channel is written down by now: the rest never reached it.
    await putBackUnseen(db, account)
    this.#lostTrack = false
  }

  async #writeDown(): Promise<void> {
    for (let write = this.#toWrite[0]; write; write = this.#toWrite[0]) {
      await write()
      this.#toWrite.shift()
    }
  }

  async #send(message: Sending): Promise<void> {
    const { db, clock, log } = this.#deps
    try {
      const sent = message.documentId === null ? this.#channel.send(message.externalRoomId, message.text) : this.#sendFile(message)
      if (sent === undefined) return await withdraw(db, [message.seq], 'this channel carries no files')
      const { messageId } = await sent
      this.#lastInRoom.set(message.roomId, Date.now())
      const at = clock.now()
      this.#toWrite.push(() => markSent(db, message.seq, at, messageId))
      log.info({ seq: String(message.seq), room: message.roomId }, 'sent')
    } catch (error) {
      this.#failed(message, error)
    }
    await this.#writeDown()
  }

  /** Undefined where nothing can be sent: what the document says was told in words. */
  #sendFile({ externalRoomId, documentId }: Sending): Promise<{ messageId?: string }> | undefined {
    const { sendFile } = this.#channel
    if (!sendFile || documentId === null) return undefined
    return documentBytes(this.#deps.db, documentId).then((file) => {
      if (!file) throw new Error(`there is no document ${documentId}`)
      return sendFile(externalRoomId, file.name, Buffer.from(file.bytes))
    })
  }

  #failed({ seq, roomId, attempts }: Sending, error: unknown): void {
    const { db, clock, log } = this.#deps
    const { account } = this.#channel
    const reason = error instanceof Error ? error.message : String(error)
    const now = clock.now()
    if (this.#channel.isLimit(error)) {
      this.limited = reason
      this.#toWrite.push(
        () => putLimit(db, account, reason, now),
        () => putBack(db, seq, now, reason),
      )
      log.error({ account, reason }, 'the channel lets the account say nothing more, until somebody at the desk lifts that')
      return
    }
    const unknown = this.#channel.isUnknown(error)
    if (!unknown && !this.#channel.isOnline()) {
      // The connection went between the claim and the send. That is no attempt.
      this.#toWrite.push(() => putBack(db, seq, now, reason))
      return
    }
    const retryAt = attempts < MAX_ATTEMPTS ? now + pauseAfter(attempts) : undefined
    this.#toWrite.push(() => (unknown ? markUnknown(db, seq, reason) : markFailed(db, seq, reason, retryAt)))
    log.error({ seq: String(seq), room: roomId, reason, attempts }, 'not sent')
  }

  #restingRooms(): string[] {
    if (this.#pace.roomGapMs === 0) return []
    const since = Date.now() - this.#pace.roomGapMs
    for (const [room, at] of this.#lastInRoom) if (at <= since) this.#lastInRoom.delete(room)
    return [...this.#lastInRoom.keys()]
  }

  async #capped(): Promise<boolean> {
    const { perHour, perDay } = this.#pace
    if (!Number.isFinite(perHour) && !Number.isFinite(perDay)) return false
    const { db, clock } = this.#deps
    const now = clock.now()
    return (
      (await countSentSince(db, this.#channel.account, now - HOUR, now)) >= perHour ||
      (await countSentSince(db, this.#channel.account, now - DAY, now)) >= perDay
    )
  }

  #wakeUp: (() => void) | undefined

  /** The pause between two messages of an account, with jitter; a stop ends it at once. */
  #rest(): Promise<void> {
    const { minGapMs, maxGapMs } = this.#pace
    if (maxGapMs === 0) return Promise.resolve()
    const ms = minGapMs + Math.random() * (maxGapMs - minGapMs)
    return new Promise((resolve) => {
      const timer = setTimeout(resolve, ms)
      this.#wakeUp = () => {
        clearTimeout(timer)
        resolve()
      }
    })
  }
}
