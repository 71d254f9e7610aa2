/** Getting in: the first link, passwords, guessing, sessions. */
import { beforeAll, describe, expect, test } from 'vitest'
import {
  changePassword,
  firstLink,
  logIn,
  logOut,
  passwordLink,
  readLink,
  SESSION_LIVES,
  useLink,
  whoHasSession,
  whoHasToken,
} from '../../src/application/orders/log-in.ts'
import { checkPassword, hashPassword, hashSecret } from '../../src/application/orders/passwords.ts'
import { adminLink, makeToken } from '../../src/application/orders/users.ts'
import { ManualClock } from '../../src/kernel/clock.ts'
import { DAY, HOUR, MINUTE } from '../../src/kernel/time.ts'
import { type Database, openDatabase } from '../../src/store/database.ts'
import { freshDatabase } from '../support/database.ts'

const NOW = Date.UTC(2026, 8, 7, 1)
const PASSWORD = '青山镇的屋场真是不少'
const { url } = await freshDatabase()
let db: Database
let clock: ManualClock

beforeAll(() => {
  db = openDatabase(url, 3)
  clock = new ManualClock(NOW)
})

const secretOf = (path: string | undefined): string => path?.replace('/start/', '') ?? ''

test('a password is kept as a hash with its parameters, and only the right one fits', async () => {
  const stored = await hashPassword(PASSWORD)
  expect(stored.split('$').slice(0, 4)).toEqual(['scrypt', '32768', '8', '1'])
  expect(stored).not.toContain(PASSWORD)
  expect(await checkPassword(PASSWORD, stored)).toBe(true)
  expect(await checkPassword(`${PASSWORD}。`, stored)).toBe(false)
  expect(await checkPassword(PASSWORD, null)).toBe(false)
  expect(await hashPassword(PASSWORD)).not.toBe(stored)
})

describe('the first start', () => {
  test('nobody can log in before the link was used', async () => {
    expect(await logIn(db, clock, { login: 'admin', password: 'admin', address: 'a' })).toEqual({ refused: 'wrong' })
  })

  test('each start makes a new link, and the old one is dead', async () => {
    const old = secretOf(await firstLink(db, clock.now()))
    const link = secretOf(await firstLink(db, clock.now()))
    expect(await readLink(db, clock, old)).toBeUndefined()
    expect(await readLink(db, clock, link)).toEqual({ first: true, namesTown: true })
  })

  test('the link asks for a real password and the town, makes the admin, works once', async () => {
    const link = secretOf(await firstLink(db, clock.now()))
    const given = { login: 'zhengwen', name: '郑文', town: '青山镇', password: PASSWORD }
    expect(await useLink(db, clock, link, { ...given, password: '123456789' })).toEqual({ refused: 'short' })
    expect(await useLink(db, clock, link, { ...given, password: 'zhengwen2026' })).toEqual({ refused: 'sameAsLogin' })
    expect(await useLink(db, clock, link, { ...given, town: ' ' })).toEqual({ refused: 'noTown' })
    const used = await useLink(db, clock, link, given)
    if (!('session' in used)) throw new Error(`refused: ${used.refused}`)
    expect((await whoHasSession(db, clock, used.session, 'console'))?.who).toMatchObject({
      name: '郑文',
      role: 'townAdmin',
      villageId: null,
    })
    expect(await useLink(db, clock, link, given)).toEqual({ refused: 'gone' })
    expect(await firstLink(db, clock.now())).toBeUndefined()
    expect(await db.auditEntry.count({ where: { action: 'firstAdmin' } })).toBe(1)
  })
})

