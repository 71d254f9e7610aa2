import type { Instant } from './time.ts'

/** The only source of "now". Passed in at the edges; the domain gets the moment with each command. */
export interface Clock {
  now(): Instant
}

export const systemClock: Clock = { now: () => Date.now() }

/** A clock that stands still until it is moved by hand: the sandbox and the tests use it. Never goes backwards. */
export class ManualClock implements Clock {
  #now: Instant
  constructor(start: Instant) {
    this.#now = start
  }
  now(): Instant {
    return this.#now
  }
  /** Throws RangeError when `to` is before now: what has been written with a later time would contradict it. */
  moveTo(to: Instant): void {
    if (to < this.#now) throw new RangeError('a clock does not go backwards')
    this.#now = to
  }
  /** Only for putting the whole sandbox back to its beginning, together with an empty database. */
  reset(to: Instant): void {
    this.#now = to
  }
}
