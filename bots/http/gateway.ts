/**
 * The bridge: any program that can speak HTTP may carry messages between a chat and this house. It posts what it hears, fetches what
 * is to be said, and tells what became of it; docs/bridge.md describes the calls. Nothing is called from here, so the
 * other program may sit behind any firewall.
 */
import { randomUUID } from 'node:crypto'
import { Hono } from 'hono'
import { bodyLimit } from 'hono/body-limit'
import type { z } from 'zod'
import type { Log } from '../../src/kernel/log.ts'
import type { Instant } from '../../src/kernel/time.ts'
import { type Capabilities, type Gateway, type GatewayEvents, type Incoming, NotSent } from '../gateway.ts'
import { bridgedMessage, bridgedMessages, incomingOf, outcomes, wrongMoment } from './messages.ts'
import { Outgoing, type Waiting } from './outgoing.ts'
import { isGenuine, SIGNATURE_HEADER, TIMESTAMP_HEADER } from './signature.ts'

export interface BridgeOptions {
  account: string
  /** Shared with the other program; at least 32 characters. */
  secret: string
  log: Log
  /** Real time: signatures are valid for five minutes around it. */
  now: () => Instant
  /** Milliseconds: a message that was put out must be told of within this, and a bridge silent for longer is offline. */
  toldWithinMs?: number
}

export interface BridgeGateway extends Gateway {
  /** `/bridge/{account}/…`; to be mounted at the root. */
  readonly routes: Hono
}

const SECRET_LENGTH = 32
const BODY_LIMIT_BYTES = 32 * 1024 * 1024
const TOLD_WITHIN_MS = 90_000
/** Seconds that one fetch may wait for something to come. */
const LONGEST_WAIT = 25

export function bridgeGateway(options: BridgeOptions): BridgeGateway {
  return new HttpBridge(options)
}

/** Seconds. */
const AGAIN = { 'Retry-After': '2' }

class HttpBridge implements BridgeGateway {
  readonly account: string
  readonly capabilities: Capabilities = { sentIds: true, echoes: false, files: true }
  readonly routes: Hono
  readonly #options: BridgeOptions
  readonly #log: Log
  readonly #silentAfterMs: number
  #outgoing: Outgoing
  readonly #rooms = new Map<string, Promise<unknown>>()
  #events: GatewayEvents | undefined
  #online = false
  #lastSeen: Instant = 0
  #silence: NodeJS.Timeout | undefined

  constructor(options: BridgeOptions) {
    this.#options = options
    this.account = options.account
    this.#log = options.log.child({ part: 'bridge', account: options.account })
    this.#silentAfterMs = options.toldWithinMs ?? TOLD_WITHIN_MS
    this.#outgoing = new Outgoing(this.#silentAfterMs)
    this.routes = this.#routes()
  }

