/**
 * One connection: a puppet inside a Wechaty instance, from its start to its failure. A session that has failed is thrown away with
 * everything in it and a new one is built; `puppet.reset()` has been seen to leave a puppet deaf, and in a loop to kill the process.
 */
import type { MemoryCard } from 'memory-card'
import { WechatyBuilder } from 'wechaty'
import type { impls } from 'wechaty-puppet'
import * as types from 'wechaty-puppet/types'
import type { Log } from '../../src/kernel/log.ts'
import { within } from '../../src/kernel/within.ts'
import { leaveSilently } from './puppets.ts'
import type { WechatyTiming } from './timing.ts'

type Puppet = impls.PuppetInterface
type PuppetEvent = Parameters<Puppet['listeners']>[0]

/**
 * For these events Wechaty itself would load the room with all its members (24 s and 650 MB for a town's 600 rooms). Nobody listens
 * to what it makes of them, so its own listeners are taken off; ours stand on the puppet.
 */
const NOT_FOR_WECHATY: PuppetEvent[] = ['message', 'post', 'room-join', 'room-leave', 'room-topic', 'dirty', 'friendship', 'room-invite']

export interface SessionEvents {
  login(selfId: string): void
  logout(why: string): void
  message(messageId: string): void
  scan(code: string): void
  /** Nicknames in this room may have changed. */
  renamed(roomId: string): void
  /** A sign of life from the other side. */
  alive(): void
}

export class WechatySession {
  readonly puppet: Puppet
  /** Resolves, with the reason, when this connection is of no more use. */
  readonly failed: Promise<string>
  readonly #bot: ReturnType<typeof WechatyBuilder.build>
  readonly #timing: WechatyTiming
  readonly #log: Log
  readonly #events: SessionEvents
  #fail: (why: string) => void = () => {}
  #closed = false
  #online = false
  /** Something has been heard on the line: what is at its other end is ours, and not another client's of the same token. */
  #ours = false
  /** The line itself is gone, and not only whoever was to answer at its other end. */
  #broken = false
  #waiting: NodeJS.Timeout | undefined
  #probing: NodeJS.Timeout | undefined
  #unanswered: NodeJS.Timeout | undefined

