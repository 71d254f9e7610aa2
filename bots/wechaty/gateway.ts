/**
 * WeChat through any Wechaty puppet. Of Wechaty only the start, the stop and the login are used; messages are read and sent through
 * the puppet itself, which is twenty times faster with many rooms and keeps the order.
 */
import { setTimeout as sleep } from 'node:timers/promises'
import { MemoryCard } from 'memory-card'
import type { impls } from 'wechaty-puppet'
import type { Log } from '../../src/kernel/log.ts'
import type { Instant } from '../../src/kernel/time.ts'
import { within } from '../../src/kernel/within.ts'
import { AccountLimited, type Capabilities, type Gateway, type GatewayEvents, type Incoming, NotSent } from '../gateway.ts'
import { readIncoming } from './incoming.ts'
import { fileBox } from './media.ts'
import { Nicknames } from './nicknames.ts'
import { OrderedDelivery } from './ordered.ts'
import type { PuppetFactory } from './puppets.ts'
import { quietWechaty } from './quiet.ts'
import { describe, WechatySession } from './session.ts'
import { rebuildPause, WECHATY_TIMING, type WechatyTiming } from './timing.ts'

export interface WechatyGatewayOptions {
  /** Our own key for this account. */
  account: string
  puppet: PuppetFactory
  log: Log
  now: () => Instant
  timing?: Partial<WechatyTiming>
}

const NEXT_SESSION_POLL_MS = 50
const SOUND_WAIT_MS = 500

/** No connection came about, so nothing can have been taken. One that broke while a message was under way says something else. */
const NEVER_LEFT = /ECONNREFUSED|EHOSTUNREACH|ENETUNREACH|ENOTFOUND|No connection established|Name resolution failed/

/** What WeChat's servers answer, through most puppets, to an account that sends too much. */
const LIMITED = /\b20001\b|频繁|frequent/i

export function wechatyGateway(options: WechatyGatewayOptions): Gateway {
  return new WechatyGateway(options)
}

class WechatyGateway implements Gateway {
  readonly account: string
  readonly capabilities: Capabilities = { sentIds: true, echoes: true, files: true }
  readonly #options: WechatyGatewayOptions
  readonly #timing: WechatyTiming
  readonly #log: Log
  readonly #nicknames = new Nicknames()
  /** Lives as long as the process, so that a rebuilt puppet finds its login again; never written to a file. */
  readonly #memory = new MemoryCard()
  #events: GatewayEvents | undefined
  #delivery: OrderedDelivery | undefined
  #session: WechatySession | undefined
  #selfId: string | undefined
  #lastAlive: Instant = 0
  #running: Promise<void> | undefined
  #stopping = new AbortController()

  constructor(options: WechatyGatewayOptions) {
    this.#options = options
    this.account = options.account
    this.#timing = { ...WECHATY_TIMING, ...options.timing }
    this.#log = options.log.child({ part: 'wechaty', account: options.account })
  }

