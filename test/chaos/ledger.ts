/** `npm run ledger:verify -- --rows`, on the database of a run: what it finds. */
import { openDatabase } from '../../src/store/database.ts'
import { verifyLedgers } from '../../src/store/reading/ledger-verify.ts'
import { verifyRows } from '../../src/store/reading/rows-verify.ts'

export async function ledgerFaults(url: string): Promise<string[]> {
  const db = openDatabase(url, 2)
  const faults: string[] = []
  try {
    for await (const { alias, findings } of verifyLedgers(db))
      for (const f of findings) faults.push(`ledger of ${alias}: ${JSON.stringify(f)}`)
    for await (const { alias, findings } of verifyRows(db)) for (const f of findings) faults.push(`rows of ${alias}: ${JSON.stringify(f)}`)
  } finally {
    await db.$disconnect()
  }
  return faults
}
