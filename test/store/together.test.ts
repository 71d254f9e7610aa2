/** What is asked in one breath is one statement, and is answered as if each question had been asked alone. */
import { beforeAll, describe, expect, test } from 'vitest'
import { HOUR } from '../../src/kernel/time.ts'
import { measured } from '../../src/kernel/wide.ts'
import { inTransaction } from '../../src/store/database.ts'
import { row, rows } from '../../src/store/reading/select.ts'
import { inOneBreath } from '../../src/store/reading/together.ts'
import { TestDesk } from '../api/support/desk.ts'
import { places } from '../api/support/samples.ts'
import type { Village } from '../support/village.ts'

let v: Village
let tables: string[]

beforeAll(async () => {
  const desk = await TestDesk.open()
  v = desk.village
  await places(desk)
  const room = v.room('huaishu')
  await room.says('head', '约时间 修路灯 周三晚7点半/周四晚7点半 明天中午截止')
  await room.all([
    ['9', '1'],
    ['13', '12'],
    ['14', '路灯坏了两个月了，晚上走路要打手电'],
  ])
  const found = await rows<{ name: string }>(
    v.db,
    `SELECT table_name::text AS name FROM information_schema.tables WHERE table_schema = 'public' AND table_type = 'BASE TABLE' ORDER BY 1`,
  )
  tables = found.map(({ name }) => name).filter((name) => /^[A-Z]/.test(name))
})

/** How many statements it cost, and what came of it. */
async function cost<T>(work: () => Promise<T>): Promise<{ statements: number; value: T }> {
  let statements = 0
  const value = await measured(work, (said) => {
    statements = said.statements
  })
  return { statements, value }
}

/** What no page shows: JSON has no bytes. */
const HAS_BYTES = ['Document', 'Media', 'KeptUpload']

describe('in one breath', () => {
  test('every column of every table reads as it does alone', async () => {
    const readable = tables.filter((name) => !HAS_BYTES.includes(name))
    const all = () => Promise.all(readable.map((name) => rows(v.db, `SELECT t.* FROM "${name}" t ORDER BY t::text`)))
    const alone = await all()
    const together = await cost(() => inOneBreath(v.db, all))
    expect(together.statements).toBe(1)
    for (const [i, name] of readable.entries()) expect(together.value[i], name).toEqual(alone[i])
    expect(alone.filter((found) => found.length > 0).length).toBeGreaterThan(20)
  })

  test('each question has its own values, and what follows from an answer is the next statement', async () => {
    const { statements, value } = await cost(() =>
      inOneBreath(v.db, async () => {
        const [hamlet, villagers, nobody] = await Promise.all([
          row<{ id: string; villageId: string }>(v.db, 'SELECT id, "villageId" FROM "Hamlet" WHERE alias = $1 AND "townId" = $2', [
            '槐树',
            'town_qingshan',
          ]),
          rows<{ n: number }>(v.db, 'SELECT count(*) AS n FROM "Villager" WHERE "hamletId" = $1', ['hamlet_huaishu']),
          rows(v.db, 'SELECT id FROM "Villager" WHERE name = $1', ['没有这个人']),
        ])
        const village = await row(v.db, 'SELECT name FROM "Village" WHERE id = $1', [hamlet?.villageId])
        return { hamlet: hamlet?.id, villagers: villagers[0]?.n, nobody, village }
      }),
    )
    expect(statements).toBe(2)
    expect(value).toEqual({
      hamlet: 'hamlet_huaishu',
      villagers: await v.db.villager.count({ where: { hamletId: 'hamlet_huaishu' } }),
      nobody: [],
      village: { name: '河口村' },
    })
  })

  test('keeps the order of each question', async () => {
    const names = (order: string) => rows<{ id: string }>(v.db, `SELECT id FROM "Villager" ORDER BY id ${order} LIMIT 50`)
    const [up, down] = await inOneBreath(v.db, () => Promise.all([names('ASC'), names('DESC')]))
    expect(up).toEqual(await names('ASC'))
    expect(down).toEqual(await names('DESC'))
  })

  test('what a villager writes is words, also when it looks like an instant', async () => {
    const words = '2026-09-08T11:30:00+00:00'
    const ask = () => row<{ text: string; at: number }>(v.db, 'SELECT $1::text AS text, $2::timestamptz AS at', [words, words])
    const [first, second] = await inOneBreath(v.db, () => Promise.all([ask(), ask()]))
    expect(first).toEqual({ text: words, at: Date.UTC(2026, 8, 8, 11, 30) })
    expect(second).toEqual(first)
  })

  test('a question that cannot be asked fails all of its breath and nothing after it', async () => {
    const one = () => rows(v.db, 'SELECT 1 AS n')
    const both = () => Promise.allSettled([one(), rows(v.db, 'SELECT 1 / (SELECT 0) AS n')])
    await inOneBreath(v.db, async () => {
      expect((await both()).map((r) => r.status)).toEqual(['rejected', 'rejected'])
      expect(await one()).toEqual([{ n: 1 }])
    })
  })

  test('two pages at once are two breaths, and a transaction’s statements stay its own', async () => {
    const page = () => cost(() => inOneBreath(v.db, () => Promise.all([rows(v.db, 'SELECT 1 AS n'), rows(v.db, 'SELECT 2 AS n')])))
    for (const { statements, value } of await Promise.all([page(), page()])) {
      expect(statements).toBe(1)
      expect(value).toEqual([[{ n: 1 }], [{ n: 2 }]])
    }
    const written = await inOneBreath(v.db, () =>
      inTransaction(v.db, async (tx) => {
        await tx.hamlet.update({ where: { id: 'hamlet_huaishu' }, data: { venue: '晒谷场' } })
        return row(tx, 'SELECT venue FROM "Hamlet" WHERE id = $1', ['hamlet_huaishu'])
      }),
    )
    expect(written).toEqual({ venue: '晒谷场' })
  })
})

test('an instant whose name does not say so is refused where it is read', async () => {
  const at = new Date(v.now + HOUR).toISOString()
  await expect(rows(v.db, 'SELECT $1::timestamptz AS moment', [at])).rejects.toThrow('the column moment is an instant')
  expect(await rows(v.db, 'SELECT $1::timestamptz AS "dueAt"', [at])).toEqual([{ dueAt: v.now + HOUR }])
})
