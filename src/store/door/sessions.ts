/** Who is asking: browsers by their cookie, programs by their token; and who has guessed wrong lately. */
import type { Principal } from '../../domain/rights/desk.ts'
import type { Instant } from '../../kernel/time.ts'
import { type Database, inTransaction, type Reader } from '../database.ts'

const PERSON = `u.id AS "userId", u.name, u.role::text AS role, u."townId", u."villageId", d.name AS department, u."officialId"`

export type Found = Omit<Principal, 'via' | 'readOnly'>

/** Undefined when the session has ended or its user may no longer log in. */
export async function findSession(
  db: Reader,
  hash: string,
  now: Instant,
): Promise<(Found & { csrf: string; expiresAt: Instant }) | undefined> {
  const [row] = await db.$queryRawUnsafe<(Found & { csrf: string; expiresAt: Date })[]>(
    `SELECT ${PERSON}, s.csrf, s."expiresAt" FROM "Session" s JOIN "User" u ON u.id = s."userId" LEFT JOIN "Department" d ON d.id = u."departmentId"
     WHERE s.hash = $1 AND s."expiresAt" > $2::timestamptz AND u."disabledAt" IS NULL`,
    hash,
    new Date(now).toISOString(),
  )
  return row && { ...row, expiresAt: row.expiresAt.getTime() }
}

export async function findToken(db: Reader, hash: string, now: Instant): Promise<(Found & { readOnly: boolean }) | undefined> {
  const [row] = await db.$queryRawUnsafe<(Found & { readOnly: boolean })[]>(
    `SELECT ${PERSON}, t."readOnly" FROM "ApiToken" t JOIN "User" u ON u.id = t."userId" LEFT JOIN "Department" d ON d.id = u."departmentId"
     WHERE t.hash = $1 AND t."revokedAt" IS NULL AND (t."expiresAt" IS NULL OR t."expiresAt" > $2::timestamptz) AND u."disabledAt" IS NULL`,
    hash,
    new Date(now).toISOString(),
  )
  return row
}

export async function addSession(
  db: Reader,
  session: { hash: string; userId: string; csrf: string; createdAt: Instant; expiresAt: Instant },
): Promise<void> {
  await db.session.deleteMany({ where: { expiresAt: { lt: new Date(session.createdAt) } } })
  await db.session.create({ data: { ...session, createdAt: new Date(session.createdAt), expiresAt: new Date(session.expiresAt) } })
}

/** A session that is used lives on. */
export async function prolong(db: Reader, hash: string, expiresAt: Instant): Promise<void> {
  await db.session.updateMany({ where: { hash }, data: { expiresAt: new Date(expiresAt) } })
}

export async function endSession(db: Reader, hash: string): Promise<void> {
  await db.session.deleteMany({ where: { hash } })
}

export async function endSessionsOf(db: Reader, userId: string): Promise<void> {
  await db.session.deleteMany({ where: { userId } })
}

export interface Attempt {
  id: string
  login: string
  address: string
  /** Hash of the known device that it comes from, if any. */
  device: string | undefined
  at: Instant
}

const placeOf = ({ login, address, device }: Pick<Attempt, 'login' | 'address' | 'device'>) =>
  device === undefined ? { login, address, device: null } : { login, device }

/**
 * Notes an attempt to log in before its password is looked at, unless `mayTry` says until when to wait. Attempts are counted one after
 * another, so that twenty at the same moment are twenty and not one: each counts as wrong until it has proved right.
 */
export async function admitAttempt(
  db: Database,
  attempt: Attempt,
  since: { here: Instant; anywhere: Instant },
  mayTry: (guesses: { here: number; lastHere: Instant | undefined; anywhere: number }) => Instant | undefined,
): Promise<Instant | undefined> {
  const { id, login, address, device, at } = attempt
  return inTransaction(db, async (tx) => {
    await tx.$queryRawUnsafe(`SELECT pg_advisory_xact_lock(hashtext('LoginFailure'), hashtext($1))::text`, login)
    const here = await tx.loginFailure.aggregate({
      where: { ...placeOf(attempt), at: { gt: new Date(since.here) } },
      _count: true,
      _max: { at: true },
    })
    const anywhere =
      device === undefined ? await tx.loginFailure.count({ where: { login, device: null, at: { gt: new Date(since.anywhere) } } }) : 0
    const until = mayTry({ here: here._count, lastHere: here._max.at?.getTime(), anywhere })
    if (until === undefined) await tx.loginFailure.create({ data: { id, login, address, device: device ?? null, at: new Date(at) } })
    return until
  })
}

