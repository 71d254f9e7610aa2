/**
 * The hamlet's append-only ledger as a serialised hash chain: each entry's hash covers its content and the hash before it, so that a
 * changed, missing or moved entry is found, and named, by anyone who recomputes it. What somebody said in an entry is covered through a salted
 * seal (form 2): with the salt destroyed the words can go, and the chain still holds (docs/decisions/erasure.md).
 */
import { sha256 } from '../../kernel/hash.ts'
import { exactShanghai } from '../../kernel/time.ts'
import type { DomainEvent } from '../base/events.ts'
import { apart } from './words.ts'

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
  /** 1: the hash covers the words themselves. 2: it covers their seal. */
  form: number
  seal: string | null
  /** Null in form 1, and once the words have been erased. */
  salt: string | null
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

export const sealOf = (salt: string, entry: Pick<LedgerEntry, 'what' | 'data' | 'why'>): string =>
  sha256(canonical({ salt, words: apart(entry).words }))

export function hashOf(entry: Omit<LedgerEntry, 'hash'>): string {
  const { hamletId, seq, at, who, what, subject, data, why, prevHash, form, seal } = entry
  if (form === 1) return sha256(canonical({ hamletId, seq, at, who, what, subject, data, why, prevHash }))
  return sha256(canonical({ form, hamletId, seq, at, who, what, subject, data: apart(entry).rest, seal, prevHash }))
}

/** The entries that `events` add to a chain that ends in `prevHash`. Each is sealed with a salt of its own. */
export function chain(hamletId: string, prevHash: string, events: readonly DomainEvent[], newSalt: () => string): LedgerEntry[] {
  let last = prevHash
  return events
    .filter((e) => e.ledgered)
    .map((e) => {
      const said = { what: e.type, data: e.data, why: e.why ?? null }
      const salt = newSalt()
      const content = {
        hamletId,
        seq: e.seq,
        at: exactShanghai(e.at),
        who: e.who,
        subject: e.subject,
        ...said,
        prevHash: last,
        form: 2,
        seal: sealOf(salt, said),
        salt,
      }
      last = hashOf(content)
      return { ...content, hash: last }
    })
}