  constructor(puppet: Puppet, name: string, memory: MemoryCard, timing: WechatyTiming, log: Log, events: SessionEvents) {
    this.puppet = puppet
    this.#timing = timing
    this.#log = log
    this.#events = events
    this.failed = new Promise((resolve) => {
      this.#fail = resolve
    })
    const own = new Map(NOT_FOR_WECHATY.map((event) => [event, new Set(puppet.listeners(event))]))
    this.#bot = WechatyBuilder.build({ name, memory, puppet })
    this.#bot.on('puppet', () => {
      for (const [event, kept] of own) {
        for (const listener of puppet.listeners(event)) if (!kept.has(listener)) puppet.off(event, listener as never)
      }
      this.#listen()
    })
    // Without a listener an 'error' event would end the process; these stay on even after the session is closed.
    this.#bot.on('error', (error) => this.#onError(error))
    puppet.on('error', (error) => this.#onError(error))
  }

  /** Resolves when the puppet was told to start, which says nothing about success: Wechaty resolves even when it failed. */
  async open(): Promise<void> {
    this.#waitFor('login', this.#timing.loginWithin)
    await this.#bot.start()
  }

  /** Never rejects. Nothing is heard from this session afterwards. */
  async close(): Promise<void> {
    this.#closed = true
    this.#online = false
    this.#fail('closed')
    clearTimeout(this.#waiting)
    clearInterval(this.#probing)
    clearTimeout(this.#unanswered)
    if (this.#broken || !this.#ours) leaveSilently(this.puppet)
    await within(this.#timing.stopWithin, 'stop', () => this.#bot.stop()).catch((error: unknown) =>
      this.#log.warn({ error }, 'the old connection did not stop cleanly'),
    )
  }

  #listen(): void {
    const { puppet } = this
    const on = <A extends unknown[]>(what: (...args: A) => void) => {
      return (...args: A): void => {
        if (this.#closed) return
        this.#ours = true
        // A listener that throws would surface inside the puppet and could end the process.
        try {
          what(...args)
        } catch (error) {
          this.#log.error({ error }, 'a listener failed')
        }
      }
    }
    puppet.on(
      'login',
      on(({ contactId }: { contactId: string }) => this.#onLogin(contactId)),
    )
    puppet.on(
      'logout',
      on(({ data }: { data?: string }) => this.#onLogout(data ?? 'logged out')),
    )
    puppet.on(
      'scan',
      on(({ qrcode, status }: { qrcode?: string; status: types.ScanStatus }) => {
        this.#waitFor('scan', this.#timing.scanWithin)
        const shown = status === types.ScanStatus.Waiting || status === types.ScanStatus.Timeout || status === types.ScanStatus.Unknown
        if (qrcode && shown) this.#events.scan(qrcode)
      }),
    )
    puppet.on(
      'message',
      on(({ messageId }: { messageId: string }) => {
        this.#heard()
        this.#events.message(messageId)
      }),
    )
    puppet.on(
      'dirty',
      on(({ payloadType, payloadId }: { payloadType: types.Dirty; payloadId: string }) => {
        if (payloadType === types.Dirty.RoomMember || payloadType === types.Dirty.Room) this.#events.renamed(payloadId)
      }),
    )
    puppet.on(
      'dong',
      on(() => this.#heard()),
    )
  }

  /** Whatever comes in shows that the line works; in a burst the answer to a ding stands behind it in the queue. */
  #heard(): void {
    clearTimeout(this.#unanswered)
    this.#unanswered = undefined
    this.#events.alive()
  }

  #onLogin(selfId: string): void {
    clearTimeout(this.#waiting)
    this.#online = true
    clearInterval(this.#probing)
    this.#probing = setInterval(() => this.#probe(), this.#timing.probeEvery)
    this.#events.login(selfId)
  }

  #onLogout(why: string): void {
    this.#online = false
    clearInterval(this.#probing)
    clearTimeout(this.#unanswered)
    this.#unanswered = undefined
    this.#waitFor('login', this.#timing.loginWithin)
    this.#events.logout(why)
  }

  /** Logged in, an error is a reason to ask at once whether the puppet still hears; before, most often there is no server. */
  #onError(error: unknown): void {
    if (this.#closed) return
    const why = describe(error)
    this.#log.warn({ error: why }, 'the puppet reports an error')
    if (LINE_BROKE.test(why)) this.#broken = true
    if (this.#online && this.#broken) this.lineBroke(why)
    else if (this.#online) this.#probe()
    else this.#waitFor('login', this.#timing.loginAfterError)
  }

  /** Nothing is ever heard again on a line that broke, even when it mends: what was listening on it is gone. */
  lineBroke(why: string): void {
    this.#broken = true
    this.#fail(`the line broke: ${why}`)
  }

  #probe(): void {
    if (this.#unanswered || this.#closed) return
    const deaf = () => this.#unanswered && this.#fail('deaf: the puppet did not answer a ding')
    // After a busy spell of our own the answer may have come and not been read yet: it is given its turn.
    this.#unanswered = setTimeout(() => setImmediate(() => setImmediate(deaf)), this.#timing.dongWithin)
    try {
      this.puppet.ding('still there?')
    } catch (error) {
      this.#fail(`the puppet cannot be asked: ${describe(error)}`)
    }
  }

  #waitFor(what: 'login' | 'scan', ms: number): void {
    clearTimeout(this.#waiting)
    if (!this.#closed) this.#waiting = setTimeout(() => this.#fail(`no ${what} within ${ms} ms`), ms)
  }
}

/** What gRPC says of a connection that is not, or no longer, there. */
const LINE_BROKE = /\bUNAVAILABLE\b|ECONNREFUSED|ECONNRESET|Connection dropped|No connection established/

/** One line for the operator: puppets wrap errors in JSON inside JSON. */
export function describe(error: unknown): string {
  if (error instanceof Error) return error.message.slice(0, 500)
  const text = typeof error === 'string' ? error : JSON.stringify(error)
  return (/"message":"([^"]*)"/.exec(text?.replaceAll('\\"', '"') ?? '')?.[1] ?? text ?? '').slice(0, 500)
}
