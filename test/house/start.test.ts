/** The start as a new user does it: `npm start`, four lines, a page; and the end, by Ctrl-C or by force. */
import { type ChildProcess, execFileSync, spawn } from 'node:child_process'
import { once } from 'node:events'
import { readdirSync } from 'node:fs'
import { chmod, mkdtemp, rm } from 'node:fs/promises'
import { type AddressInfo, createServer } from 'node:net'
import { join, resolve } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { programVersion } from '../../src/house/version.ts'
import { silentLog } from '../../src/kernel/log.ts'
import { loadBackup } from '../../src/store/backup/load.ts'
import { checked } from '../../src/store/backup/restore.ts'
import { knownMigrations } from '../../src/store/migrate.ts'
import { startEmbedded } from '../../src/store/postgres/embedded.ts'
import { outsideFolder } from '../../src/store/postgres/place.ts'

const PROJECT = resolve(import.meta.dirname, '../..')
const RELEASED = join(PROJECT, 'test/platform/released')
let folder: string
const children: ChildProcess[] = []

beforeEach(async () => {
  folder = await scratch()
})
afterEach(async () => {
  for (const child of children.splice(0)) child.kill('SIGKILL')
  await until(() => processesOf(folder).length === 0, 'everything has ended')
  for (const place of placesOf(folder)) await rm(place, { recursive: true, force: true })
})

/** Under a folder that only root may enter the database lies outside (README). */
const placesOf = (dataDir: string): string[] => (process.getuid?.() === 0 ? [dataDir, outsideFolder(PROJECT, dataDir)] : [dataDir])

/** Under root the database runs as another account, which has to be let in. */
async function scratch(): Promise<string> {
  const dir = await mkdtemp(join(PROJECT, 'data/test-start-'))
  await chmod(dir, 0o755)
  return dir
}

/** Commands of running processes that name this data folder, or where its database lies. */
function processesOf(dataDir: string): string[] {
  const lines = execFileSync('ps', ['-eo', 'pid,args'], { encoding: 'utf8' }).split('\n')
  return lines.filter((line) => placesOf(dataDir).some((place) => line.includes(place)) && !line.includes('ps -eo'))
}

async function until(holds: () => boolean | Promise<boolean>, what: string, withinMs = 40_000): Promise<void> {
  const giveUpAt = Date.now() + withinMs
  while (!(await holds())) {
    if (Date.now() > giveUpAt) throw new Error(`not within ${withinMs} ms: ${what}`)
    await sleep(50)
  }
}

