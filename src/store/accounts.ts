/** Chat accounts outside a hamlet's own state: officials, and people bound elsewhere. */
import type { AccountRow } from '../domain/base/rows.ts'
import type { Reader } from './database.ts'

export async function findAccounts(db: Reader, account: string, externalIds: readonly string[]): Promise<AccountRow[]> {
  const rows = await db.chatAccount.findMany({ where: { account, externalId: { in: [...externalIds] } } })
  return rows.map((row) => ({
    ...row,
    boundAt: row.boundAt?.getTime() ?? null,
    greetedAt: row.greetedAt?.getTime() ?? null,
    consentAt: row.consentAt?.getTime() ?? null,
  }))
}
