import type { Instant } from '../../src/kernel/time.ts'
import type { Limit } from './robots.ts'

/** Keeps what was sent within several sliding windows. */
export class Pace {
  readonly #limits: readonly Limit[]
  #sent: Instant[] = []

  constructor(limits: readonly Limit[]) {
    this.#limits = limits
  }

  /** Milliseconds until one more message is allowed; 0 when it is now. */
  waitFrom(now: Instant): number {
    const longest = Math.max(...this.#limits.map((limit) => limit.per))
    this.#sent = this.#sent.filter((at) => at > now - longest)
    const waits = this.#limits.map(({ messages, per }) => {
      const blocking = this.#sent.at(-messages)
      return blocking === undefined ? 0 : blocking + per - now
    })
    return Math.max(0, ...waits)
  }

  sentAt(now: Instant): void {
    this.#sent.push(now)
  }
}