describe('logging in', () => {
  test('the right password opens a session that ends by itself', async () => {
    const opened = await logIn(db, clock, { login: 'zhengwen', password: PASSWORD, address: 'a' })
    if (!('session' in opened)) throw new Error('refused')
    expect(await db.session.count({ where: { hash: opened.session } })).toBe(0)
    clock.moveTo(clock.now() + SESSION_LIVES - 1)
    expect((await whoHasSession(db, clock, opened.session, 'console'))?.who.name).toBe('郑文')
    // Used, it lives on; left alone, it ends.
    clock.moveTo(clock.now() + SESSION_LIVES - 1)
    expect((await whoHasSession(db, clock, opened.session, 'console'))?.who.name).toBe('郑文')
    clock.moveTo(clock.now() + SESSION_LIVES)
    expect(await whoHasSession(db, clock, opened.session, 'console')).toBeUndefined()
  })

  test('logging out ends it at once', async () => {
    const opened = await logIn(db, clock, { login: 'zhengwen', password: PASSWORD, address: 'a' })
    if (!('session' in opened)) throw new Error('refused')
    await logOut(db, opened.session)
    expect(await whoHasSession(db, clock, opened.session, 'console')).toBeUndefined()
  })

  const guess = (n: number, from: object = {}) =>
    logIn(db, clock, { login: 'zhengwen', address: '10.0.0.9', ...from, password: `guess number ${n}` })
  const right = (from: object = {}) => logIn(db, clock, { login: 'zhengwen', address: '10.0.0.9', ...from, password: PASSWORD })

  test('after five wrong guesses each next one has to wait longer, the right password too; then it is let in and all is forgotten', async () => {
    for (let i = 0; i < 5; i++) expect(await guess(i)).toEqual({ refused: 'wrong' })
    for (const [nth, minutes] of [1, 2, 4, 8, 15, 15].entries()) {
      expect(await right()).toEqual({ refused: 'tooMany', until: clock.now() + minutes * MINUTE })
      clock.moveTo(clock.now() + minutes * MINUTE - 1)
      expect(await guess(0)).toMatchObject({ refused: 'tooMany' })
      clock.moveTo(clock.now() + 1)
      if (nth < 5) expect(await guess(0)).toEqual({ refused: 'wrong' })
    }
    expect(await right()).toHaveProperty('session')
    for (let i = 0; i < 5; i++) expect(await guess(i)).toEqual({ refused: 'wrong' })
    clock.moveTo(clock.now() + MINUTE)
    expect(await right()).toHaveProperty('session')
  })

  test('guesses at the same moment are counted one by one', async () => {
    const made = await Promise.all(Array.from({ length: 20 }, (_, i) => guess(i, { address: '10.0.0.20' })))
    const refused = made.map((m) => ('refused' in m ? m.refused : 'in'))
    expect(refused.filter((r) => r === 'wrong')).toHaveLength(5)
    expect(refused.filter((r) => r === 'tooMany')).toHaveLength(15)
    clock.moveTo(clock.now() + HOUR)
  })

  test('thirty wrong guesses of many names behind one address shut out nobody who knows the password', async () => {
    const at = new Date(clock.now())
    await db.loginFailure.createMany({
      data: Array.from({ length: 30 }, (_, i) => ({ id: `f${i}`, login: `n${i % 6}`, address: '10.0.0.7', at })),
    })
    expect(await right({ address: '10.0.0.7' })).toHaveProperty('session')
  })

  test('who guesses for a login elsewhere does not shut out its owner; from everywhere at once only devices that are known get in', async () => {
    const before = await right()
    const device = 'device' in before ? before.device : ''
    const at = new Date(clock.now())
    await db.loginFailure.createMany({
      data: Array.from({ length: 50 }, (_, i) => ({ id: `g${i}`, login: 'zhengwen', address: `10.1.0.${i % 12}`, at })),
    })
    expect(await right({ address: '10.2.0.1' })).toMatchObject({ refused: 'tooMany' })
    expect(await right({ address: '10.2.0.1', device: 'somebody else’s device' })).toMatchObject({ refused: 'tooMany' })
    expect(await right({ address: '10.2.0.1', device })).toMatchObject({ device })
    // The allowance of a device is its own, and no greater.
    for (let i = 0; i < 5; i++) expect(await guess(i, { device })).toEqual({ refused: 'wrong' })
    expect(await right({ device })).toMatchObject({ refused: 'tooMany', until: clock.now() + MINUTE })
    clock.moveTo(clock.now() + HOUR)
    expect(await right({ device })).toMatchObject({ device })
  }, 60_000)

  test('what the forms carry is made of the cookie, and of it only a hash is kept', async () => {
    const opened = await right()
    if (!('session' in opened)) throw new Error('refused')
    const { csrf, csrfHash } = (await whoHasSession(db, clock, opened.session, 'console'))!
    const kept = await db.session.findUniqueOrThrow({ where: { hash: hashSecret(opened.session) } })
    expect(kept.csrf).toBe(csrfHash)
    expect(JSON.stringify(kept)).not.toContain(csrf)
    expect(hashSecret(csrf)).toBe(csrfHash)
  })

  test('a changed password ends every other session', async () => {
    const opened = await logIn(db, clock, { login: 'zhengwen', password: PASSWORD, address: 'a' })
    if (!('session' in opened)) throw new Error('refused')
    const { who } = (await whoHasSession(db, clock, opened.session, 'console'))!
    const token = await makeToken(db, clock, who, { name: '大屏', readOnly: true })
    expect(token.token.expiresAt).toBe(clock.now() + 90 * DAY)
    expect((await whoHasToken(db, clock, token.secret))?.userId).toBe(who.userId)
    expect(await changePassword(db, clock, who, { old: 'wrong', password: 'quite another one', login: 'zhengwen' })).toEqual({
      refused: 'wrong',
    })
    const changed = await changePassword(db, clock, who, { old: PASSWORD, password: 'quite another one', login: 'zhengwen' })
    expect(changed).toHaveProperty('session')
    // Nor does a token of before, nor a device.
    expect(await whoHasToken(db, clock, token.secret)).toBeUndefined()
    const known = await db.knownDevice.findMany({ where: { userId: who.userId } })
    expect(known.map(({ hash }) => hash)).toEqual(['device' in changed ? hashSecret(changed.device) : ''])
    expect(await whoHasSession(db, clock, opened.session, 'console')).toBeUndefined()
    expect(await logIn(db, clock, { login: 'zhengwen', password: PASSWORD, address: 'b' })).toEqual({ refused: 'wrong' })
  })

  test('a link for a lost password ends after three days', async () => {
    const user = await db.user.findUniqueOrThrow({ where: { login: 'zhengwen' } })
    let link = secretOf((await passwordLink(db, user.id, clock.now())).link)
    expect(await readLink(db, clock, link)).toMatchObject({ first: false, login: 'zhengwen' })
    const used = secretOf((await passwordLink(db, user.id, clock.now())).link)
    expect(await useLink(db, clock, used, { password: 'still another one' })).toHaveProperty('session')
    const note = await db.auditEntry.findFirstOrThrow({ where: { action: 'setPassword' } })
    expect(note).toMatchObject({ userId: user.id, subject: `user:${user.id}`, before: { ready: true }, after: { ready: true } })
    link = secretOf((await passwordLink(db, user.id, clock.now())).link)
    clock.moveTo(clock.now() + 3 * DAY)
    expect(await readLink(db, clock, link)).toBeUndefined()
  })
})