/** Who proved right has guessed wrong by mistake. What others guess for the same login stays. */
export async function forgetFailures(db: Reader, attempt: Attempt, before: Instant): Promise<void> {
  await db.loginFailure.deleteMany({ where: { OR: [placeOf(attempt), { at: { lt: new Date(before) } }] } })
}

/** Whether the user has logged in on this device before. */
export const isKnownDevice = async (db: Reader, userId: string, hash: string): Promise<boolean> =>
  (await db.knownDevice.count({ where: { hash, userId } })) === 1

/** A device that was not used since `forgotten` is one no longer. */
export async function keepDevice(db: Reader, userId: string, hash: string, now: Instant, forgotten: Instant): Promise<void> {
  const usedAt = new Date(now)
  await db.knownDevice.deleteMany({ where: { usedAt: { lt: new Date(forgotten) } } })
  await db.knownDevice.upsert({ where: { hash }, create: { hash, userId, createdAt: usedAt, usedAt }, update: { usedAt } })
}

export interface TokenRow {
  id: string
  userId: string
  name: string
  readOnly: boolean
  createdAt: Instant
  expiresAt: Instant | null
  revokedAt: Instant | null
}

export async function listTokens(db: Reader, userId: string, before: string | undefined, limit: number): Promise<TokenRow[]> {
  const rows = await db.apiToken.findMany({
    where: { userId, ...(before ? { id: { lt: before } } : {}) },
    orderBy: { id: 'desc' },
    take: limit,
  })
  return rows.map(asToken)
}

const asToken = ({
  hash: _hash,
  ...row
}: Omit<TokenRow, 'createdAt' | 'expiresAt' | 'revokedAt'> & {
  hash: string
  createdAt: Date
  expiresAt: Date | null
  revokedAt: Date | null
}): TokenRow => ({
  ...row,
  createdAt: row.createdAt.getTime(),
  expiresAt: row.expiresAt?.getTime() ?? null,
  revokedAt: row.revokedAt?.getTime() ?? null,
})

export async function findOwnToken(db: Reader, userId: string, id: string): Promise<TokenRow | undefined> {
  const row = await db.apiToken.findFirst({ where: { id, userId } })
  return row ? asToken(row) : undefined
}

export async function addToken(db: Reader, token: Omit<TokenRow, 'revokedAt'> & { hash: string }): Promise<void> {
  const { createdAt, expiresAt, ...rest } = token
  await db.apiToken.create({
    data: { ...rest, createdAt: new Date(createdAt), expiresAt: expiresAt === null ? null : new Date(expiresAt) },
  })
}

export async function revokeToken(db: Reader, userId: string, id: string, now: Instant): Promise<boolean> {
  return (await db.apiToken.updateMany({ where: { id, userId, revokedAt: null }, data: { revokedAt: new Date(now) } })).count === 1
}

/** Of these sessions, named by the hash of their token, those that have not ended, with who has them. Nobody's is prolonged by it. */
export async function sessionsStill(db: Reader, csrfs: readonly string[], now: Instant): Promise<(Found & { csrf: string })[]> {
  return db.$queryRawUnsafe<(Found & { csrf: string })[]>(
    `SELECT ${PERSON}, s.csrf FROM "Session" s JOIN "User" u ON u.id = s."userId" LEFT JOIN "Department" d ON d.id = u."departmentId"
     WHERE s.csrf = ANY($1::text[]) AND s."expiresAt" > $2::timestamptz AND u."disabledAt" IS NULL`,
    csrfs,
    new Date(now).toISOString(),
  )
}
