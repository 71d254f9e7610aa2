/** A newer version over an older database: what works is migrated with a backup beside it, what fails is as it was. */
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { cpSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import pg from 'pg'
import { afterAll, describe, expect, test, vi } from 'vitest'
import { instantAt } from '../../src/kernel/time.ts'
import { loadBackup } from '../../src/store/backup/load.ts'
import { checked } from '../../src/store/backup/restore.ts'
import { openDatabase } from '../../src/store/database.ts'
import { drift } from '../../src/store/drift.ts'
import { kindOf } from '../../src/store/kind.ts'
import { knownMigrations, migrate, pendingMigrations } from '../../src/store/migrate.ts'
import { verifyLedgers } from '../../src/store/reading/ledger-verify.ts'
import { upgrade } from '../../src/store/upgrade.ts'
import { freshDatabase } from '../support/database.ts'
import { everyRow } from '../support/lived-in.ts'

const RELEASED = resolve(import.meta.dirname, '../platform/released')
const PRISMA = resolve(import.meta.dirname, '../../prisma')
const NOW = instantAt('2026-11-28', 9)

function scratch(): string {
  const folder = mkdtempSync(join(tmpdir(), 'wuchang-upgrade-'))
  afterAll(() => rmSync(folder, { recursive: true, force: true }))
  return folder
}

/** A data folder of a released version, as that version left it. */
async function released(version: string): Promise<string> {
  const file = join(RELEASED, `${version}.tar.gz`)
  const { url } = await freshDatabase({ empty: true })
  await loadBackup({ url, file, passphrase: undefined, manifest: await checked(file, undefined), migrations: await knownMigrations() })
  return url
}

/** The migrations of this version and one more. */
function later(sql: string): string {
  const folder = scratch()
  cpSync(PRISMA, folder, { recursive: true })
  mkdirSync(join(folder, 'migrations/20991231235959_later'))
  writeFileSync(join(folder, 'migrations/20991231235959_later/migration.sql'), sql)
  return folder
}

const order = (url: string, folder: string) => ({ url, folder, passphrase: undefined, version: '9.9.9', now: NOW })

describe.each(readdirSync(RELEASED).map((name) => name.replace('.tar.gz', '')))('the town of version %s', (version) => {
  test('is walked up: the shape of today, the ledger of then, and a backup that holds the old state', async () => {
    const url = await released(version)
    const before = await everyRow(url)
    const folder = scratch()
    // The last released one may have nothing yet that it lacks.
    const older = (await pendingMigrations(url)) === 'some'
    const file = await upgrade(order(url, folder))
    if (older) expect(file).toBe(join(folder, 'wuchang-2026-11-28-090000-before-9.9.9.tar.gz'))
    expect(await drift(url)).toBe('')
    const db = openDatabase(url, 2)
    let entries = 0
    for await (const verified of verifyLedgers(db)) {
      expect(verified.findings).toEqual([])
      entries += verified.entries
    }
    expect(entries).toBe(before.LedgerEntry!.length)
    expect(entries).toBeGreaterThan(20)
    expect(await db.villager.count()).toBe(before.Villager!.length)
    expect(await kindOf(db)).toBe('demo')
    await db.$disconnect()
    if (!older) return expect([file, readdirSync(folder)]).toEqual([undefined, []])
    const { url: old } = await freshDatabase({ empty: true })
    const kept = file!
    await loadBackup({
      url: old,
      file: kept,
      passphrase: undefined,
      manifest: await checked(kept, undefined),
      migrations: await knownMigrations(),
    })
    expect(await everyRow(old)).toEqual(before)
    expect(await upgrade(order(url, folder))).toBeUndefined()
    expect(readdirSync(folder)).toHaveLength(1)
  })

  test.each([
    ['fails', 'ALTER TABLE "Nowhere" ADD COLUMN x INTEGER', /migration 20991231235959_later failed/],
    [
      'damages the ledger',
      `ALTER TABLE "LedgerEntry" DISABLE TRIGGER USER; DELETE FROM "LedgerEntry" WHERE seq = 2; ALTER TABLE "LedgerEntry" ENABLE TRIGGER USER`,
      /the ledger is not what it was/,
    ],
  ])('is as it was when a migration %s, also those that had worked before it', async (_what, sql, why) => {
    const url = await released(version)
    const before = await everyRow(url)
    const failing = upgrade({ ...order(url, scratch()), prismaDir: later(sql) })
    await expect(failing).rejects.toThrow(why)
    await expect(failing).rejects.toThrow(/could not be brought to version 9\.9\.9 .* it is as it was, and the version before starts on it/)
    expect(await everyRow(url)).toEqual(before)
    // The version before starts on it, and so does the next one.
    await migrate(url)
    expect(await drift(url)).toBe('')
  })
})

test('a new database is made without a backup', async () => {
  const { url } = await freshDatabase({ empty: true })
  const folder = scratch()
  expect(await upgrade(order(url, folder))).toBeUndefined()
  expect(readdirSync(folder)).toEqual([])
  expect(await drift(url)).toBe('')
})

test('killed in the middle of a migration, while the server goes on: the next start finishes it, once', async () => {
  const url = await released(readdirSync(RELEASED)[0]!.replace('.tar.gz', ''))
  await upgrade(order(url, scratch()))
  const before = await everyRow(url)
  const folder = scratch()
  const prismaDir = later(`ALTER TABLE "Hamlet" ADD COLUMN later INTEGER; ALTER TABLE "Town" ADD COLUMN later INTEGER`)
  const other = new pg.Client({ connectionString: url })
  await other.connect()
  // The backup can read the town, the migration has to wait for it.
  await other.query('BEGIN; LOCK TABLE "Town" IN SHARE MODE')
  const module = new URL('../../src/store/upgrade.ts', import.meta.url).href
  const script = `const { upgrade } = await import(${JSON.stringify(module)}); await upgrade(${JSON.stringify({ ...order(url, folder), prismaDir })})`
  const child = spawn(process.execPath, ['--import', './scripts/ts.mjs', '--input-type=module', '-e', script], {
    cwd: resolve(PRISMA, '..'),
  })
  const waits = async (): Promise<boolean> =>
    (await other.query(`SELECT 1 FROM pg_locks WHERE NOT granted AND mode = 'AccessExclusiveLock' AND relation = '"Town"'::regclass`))
      .rowCount! > 0
  await vi.waitUntil(waits, { timeout: 50_000, interval: 20 })
  child.kill('SIGKILL')
  await once(child, 'exit')
  await other.query('ROLLBACK')
  await vi.waitUntil(
    async () =>
      (await other.query(`SELECT 1 FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()`)).rowCount === 0,
    { timeout: 20_000, interval: 20 },
  )
  await other.end()
  await upgrade({ ...order(url, folder), prismaDir, now: NOW + 60_000 })
  const after = await everyRow(url)
  expect(Object.fromEntries(Object.entries(after).map(([table, rows]) => [table, rows.length]))).toMatchObject(
    Object.fromEntries(
      Object.entries(before).map(([table, rows]) => [table, table === '_prisma_migrations' ? expect.any(Number) : rows.length]),
    ),
  )
  expect(await upgrade({ ...order(url, folder), prismaDir })).toBeUndefined()
}, 120_000)
