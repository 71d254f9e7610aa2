/**
 * Robots in the officials' own office chats: they only speak. The town's digest goes there as it goes to a WeChat group, through the
 * same outbox; a robot's key in our settings stands for a room.
 */
import { setTimeout as sleep } from 'node:timers/promises'
import type { Log } from '../../src/kernel/log.ts'
import { type Instant, SECOND } from '../../src/kernel/time.ts'
import { type Capabilities, type Gateway, type GatewayEvents, NotSent } from '../gateway.ts'
import { Pace } from './pace.ts'
import { ROBOTS, type Robot, type RobotSettings, type Verdict } from './robots.ts'
import { splitAtLineEnds } from './split.ts'

export interface WebhookGatewayOptions {
  account: string
  /** Room id → robot. */
  robots: Readonly<Record<string, RobotSettings>>
  log: Log
  /** Real time: signatures are valid for an hour around it. */
  now: () => Instant
  /** Waits so many milliseconds; replaced in tests. */
  wait?: (ms: number) => Promise<void>
}

/** A setting that cannot work, or that the robot does not accept: nothing was sent, and somebody has to look. Never contains the address. */
export class RobotRefused extends NotSent {
  override name = 'RobotRefused'
}

/** Milliseconds before a message that was certainly not taken is tried again. */
const RETRY_AFTER = [1 * SECOND, 5 * SECOND]
const ANSWER_WITHIN = 10 * SECOND
/** Longer than this nobody waits inside a send; the outbox comes back later. */
const WAIT_AT_MOST = 60 * SECOND
const ANSWER_LIMIT_BYTES = 64 * 1024

interface Post {
  settings: RobotSettings
  robot: Robot
  pace: Pace
  blockedUntil: Instant
  /** One message after the other, so that the parts of two texts do not mix. */
  turn: Promise<unknown>
}

export function webhookGateway(options: WebhookGatewayOptions): Gateway {
  return new WebhookGateway(options)
}

class WebhookGateway implements Gateway {
  readonly account: string
  readonly capabilities: Capabilities = { sentIds: false, echoes: false, files: false }
  readonly #posts = new Map<string, Post>()
  readonly #log: Log
  readonly #now: () => Instant
  readonly #wait: (ms: number) => Promise<void>

  constructor(options: WebhookGatewayOptions) {
    this.account = options.account
    this.#log = options.log.child({ part: 'webhook', account: options.account })
    this.#now = options.now
    this.#wait = options.wait ?? ((ms) => sleep(ms))
    for (const [roomId, settings] of Object.entries(options.robots)) {
      const robot = ROBOTS[settings.kind]
      this.#posts.set(roomId, { settings, robot, pace: new Pace(robot.limits), blockedUntil: 0, turn: Promise.resolve() })
    }
  }

