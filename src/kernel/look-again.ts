/** Looks again and again, some time after each look has ended, until it is stopped; a look under way comes to its end. */
import { setTimeout as sleep } from 'node:timers/promises'

export class LookAgain {
  readonly #everyMs: number
  readonly #look: () => Promise<unknown>
  readonly #failed: (error: unknown) => void
  readonly #end = new AbortController()
  #running: Promise<void> | undefined

  /** `failed` is told of a look that threw; the next one comes all the same. */
  constructor(everyMs: number, look: () => Promise<unknown>, failed: (error: unknown) => void) {
    this.#everyMs = everyMs
    this.#look = look
    this.#failed = failed
  }

  start(): void {
    this.#running ??= this.#goOn()
  }

  get stopped(): boolean {
    return this.#end.signal.aborted
  }

  async stop(): Promise<void> {
    this.#end.abort()
    await this.#running
  }

  async #goOn(): Promise<void> {
    for (;;) {
      await sleep(this.#everyMs, undefined, { signal: this.#end.signal }).catch(() => {})
      if (this.stopped) return
      await this.#look().catch(this.#failed)
    }
  }
}
