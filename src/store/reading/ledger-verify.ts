/**
 * Walks the hash chain of every hamlet and names what is wrong with it. Somebody who rewrites a whole chain with all its hashes is found
 * out by the fingerprint that the hamlet's group was given on the 1st of a month: `atSeq` gives the hash to compare.
 */
import type { LedgerEntry } from '../../domain/ledger/chain.ts'
import { type ErasedEntries, type ErasedEntry, holds } from '../../domain/ledger/erased.ts'
import { exactShanghai } from '../../kernel/time.ts'
import type { Reader } from '../database.ts'

export type Fault = 'changed' | 'missing' | 'reordered' | 'unlinked' | 'added' | 'head'

export interface Finding {
  hamletId: string
  fault: Fault
  /** The first and last place in the chain that it concerns. */
  seq: number
  to: number
  /** reordered: the place where the entry was written. */
  from?: number
}

export interface Verified {
  hamletId: string
  alias: string
  entries: number
  /** The hash of the last entry; '' of an empty ledger. */
  head: string
  findings: Finding[]
}

/** Entries read at a time: a chain of ten years is never in memory whole. */
const PAGE = 1_000
/** How far from its place an entry is looked for. */
const MOVED_AT_MOST = 200

type Stored = Omit<LedgerEntry, 'at'> & { at: Date }

const asEntry = (row: Stored): LedgerEntry => ({ ...row, at: exactShanghai(row.at.getTime()) })

/** Where this entry was written, when its hash is right for another place than the one it stands in. */
function writtenAt(entry: LedgerEntry, near: number, erased: ErasedEntries): number | undefined {
  for (let n = 1; n <= MOVED_AT_MOST; n++) for (const seq of [near - n, near + n]) if (seq > 0 && holds(entry, seq, erased)) return seq
  return undefined
}

/** One chain, entry by entry. */
export class ChainCheck {
  readonly findings: Finding[] = []
  readonly #hamletId: string
  readonly #erased: ErasedEntries
  #seq = 0
  #hash = ''
  /** The entry before is not what it was: what follows it may rightly not fit. */
  #doubted = false
  /** How many places later than they stand the entries from here on were written: one before them was taken out, or put in, and they were renumbered. */
  #shift = 0
  /** So many places later than expected the entry before was written, and nothing else is wrong with it. */
  #moved: number | undefined

  constructor(hamletId: string, erased: ErasedEntries = new Map()) {
    this.#hamletId = hamletId
    this.#erased = erased
  }
  get seq(): number {
    return this.#seq
  }
  get head(): string {
    return this.#hash
  }

  take(entry: LedgerEntry): void {
    const gap = entry.seq > this.#seq + 1
    if (gap) this.#found('missing', this.#seq + 1, entry.seq - 1)
    const place = entry.seq + this.#shift
    const before = this.#moved
    this.#moved = undefined
    if (holds(entry, place, this.#erased)) {
      // The hash inside is right and the link is not: rewritten together with its hash, or put in.
      if (!gap && !this.#doubted && entry.prevHash !== this.#hash) this.#found('unlinked', entry.seq, entry.seq)
      this.#doubted = false
    } else {
      const from = writtenAt(entry, place, this.#erased)
      const moved = from === undefined ? undefined : from - place
      if (from === undefined || moved === undefined) this.#found('changed', entry.seq, entry.seq)
      else if (!gap && moved === before && entry.prevHash === this.#hash) this.#resynchronise(entry.seq - 1, moved)
      else {
        this.findings.push({ hamletId: this.#hamletId, fault: 'reordered', seq: entry.seq, to: entry.seq, from })
        this.#moved = moved
      }
      this.#doubted = this.#moved !== undefined || moved === undefined
    }
    this.#seq = entry.seq
    this.#hash = entry.hash
  }

  /**
   * Entries that hang together were all written `moved` places away from where they stand: everything from `first` on was renumbered. That
   * is one fault, at the place of the first: what was there is missing, or what stands before it was put in.
   */
  #resynchronise(first: number, moved: number): void {
    this.findings.pop()
    const place = first + this.#shift
    if (moved > 0) this.#found('missing', place, place + moved - 1)
    else if (this.findings.at(-1)?.to !== first - 1) this.#found('added', first + moved, first - 1)
    this.#shift += moved
  }

  /** What the hamlet's own row says of its chain: entries cut off at the end are seen here, and entries put behind it. */
  end(length: number, head: string): void {
    if (this.#moved !== undefined && this.#hash === head) this.#resynchronise(this.#seq, this.#moved)
    const written = this.#seq + this.#shift
    // Whoever renumbers a chain may have made the row fit, or not.
    if (this.#shift !== 0 && length === this.#seq && this.#hash === head) return
    if (written < length) this.#found('missing', written + 1, length)
    else if (written > length) this.#found('added', length + 1, written)
    else if (this.#hash !== head) this.#found('head', this.#seq, this.#seq)
  }

  #found(fault: Fault, seq: number, to: number): void {
    this.findings.push({ hamletId: this.#hamletId, fault, seq, to })
  }
}

/** Every hamlet, or the one whose id or alias is given, in the order of their ids. */
export async function* verifyLedgers(db: Reader, only?: string): AsyncGenerator<Verified> {
  const hamlets = await db.hamlet.findMany({
    where: only === undefined ? {} : { OR: [{ id: only }, { alias: only }] },
    select: { id: true, alias: true, ledgerSeq: true, ledgerHash: true },
    orderBy: { id: 'asc' },
  })
  for (const hamlet of hamlets) {
    const check = new ChainCheck(hamlet.id, await erasedOf(db, hamlet.id))
    let entries = 0
    for (;;) {
      const rows = await db.ledgerEntry.findMany({
        where: { hamletId: hamlet.id, seq: { gt: check.seq } },
        orderBy: { seq: 'asc' },
        take: PAGE,
      })
      for (const row of rows) check.take(asEntry(row))
      entries += rows.length
      if (rows.length < PAGE) break
    }
    check.end(hamlet.ledgerSeq, hamlet.ledgerHash)
    yield { hamletId: hamlet.id, alias: hamlet.alias, entries, head: check.head, findings: check.findings }
  }
}

/** The entries that tell of it are themselves part of the chain that is gone through. */
async function erasedOf(db: Reader, hamletId: string): Promise<ErasedEntries> {
  const told = await db.ledgerEntry.findMany({ where: { hamletId, what: 'wordsErased' }, orderBy: { seq: 'asc' }, select: { data: true } })
  const entries = told.flatMap(({ data }) => (data as unknown as { entries: ErasedEntry[] }).entries)
  return new Map(entries.map(({ seq, rest }) => [seq, rest]))
}

/** The hash at one place of a chain, to compare with a fingerprint that was given out; undefined when there is no such entry. */
export async function hashAt(db: Reader, only: string, seq: number): Promise<string | undefined> {
  const hamlet = await db.hamlet.findFirst({ where: { OR: [{ id: only }, { alias: only }] }, select: { id: true } })
  if (!hamlet) return undefined
  return (await db.ledgerEntry.findUnique({ where: { hamletId_seq: { hamletId: hamlet.id, seq } }, select: { hash: true } }))?.hash
}
