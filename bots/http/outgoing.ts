/** Messages waiting for the other program to fetch and to tell what became of them. A send is only over when it has been told. */
import { AccountLimited, NotSent } from '../gateway.ts'
import type { Outcome } from './messages.ts'

export interface Waiting {
  id: string
  roomId: string
  text?: string
  file?: { name: string; base64: string }
}

interface Entry {
  message: Waiting
  fetched: boolean
  done: (outcome: Outcome) => void
  failed: (error: Error) => void
  timer: NodeJS.Timeout
}

const FETCH_LIMIT = 50

export class Outgoing {
  readonly #entries = new Map<string, Entry>()
  readonly #toldWithinMs: number
  #wake: (() => void)[] = []

  constructor(toldWithinMs: number) {
    this.#toldWithinMs = toldWithinMs
  }

  /** Resolves with the channel's id. Throws NotSent when nobody fetched it or it was not sent; another error when it was fetched and nothing was told. */
  put(message: Waiting): Promise<{ messageId?: string }> {
    return new Promise((resolve, reject) => {
      const timer = setTimeout(() => {
        const fetched = this.#entries.get(message.id)?.fetched ?? false
        this.#entries.delete(message.id)
        reject(
          fetched
            ? new Error('the bridge fetched the message and did not tell what became of it')
            : new NotSent('the bridge fetched nothing'),
        )
      }, this.#toldWithinMs)
      this.#entries.set(message.id, {
        message,
        fetched: false,
        timer,
        done: ({ messageId }) => resolve(messageId === undefined ? {} : { messageId }),
        failed: reject,
      })
      for (const go of this.#wake.splice(0)) go()
    })
  }

  /** The oldest that were not told of yet, in order. Waits up to `ms` for the first. */
  async fetch(ms: number): Promise<Waiting[]> {
    if (this.#entries.size === 0 && ms > 0) {
      await new Promise<void>((go) => {
        const timer = setTimeout(go, ms)
        this.#wake.push(() => {
          clearTimeout(timer)
          go()
        })
      })
    }
    return [...this.#entries.values()].slice(0, FETCH_LIMIT).map((entry) => {
      entry.fetched = true
      return entry.message
    })
  }

  /** Ids that are not waiting any more are passed over: telling twice is harmless. */
  told(outcomes: readonly Outcome[]): void {
    for (const outcome of outcomes) {
      const entry = this.#entries.get(outcome.id)
      if (!entry) continue
      this.#entries.delete(outcome.id)
      clearTimeout(entry.timer)
      const why = outcome.why ?? 'the bridge did not send it'
      if (outcome.sent) entry.done(outcome)
      else entry.failed(/20001|频繁|frequent/i.test(why) ? new AccountLimited(why) : new NotSent(why))
    }
  }

  /** Everybody who waits is let go; what was not fetched is certain not to have been sent. */
  close(): void {
    for (const { message, fetched, timer, failed } of this.#entries.values()) {
      clearTimeout(timer)
      failed(fetched ? new Error('stopped before the bridge told what became of the message') : new NotSent('stopped'))
      this.#entries.delete(message.id)
    }
    for (const go of this.#wake.splice(0)) go()
  }
}
