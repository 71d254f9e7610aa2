/**
 * Hamlets that this process has lately worked on, as they stood when their last turn was committed. One is taken out for a turn and put back
 * after its commit; a turn that fails puts nothing back. It is used only if the hamlet's version under the lock is still the one it had: every
 * write of anybody else has made another (triggers; test/store/kept.test.ts).
 */
import type { HamletState } from '../../domain/base/state.ts'
import { type DateString, dateOf, type Instant } from '../../kernel/time.ts'
import type { Database } from '../database.ts'

/** Hamlets kept at most, the longest unused going first. One of 40 households takes about 150 KB, one in a busy month twice that. */
export const KEPT_AT_MOST = 1_000

interface Kept {
  state: HamletState
  version: string
  /** What a turn loads depends on the day: rows that are over long enough are left out of the next day's. */
  day: DateString
}

const houses = new WeakMap<Database, Map<string, Kept>>()

function keptOf(db: Database): Map<string, Kept> {
  const known = houses.get(db)
  if (known) return known
  const made = new Map<string, Kept>()
  houses.set(db, made)
  return made
}

/** The state of that version, for one turn: whoever takes it has it alone. */
export function takeKept(db: Database | undefined, hamletId: string, version: string, now: Instant): HamletState | undefined {
  const all = db && houses.get(db)
  const kept = all?.get(hamletId)
  all?.delete(hamletId)
  return kept?.version === version && kept.day === dateOf(now) ? kept.state : undefined
}

/** To be called after the commit. A state that holds rows which only this turn had asked for is let go. */
export function keep(db: Database, hamletId: string, state: HamletState, version: string, now: Instant): void {
  if (state.issues.borrowed) return
  const all = keptOf(db)
  all.delete(hamletId)
  all.set(hamletId, { state, version, day: dateOf(now) })
  if (all.size <= KEPT_AT_MOST) return
  const oldest = all.keys().next()
  if (!oldest.done) all.delete(oldest.value)
}

export const countKept = (db: Database): number => houses.get(db)?.size ?? 0