  async start(events: GatewayEvents): Promise<void> {
    if (this.#options.secret.length < SECRET_LENGTH) throw new Error(`the bridge's secret needs at least ${SECRET_LENGTH} characters`)
    this.#events = events
    this.#outgoing = new Outgoing(this.#silentAfterMs)
  }

  async drained(): Promise<void> {
    await Promise.allSettled(this.#rooms.values())
  }

  async stop(): Promise<void> {
    this.#goOffline('stopped')
    this.#events = undefined
    this.#outgoing.close()
    await this.drained()
  }

  send(roomId: string, text: string): Promise<{ messageId?: string }> {
    return this.#put({ id: randomUUID(), roomId, text })
  }

  sendFile(roomId: string, name: string, bytes: Buffer): Promise<{ messageId?: string }> {
    return this.#put({ id: randomUUID(), roomId, file: { name, base64: bytes.toString('base64') } })
  }

  async #put(message: Waiting): Promise<{ messageId?: string }> {
    if (!this.#online) throw new NotSent('no bridge has been heard of lately')
    return this.#outgoing.put(message)
  }

  /**
   * Resolves when all of them have been taken; the other program then knows that it need not hand them over again. Those of one room go on
   * together, rooms side by side: what came in one call is stored at once, and not each with a commit of its own.
   */
  async #take(incoming: readonly Incoming[]): Promise<void> {
    const byRoom = new Map<string, Incoming[]>()
    for (const one of incoming) {
      const own = byRoom.get(one.roomId)
      if (own) own.push(one)
      else byRoom.set(one.roomId, [one])
    }
    await Promise.all([...byRoom].map(([roomId, own]) => this.#takeOfRoom(roomId, own)))
  }

  async #takeOfRoom(roomId: string, incoming: readonly Incoming[]): Promise<void> {
    const events = this.#events
    if (!events) throw new Error('not started')
    const handOver = async (): Promise<void> => {
      if (events.messages) return events.messages(incoming)
      for (const one of incoming) await events.message(one)
    }
    const mine = (this.#rooms.get(roomId) ?? Promise.resolve()).catch(() => {}).then(handOver)
    this.#rooms.set(roomId, mine)
    try {
      await mine
    } finally {
      if (this.#rooms.get(roomId) === mine) this.#rooms.delete(roomId)
    }
  }

  #seen(): void {
    this.#lastSeen = this.#options.now()
    clearTimeout(this.#silence)
    this.#silence = setTimeout(() => this.#goOffline('the bridge has gone silent'), this.#silentAfterMs)
    if (this.#online) return
    this.#online = true
    this.#events?.status('online', this.#lastSeen)
  }

  #goOffline(why: string): void {
    clearTimeout(this.#silence)
    if (!this.#online) return
    this.#online = false
    this.#events?.status('offline', this.#lastSeen, why)
  }

  #read(message: unknown, index: number, now: Instant): { index: number; incoming?: Incoming; wrong?: string } {
    const read = bridgedMessage.safeParse(message)
    if (!read.success) return { index, wrong: whatIsWrong(read.error, index) }
    const moment = wrongMoment(read.data.at, now)
    return moment === undefined ? { index, incoming: incomingOf(this.account, read.data, now) } : { index, wrong: `${index}.${moment}` }
  }

  #routes(): Hono {
    const app = new Hono()
    const base = `/bridge/${encodeURIComponent(this.account)}`
    app.use(
      `${base}/*`,
      bodyLimit({ maxSize: BODY_LIMIT_BYTES, onError: (c) => c.json({ error: 'too_large', message: 'body: is too large' }, 413) }),
    )
    app.use(`${base}/*`, async (c, next) => {
      const { pathname, search } = new URL(c.req.url)
      const signed = {
        timestamp: c.req.header(TIMESTAMP_HEADER),
        signature: c.req.header(SIGNATURE_HEADER),
        method: c.req.method,
        path: pathname + search,
        body: await c.req.text(),
      }
      if (!isGenuine(this.#options.secret, this.#options.now(), signed)) {
        return c.json({ error: 'unauthorized', message: 'the signature is missing, wrong, or more than five minutes off' }, 401)
      }
      if (!this.#events) return c.json({ error: 'unavailable', message: 'not started' }, 503, AGAIN)
      this.#seen()
      return next()
    })

    app.post(`${base}/messages`, async (c) => {
      const body = parse(await c.req.text(), bridgedMessages)
      if (!body.ok) return c.json(body.answer, 400)
      const now = this.#options.now()
      const read = body.value.map((message, index) => this.#read(message, index, now))
      try {
        await this.#take(read.flatMap(({ incoming }) => incoming ?? []))
      } catch (error) {
        this.#log.error({ error }, 'messages from the bridge were not taken')
        return c.json({ error: 'unavailable', message: 'not taken; hand them over again' }, 503, AGAIN)
      }
      const refused = read.flatMap(({ wrong, index }) => (wrong === undefined ? [] : [{ index, message: wrong }]))
      const taken = read.length - refused.length
      if (refused[0] === undefined) return c.json({ taken }, 202)
      return c.json({ error: 'bad_request', message: refused[0].message, taken, refused }, 400)
    })

    app.get(`${base}/outgoing`, async (c) => {
      const seconds = Math.min(LONGEST_WAIT, Math.max(0, Number(c.req.query('wait')) || 0))
      return c.json(await this.#outgoing.fetch(seconds * 1000))
    })

    app.post(`${base}/outcomes`, async (c) => {
      const body = parse(await c.req.text(), outcomes)
      if (!body.ok) return c.json(body.answer, 400)
      this.#outgoing.told(body.value)
      return c.json({ told: body.value.length })
    })
    return app
  }
}

type Parsed<T> = { ok: true; value: T } | { ok: false; answer: { error: string; message: string } }

function parse<S extends z.ZodType>(text: string, schema: S): Parsed<z.output<S>> {
  let json: unknown
  try {
    json = JSON.parse(text)
  } catch {
    return { ok: false, answer: { error: 'bad_request', message: 'body: must be JSON' } }
  }
  const parsed = schema.safeParse(json)
  if (parsed.success) return { ok: true, value: parsed.data }
  return { ok: false, answer: { error: 'bad_request', message: whatIsWrong(parsed.error) } }
}

function whatIsWrong({ issues: [issue] }: z.ZodError, ...at: number[]): string {
  return `${[...at, ...(issue?.path ?? [])].join('.') || 'body'}: ${issue?.message ?? 'is wrong'}`
}