describe('an admin who has forgotten the password, with the server in hand', () => {
  const at = () => ({ createdAt: new Date(clock.now()), townId: '' })
  test('gets a link; of several it has to be said which; others are nobody’s', async () => {
    const alone = await adminLink(db, clock)
    expect(alone).toMatchObject({ login: 'zhengwen', link: expect.stringMatching(/^\/start\//) })
    const note = await db.auditEntry.findFirstOrThrow({ where: { action: 'newPasswordLink' }, orderBy: { seq: 'desc' } })
    expect(note).toMatchObject({ via: 'server', userId: note.subject.slice(5) })
    const { townId } = await db.user.findUniqueOrThrow({ where: { login: 'zhengwen' } })
    const user = { ...at(), townId, role: 'townAdmin' as const, name: '李', password: 'x' }
    await db.user.create({ data: { ...user, id: 'second', login: 'lihua' } })
    await db.user.create({ data: { ...user, id: 'third', login: 'gone', disabledAt: new Date() } })
    expect(await adminLink(db, clock)).toEqual({ choose: ['lihua', 'zhengwen'] })
    expect(await adminLink(db, clock, 'LiHua')).toMatchObject({ login: 'lihua' })
    expect(await adminLink(db, clock, 'gone')).toEqual({ unknown: 'gone' })
    const link = await adminLink(db, clock, 'zhengwen')
    const used = await useLink(db, clock, secretOf('link' in link ? link.link : ''), { password: '忘了以后的新密码就是它' })
    expect(used).toHaveProperty('session')
  })
})
