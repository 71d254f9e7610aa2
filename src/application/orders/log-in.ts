/** Logging in, and setting a password with a one-time link. Times are real ones, also where the town's clock is moved by hand. */
import type { Principal } from '../../domain/rights/desk.ts'
import { type Clock, systemClock } from '../../kernel/clock.ts'
import { randomId } from '../../kernel/ids.ts'
import { DAY, HOUR, type Instant } from '../../kernel/time.ts'
import { type Database, inTransaction, type Reader, type Transaction } from '../../store/database.ts'
import { audit } from '../../store/door/audit.ts'
import {
  addSession,
  admitAttempt,
  endSession,
  type Found,
  findSession,
  findToken,
  forgetFailures,
  isKnownDevice,
  keepDevice,
  prolong,
} from '../../store/door/sessions.ts'
import {
  addLink,
  addUser,
  dropLinks,
  findByLogin,
  findLink,
  findUser,
  hasAdmin,
  loginOf,
  passwordOf,
  setPassword,
  spendLink,
} from '../../store/door/users.ts'
import { addTown, theTown } from '../../store/reading/town.ts'
import { ANYWHERE_WINDOW, GUESS_REMEMBERED, waitUntil } from './guessing.ts'
import { checkPassword, csrfOf, hashPassword, hashSecret, newSecret, PASSWORD_MAX, PASSWORD_MIN } from './passwords.ts'

export const SESSION_LIVES = 12 * HOUR
/** A session is written again only when this much of its life is gone, not at every page. */
const PROLONG_AFTER = HOUR
const LINK_LIVES = 3 * DAY

/** A device that was not used for so long is a stranger again. */
export const DEVICE_LIVES = 400 * DAY

/** Secrets of a browser that is in: its session, and by which it is known the next time. */
export interface Entered {
  session: string
  device: string
}

export type LogIn = Entered | { refused: 'wrong' } | { refused: 'tooMany'; until: Instant }

export async function logIn(
  db: Database,
  clock: Clock,
  { login: typed, password, address, device }: { login: string; password: string; address: string; device?: string | undefined },
): Promise<LogIn> {
  const now = clock.now()
  // Guesses are counted for the person, however the name is written.
  const login = loginOf(typed)
  const user = await findByLogin(db, login)
  const known = user && device && (await isKnownDevice(db, user.id, hashSecret(device))) ? device : undefined
  const attempt = { id: randomId(), login, address, device: known && hashSecret(known), at: now }
  const until = await admitAttempt(db, attempt, { here: now - GUESS_REMEMBERED, anywhere: now - ANYWHERE_WINDOW }, (guesses) =>
    waitUntil(guesses, now),
  )
  if (until !== undefined) return { refused: 'tooMany', until }
  const right = await checkPassword(password.slice(0, PASSWORD_MAX), user?.disabledAt === null ? user.password : null)
  if (!user || !right) return { refused: 'wrong' }
  await forgetFailures(db, attempt, now - GUESS_REMEMBERED)
  return openSession(db, user.id, now, known)
}

async function openSession(db: Database, userId: string, now: Instant, device: string = newSecret()): Promise<Entered> {
  const session = newSecret()
  const csrf = hashSecret(csrfOf(session))
  await addSession(db, { hash: hashSecret(session), userId, csrf, createdAt: now, expiresAt: now + SESSION_LIVES })
  await keepDevice(db, userId, hashSecret(device), now, now - DEVICE_LIVES)
  return { session, device }
}

export const logOut = (db: Database, session: string): Promise<void> => endSession(db, hashSecret(session))

const principal = (found: Found, via: Principal['via'], readOnly: boolean): Principal => ({
  userId: found.userId,
  name: found.name,
  role: found.role,
  townId: found.townId,
  villageId: found.villageId,
  department: found.department,
  officialId: found.officialId,
  via,
  readOnly,
})

export async function whoHasSession(
  db: Database,
  clock: Clock,
  session: string,
  via: Principal['via'],
): Promise<{ who: Principal; csrf: string; csrfHash: string } | undefined> {
  const now = clock.now()
  const hash = hashSecret(session)
  const found = await findSession(db, hash, now)
  if (!found) return undefined
  if (found.expiresAt - now < SESSION_LIVES - PROLONG_AFTER) await prolong(db, hash, now + SESSION_LIVES)
  return { who: principal(found, via, false), csrf: csrfOf(session), csrfHash: found.csrf }
}

export async function whoHasToken(db: Database, clock: Clock, token: string): Promise<Principal | undefined> {
  const found = await findToken(db, hashSecret(token), clock.now())
  return found && principal(found, 'api', found.readOnly)
}

/**
 * The path of a one-time link with which the town's first admin sets a password; undefined once there is an admin. Each start makes a new
 * one and forgets the old: the one on the screen is the one that works.
 */
export async function firstLink(db: Database, now: Instant = systemClock.now()): Promise<string | undefined> {
  return (await hasAdmin(db)) ? undefined : (await passwordLink(db, null, now)).link
}