  async start(events: GatewayEvents): Promise<void> {
    for (const [roomId, { settings }] of this.#posts) {
      if (!/^https?:\/\//.test(settings.url) || !URL.canParse(settings.url))
        throw new RobotRefused(`robot ${roomId}: its address is no web address`)
    }
    events.status('online', this.#now())
  }

  /** Nothing is ever heard from a robot. */
  async drained(): Promise<void> {}

  async stop(): Promise<void> {
    await Promise.all([...this.#posts.values()].map((post) => post.turn.catch(() => {})))
  }

  /** Throws NotSent (try again later), RobotRefused (settings), or another error when its fate is unknown or only a part was sent. */
  async send(roomId: string, text: string): Promise<{ messageId?: string }> {
    const post = this.#posts.get(roomId)
    if (!post) throw new RobotRefused(`no robot is set up for ${roomId}`)
    const mine = post.turn.catch(() => {}).then(() => this.#sendAll(post, text))
    post.turn = mine
    await mine
    return {}
  }

  async #sendAll(post: Post, text: string): Promise<void> {
    const { keyword } = post.settings
    const room = keyword === undefined ? 0 : Buffer.byteLength(`${keyword}\n`)
    const parts = splitAtLineEnds(text, post.robot.textLimit - room)
    for (const [sent, part] of parts.entries()) {
      try {
        await this.#sendPart(post, keyword === undefined || part.includes(keyword) ? part : `${keyword}\n${part}`)
      } catch (error) {
        // Sending the whole again would repeat what has arrived.
        if (sent > 0 && error instanceof NotSent) throw new Error(`only ${sent} of ${parts.length} parts were sent`, { cause: error })
        throw error
      }
    }
  }

  async #sendPart(post: Post, text: string): Promise<void> {
    for (let attempt = 0; ; attempt++) {
      await this.#untilAllowed(post)
      post.pace.sentAt(this.#now())
      const { verdict, why } = await this.#attempt(post, text)
      if (verdict === 'sent') return
      this.#log.warn({ robot: post.settings.kind, verdict, why, attempt }, 'a robot did not take a message')
      if (verdict === 'refused') throw new RobotRefused(`${post.settings.kind}: ${why}`)
      if (verdict === 'unknown') throw new Error(`${post.settings.kind}: ${why}`)
      if (verdict === 'limited') {
        post.blockedUntil = this.#now() + post.robot.blockedFor
        throw new NotSent(`${post.settings.kind}: ${why}`)
      }
      const pause = RETRY_AFTER[attempt]
      if (pause === undefined) throw new NotSent(`${post.settings.kind}: ${why}`)
      await this.#wait(pause)
    }
  }

  async #untilAllowed(post: Post): Promise<void> {
    for (;;) {
      const now = this.#now()
      const ms = Math.max(post.blockedUntil - now, post.pace.waitFrom(now))
      if (ms <= 0) return
      if (ms > WAIT_AT_MOST) throw new NotSent(`${post.settings.kind}: takes nothing for another ${Math.ceil(ms / SECOND)} s`)
      await this.#wait(ms)
    }
  }

  async #attempt({ settings, robot }: Post, text: string): Promise<{ verdict: Verdict; why: string }> {
    const { url, body } = robot.request(settings, text, this.#now())
    let answer: Response
    try {
      answer = await fetch(url, {
        method: 'POST',
        headers: { 'content-type': 'application/json; charset=utf-8' },
        body: JSON.stringify(body),
        redirect: 'error',
        signal: AbortSignal.timeout(ANSWER_WITHIN),
      })
    } catch (error) {
      return neverArrived(error) ? { verdict: 'busy', why: 'cannot be reached' } : { verdict: 'unknown', why: 'gave no answer' }
    }
    const said = (await answer.text().catch(() => '')).slice(0, ANSWER_LIMIT_BYTES)
    if (answer.status === 429) return { verdict: 'limited', why: 'HTTP 429' }
    if (answer.status === 502 || answer.status === 503) return { verdict: 'busy', why: `HTTP ${answer.status}` }
    if (answer.status >= 500) return { verdict: 'unknown', why: `HTTP ${answer.status}` }
    const code = codeIn(said)
    if (code === undefined) return { verdict: answer.ok ? 'unknown' : 'refused', why: `HTTP ${answer.status} without a code` }
    return { verdict: robot.verdict(code.code, code.message), why: `${code.code} ${code.message}` }
  }
}

const UNREACHED = new Set(['ECONNREFUSED', 'ENOTFOUND', 'EAI_AGAIN', 'EHOSTUNREACH', 'ENETUNREACH', 'UND_ERR_CONNECT_TIMEOUT'])

/** True when the connection did not come about, so that nothing can have been taken. */
function neverArrived(error: unknown): boolean {
  const cause = error instanceof Error ? error.cause : undefined
  return cause instanceof Error && 'code' in cause && UNREACHED.has(String(cause.code))
}

/** Each maker names its number and its words differently. */
function codeIn(text: string): { code: number; message: string } | undefined {
  try {
    const { errcode, code, StatusCode, errmsg, msg, StatusMessage } = JSON.parse(text)
    const found = errcode ?? code ?? StatusCode
    return typeof found === 'number' ? { code: found, message: String(errmsg ?? msg ?? StatusMessage ?? '').slice(0, 200) } : undefined
  } catch {
    return undefined
  }
}
