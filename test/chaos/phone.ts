/** The other end of the bridge: hands messages over until they are acknowledged, fetches what is to be said, tells what became of it. */
import { createHmac } from 'node:crypto'
import { setTimeout as sleep } from 'node:timers/promises'
import { type Program, SECRET } from './program.ts'

export interface Message {
  messageId: string
  roomId: string
  senderId: string
  text: string
  at: number
}

const PATIENCE_MS = 15_000

export class Phone {
  /** What people's phones have got, by room and text. */
  readonly delivered = new Map<string, number>()
  readonly acknowledged = new Set<string>()
  /** Handed over again although it may have been taken. */
  repeats = 0
  deaf = false
  readonly #seen = new Set<string>()
  readonly #programs: () => readonly Program[]
  readonly #now: () => number
  #stopped = false

  constructor(programs: () => readonly Program[], now: () => number) {
    this.#programs = programs
    this.#now = now
  }

  async #call(program: Program, method: 'GET' | 'POST', path: string, body = ''): Promise<{ status: number; body: unknown }> {
    const timestamp = `${Math.floor(this.#now() / 1_000)}`
    const signature = createHmac('sha256', SECRET).update([timestamp, method, path, body].join('\n')).digest('hex')
    const response = await fetch(`http://127.0.0.1:${program.port}${path}`, {
      method,
      headers: { 'x-wuchang-timestamp': timestamp, 'x-wuchang-signature': signature },
      ...(method === 'POST' ? { body } : {}),
      signal: AbortSignal.timeout(PATIENCE_MS),
    })
    return { status: response.status, body: await response.json() }
  }

  /** One of the programs has the account, and has written down what it was given. */
  async isHeard(message: Message): Promise<boolean> {
    const body = JSON.stringify([message])
    for (const program of this.#programs())
      if ((await this.#call(program, 'POST', '/bridge/bridge/messages', body).catch(() => undefined))?.status === 202) {
        this.acknowledged.add(message.messageId)
        return true
      }
    return false
  }

  /** Resolves when all of them are acknowledged; until then they are handed over again and again, as docs/bridge.md asks. */
  async hand(messages: readonly Message[]): Promise<void> {
    const body = JSON.stringify(messages)
    for (let tries = 0; !this.#stopped; tries++) {
      for (const program of this.deaf ? [] : this.#programs()) {
        const answer = await this.#call(program, 'POST', '/bridge/bridge/messages', body).catch(() => undefined)
        if (answer?.status === 400) throw new Error(`the bridge refused ${body.slice(0, 200)}: ${JSON.stringify(answer.body)}`)
        if (answer?.status !== 202) continue
        for (const { messageId } of messages) this.acknowledged.add(messageId)
        if (tries > 0) this.repeats += messages.length
        return
      }
      await sleep(150)
    }
  }

  /** Until it is stopped. */
  async listen(): Promise<void> {
    while (!this.#stopped) {
      let got = 0
      for (const program of this.deaf ? [] : this.#programs()) got += await this.#fetch(program).catch(() => 0)
      await sleep(got > 0 ? 5 : 100)
    }
  }

  async #fetch(program: Program): Promise<number> {
    const { status, body } = await this.#call(program, 'GET', '/bridge/bridge/outgoing?wait=0')
    if (status !== 200) return 0
    const waiting = body as { id: string; roomId: string; text?: string }[]
    for (const { id, roomId, text } of waiting) {
      if (this.#seen.has(id) || text === undefined) continue
      this.#seen.add(id)
      const key = `${roomId}\n${text}`
      this.delivered.set(key, (this.delivered.get(key) ?? 0) + 1)
    }
    if (waiting.length === 0) return 0
    const outcomes = waiting.map(({ id }) => ({ id, sent: true, messageId: `said-${id}` }))
    await this.#call(program, 'POST', '/bridge/bridge/outcomes', JSON.stringify(outcomes))
    return waiting.length
  }

  stop(): void {
    this.#stopped = true
  }
}
