/**
 * Every other second: finds what a lost queue, a stopped process or a database that was away has left undone. The tables are the truth; the
 * queue only wakes, and nothing of this goes through it.
 */
import { LookAgain } from '../../kernel/look-again.ts'
import { type DueDeadline, dueBy } from '../../store/edges/deadlines.ts'
import type { Intake } from '../hearing/intake.ts'
import type { Deps } from '../ports.ts'
import { fireDeadline } from './fire-deadline.ts'

const DEADLINES_A_SWEEP = 1_000
const FIRED_AT_ONCE = 4
/** What was seen open at one look and is still open at the next is nobody's: two looks are at most 3 s, well within the 5 s that are promised. */
const LOOK_EVERY_MS = 1_500
/** A deadline that could not be met is tried again after this. */
const TRY_AGAIN_MS = 60_000

export interface SweepSettings {
  /** Whether this process meets deadlines, or only looks after its own messages. */
  deadlines: boolean
  everyMs?: number
  /** How one is met, where it is shared with what the queue hands over. */
  fire?: (id: string) => Promise<unknown>
  /** What else is looked for each time. */
  also?: () => Promise<void>
}

export class Sweep {
  readonly #deps: Deps
  readonly #intake: Intake
  readonly #settings: SweepSettings
  readonly #looking: LookAgain
  #seen = new Set<string>()
  readonly #notBefore = new Map<string, number>()

  constructor(deps: Deps, intake: Intake, settings: SweepSettings) {
    this.#deps = deps
    this.#intake = intake
    this.#settings = settings
    this.#looking = new LookAgain(
      settings.everyMs ?? LOOK_EVERY_MS,
      () => this.look(),
      (error) => deps.log.warn({ reason: String(error) }, 'the sweep could not look; it looks again'),
    )
  }

  start(): void {
    this.#looking.start()
  }

  stop(): Promise<void> {
    return this.#looking.stop()
  }

  /** One look. Returns how many deadlines it met. */
  async look(): Promise<number> {
    await this.#intake.resume()
    this.#deps.wake.outbox()
    const met = this.#settings.deadlines ? await this.#meetForgotten() : 0
    await this.#settings.also?.()
    return met
  }

  async #meetForgotten(): Promise<number> {
    const due = await dueBy(this.#deps.db, this.#deps.clock.now(), DEADLINES_A_SWEEP)
    const now = performance.now()
    const forgotten = due.filter(({ id }) => this.#seen.has(id) && (this.#notBefore.get(id) ?? 0) <= now)
    this.#seen = new Set(due.map(({ id }) => id))
    for (const id of this.#notBefore.keys()) if (!this.#seen.has(id)) this.#notBefore.delete(id)
    if (forgotten.length > 0) this.#deps.log.info({ deadlines: forgotten.length }, 'the sweep found deadlines that nobody had met')
    const next = forgotten[Symbol.iterator]()
    await Promise.all(Array.from({ length: FIRED_AT_ONCE }, () => this.#meetAll(next)))
    return forgotten.length
  }

  async #meetAll(next: Iterator<DueDeadline>): Promise<void> {
    for (let { value, done } = next.next(); !done; { value, done } = next.next()) {
      if (this.#looking.stopped) return
      const { id, kind } = value
      try {
        await (this.#settings.fire?.(id) ?? fireDeadline(this.#deps, id))
      } catch (error) {
        this.#notBefore.set(id, performance.now() + TRY_AGAIN_MS)
        this.#deps.log.error({ deadline: id, kind, reason: String(error) }, 'a deadline could not be met')
      }
    }
  }
}
