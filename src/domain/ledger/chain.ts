/**
 * The hamlet's append-only ledger as a serialised hash chain: each entry's hash covers its content and the hash before it, so that a
 * changed, missing or moved entry is found, and named, by anyone who recomputes it.
 */
import { sha256 } from '../../kernel/hash.ts'
import { exactShanghai } from '../../kernel/time.ts'
import type { DomainEvent } from '../base/events.ts'

export interface LedgerEntry {
  hamletId: string
  seq: number
  /** ISO with +08:00, to the millisecond: part of what is hashed. */
  at: string
  who: string
  what: string
  subject: string
  data: unknown
  why: string | null
  prevHash: string
  hash: string
}

/** JSON with sorted keys: the same content always gives the same text, whatever stored it in between. */
export function canonical(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map((v) => canonical(v ?? null)).join(',')}]`
  if (value === null || typeof value !== 'object') return JSON.stringify(value ?? null)
  const entries = Object.entries(value).filter(([, v]) => v !== undefined)
  return `{${entries
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([k, v]) => `${JSON.stringify(k)}:${canonical(v)}`)
    .join(',')}}`
}

export function hashOf(entry: Omit<LedgerEntry, 'hash'>): string {
  const { hamletId, seq, at, who, what, subject, data, why, prevHash } = entry
  return sha256(canonical({ hamletId, seq, at, who, what, subject, data, why, prevHash }))
}

/** The entries that `events` add to a chain that ends in `prevHash`. */
export function chain(hamletId: string, prevHash: string, events: readonly DomainEvent[]): LedgerEntry[] {
  let last = prevHash
  return events
    .filter((e) => e.ledgered)
    .map((e) => {
      const content = {
        hamletId,
        seq: e.seq,
        at: exactShanghai(e.at),
        who: e.who,
        what: e.type,
        subject: e.subject,
        data: e.data,
        why: e.why ?? null,
        prevHash: last,
      }
      last = hashOf(content)
      return { ...content, hash: last }
    })
}
