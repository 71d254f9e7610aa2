/** Takes a person's words out of the ledger. Who did what, when, and all figures stay; so does every hash. */
import type { LedgerEntry } from '../../domain/ledger/chain.ts'
import { type ErasedEntry, restOf } from '../../domain/ledger/erased.ts'
import { hasWords, withoutWords } from '../../domain/ledger/words.ts'
import { exactShanghai } from '../../kernel/time.ts'
import type { Transaction } from '../database.ts'
import { Prisma } from '../generated/client.ts'
import type { Person } from './person.ts'

/** The entries that the person made, and those in which somebody named them. The erasure has been said to this transaction (./erase.ts). */
export async function eraseFromLedger(tx: Transaction, person: Person, names: readonly string[]): Promise<ErasedEntry[]> {
  const { hamletId } = person
  const said = person.accounts.map((a) => `account:${a.id}`)
  const named = names.flatMap((name) => [
    { why: { contains: name } },
    { data: { path: ['reason'], string_contains: name } },
    { data: { path: ['topic'], string_contains: name } },
    { data: { path: ['venue'], string_contains: name } },
  ])
  const found = await tx.ledgerEntry.findMany({ where: { hamletId, OR: [{ who: { in: said } }, ...named] }, orderBy: { seq: 'asc' } })
  const erased: ErasedEntry[] = []
  for (const row of found) {
    const entry: LedgerEntry = { ...row, at: exactShanghai(row.at.getTime()) }
    // Also one that was erased before: it is told of once more, with what is left of it now.
    if (!hasWords(entry)) continue
    const left = withoutWords(entry)
    await tx.ledgerEntry.update({
      where: { hamletId_seq: { hamletId, seq: row.seq } },
      data: { why: null, salt: null, data: left.data === null ? Prisma.JsonNull : (left.data as Prisma.InputJsonValue) },
    })
    erased.push({ seq: row.seq, rest: entry.form === 1 ? restOf(left) : null })
  }
  return erased
}
