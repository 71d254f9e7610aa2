/** Getting in: the first link, passwords, guessing, sessions. */
import { beforeAll, describe, expect, test } from 'vitest'
import {
  changePassword,
  firstLink,
  GUESS_WINDOW,
  logIn,
  logOut,
  passwordLink,
  readLink,
  SESSION_LIVES,
  useLink,
  whoHasSession,
} from '../../src/application/orders/log-in.ts'
import { checkPassword, hashPassword } from '../../src/application/orders/passwords.ts'
import { ManualClock } from '../../src/kernel/clock.ts'
import { DAY, MINUTE } from '../../src/kernel/time.ts'
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

  test('after five wrong guesses not even the right password opens, until the window has passed', async () => {
    const tries = { login: 'zhengwen', address: '10.0.0.9' }
    for (let i = 0; i < 5; i++) expect(await logIn(db, clock, { ...tries, password: `guess number ${i}` })).toEqual({ refused: 'wrong' })
    expect(await logIn(db, clock, { ...tries, password: PASSWORD })).toEqual({ refused: 'tooMany' })
    clock.moveTo(clock.now() + GUESS_WINDOW - MINUTE)
    expect(await logIn(db, clock, { ...tries, password: PASSWORD })).toEqual({ refused: 'tooMany' })
    clock.moveTo(clock.now() + 2 * MINUTE)
    expect(await logIn(db, clock, { ...tries, password: PASSWORD })).toHaveProperty('session')
  })

  test('guesses at the same moment are counted one by one', async () => {
    const tries = { login: 'zhengwen', address: '10.0.0.20' }
    const made = await Promise.all(Array.from({ length: 20 }, (_, i) => logIn(db, clock, { ...tries, password: `parallel guess ${i}` })))
    const refused = made.map((m) => ('refused' in m ? m.refused : 'in'))
    expect(refused.filter((r) => r === 'wrong')).toHaveLength(5)
    expect(refused.filter((r) => r === 'tooMany')).toHaveLength(15)
    clock.moveTo(clock.now() + GUESS_WINDOW + MINUTE)
  })

  test('guessing many names from one address is stopped too', async () => {
    for (let i = 0; i < 30; i++)
      await db.loginFailure.create({ data: { id: `f${i}`, login: `n${i}`, address: '10.0.0.7', at: new Date(clock.now()) } })
    expect(await logIn(db, clock, { login: 'zhengwen', password: PASSWORD, address: '10.0.0.7' })).toEqual({ refused: 'tooMany' })
    expect(await logIn(db, clock, { login: 'zhengwen', password: PASSWORD, address: '10.0.0.8' })).toHaveProperty('session')
  })

  test('a changed password ends every other session', async () => {
    const opened = await logIn(db, clock, { login: 'zhengwen', password: PASSWORD, address: 'a' })
    if (!('session' in opened)) throw new Error('refused')
    const { who } = (await whoHasSession(db, clock, opened.session, 'console'))!
    expect(await changePassword(db, clock, who, { old: 'wrong', password: 'quite another one', login: 'zhengwen' })).toEqual({
      refused: 'wrong',
    })
    const changed = await changePassword(db, clock, who, { old: PASSWORD, password: 'quite another one', login: 'zhengwen' })
    expect(changed).toHaveProperty('session')
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
