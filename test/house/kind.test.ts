/** A database knows whether it is the demonstration or a real town: no setting that was forgotten opens the one as the other. */
import { readdir, readFile } from 'node:fs/promises'
import { resolve } from 'node:path'
import { afterAll, describe, expect, test } from 'vitest'
import { requireKind } from '../../src/house/kind.ts'
import { seedSandbox } from '../../src/house/sandbox.ts'
import { type Database, openDatabase } from '../../src/store/database.ts'
import { kindOf } from '../../src/store/kind.ts'
import { writeSetting } from '../../src/store/settings.ts'
import { freshDatabase } from '../support/database.ts'
import { scratchFolder, startProgram } from './support/program.ts'

const SECRET = 'a secret of thirty-two characters'
const MARKING = resolve(import.meta.dirname, '../../prisma/migrations/20261128233349_database_kind/migration.sql')
const HERE = { variable: 'DATABASE_URL', place: 'town at db:5432' } as const

async function open(options: { town?: boolean } = {}): Promise<{ db: Database; url: string }> {
  const { url } = await freshDatabase(options)
  const db = openDatabase(url, 2)
  afterAll(() => db.$disconnect())
  return { db, url }
}

describe('an open database', () => {
  test('is what its first opener says, and stays it', async () => {
    const { db } = await open()
    await requireKind(db, 'real', HERE)
    await requireKind(db, 'real', HERE)
    expect(await kindOf(db)).toBe('real')
    await expect(requireKind(db, 'demo', HERE)).rejects.toThrow(
      /^DATABASE_URL: the database in town at db:5432 is a real town’s.*WECHATY_PUPPET or BRIDGE_SECRET/,
    )
    const demo = (await open()).db
    await seedSandbox(demo, {})
    await expect(requireKind(demo, 'real', { variable: 'DATA_DIR', place: '/srv/data' })).rejects.toThrow(
      /^DATA_DIR: the database in \/srv\/data is the sandbox’s demonstration: to begin with your own town, set DATA_DIR to a new folder/,
    )
  })

  test('a real town is not reset, whatever asks for it; a demonstration stays one through it', async () => {
    const { db } = await open({ town: true })
    await requireKind(db, 'real', HERE)
    const before = await db.villager.count()
    await expect(seedSandbox(db, {})).rejects.toThrow('a real town’s database is not reset')
    expect(await db.villager.count()).toBe(before)
    const demo = (await open()).db
    await seedSandbox(demo, {})
    await writeSetting(demo, 'of the old town', 1)
    await seedSandbox(demo, {})
    expect((await demo.setting.findMany({ orderBy: { key: 'asc' } })).map(({ key, value }) => [key, value])).toEqual([
      ['database.kind', 'demo'],
      ['sandbox.clock', expect.any(Number)],
    ])
  })

  test.each([
    ['with a town and the sandbox’s clock is a demonstration', { town: true, clock: true }, 'demo'],
    ['with a town and without it is a real one', { town: true, clock: false }, 'real'],
    ['without a town has not begun', { town: false, clock: false }, undefined],
  ] as const)('one of an earlier version %s', async (_what, { town, clock }, kind) => {
    const { db } = await open({ town })
    if (clock) await writeSetting(db, 'sandbox.clock', 1)
    await db.$executeRawUnsafe(await readFile(MARKING, 'utf8'))
    expect(await kindOf(db)).toBe(kind)
  })
})

test('a real town that is started without its setting is neither opened nor touched; the demonstration does not become one', async () => {
  const { db, url } = await open()
  await requireKind(db, 'real', HERE)
  const forgotten = startProgram({ DATABASE_URL: url })
  expect(await forgotten.ended).toBe(1)
  // In Chinese, and in English.
  expect(forgotten.printed.err.trim().split('\n')).toHaveLength(2)
  expect(forgotten.printed.err).toMatch(
    /^test_\w+ at 127\.0\.0\.1:\d+ 里是真的镇.*\nDATABASE_URL: the database in test_\w+ at 127\.0\.0\.1:\d+ is a real town’s/,
  )
  expect(await db.town.count()).toBe(0)

  const demo = await open()
  await seedSandbox(demo.db, {})
  const people = await demo.db.villager.count()
  const begun = startProgram({ DATABASE_URL: demo.url, BRIDGE_SECRET: SECRET })
  expect(await begun.ended).toBe(1)
  expect(begun.printed.err).toMatch(
    /^.* 里是沙盒的演示.*\nDATABASE_URL: .* is the sandbox’s demonstration: .*DATABASE_URL to an empty database/,
  )
  expect(await demo.db.villager.count()).toBe(people)
}, 60_000)

test('a package that is no puppet, and another program’s database, stop the start with one line each, in Chinese and in English; nothing is left in the temporary folder', async () => {
  const temporary = scratchFolder()
  const { url } = await open()
  const noPuppet = startProgram({ DATABASE_URL: url, WECHATY_PUPPET: 'pino', TMPDIR: temporary })
  expect(await noPuppet.ended).toBe(1)
  expect(noPuppet.printed.err).toBe(
    'WECHATY_PUPPET=pino：这个包不是 puppet，换一个微信的连接包。\nWECHATY_PUPPET=pino: the package exports no puppet\n',
  )
  const shop = await freshDatabase({ empty: true })
  const client = openDatabase(shop.url, 1)
  await client.$executeRawUnsafe('CREATE TABLE "Order" (id INTEGER)')
  await client.$disconnect()
  const foreign = startProgram({ DATABASE_URL: shop.url, BRIDGE_SECRET: SECRET, TMPDIR: temporary })
  expect(await foreign.ended).toBe(1)
  expect(foreign.printed.err).toMatch(
    /^.* 里有别的程序的表.*\nDATABASE_URL: the database in test_\w+ at [\d.]+:\d+ holds tables of another program \(Order\): .*\n$/,
  )
  expect(await readdir(temporary)).toEqual([])
}, 60_000)

test('a whole run leaves nothing in the temporary folder', async () => {
  const temporary = scratchFolder()
  const { url } = await open()
  const program = startProgram({ DATABASE_URL: url, TMPDIR: temporary })
  const address = await program.ready()
  const body = JSON.stringify({ from: 'wxid_huaishu_5', kind: 'image', media: { base64: 'AQID', type: 'image/png' } })
  const said = await fetch(`${address}/sandbox/api/rooms/huaishu@chatroom/messages`, {
    method: 'POST',
    body,
    headers: { 'content-type': 'application/json' },
  })
  expect(said.status).toBe(202)
  await program.stop()
  expect(await readdir(temporary)).toEqual([])
}, 60_000)
