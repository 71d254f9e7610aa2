/** The sandbox over HTTP, on a town that exists only in memory. */
import type { Hono } from 'hono'
import { afterEach, beforeEach } from 'vitest'
import type { Line, SandboxChat } from '../../../bots/sandbox/chat.ts'
import { sandboxRoutes } from '../../../bots/sandbox/routes.ts'
import { silentLog } from '../../../src/kernel/log.ts'
import { FakeControl } from './control.ts'
import { chatIn, HUAISHU, scratch } from './village.ts'

export const ROOM = `/sandbox/api/rooms/${HUAISHU}/messages`
export const bad = (message: string) => ({ status: 400, body: { error: 'bad_request', message } })
export const missing = (message: string) => ({ status: 404, body: { error: 'not_found', message } })

interface Answer {
  status: number
  body: unknown
}

/** To be made at the top of a test file: a new one for each test. */
export class SandboxApp {
  folder!: ReturnType<typeof scratch>
  chat!: SandboxChat
  control!: FakeControl
  app!: Hono
  /** What was handed to the line, by its id. */
  announced: string[] = []
  /** A line that hears everything and does nothing. */
  readonly line: Line = {
    login: async () => {},
    logout: async () => {},
    announce: (id) => this.announced.push(id),
    forget: () => {},
  }

  constructor() {
    beforeEach(async () => {
      this.folder = scratch()
      this.chat = chatIn(this.folder.dir)
      this.control = new FakeControl()
      this.announced = []
      this.chat.attach(this.line)
      this.app = sandboxRoutes({ control: this.control, chat: this.chat, log: silentLog })
    })
    afterEach(async () => {
      await this.chat.transcript.written()
      this.folder.remove()
    })
  }

  async get(path: string): Promise<Answer> {
    const answer = await this.app.request(path)
    return { status: answer.status, body: await answer.json() }
  }

  async post(path: string, body?: unknown): Promise<Answer> {
    const text = typeof body === 'string' ? body : JSON.stringify(body)
    const sent = body === undefined ? {} : { body: text, headers: { 'content-type': 'application/json' } }
    const answer = await this.app.request(path, { method: 'POST', ...sent })
    return { status: answer.status, body: await answer.json() }
  }
}
