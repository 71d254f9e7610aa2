/** One process owns a chat account at a time: a lease that it has to renew. Times are the database's own, so that hosts' clocks do not matter. */
import type { Reader } from '../database.ts'
import type { Ask } from '../vital.ts'

/** True when `holder` has the account for the next `seconds`: it was free, had run out, or was its own. */
export async function holdLease(ask: Ask, account: string, holder: string, seconds: number): Promise<boolean> {
  const rows = await ask(
    `INSERT INTO "AccountLease" AS l (account, holder, "expiresAt") VALUES ($1, $2, now() + make_interval(secs => $3))
     ON CONFLICT (account) DO UPDATE SET holder = excluded.holder, "expiresAt" = excluded."expiresAt"
       WHERE l.holder = excluded.holder OR l."expiresAt" < now()
     RETURNING 1`,
    [account, holder, seconds],
  )
  return rows.length === 1
}

export async function dropLease(ask: Ask, account: string, holder: string): Promise<void> {
  await ask('DELETE FROM "AccountLease" WHERE account = $1 AND holder = $2', [account, holder])
}

/** For a database that only this process can have open (the embedded one): whoever held a lease is gone. */
export async function dropEveryLease(db: Reader): Promise<void> {
  await db.accountLease.deleteMany()
}
