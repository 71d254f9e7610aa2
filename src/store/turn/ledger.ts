import type { LedgerEntry } from '../../domain/ledger/chain.ts'
import type { Transaction } from '../database.ts'

export async function appendLedger(tx: Transaction, entries: readonly LedgerEntry[]): Promise<void> {
  if (entries.length === 0) return
  await tx.$executeRawUnsafe(
    `INSERT INTO "LedgerEntry" ("hamletId", seq, at, who, what, subject, data, why, "prevHash", hash, form, seal, salt)
     SELECT "hamletId", seq, at, who, what, subject, data, why, "prevHash", hash, form, seal, salt FROM jsonb_populate_recordset(NULL::"LedgerEntry", $1::jsonb)`,
    JSON.stringify(entries),
  )
}
