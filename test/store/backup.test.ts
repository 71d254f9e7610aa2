/** A lived-in town into a file and out of it again: nothing is lost, nothing is put over anything, and no bad file touches anything. */
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import pg from 'pg'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { newKey, writeKey } from '../../src/kernel/keyring.ts'
import { FORMAT, HEAD, MANIFEST, rowsOf } from '../../src/store/backup/manifest.ts'
import { checked, putBack, restore } from '../../src/store/backup/restore.ts'
import { writeBackup } from '../../src/store/backup/write.ts'
import { openDatabase } from '../../src/store/database.ts'
import { drift } from '../../src/store/drift.ts'
import { verifyLedgers } from '../../src/store/reading/ledger-verify.ts'
import { packed, unpacked } from '../support/archive.ts'
import { freshDatabase } from '../support/database.ts'
import { everyRow, livedIn } from '../support/lived-in.ts'

const PASSPHRASE = '松树坳 一九七八 correct horse'
const KEYS = writeKey(newKey())
const folder = mkdtempSync(join(tmpdir(), 'wuchang-backup-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))
const at = (name: string) => join(folder, name)

let url: string
let before: Record<string, string[]>
const plain = at('town.tar.gz')
const encrypted = at('town.tar.gz.age')
beforeAll(async () => {
  url = (await livedIn()).url
  before = await everyRow(url)
  await writeBackup({ url, file: plain, passphrase: undefined, keys: KEYS, version: '9.8.7', at: '2026-09-09T20:00:00+08:00' })
  await writeBackup({
    url,
    file: encrypted,
    passphrase: PASSPHRASE,
    keys: KEYS,
    effort: 10,
    version: '9.8.7',
    at: '2026-09-09T20:00:00+08:00',
  })
}, 60_000)

async function query(to: string, sql: string): Promise<Record<string, unknown>[]> {
  const client = new pg.Client({ connectionString: to })
  await client.connect()
  try {
    return (await client.query(sql)).rows
  } finally {
    await client.end()
  }
}

async function back(file: string, passphrase?: string): Promise<string> {
  const { url: to } = await freshDatabase({ empty: true })
  await restore(to, file, passphrase, await checked(file, passphrase))
  return to
}

test('the keys of the personal columns go along where nobody else can read them, and only there', async () => {
  expect((await checked(encrypted, PASSPHRASE)).keys).toBe(KEYS)
  expect((await checked(plain, undefined)).keys).toBeUndefined()
  expect((await unpacked(plain)).map(({ name }) => name).filter((name) => name.startsWith('keys'))).toEqual([])
  const bent = at('bent-keys.tar.gz')
  writeFileSync(bent, await packed([...(await unpacked(plain)), { name: 'keys/personal', text: 'no key' }]))
  await expect(checked(bent, undefined)).rejects.toThrow('its keys of the personal columns are none')
})

describe('there and back', () => {
  test.each([
    ['encrypted', encrypted, PASSPHRASE],
    ['plain', plain, undefined],
  ])('every row, every counter and the shape of the tables are the same (%s)', async (_how, file, passphrase) => {
    const to = await back(file, passphrase)
    expect(await everyRow(to)).toEqual(before)
    expect(before.LedgerEntry!.length).toBeGreaterThan(10)
    expect(await drift(to)).toBe('')
    const db = openDatabase(to, 1)
    const found = []
    for await (const { findings, entries } of verifyLedgers(db)) found.push({ findings, entries })
    await db.$disconnect()
    expect(found.flatMap(({ findings }) => findings)).toEqual([])
    expect(Math.max(...found.map(({ entries }) => entries))).toBeGreaterThan(10)
  })

  test('afterwards the rules of the tables hold as before', async () => {
    const to = await back(plain)
    await expect(query(to, `UPDATE "LedgerEntry" SET who = 'nobody'`)).rejects.toThrow(/append-only/)
    const [was] = await query(to, `SELECT version FROM "Hamlet" WHERE alias = '槐树'`)
    await query(to, `UPDATE "Hamlet" SET venue = '祠堂' WHERE alias = '槐树'`)
    expect(await query(to, `SELECT version FROM "Hamlet" WHERE alias = '槐树'`)).not.toEqual([was])
  })

  test('the manifest says what is in it; only its owner may read the file, and nothing of it can be read when it is encrypted', async () => {
    const manifest = await checked(encrypted, PASSPHRASE)
    expect(manifest.version).toBe('9.8.7')
    expect(manifest.tables.find(({ name }) => name === 'LedgerEntry')?.rows).toBe(before.LedgerEntry!.length)
    expect(rowsOf(manifest)).toBe(manifest.tables.reduce((sum, { name }) => sum + before[name]!.length, 0))
    expect(statSync(encrypted).mode & 0o777).toBe(0o600)
    expect(readFileSync(encrypted).includes('age-encryption.org/v1\n-> scrypt ')).toBe(true)
    expect(readdirSync(folder).filter((name) => name.endsWith('.part'))).toEqual([])
  })

  test('what is written while it is being made is in it whole or not at all', async () => {
    const { url: busy } = await freshDatabase({ town: true })
    const insert = (n: number) => `INSERT INTO "Setting" (key, value) VALUES ('a${n}', '1'); INSERT INTO "Department" (id, "townId", name)
      SELECT 'd${n}', id, 'd${n}' FROM "Town" LIMIT 1`
    let goesOn = true
    const writing = (async () => {
      for (let n = 0; goesOn; n++) await query(busy, insert(n))
    })()
    const file = at('busy.tar.gz')
    await writeBackup({ url: busy, file, passphrase: undefined, keys: undefined, version: '1', at: '' })
    goesOn = false
    await writing
    const to = await back(file)
    const [counts] = await query(
      to,
      `SELECT (SELECT count(*) FROM "Setting" WHERE key LIKE 'a%') AS a, (SELECT count(*) FROM "Department" WHERE id LIKE 'd%' AND name = id) AS d`,
    )
    expect(counts!.a).toBe(counts!.d)
  })
})

describe('a place that is not empty', () => {
  test.each([
    ['a town', { town: true }, /^the place is not empty \(.+镇: \d+ hamlets, \d+ villagers\).*DATA_DIR to a new folder, or DATABASE_URL/],
    ['a town that has not begun', {}, /^the place is not empty \(a town that has not begun\)/],
  ])('%s is named, and stays', async (_what, options, message) => {
    const { url: taken } = await freshDatabase(options)
    const was = await everyRow(taken)
    await expect(restore(taken, plain, undefined, await checked(plain, undefined))).rejects.toThrow(message)
    expect(await everyRow(taken)).toEqual(was)
  })

  test('so is another program', async () => {
    const { url: shop } = await freshDatabase({ empty: true })
    await query(shop, 'CREATE TABLE "Order" (id INTEGER)')
    await expect(restore(shop, plain, undefined, await checked(plain, undefined))).rejects.toThrow('(tables of another program: Order)')
  })

  test('after a failed upgrade, what is there gives way to the backup all the same', async () => {
    const { url: changed } = await freshDatabase({ town: true })
    await query(changed, 'CREATE TABLE "Later" (id SERIAL); ALTER TABLE "Town" DROP COLUMN name CASCADE')
    await putBack(changed, encrypted, PASSPHRASE)
    expect(await everyRow(changed)).toEqual(before)
    expect(await drift(changed)).toBe('')
  })
})

describe('a file that is not to be trusted is one sentence', () => {
  const bytes = () => readFileSync(plain)
  const write = (name: string, content: Uint8Array): string => {
    writeFileSync(at(name), content)
    return at(name)
  }
  test.each([
    ['missing', () => at('nowhere'), undefined, /^there is no file /],
    ['empty', () => write('empty', Buffer.alloc(0)), undefined, /is no backup of this program$/],
    ['text', () => write('text', Buffer.from('hello, this is a letter')), undefined, /is no backup of this program$/],
    ['packed by another program', () => write('other.gz', gzipSync('hello')), undefined, /damaged or incomplete|no backup/],
    ['cut', () => write('cut', bytes().subarray(0, bytes().length - 2_000)), undefined, /is damaged or incomplete .*nothing was touched/],
    ['cut early', () => write('cut2', bytes().subarray(0, 40)), undefined, /is damaged or incomplete .*nothing was touched/],
    ['encrypted and cut', () => write('cut.age', readFileSync(encrypted).subarray(0, -3_000)), PASSPHRASE, /is damaged or incomplete/],
    ['cut in its header', () => write('cut2.age', readFileSync(encrypted).subarray(0, 60)), PASSPHRASE, /is damaged or incomplete/],
    ['with another passphrase', () => encrypted, 'not the passphrase', /^BACKUP_PASSPHRASE is not the passphrase that .* was made with/],
    ['without a passphrase', () => encrypted, undefined, /is encrypted: set BACKUP_PASSPHRASE/],
  ])('%s', async (_what, file, passphrase, message) => {
    await expect(checked(file(), passphrase)).rejects.toThrow(message)
  })

  test('a single bit that has turned, anywhere in an encrypted file', async () => {
    const good = readFileSync(encrypted)
    for (const place of [0.2, 0.6, 0.99]) {
      const bad = Buffer.from(good)
      const offset = Math.floor(bad.length * place)
      bad[offset] = bad[offset]! ^ 1
      await expect(checked(write('bit.age', bad), PASSPHRASE)).rejects.toThrow(/is damaged or incomplete/)
    }
  })

  test.each([
    [
      'a newer format',
      (name: string, text: string) => (name === HEAD ? text.replace(`"format": ${FORMAT}`, `"format": ${FORMAT + 1}`) : text),
      /was made by a newer version of this program \(9\.8\.7\): nothing was touched/,
    ],
    [
      'a migration that this version does not know',
      (name: string, text: string) => (name === HEAD ? text.replace('"migrations": [', '"migrations": ["20991231235959_later",') : text),
      /was made by a newer version of this program \(9\.8\.7, migration 20991231235959_later\)/,
    ],
    [
      'a row less',
      (name: string, text: string) => (name.includes('/Villager/') ? text.slice(text.indexOf('\n') + 1) : text),
      /Villager is not/,
    ],
    ['a changed value', (name: string, text: string) => (name.includes('/Villager/') ? text.replace('王', '李') : text), /Villager is not/],
    ['no end', (name: string, text: string) => (name === MANIFEST ? undefined : text), /its end is missing/],
    ['no beginning', (name: string, text: string) => (name === HEAD ? undefined : text), /is no backup of this program/],
    ['another program’s files', () => 'x', /is no backup of this program/],
  ])('%s', async (_what, change, message) => {
    const entries = await unpacked(plain)
    const changed = entries.flatMap(({ name, text }) => {
      const now = change(name, text)
      return now === undefined ? [] : [{ name, text: now }]
    })
    expect(changed).not.toEqual(entries)
    await expect(checked(write('changed.tar.gz', await packed(changed)), undefined)).rejects.toThrow(message)
  })
})

test('a database without a town is not backed up, and leaves no file', async () => {
  const { url: empty } = await freshDatabase({ empty: true })
  const none = writeBackup({ url: empty, file: at('none.tar.gz'), passphrase: undefined, keys: undefined, version: '1', at: '' })
  await expect(none).rejects.toThrow('the database holds no town: there is nothing to back up')
  expect(readdirSync(folder).filter((name) => name.includes('none'))).toEqual([])
})
