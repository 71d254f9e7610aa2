/**
 * A chat account belongs to one process at a time. Whoever holds the lease connects and sends; when it cannot be renewed, it stops before
 * another one may begin.
 */
import { setTimeout as sleep } from 'node:timers/promises'
import { dropLease, holdLease } from '../../store/connection/lease.ts'
import type { Deps } from '../ports.ts'

const LEASE_SECONDS = 30
const RENEW_EVERY_MS = 10_000
const ASK_AGAIN_MS = 2_000

export class Ownership {
  readonly #deps: Deps
  readonly #account: string
  readonly #holder: string
  readonly #end = new AbortController()
  #renewing: Promise<void> | undefined

  constructor(deps: Deps, account: string) {
    this.#deps = deps
    this.#account = account
    this.#holder = deps.newId()
  }

  /** Asks once whether the account can be ours. `lost` is called once if it cannot be kept. */
  async tryTake(lost: () => void): Promise<boolean> {
    if (!(await holdLease(this.#deps.db, this.#account, this.#holder, LEASE_SECONDS))) return false
    this.#renewing = this.#renew(lost)
    return true
  }

  /** Waits until the account is ours; false when stopped before. */
  async take(lost: () => void): Promise<boolean> {
    while (!this.#end.signal.aborted) {
      if (await this.tryTake(lost)) return true
      this.#deps.log.info({ account: this.#account }, 'another process owns the account; waiting for it')
      await this.#pause(ASK_AGAIN_MS)
    }
    return false
  }

  async release(): Promise<void> {
    this.#end.abort()
    await this.#renewing
    await dropLease(this.#deps.db, this.#account, this.#holder)
  }

  async #renew(lost: () => void): Promise<void> {
    let renewedAt = performance.now()
    while (!this.#end.signal.aborted) {
      await this.#pause(RENEW_EVERY_MS)
      if (this.#end.signal.aborted) return
      const held = await holdLease(this.#deps.db, this.#account, this.#holder, LEASE_SECONDS).catch((error: unknown) => {
        this.#deps.log.warn({ account: this.#account, reason: String(error) }, 'the lease could not be renewed')
        return undefined
      })
      if (held) renewedAt = performance.now()
      // One renewal may fail for the database's sake; the account is given up while the lease still runs.
      else if (held === false || performance.now() - renewedAt > (LEASE_SECONDS * 1_000 * 2) / 3) return lost()
    }
  }

  async #pause(ms: number): Promise<void> {
    await sleep(ms, undefined, { signal: this.#end.signal }).catch(() => {})
  }
}