/** Starts the program the way `npm start` does, and gathers what it prints. */
function start(environment: Record<string, string> = {}) {
  const child = spawn('npm', ['start', '--silent'], {
    cwd: PROJECT,
    env: { ...process.env, PORT: '0', DATA_DIR: folder, ...environment },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  children.push(child)
  const printed = { out: '', err: '' }
  child.stdout.on('data', (chunk: Buffer) => {
    printed.out += chunk.toString()
  })
  child.stderr.on('data', (chunk: Buffer) => {
    printed.err += chunk.toString()
  })
  const ended = once(child, 'exit').then(([code]) => code as number)
  const ready = async (): Promise<string> => {
    await until(() => printed.out.includes('Ctrl-C') || child.exitCode !== null, `four lines (${printed.err})`)
    const address = /http:\/\/127\.0\.0\.1:\d+/.exec(printed.out)?.[0]
    if (!address) throw new Error(`${printed.out}\n${printed.err}`)
    return address
  }
  return { child, printed, ended, ready }
}

const post = (address: string, path: string, body: object) =>
  fetch(`${address}/sandbox/api/${path}`, { method: 'POST', body: JSON.stringify(body), headers: { 'content-type': 'application/json' } })

test('npm start says in four lines where to look; it ends by Ctrl-C, by force and with npm, leaves nothing running, and goes on where it was', async () => {
  const first = start()
  let address = await first.ready()
  expect(first.printed.out.trim().split('\n')).toHaveLength(4)
  expect((await fetch(`${address}/readyz`)).status).toBe(200)
  expect(await (await fetch(`${address}/healthz`)).json()).toEqual({ ok: true })
  expect((await fetch(`${address}/sandbox`)).headers.get('content-type')).toContain('text/html')
  await post(address, 'clock', { advance: 'P1D' })
  const other = start()
  expect(await other.ended).toBe(1)
  expect(placesOf(folder).some((place) => other.printed.err.includes(`is running on the data folder ${place}`))).toBe(true)
  expect(processesOf(folder).length).toBeGreaterThan(0)
  first.child.kill('SIGINT')
  await first.ended
  await until(() => processesOf(folder).length === 0, 'nothing is left running after Ctrl-C')

  const second = start()
  address = await second.ready()
  expect(await (await fetch(`${address}/sandbox/api/state`)).json()).toMatchObject({ now: '2026-09-08T09:00:00+08:00' })
  await post(address, 'rooms/huaishu@chatroom/messages', { from: 'wxid_huaishu_head', text: '约时间 修路 周三晚7点半/周四晚7点半' })
  await post(address, 'settle', {})
  for (const pid of descendants(second.child.pid as number)) process.kill(pid, 'SIGKILL')
  second.child.kill('SIGKILL')
  await until(() => processesOf(folder).length === 0, 'the watchdog stopped the database')

  const third = start()
  const messages = await (await fetch(`${await third.ready()}/sandbox/api/rooms/huaishu@chatroom/messages`)).json()
  expect(JSON.stringify(messages)).toContain('【约时间】修路')
  third.child.kill('SIGKILL')
  await until(() => processesOf(folder).length === 0, 'the program ended with npm')
}, 120_000)

test('npm start over the data folder of the first released version: a backup of it first, then the same town at this version', async () => {
  const [file] = readdirSync(RELEASED).map((name) => join(RELEASED, name))
  const before = await startEmbedded({ dataDir: folder, projectDir: PROJECT, log: silentLog, durable: false })
  const manifest = await checked(file!, undefined)
  await loadBackup({ url: before.url, file: file!, passphrase: undefined, manifest, migrations: await knownMigrations() })
  await before.stop()
  const town = start()
  const address = await town.ready()
  const state = (await (await fetch(`${address}/sandbox/api/state`)).json()) as { rooms: { kind: string }[] }
  expect(state.rooms.filter(({ kind }) => kind === 'hamlet')).toHaveLength(manifest.tables.find(({ name }) => name === 'Hamlet')!.rows)
  expect(readdirSync(join(folder, 'backups'))).toEqual([
    expect.stringMatching(new RegExp(`^wuchang-.*-before-${programVersion().replaceAll('.', '\\.')}\\.tar\\.gz$`)),
  ])
  town.child.kill('SIGINT')
  await town.ended
}, 60_000)

test('a wrong DATABASE_URL stops the start with a line that names the variable and the host, and without its password', async () => {
  const { ended, printed } = start({ DATABASE_URL: 'postgresql://u:secret@127.0.0.1:9/wuchang' })
  expect(await ended).toBe(1)
  // In Chinese, and in English.
  expect(printed.err.trim().split('\n')).toHaveLength(2)
  expect(printed.err).toMatch(/^连不上 127\.0\.0\.1:9 的 PostgreSQL/)
  expect(printed.err).toMatch(/^DATABASE_URL: .*127\.0\.0\.1:9/m)
  expect(printed.err).not.toContain('secret')
}, 30_000)

test('a bad value and a taken port are named, and a failed start leaves nothing', async () => {
  const bad = start({ PORT: 'http' })
  expect(await bad.ended).toBe(1)
  expect(bad.printed.err).toMatch(/^PORT 填得不对.*\nPORT: /)
  const occupied = createServer().listen(0, '127.0.0.1')
  await once(occupied, 'listening')
  const { port } = occupied.address() as AddressInfo
  const taken = start({ PORT: `${port}` })
  expect(await taken.ended).toBe(1)
  expect(taken.printed.err).toContain(`PORT: 127.0.0.1:${port}`)
  await until(() => processesOf(folder).length === 0, 'the failed start left nothing')
  occupied.close()
}, 60_000)

function descendants(pid: number): number[] {
  const rows = execFileSync('ps', ['-eo', 'pid,ppid,args'], { encoding: 'utf8' })
    .trim()
    .split('\n')
    .slice(1)
    .map((line) => line.trim().split(/\s+/))
  const children = rows.filter(([, parent]) => Number(parent) === pid).map(([child]) => Number(child))
  return children.flatMap((child) => [child, ...descendants(child)])
}
