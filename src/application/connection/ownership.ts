/**
 * A chat account belongs to one process at a time. Whoever holds the lease connects and sends; when it cannot be renewed, it stops before
 * another one may begin. A process that was killed is followed within ten seconds, and so is a database that was away.
 */
import { setTimeout as sleep } from 'node:timers/promises'
import { within } from '../../kernel/within.ts'
import { dropLease, holdLease } from '../../store/connection/lease.ts'
import type { Ask } from '../../store/vital.ts'
import type { Deps } from '../ports.ts'

/** Milliseconds. */
export interface LeaseTiming {
  lease: number
  renewEvery: number
  askEvery: number
  /** A database that hangs is as good as none. */
  answerWithin: number
}

export const LEASE: LeaseTiming = { lease: 9_000, renewEvery: 2_500, askEvery: 500, answerWithin: 2_000 }

export interface OwnershipDeps extends Pick<Deps, 'log' | 'newId'> {
  /** Leases are asked for past the pool: one that hangs must not cost the account. */
  ask: Ask
}

export class Ownership {
  readonly #deps: OwnershipDeps
  readonly #account: string
  readonly #holder: string
  readonly #timing: LeaseTiming
  readonly #end = new AbortController()
  #renewing: Promise<void> | undefined

  constructor(deps: OwnershipDeps, account: string, timing: LeaseTiming = LEASE) {
    this.#deps = deps
    this.#account = account
    this.#timing = timing
    this.#holder = deps.newId()
  }

  /** Asks once whether the account can be ours. `lost` is called once if it cannot be kept; then it may be asked for again. */
  async tryTake(lost: () => void): Promise<boolean> {
    const asked = performance.now()
    if (!(await this.#hold())) return false
    this.#renewing = this.#renew(asked, lost)
    return true
  }

  /** Waits until the account is ours, also for a database that is away; false when stopped before. */
  async take(lost: () => void): Promise<boolean> {
    let said: boolean | undefined
    while (!this.#end.signal.aborted) {
      try {
        if (await this.tryTake(lost)) return true
        if (said !== true) this.#deps.log.info({ account: this.#account }, 'another process owns the account; waiting for it')
        said = true
      } catch (error) {
        if (said !== false)
          this.#deps.log.warn({ account: this.#account, reason: String(error) }, 'the account cannot be asked for; waiting')
        said = false
      }
      await this.#pause(this.#timing.askEvery)
    }
    return false
  }

  /** Gives the account back, if the database can be reached; otherwise the lease runs out by itself. */
  async release(): Promise<void> {
    this.#end.abort()
    await this.#renewing
    await this.#drop()
  }

  async #hold(): Promise<boolean> {
    const { lease, answerWithin } = this.#timing
    return within(answerWithin, 'lease', () => holdLease(this.#deps.ask, this.#account, this.#holder, lease / 1_000))
  }

  async #drop(): Promise<void> {
    await within(this.#timing.answerWithin, 'lease', () => dropLease(this.#deps.ask, this.#account, this.#holder)).catch((error: unknown) =>
      this.#deps.log.warn({ account: this.#account, reason: String(error) }, 'the lease could not be given back and runs out'),
    )
  }

  async #renew(taken: number, lost: () => void): Promise<void> {
    let renewedAt = taken
    let held: boolean | undefined = true
    while (!this.#end.signal.aborted) {
      await this.#pause(held ? this.#timing.renewEvery : this.#timing.askEvery)
      if (this.#end.signal.aborted) return
      const asked = performance.now()
      held = await this.#hold().catch((error: unknown) => {
        this.#deps.log.warn({ account: this.#account, reason: String(error) }, 'the lease could not be renewed')
        return undefined
      })
      if (held) renewedAt = asked
      // One renewal may fail for the database's sake; the account is given up while the lease still runs.
      else if (held === false || performance.now() - renewedAt > (this.#timing.lease * 2) / 3) return lost()
    }
  }

  async #pause(ms: number): Promise<void> {
    await sleep(ms, undefined, { signal: this.#end.signal }).catch(() => {})
  }
}
