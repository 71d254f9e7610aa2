/** What stands in the chain of words that were taken out of it, so that taking them out can be told from changing them. */
import { sha256 } from '../../kernel/hash.ts'
import { canonical, hashOf, type LedgerEntry, sealOf } from './chain.ts'
import { hasWords } from './words.ts'

export interface ErasedEntry {
  seq: number
  /** Of an entry of form 1, whose hash was made over its words: fingerprint of all that is left of it. */
  rest: string | null
}

/** By place in the chain, as the entries `wordsErased` tell. */
export type ErasedEntries = ReadonlyMap<number, string | null>

/** Everything that is left of an entry of form 1 without its words, with the hash that it had with them. */
export const restOf = ({ hamletId, seq, at, who, what, subject, data, why, prevHash, hash }: LedgerEntry): string =>
  sha256(canonical({ hamletId, seq, at, who, what, subject, data, why, prevHash, hash }))

/**
 * Whether the entry, taken to have been written at `seq`, is what its hash says. One whose words were erased has to be told of further on in
 * the chain: nobody gets rid of words by destroying the salt alone.
 */
export function holds(entry: LedgerEntry, seq: number, erased: ErasedEntries): boolean {
  const { hash, form, seal, salt } = entry
  if (form === 1) return fitsItself(entry, seq) || (seq === entry.seq && erased.get(seq) === restOf(entry))
  if (hashOf({ ...entry, seq }) !== hash) return false
  return salt === null ? erased.has(entry.seq) && !hasWords(entry) : sealOf(salt, entry) === seal
}

/**
 * Entries of the first versions were stored and hashed to the second; a time that has since become another, even by a millisecond, fits neither
 * form.
 */
function fitsItself({ hash, ...content }: LedgerEntry, seq: number): boolean {
  const entry = { ...content, seq }
  return hashOf(entry) === hash || (entry.at.includes('.000') && hashOf({ ...entry, at: entry.at.replace('.000', '') }) === hash)
}