  async start(events: GatewayEvents): Promise<void> {
    if (this.#running) throw new Error('this gateway has been started already')
    quietWechaty(this.#log)
    this.#events = events
    this.#stopping = new AbortController()
    // What an earlier start has heard and not yet handed over stays in its place in the order.
    this.#delivery ??= new OrderedDelivery(events, this.#log)
    // A missing package or token is found here, where it stops the start, and not in the background.
    const puppet = await this.#options.puppet()
    await this.#memory.load()
    this.#running = this.#keepConnected(puppet)
  }

  async stop(): Promise<void> {
    this.#stopping.abort()
    // What has been heard is still loaded and handed over while the connection stands.
    await within(this.#timing.loadWithin, 'drain', async () => this.#delivery?.drained()).catch((error: unknown) =>
      this.#log.warn({ error }, 'stopped with messages still on their way'),
    )
    await this.#session?.close()
    await this.#running
    this.#running = undefined
  }

  async drained(): Promise<void> {
    await this.#delivery?.drained()
  }

  async send(roomId: string, text: string): Promise<{ messageId?: string }> {
    return this.#sent((puppet) => puppet.messageSendText(roomId, text))
  }

  async sendFile(roomId: string, name: string, bytes: Buffer): Promise<{ messageId?: string }> {
    return this.#sent((puppet) => puppet.messageSendFile(roomId, fileBox(name, bytes)))
  }

  async #sent(send: (puppet: impls.PuppetInterface) => Promise<unknown>): Promise<{ messageId?: string }> {
    const session = this.#session
    if (!session || this.#selfId === undefined) throw new NotSent('the account is offline')
    try {
      const messageId = await within(this.#timing.sendWithin, 'send', () => send(session.puppet))
      return typeof messageId === 'string' && messageId !== '' ? { messageId } : {}
    } catch (error) {
      const why = describe(error)
      if (NEVER_LEFT.test(why)) {
        session.lineBroke(why)
        throw new NotSent(why, { cause: error })
      }
      if (LIMITED.test(why)) throw new AccountLimited(why, { cause: error })
      throw error
    }
  }

  /** Builds connection after connection until the gateway is stopped. Never rejects. */
  async #keepConnected(first: impls.PuppetInterface): Promise<void> {
    let failures = 0
    let puppet: impls.PuppetInterface | undefined = first
    while (!this.#stopping.signal.aborted) {
      let wasOnline = false
      try {
        wasOnline = await this.#oneConnection(puppet ?? (await this.#options.puppet()))
      } catch (error) {
        this.#log.error({ error: describe(error) }, 'the connection could not be built')
      }
      puppet = undefined
      failures = wasOnline ? 0 : failures + 1
      await sleep(rebuildPause(this.#timing, failures), undefined, { signal: this.#stopping.signal }).catch(() => {})
    }
  }

  /** True when the account was online in it. */
  async #oneConnection(puppet: impls.PuppetInterface): Promise<boolean> {
    let wasOnline = false
    const session: WechatySession = new WechatySession(puppet, this.account, this.#memory, this.#timing, this.#log, {
      login: (selfId) => {
        wasOnline = true
        this.#goOnline(selfId)
      },
      logout: (why) => this.#goOffline(why, this.#options.now()),
      message: (messageId) => this.#heard(session, messageId),
      scan: (code) => this.#events?.scan?.(code),
      renamed: (roomId) => this.#nicknames.forget(roomId),
      alive: () => {
        this.#lastAlive = this.#options.now()
      },
    })
    this.#session = session
    try {
      await session.open()
      const why = await session.failed
      this.#goOffline(why, this.#lastAlive)
      if (!this.#stopping.signal.aborted) this.#log.warn({ why }, 'the connection failed and is built again')
    } finally {
      await session.close()
      this.#goOffline('closed', this.#options.now())
    }
    return wasOnline
  }

  /** Called synchronously by the puppet's event: the place in the order is taken here. */
  #heard(session: WechatySession, messageId: string): void {
    if (this.#stopping.signal.aborted) return
    const now = this.#options.now()
    const selfId = this.#selfId ?? ''
    this.#delivery?.push(messageId, async () => {
      try {
        return await this.#load(session, messageId, selfId, now)
      } catch (error) {
        // The connection broke between the announcement and the loading; the next one most often still knows the message.
        const next = await this.#nextSession(session)
        if (!next) throw error
        return this.#load(next, messageId, selfId, now)
      }
    })
  }

  #load({ puppet }: WechatySession, messageId: string, selfId: string, now: Instant): Promise<Incoming> {
    return within(this.#timing.loadWithin, 'load', () =>
      readIncoming(puppet, messageId, {
        account: this.account,
        selfId,
        now,
        nameOf: (roomId, senderId) => this.#nicknames.of(puppet, roomId, senderId, now),
      }),
    )
  }

  /**
   * The session that is online, once it is another than `failed`; undefined when none comes in good time. While `failed` itself still
   * looks sound the message is to blame, not the connection, and everything behind it in the order is not kept waiting for long.
   */
  async #nextSession(failed: WechatySession): Promise<WechatySession | undefined> {
    for (let waited = 0; waited < this.#timing.loadWithin; waited += NEXT_SESSION_POLL_MS) {
      const sound = this.#session === failed && this.#selfId !== undefined
      if (this.#stopping.signal.aborted || (sound && waited >= SOUND_WAIT_MS)) return undefined
      if (this.#session !== failed && this.#selfId !== undefined) return this.#session
      await sleep(NEXT_SESSION_POLL_MS)
    }
    return undefined
  }

  #goOnline(selfId: string): void {
    const before = this.#selfId
    this.#selfId = selfId
    this.#lastAlive = this.#options.now()
    this.#nicknames.forget()
    if (before === undefined) this.#events?.status('online', this.#lastAlive)
  }

  /** Only the first of several signs counts; `at` is the last moment at which the other side was certainly there. */
  #goOffline(why: string, at: Instant): void {
    if (this.#selfId === undefined) return
    this.#selfId = undefined
    this.#events?.status('offline', at, why)
  }
}
