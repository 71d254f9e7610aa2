/** One transaction is one connection: our own statements, what is left for the COMMIT, and Prisma's models, all of it or nothing. */
import { afterAll, describe, expect, test } from 'vitest'
import { inTransaction, isPassing, openDatabase, poolOf, write } from '../../src/store/database.ts'
import { freshDatabase } from '../support/database.ts'

const { url } = await freshDatabase()
const db = openDatabase(url, 2)
afterAll(() => db.$disconnect())

const SET = `INSERT INTO "Setting" (key, value) VALUES ($1, $2)`
const kept = async (): Promise<string[]> =>
  (await db.$queryRawUnsafe<{ key: string }[]>('SELECT key FROM "Setting" ORDER BY key')).map(({ key }) => key)
const stateOf = (error: unknown): unknown => (error as { code?: unknown }).code

describe('a transaction', () => {
  test('is begun once, whoever asks: statements and models see each other’s rows, and are kept together', async () => {
    const seen = await inTransaction(db, async (tx) => {
      await tx.$executeRawUnsafe(SET, 'raw', '1')
      await tx.setting.create({ data: { key: 'model', value: '2' } })
      await write(tx, SET, ['left', '3'])
      return tx.setting.count()
    })
    expect(seen).toBe(3)
    expect(await kept()).toEqual(['left', 'model', 'raw'])
    await db.setting.deleteMany()
  })

  test('and taken back together', async () => {
    const work = inTransaction(db, async (tx) => {
      await tx.setting.create({ data: { key: 'model', value: '1' } })
      await write(tx, SET, ['left', '2'])
      throw new Error('decided otherwise')
    })
    await expect(work).rejects.toThrow('decided otherwise')
    expect(await kept()).toEqual([])
  })

  test('that cannot be written is nothing, although nobody waited for the write: the COMMIT tells what was wrong', async () => {
    const told: unknown[] = []
    const error = await inTransaction(db, async (tx) => {
      await write(tx, SET, ['once', '1'])
      await write(tx, SET, ['once', '2'], (rows) => told.push(rows))
      await write(tx, SET, ['after', '3'], (rows) => told.push(rows))
    }).catch((thrown: unknown) => thrown)
    expect(stateOf(error)).toBe('23505')
    expect(isPassing(error)).toBe(false)
    expect(told).toEqual([])
    expect(await kept()).toEqual([])
  })

  test.each(['a statement', 'a model'])('tells what went wrong first, where %s only fails for its sake', async (what) => {
    const error = await inTransaction(db, async (tx) => {
      await write(tx, 'SELECT 1 / $1::int', [0])
      if (what === 'a model') await tx.setting.count()
      else await tx.$queryRawUnsafe('SELECT 1')
    }).catch((thrown: unknown) => thrown)
    expect(stateOf(error)).toBe('22012')
  })

  test('whose connection is ended under it is the database’s fault, and the connection is not used again', async () => {
    const error = await inTransaction(db, async (tx) => {
      const [own] = await tx.$queryRawUnsafe<{ pid: number }[]>('SELECT pg_backend_pid() AS pid')
      await db.$queryRawUnsafe('SELECT pg_terminate_backend($1::int)::text AS ended', own?.pid)
      await write(tx, SET, ['late', '1'])
    }).catch((thrown: unknown) => thrown)
    expect(isPassing(error)).toBe(true)
    expect(await kept()).toEqual([])
    expect(poolOf(db)).toMatchObject({ waiting: 0 })
  })
})

test('what is asked at once goes out at once, and is answered in the order of the asking', async () => {
  const order: number[] = []
  await inTransaction(db, async (tx) => {
    const slow = tx.$queryRawUnsafe('SELECT pg_sleep(0.05)::text').then(() => order.push(1))
    const quick = tx.$queryRawUnsafe('SELECT 1').then(() => order.push(2))
    await Promise.all([slow, quick])
  })
  expect(order).toEqual([1, 2])
})

test('an answer that does not come costs the connection, and those that wait behind it are told', { timeout: 20_000 }, async () => {
  const impatient = openDatabase(url, 1, 200)
  afterAll(() => impatient.$disconnect())
  const errors: unknown[] = []
  await inTransaction(impatient, async (tx) => {
    const note = (error: unknown) => void errors.push(error)
    await Promise.all([tx.$queryRawUnsafe('SELECT pg_sleep(2)::text').catch(note), tx.$queryRawUnsafe('SELECT 1').catch(note)])
  }).catch((error: unknown) => errors.push(error))
  expect(errors).toHaveLength(3)
  expect(errors.every(isPassing)).toBe(true)
  expect(await impatient.$queryRawUnsafe('SELECT 1 AS one')).toEqual([{ one: 1 }])
})

test('values read as Prisma reads them', async () => {
  const [row] = await db.$queryRawUnsafe<Record<string, unknown>[]>(
    `SELECT 9007199254740993::int8 AS large, ARRAY[1, 2]::int8[] AS several, '2026-09-07'::date AS day,
       '2026-09-07 19:30'::timestamp AS plain, '2026-09-07 19:30+08'::timestamptz AS moment, '{"a": [1]}'::jsonb AS json, 2::int AS small`,
  )
  expect(row).toEqual({
    large: 9007199254740993n,
    several: [1n, 2n],
    day: new Date('2026-09-07T00:00:00Z'),
    plain: new Date('2026-09-07T19:30:00Z'),
    moment: new Date('2026-09-07T11:30:00Z'),
    json: { a: [1] },
    small: 2,
  })
})
