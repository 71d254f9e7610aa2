/** How often something may be done: so many times within so long, of one key; kept in this process. */
import type { Clock } from '../kernel/clock.ts'

/** Keys that are remembered at once; beyond, the oldest is forgotten. */
const KEYS_AT_MOST = 10_000

export class Pace {
  readonly #clock: Clock
  readonly #times: number
  readonly #within: number
  readonly #done = new Map<string, number[]>()

  /** `within`: milliseconds. */
  constructor(clock: Clock, times: number, within: number) {
    this.#clock = clock
    this.#times = times
    this.#within = within
  }

  /** False: it has been done as often as it may be. What is refused does not count. */
  allows(key: string): boolean {
    const now = this.#clock.now()
    const done = (this.#done.get(key) ?? []).filter((at) => at > now - this.#within)
    const allowed = done.length < this.#times
    // As new: it goes to the end.
    this.#done.delete(key)
    this.#done.set(key, allowed ? [...done, now] : done)
    const oldest = this.#done.keys().next().value
    if (this.#done.size > KEYS_AT_MOST && oldest !== undefined) this.#done.delete(oldest)
    return allowed
  }
}
