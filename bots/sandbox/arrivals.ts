/** Which messages of the sandbox have reached the inbox: whoever puts one in is answered when it is there. */
import { setTimeout as sleep } from 'node:timers/promises'

/** While messages keep arriving, those that are behind them are waited for. */
const QUIET_MS = 10_000
const LOOK_EVERY_MS = 100

export class Arrivals {
  readonly #awaited = new Map<string, (() => void)[]>()
  readonly #quietMs: number
  #lastAt = 0

  constructor(quietMs = QUIET_MS) {
    this.#quietMs = quietMs
  }

  arrived(messageId: string): void {
    this.#lastAt = performance.now()
    const waiting = this.#awaited.get(messageId) ?? []
    this.#awaited.delete(messageId)
    for (const go of waiting) go()
  }

  /** True when all of them arrived; false when nothing has arrived for a while. To be asked as soon as they are on their way. */
  async of(messageIds: readonly string[]): Promise<boolean> {
    let left = messageIds.length
    const asked = performance.now()
    const all = Promise.all(messageIds.map((id) => this.#one(id).then(() => left--)))
    while (left > 0 && performance.now() - Math.max(asked, this.#lastAt) < this.#quietMs) {
      await Promise.race([all, sleep(LOOK_EVERY_MS)])
    }
    return left === 0
  }

  #one(messageId: string): Promise<void> {
    return new Promise((go) => {
      this.#awaited.set(messageId, [...(this.#awaited.get(messageId) ?? []), go])
    })
  }
}
