import type { LedgerEntry } from '../../domain/ledger/chain.ts'
import { type Transaction, write } from '../database.ts'
import { prepared } from '../wire/raw.ts'

const APPEND = prepared(`INSERT INTO "LedgerEntry" ("hamletId", seq, at, who, what, subject, data, why, "prevHash", hash, form, seal, salt)
     SELECT "hamletId", seq, at, who, what, subject, data, why, "prevHash", hash, form, seal, salt FROM jsonb_populate_recordset(NULL::"LedgerEntry", $1::jsonb)`)

/** Whether it has worked is known with the commit. */
export async function appendLedger(tx: Transaction, entries: readonly LedgerEntry[]): Promise<void> {
  if (entries.length > 0) await write(tx, APPEND, [JSON.stringify(entries)])
}
