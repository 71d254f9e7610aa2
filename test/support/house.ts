/** The whole house in one process, in its sandbox, talked to over the routes as scripts do: nothing but the network socket is left out. */
import { mkdtemp, rm } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import type { Hono } from 'hono'
import { Arrivals } from '../../bots/sandbox/arrivals.ts'
import { SandboxChat } from '../../bots/sandbox/chat.ts'
import { sandboxPuppet } from '../../bots/sandbox/puppet.ts'
import { sandboxRoutes } from '../../bots/sandbox/routes.ts'
import { wechatyGateway } from '../../bots/wechaty/gateway.ts'
import type { PuppetFactory } from '../../bots/wechaty/puppets.ts'
import { type House, openHouse } from '../../src/house/house.ts'
import { SANDBOX_ACCOUNT, SANDBOX_START, Sandbox, seedSandbox } from '../../src/house/sandbox.ts'
import { ManualClock } from '../../src/kernel/clock.ts'
import { silentLog } from '../../src/kernel/log.ts'
import { type Database, openDatabase } from '../../src/store/database.ts'
import { freshDatabase } from './database.ts'

export interface Shown {
  id: string
  from: string
  fromName: string
  at: string
  kind: string
  text: string
}

export class SandboxHouse {
  readonly house: House
  readonly app: Hono
  readonly db: Database
  readonly clock: ManualClock
  readonly #close: () => Promise<void>

  private constructor(house: House, app: Hono, db: Database, clock: ManualClock, close: () => Promise<void>) {
    this.house = house
    this.app = app
    this.db = db
    this.clock = clock
    this.#close = close
  }

  /** `through` puts something between the sandbox's groups and the gateway (a puppet service on loopback). */
  static async open(
    options: { redisUrl?: string; through?: (chat: SandboxChat) => Promise<{ puppet: PuppetFactory; close(): Promise<void> }> } = {},
  ) {
    const { url } = await freshDatabase()
    const root = resolve(import.meta.dirname, '../../data')
    const dataDir = await mkdtemp(join(root, 'test-house-'))
    const db = openDatabase(url)
    await seedSandbox(db, {})
    const clock = new ManualClock(SANDBOX_START)
    const chat = new SandboxChat({ dataDir, now: () => clock.now() })
    const line = await options.through?.(chat)
    const gateway = wechatyGateway({
      account: SANDBOX_ACCOUNT,
      puppet: line?.puppet ?? sandboxPuppet(chat),
      log: silentLog,
      now: () => clock.now(),
    })
    const pace = { minGapMs: 0, maxGapMs: 0, roomGapMs: 0, perHour: Number.POSITIVE_INFINITY, perDay: Number.POSITIVE_INFINITY }
    let online: () => void = () => {}
    const isOnline = new Promise<void>((resolve) => {
      online = resolve
    })
    const arrivals = new Arrivals()
    const house = await openHouse({
      db,
      databaseUrl: url,
      redisUrl: options.redisUrl,
      clock,
      log: silentLog,
      channels: [{ gateway, pace }],
      clockMovesByHand: true,
      worksJobs: true,
      onTaken: (messageId) => arrivals.arrived(messageId),
      onConnection: (state) => state === 'online' && online(),
    })
    await isOnline
    const control = new Sandbox(house, clock, () => gateway.drained(), arrivals)
    chat.load((await control.state()).rooms)
    const app = sandboxRoutes({ control, chat, log: silentLog })
    return new SandboxHouse(house, app, db, clock, async () => {
      await house.stop()
      await line?.close()
      await db.$disconnect()
      await rm(dataDir, { recursive: true, force: true })
    })
  }

  async call(method: 'GET' | 'POST', path: string, body?: unknown): Promise<{ status: number; body: unknown }> {
    const response = await this.app.request(`/sandbox/api${path}`, {
      method,
      ...(body === undefined ? {} : { body: JSON.stringify(body), headers: { 'content-type': 'application/json' } }),
    })
    return { status: response.status, body: await response.json() }
  }

  async says(room: string, from: string, text: string, more: object = {}): Promise<string> {
    const { status, body } = await this.call('POST', `/rooms/${room}@chatroom/messages`, { from, text, ...more })
    if (status !== 202) throw new Error(JSON.stringify(body))
    return (body as { id: string }).id
  }

  /** To the bot alone. What it answered there. */
  async alone(from: string, text: string): Promise<string[]> {
    const { status, body } = await this.call('POST', `/people/${from}/messages`, { text })
    if (status !== 202) throw new Error(JSON.stringify(body))
    await this.settle()
    const after = (body as { id: string }).id
    return ((await this.call('GET', `/people/${from}/messages?after=${after}`)).body as Shown[]).map((m) => m.text)
  }

  async settle(): Promise<string> {
    return ((await this.call('POST', '/settle', {})).body as { now: string }).now
  }

  async messages(room: string, after?: string): Promise<Shown[]> {
    return (await this.call('GET', `/rooms/${room}@chatroom/messages${after ? `?after=${after}` : ''}`)).body as Shown[]
  }

  /** What the bot has said in a room after a message. */
  async heard(room: string, after?: string): Promise<string[]> {
    await this.settle()
    return (await this.messages(room, after)).filter((m) => m.from === 'bot').map((m) => m.text)
  }

  close(): Promise<void> {
    return this.#close()
  }
}
