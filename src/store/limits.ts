/** Accounts that their channel allows no more to say: a restart does not lift that, a person at the desk does. */
import type { Instant } from '../kernel/time.ts'
import type { Reader } from './database.ts'

export async function limitOf(db: Reader, account: string): Promise<string | undefined> {
  return (await db.accountLimit.findUnique({ where: { account } }))?.reason
}

export async function putLimit(db: Reader, account: string, reason: string, at: Instant): Promise<void> {
  await db.accountLimit.upsert({ where: { account }, create: { account, reason, at: new Date(at) }, update: {} })
}

/** True for the one that lifted it. */
export const liftLimit = async (db: Reader, account: string): Promise<boolean> =>
  (await db.accountLimit.deleteMany({ where: { account } })).count === 1
