/**
 * What a form came to, said on the page to which it leads. The words are kept here and not in the address, so that nobody can make a page
 * say something by a link; and not for long: whoever reloads the page later has read them.
 */
import { createHash } from 'node:crypto'
import type { Clock } from '../kernel/clock.ts'
import { type Instant, MINUTE } from '../kernel/time.ts'

const LIVES = 10 * MINUTE
const AT_MOST = 1_000

export class Notes {
  readonly #wall: Clock
  /** The oldest first. */
  readonly #kept = new Map<string, { words: string; until: Instant }>()

  constructor(wall: Clock) {
    this.#wall = wall
  }

  get size(): number {
    return this.#kept.size
  }

  /** The name under which the words are found again. */
  keep(words: string): string {
    const name = createHash('sha256').update(words).digest('hex').slice(0, 12)
    // Said once more it is as new: it goes to the end.
    this.#kept.delete(name)
    this.#kept.set(name, { words, until: this.#wall.now() + LIVES })
    this.#forget()
    return name
  }

  find(name: string | undefined): string | undefined {
    const note = name === undefined ? undefined : this.#kept.get(name)
    return note && note.until > this.#wall.now() ? note.words : undefined
  }

  #forget(): void {
    for (const [name, { until }] of this.#kept) {
      if (until > this.#wall.now() && this.#kept.size <= AT_MOST) break
      this.#kept.delete(name)
    }
  }
}
