/** Who may log in, and how they set a password. */
import type { Principal } from '../../domain/rights/desk.ts'
import type { Instant } from '../../kernel/time.ts'
import type { Reader, Transaction } from '../database.ts'
import type { UserModel } from '../generated/models.ts'

export interface UserRow {
  id: string
  townId: string
  villageId: string | null
  departmentId: string | null
  officialId: string | null
  role: Principal['role']
  name: string
  login: string
  createdAt: Instant
  disabledAt: Instant | null
  /** Whether a password has been set. */
  ready: boolean
}

const asUser = (row: UserModel): UserRow => {
  const { password, createdAt, disabledAt, ...rest } = row
  return { ...rest, createdAt: createdAt.getTime(), disabledAt: disabledAt?.getTime() ?? null, ready: password !== null }
}

export async function listUsers(db: Reader, townId: string, after: string | undefined, limit: number): Promise<UserRow[]> {
  const rows = await db.user.findMany({ where: { townId, ...(after ? { id: { gt: after } } : {}) }, orderBy: { id: 'asc' }, take: limit })
  return rows.map(asUser)
}

export async function findUser(db: Reader, townId: string, id: string): Promise<UserRow | undefined> {
  const row = await db.user.findFirst({ where: { id, townId } })
  return row ? asUser(row) : undefined
}

/** A phone begins a word with a capital letter: 登录名 are the same however their letters are written. Kept in small ones. */
export const loginOf = (typed: string): string => typed.trim().toLowerCase()

/** With the password's hash, for checking it and nothing else. */
export const findByLogin = (db: Reader, login: string): Promise<{ id: string; password: string | null; disabledAt: Date | null } | null> =>
  db.user.findUnique({ where: { login: loginOf(login) }, select: { id: true, password: true, disabledAt: true } })

export const passwordOf = async (db: Reader, id: string): Promise<string | null> =>
  (await db.user.findUnique({ where: { id }, select: { password: true } }))?.password ?? null

/** True when somebody can already log in as the town's admin. */
export const hasAdmin = async (db: Reader): Promise<boolean> =>
  (await db.user.count({ where: { role: 'townAdmin', disabledAt: null, password: { not: null } } })) > 0

export async function setPassword(tx: Transaction, id: string, password: string, now: Instant): Promise<void> {
  await tx.user.update({ where: { id }, data: { password } })
  // Whoever knew the old one is out everywhere, and so is what they left behind: a token, a device that is known.
  await tx.session.deleteMany({ where: { userId: id } })
  await tx.knownDevice.deleteMany({ where: { userId: id } })
  await tx.apiToken.updateMany({ where: { userId: id, revokedAt: null }, data: { revokedAt: new Date(now) } })
}

export interface LinkRow {
  hash: string
  userId: string | null
}

export async function addLink(db: Reader, link: LinkRow & { createdAt: Instant; expiresAt: Instant }): Promise<void> {
  await db.passwordLink.create({ data: { ...link, createdAt: new Date(link.createdAt), expiresAt: new Date(link.expiresAt) } })
}

/** A new link makes the older ones of the same person useless. */
export async function dropLinks(db: Reader, userId: string | null): Promise<void> {
  await db.passwordLink.deleteMany({ where: { userId, usedAt: null } })
}

/** The link, if it can still be used. */
export const findLink = (db: Reader, hash: string, now: Instant): Promise<LinkRow | null> =>
  db.passwordLink.findFirst({ where: { hash, usedAt: null, expiresAt: { gt: new Date(now) } }, select: { hash: true, userId: true } })

/** Until when a person's unused link is good; undefined when there is none. */
export async function linkUntil(db: Reader, userId: string, now: Instant): Promise<Instant | undefined> {
  const link = await db.passwordLink.findFirst({ where: { userId, usedAt: null, expiresAt: { gt: new Date(now) } } })
  return link?.expiresAt.getTime()
}

/** True for the one that used it: of two at the same moment, one. */
export async function spendLink(tx: Transaction, hash: string, now: Instant): Promise<boolean> {
  const at = new Date(now)
  return (await tx.passwordLink.updateMany({ where: { hash, usedAt: null, expiresAt: { gt: at } }, data: { usedAt: at } })).count === 1
}

export async function addUser(
  tx: Transaction,
  user: {
    id: string
    townId: string
    role: Principal['role']
    name: string
    login: string
    /** Hashed; without one the person sets it by a link. */
    password?: string
    createdAt: Instant
    villageId?: string | undefined
    departmentId?: string | undefined
    officialId?: string | undefined
  },
): Promise<UserRow> {
  const { villageId, departmentId, officialId, createdAt, ...rest } = user
  const scope = { villageId: villageId ?? null, departmentId: departmentId ?? null, officialId: officialId ?? null }
  return asUser(await tx.user.create({ data: { ...rest, ...scope, createdAt: new Date(createdAt) } }))
}

export async function updateUser(tx: Transaction, id: string, { disabledAt }: { disabledAt: Instant | null }): Promise<UserRow> {
  return asUser(await tx.user.update({ where: { id }, data: { disabledAt: disabledAt === null ? null : new Date(disabledAt) } }))
}

/** Admins who may log in, whether they still know their password or not. */
export async function listAdmins(db: Reader): Promise<UserRow[]> {
  const rows = await db.user.findMany({ where: { role: 'townAdmin', disabledAt: null }, orderBy: { login: 'asc' } })
  return rows.map(asUser)
}

/** Admins who can log in. */
export const countAdmins = (db: Reader, townId: string): Promise<number> =>
  db.user.count({ where: { townId, role: 'townAdmin', disabledAt: null, password: { not: null } } })

/** Whether the village, department and official that a user is to have are the town's. */
export async function scopeExists(
  db: Reader,
  townId: string,
  scope: { villageId?: string | undefined; departmentId?: string | undefined; officialId?: string | undefined },
): Promise<boolean> {
  const found = await Promise.all([
    scope.villageId ? db.village.count({ where: { id: scope.villageId, townId } }) : 1,
    scope.departmentId ? db.department.count({ where: { id: scope.departmentId, townId } }) : 1,
    scope.officialId ? db.official.count({ where: { id: scope.officialId, townId, endedAt: null } }) : 1,
  ])
  return found.every((n) => n === 1)
}
