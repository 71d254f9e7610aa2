/** The town's admin keeps who may log in; everybody keeps their own tokens. */
import type { DeskRole, Principal } from '../../domain/rights/desk.ts'
import type { Clock } from '../../kernel/clock.ts'
import { randomId } from '../../kernel/ids.ts'
import { DAY, isoShanghai } from '../../kernel/time.ts'
import { type Database, inTransaction } from '../../store/database.ts'
import { audit } from '../../store/door/audit.ts'
import { addToken, endSessionsOf, findOwnToken, revokeToken, type TokenRow } from '../../store/door/sessions.ts'
import {
  addUser,
  countAdmins,
  findByLogin,
  findUser,
  linkUntil,
  listAdmins,
  loginOf,
  scopeExists,
  type UserRow,
  updateUser,
} from '../../store/door/users.ts'
import { findOfficial } from '../../store/reading/officials.ts'
import { lockTown } from '../../store/reading/town.ts'
import { firstLink, passwordLink } from './log-in.ts'
import { hashSecret, newSecret } from './passwords.ts'

export interface NewUser {
  name: string
  login: string
  role: DeskRole
  villageId?: string | undefined
  departmentId?: string | undefined
  officialId?: string | undefined
}

export type UserRefusal = 'loginTaken' | 'needsVillage' | 'needsDepartment' | 'townWide' | 'noSuchScope' | 'otherOffice' | 'lastAdmin'

/** Which scope a role must, may, and must not have (the database checks the same). */
function badScope({ role, villageId, departmentId }: Pick<NewUser, 'role' | 'villageId' | 'departmentId'>): UserRefusal | undefined {
  if (role === 'cadre' && !villageId) return 'needsVillage'
  if (role === 'department' && !departmentId) return 'needsDepartment'
  if (role !== 'department' && departmentId) return 'townWide'
  return villageId && role !== 'cadre' && role !== 'viewer' ? 'townWide' : undefined
}

export async function makeUser(
  db: Database,
  wall: Clock,
  who: Principal,
  given: NewUser,
): Promise<{ user: UserRow; link: string } | { refused: UserRefusal }> {
  const now = wall.now()
  const bad = badScope(given)
  if (bad) return { refused: bad }
  const login = loginOf(given.login)
  if (!(await scopeExists(db, who.townId, given))) return { refused: 'noSuchScope' }
  const official = given.officialId ? await findOfficial(db, who.townId, given.officialId) : undefined
  if (official && official.villageId !== (given.villageId ?? null)) return { refused: 'otherOffice' }
  const id = randomId()
  return inTransaction(db, async (tx) => {
    await lockTown(tx, who.townId)
    if (await findByLogin(tx, login)) return { refused: 'loginTaken' as const }
    const user = await addUser(tx, { id, townId: who.townId, createdAt: now, ...given, login })
    const { link, expiresAt } = await passwordLink(tx, id, now)
    const after = { ...user, linkUntil: isoShanghai(expiresAt) }
    await audit(tx, who, now, { action: 'makeUser', subject: `user:${id}`, villageId: given.villageId ?? null, after })
    return { user, link }
  })
}

/** Disabling somebody logs them out at once; the last admin stays, so that the town never locks itself out. */
export async function setUserEnabled(
  db: Database,
  wall: Clock,
  who: Principal,
  id: string,
  enabled: boolean,
): Promise<{ user: UserRow } | { refused: UserRefusal } | { missing: true }> {
  const now = wall.now()
  return inTransaction(db, async (tx) => {
    await lockTown(tx, who.townId)
    const before = await findUser(tx, who.townId, id)
    if (!before) return { missing: true as const }
    // Also of two admins who disable each other at the same moment one stays.
    if (!enabled && before.role === 'townAdmin' && before.disabledAt === null && (await countAdmins(tx, who.townId)) <= 1)
      return { refused: 'lastAdmin' as const }
    const after = await updateUser(tx, id, { disabledAt: enabled ? null : now })
    if (!enabled) await endSessionsOf(tx, id)
    await audit(tx, who, now, { action: enabled ? 'enableUser' : 'disableUser', subject: `user:${id}`, before, after })
    return { user: after }
  })
}

/** A new one-time link for somebody who has lost the password; what they had stays valid until it is used. */
export async function newPasswordLink(db: Database, wall: Clock, who: Principal, id: string): Promise<string | undefined> {
  const now = wall.now()
  return inTransaction(db, async (tx) => {
    const user = await findUser(tx, who.townId, id)
    if (!user) return undefined
    const until = await linkUntil(tx, id, now)
    const { link, expiresAt } = await passwordLink(tx, id, now)
    await audit(tx, who, now, {
      action: 'newPasswordLink',
      subject: `user:${id}`,
      before: { ready: user.ready, linkUntil: until === undefined ? null : isoShanghai(until) },
      after: { ready: user.ready, linkUntil: isoShanghai(expiresAt) },
    })
    return link
  })
}

export type AdminLink = { link: string; login: string } | { first: string } | { choose: string[] } | { unknown: string }

/**
 * For whoever has the server in hand: a link with which an admin of the town sets a new password, when nobody is left who could make one at
 * the desk. Without a login there must be one admin only.
 */
export async function adminLink(db: Database, wall: Clock, login?: string): Promise<AdminLink> {
  const first = await firstLink(db, wall.now())
  if (first !== undefined) return { first }
  const admins = await listAdmins(db)
  const asked = login === undefined ? undefined : loginOf(login)
  const [admin, ...others] = asked === undefined ? admins : admins.filter((a) => a.login === asked)
  if (!admin) return { unknown: login ?? '' }
  if (others.length > 0) return { choose: admins.map((a) => a.login) }
  const { id: userId, name, role, townId, villageId, officialId } = admin
  const who: Principal = { userId, name, role, townId, villageId, officialId, department: null, via: 'server', readOnly: false }
  const link = await newPasswordLink(db, wall, who, userId)
  return link === undefined ? { unknown: admin.login } : { link, login: admin.login }
}

/** What nobody gave an end ends by itself: a forgotten token is an open door. */
export const TOKEN_DAYS = 90

/** The token's text is shown this once; only its hash is kept. */
export async function makeToken(
  db: Database,
  wall: Clock,
  who: Principal,
  given: { name: string; readOnly: boolean; days?: number | undefined },
): Promise<{ token: TokenRow; secret: string }> {
  const now = wall.now()
  const secret = newSecret()
  const token = {
    id: randomId(),
    userId: who.userId,
    name: given.name,
    readOnly: given.readOnly,
    createdAt: now,
    expiresAt: now + (given.days ?? TOKEN_DAYS) * DAY,
  }
  await inTransaction(db, async (tx) => {
    await addToken(tx, { ...token, hash: hashSecret(secret) })
    await audit(tx, who, now, { action: 'makeToken', subject: `token:${token.id}`, after: token })
  })
  return { token: { ...token, revokedAt: null }, secret }
}

export async function endToken(db: Database, wall: Clock, who: Principal, id: string): Promise<boolean> {
  const now = wall.now()
  return inTransaction(db, async (tx) => {
    const before = await findOwnToken(tx, who.userId, id)
    if (!(await revokeToken(tx, who.userId, id, now))) return false
    await audit(tx, who, now, { action: 'revokeToken', subject: `token:${id}`, before, after: { ...before, revokedAt: now } })
    return true
  })
}
