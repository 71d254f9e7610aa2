/** `npm run backup` and `npm run restore` as processes: from the embedded database to a server and back, refused, and killed in the middle. */
import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import pg from 'pg'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { newKey, writeKey } from '../../src/kernel/keyring.ts'
import { silentLog } from '../../src/kernel/log.ts'
import { startEmbedded } from '../../src/store/postgres/embedded.ts'
import { outsideFolder } from '../../src/store/postgres/place.ts'
import { freshDatabase } from '../support/database.ts'
import { everyRow, livedIn } from '../support/lived-in.ts'

const PROJECT = resolve(import.meta.dirname, '../..')
const PASSPHRASE = 'a passphrase of the town'
mkdirSync(join(PROJECT, 'data'), { recursive: true })
const folder = mkdtempSync(join(PROJECT, 'data/test-backup-'))
afterAll(() => {
  for (const name of ['one', 'two']) rmSync(outsideFolder(PROJECT, join(folder, name)), { recursive: true, force: true })
  rmSync(folder, { recursive: true, force: true, maxRetries: 10, retryDelay: 100 })
})

interface Ran {
  child: ChildProcess
  ended: Promise<{ code: number | null; out: string; err: string }>
}

function run(command: 'backup' | 'restore', words: string[], environment: Record<string, string>): Ran {
  const child = spawn(process.execPath, ['--import', './scripts/ts.mjs', `scripts/${command}.ts`, ...words], {
    cwd: PROJECT,
    env: { PATH: process.env.PATH, HOME: process.env.HOME, DATA_DIR: join(folder, 'one'), ...environment },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  let [out, err] = ['', '']
  child.stdout.on('data', (chunk) => (out += String(chunk)))
  child.stderr.on('data', (chunk) => (err += String(chunk)))
  return { child, ended: once(child, 'close').then(([code]) => ({ code: code as number | null, out, err })) }
}

async function rowsOfEmbedded(name: string): Promise<Record<string, string[]>> {
  const server = await startEmbedded({ dataDir: join(folder, name), projectDir: PROJECT, log: silentLog, durable: false })
  try {
    return await everyRow(server.url)
  } finally {
    await server.stop()
  }
}

async function tables(url: string): Promise<number> {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  const { rows } = await client.query(`SELECT 1 FROM pg_tables WHERE schemaname = 'public'`)
  await client.end()
  return rows.length
}

let url: string
let before: Record<string, string[]>
const plain = join(folder, 'town.tar.gz')
beforeAll(async () => {
  url = (await livedIn()).url
  before = await everyRow(url)
}, 120_000)

test('from a server to the embedded database, and from there to another server: the same rows, the ledger sound', async () => {
  const key = writeKey(newKey())
  const made = await run('backup', [], { DATABASE_URL: url, BACKUP_PASSPHRASE: PASSPHRASE, PERSONAL_KEYS: key }).ended
  expect(made.err).toBe('')
  expect(made.out).toMatch(new RegExp(`^LedgerEntry: ${before.LedgerEntry!.length} rows, [0-9a-f]{16}$`, 'm'))
  expect(made.out).toContain('with the keys of the personal data\nencrypted with BACKUP_PASSPHRASE')
  expect(made.out).not.toContain(PASSPHRASE)
  const file = made.out.trim().split('\n').at(-1)!
  expect(file).toMatch(/one\/backups\/wuchang-\d{4}-\d\d-\d\d-\d{6}\.tar\.gz\.age$/)
  const back = await run('restore', [file], { BACKUP_PASSPHRASE: PASSPHRASE }).ended
  expect(back.err).toBe('')
  expect(back.out).toMatch(
    /rows, whole\nput back\n\d+ hamlets, their ledgers sound\nthe keys of the personal data are in .*\/one\/keys\/personal\nready: npm start\n$/,
  )
  expect(readFileSync(join(folder, 'one/keys/personal'), 'utf8').trim()).toBe(key)
  expect(await rowsOfEmbedded('one')).toEqual(before)
  const again = await run('restore', [file], { BACKUP_PASSPHRASE: PASSPHRASE }).ended
  expect(again).toMatchObject({ code: 1, err: expect.stringMatching(/^the place is not empty \(.+\), and nothing is put over it: .*\n$/) })

  const moved = await run('backup', ['--plain', plain], {}).ended
  expect(moved.err).toBe('')
  expect(moved.out).toContain('without the keys of the personal data, which would lie open in it')
  expect(moved.out).toContain('not encrypted: whoever has the file can read it')
  const server = await freshDatabase({ empty: true })
  expect((await run('restore', [plain], { DATABASE_URL: server.url }).ended).err).toBe('')
  expect(await everyRow(server.url)).toEqual(before)
}, 300_000)

describe('killed in the middle', () => {
  test('a backup leaves nothing that looks like one, and the next takes its remains away', async () => {
    const into = join(folder, 'killed')
    mkdirSync(into)
    // A table that nobody can read just now: the backup stands in the middle.
    const client = new pg.Client({ connectionString: url })
    await client.connect()
    await client.query('BEGIN; LOCK TABLE "Villager" IN ACCESS EXCLUSIVE MODE')
    const { child, ended } = run('backup', ['--plain', join(into, 'town.tar.gz')], { DATABASE_URL: url })
    await until(() => readdirSync(into).length > 0)
    child.kill('SIGKILL')
    await ended
    expect(readdirSync(into)).toEqual([expect.stringMatching(/^\.town\.tar\.gz\.\d+\.part$/)])
    await client.query('ROLLBACK')
    await client.end()
    expect((await run('backup', ['--plain', join(into, 'town.tar.gz')], { DATABASE_URL: url }).ended).code).toBe(0)
    expect(readdirSync(into)).toEqual(['town.tar.gz'])
  }, 200_000)

  test('a restore leaves the place empty, and the next one works', async () => {
    const file = join(folder, 'killed/town.tar.gz')
    expect(existsSync(file)).toBe(true)
    const { url: to } = await freshDatabase({ empty: true })
    const { child, ended } = run('restore', [file], { DATABASE_URL: to })
    const client = new pg.Client({ connectionString: to })
    await client.connect()
    const inside = `SELECT 1 FROM pg_locks l JOIN pg_database d ON d.oid = l.database
      WHERE d.datname = current_database() AND l.mode = 'AccessExclusiveLock' AND l.granted`
    await until(async () => ((await client.query(inside)).rowCount ?? 0) > 3)
    child.kill('SIGKILL')
    await ended
    await until(async () => (await client.query(`${inside} AND l.pid <> pg_backend_pid()`)).rowCount === 0)
    await client.end()
    expect(await tables(to)).toBe(0)
    expect((await run('restore', [file], { DATABASE_URL: to }).ended).err).toBe('')
    expect(await everyRow(to)).toEqual(before)
  }, 200_000)
})

test.each([
  [
    'without a passphrase',
    'backup',
    [],
    {},
    /^BACKUP_PASSPHRASE: must be set, .*npm run backup -- --plain makes one that is not encrypted\n$/,
  ],
  ['with two files', 'backup', ['a', 'b'], {}, /^usage: npm run backup \[-- \[--plain\] \[file\]\]\n$/],
  ['without a file', 'restore', [], {}, /^usage: npm run restore -- <file>\n$/],
  ['of a file that is not there', 'restore', ['nowhere'], {}, /^there is no file .*nowhere\n$/],
] as const)(
  '%s, %s is one line',
  async (_how, command, words, environment, line) => {
    const { code, err, out } = await run(command, [...words], { DATABASE_URL: url, ...environment }).ended
    expect({ code, out }).toEqual({ code: 1, out: '' })
    expect(err).toMatch(line)
  },
  60_000,
)

async function until(holds: () => boolean | Promise<boolean>): Promise<void> {
  for (const giveUpAt = Date.now() + 100_000; !(await holds()); await sleep(5))
    if (Date.now() > giveUpAt) throw new Error('it did not come')
}