/** The path of a one-time link for a user to set a (new) password; good for 3 days. */
export async function passwordLink(db: Reader, userId: string | null, now: Instant): Promise<{ link: string; expiresAt: Instant }> {
  const secret = newSecret()
  await dropLinks(db, userId)
  const expiresAt = now + LINK_LIVES
  await addLink(db, { hash: hashSecret(secret), userId, createdAt: now, expiresAt })
  return { link: `/start/${secret}`, expiresAt }
}

export interface LinkPurpose {
  /** First: makes the town's admin. */
  first: boolean
  /** Whether the town itself has to be named. */
  namesTown: boolean
  userName?: string
  login?: string
}

export async function readLink(db: Database, clock: Clock, secret: string): Promise<LinkPurpose | undefined> {
  const link = await findLink(db, hashSecret(secret), clock.now())
  if (!link) return undefined
  const town = await theTown(db)
  if (link.userId === null) return (await hasAdmin(db)) ? undefined : { first: true, namesTown: !town }
  const user = town && (await findUser(db, town.id, link.userId))
  return user && user.disabledAt === null ? { first: false, namesTown: false, userName: user.name, login: user.login } : undefined
}

export type UseLink = Entered | { refused: 'gone' | 'short' | 'long' | 'sameAsLogin' | 'loginTaken' | 'noTown' }

const badPassword = (password: string, login: string): 'short' | 'long' | 'sameAsLogin' | undefined => {
  if ([...password].length < PASSWORD_MIN) return 'short'
  if (password.length > PASSWORD_MAX) return 'long'
  return password.toLowerCase().includes(login.toLowerCase()) && login.length >= 4 ? 'sameAsLogin' : undefined
}

/** Sets the password and logs in. A link works once; a refusal leaves it as it was. */
export async function useLink(
  db: Database,
  clock: Clock,
  secret: string,
  given: { password: string; login?: string; name?: string; town?: string },
): Promise<UseLink> {
  const now = clock.now()
  const hash = hashSecret(secret)
  const purpose = await readLink(db, clock, secret)
  if (!purpose) return { refused: 'gone' }
  const login = purpose.login ?? loginOf(given.login ?? '')
  const bad = badPassword(given.password, login)
  if (bad) return { refused: bad }
  if (purpose.namesTown && !given.town?.trim()) return { refused: 'noTown' }
  if (purpose.first && (!login || (await findByLogin(db, login)))) return { refused: 'loginTaken' }
  const password = await hashPassword(given.password)
  const userId = await inTransaction(db, async (tx) => {
    const link = await findLink(tx, hash, now)
    if (!link || !(await spendLink(tx, hash, now))) return undefined
    if (link.userId !== null) {
      await setPasswordByLink(tx, link.userId, password, now)
      return link.userId
    }
    const town = (await theTown(tx)) ?? (await addTown(tx, { id: randomId(), name: given.town?.trim() ?? '', createdAt: now }))
    const user = { id: randomId(), townId: town.id, role: 'townAdmin' as const, name: given.name?.trim() || '管理员', login, password }
    await addUser(tx, { ...user, createdAt: now })
    const who = { ...user, userId: user.id, villageId: null, department: null, officialId: null, via: 'console' as const, readOnly: false }
    await audit(tx, who, now, { action: 'firstAdmin', subject: `user:${user.id}`, after: { login, name: user.name, town: town.name } })
    return user.id
  })
  return userId === undefined ? { refused: 'gone' } : openSession(db, userId, now)
}

/** Whoever has the link acts as the person it was made for. */
async function setPasswordByLink(tx: Transaction, userId: string, password: string, now: Instant): Promise<void> {
  const town = await theTown(tx)
  const user = town && (await findUser(tx, town.id, userId))
  if (!user) return
  await setPassword(tx, userId, password, now)
  const { name, role, townId, villageId, officialId } = user
  const who: Principal = { userId, name, role, townId, villageId, officialId, department: null, via: 'console', readOnly: false }
  await audit(tx, who, now, { action: 'setPassword', subject: `user:${userId}`, before: { ready: user.ready }, after: { ready: true } })
}

/** A person changes their own password, knowing the old one. */
export async function changePassword(
  db: Database,
  clock: Clock,
  who: Principal,
  given: { old: string; password: string; login: string },
): Promise<Entered | { refused: 'wrong' | 'short' | 'long' | 'sameAsLogin' }> {
  const now = clock.now()
  if (!(await checkPassword(given.old, await passwordOf(db, who.userId)))) return { refused: 'wrong' }
  const bad = badPassword(given.password, given.login)
  if (bad) return { refused: bad }
  const password = await hashPassword(given.password)
  await inTransaction(db, async (tx) => {
    await setPassword(tx, who.userId, password, now)
    await audit(tx, who, now, { action: 'changePassword', subject: `user:${who.userId}` })
  })
  return openSession(db, who.userId, now)
}
