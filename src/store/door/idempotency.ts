/** Keys of writes that were asked for, and what was answered. */
import type { Instant } from '../../kernel/time.ts'
import type { Database, Reader } from '../database.ts'
import type { Prisma } from '../generated/client.ts'

interface KeyOf {
  userId: string
  key: string
}

export interface KeyRow {
  request: string
  status: number | null
  body: unknown
}

/** Takes the key; or returns what is known of its earlier use. Keys from before `forgetBefore` are forgotten on the way. */
export async function claimKey(
  db: Database,
  { userId, key, request }: KeyOf & { request: string },
  now: Instant,
  forgetBefore: Instant,
): Promise<KeyRow | undefined> {
  await db.idempotencyKey.deleteMany({ where: { at: { lt: new Date(forgetBefore) } } })
  const { count } = await db.idempotencyKey.createMany({ data: [{ userId, key, request, at: new Date(now) }], skipDuplicates: true })
  if (count === 1) return undefined
  const row = await db.idempotencyKey.findUnique({ where: { userId_key: { userId, key } } })
  return row ? { request: row.request, status: row.status, body: row.body } : undefined
}

export async function keepAnswer(db: Reader, { userId, key }: KeyOf, status: number, body: unknown): Promise<void> {
  await db.idempotencyKey.update({ where: { userId_key: { userId, key } }, data: { status, body: body as Prisma.InputJsonValue } })
}

export async function forgetKey(db: Reader, { userId, key }: KeyOf): Promise<void> {
  await db.idempotencyKey.deleteMany({ where: { userId, key } })
}
