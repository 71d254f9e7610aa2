import { writeSync } from 'node:fs'
import { chmod, mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openLog, withoutPassword } from '../../src/kernel/log.ts'
import { LogFile } from '../../src/kernel/log-file.ts'

let folder: string
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'wuchang log 日志-'))
})
afterAll(() => rm(folder, { recursive: true }))

function gathered(): { lines: () => Record<string, unknown>[]; stream: { write(line: string): void } } {
  const said: string[] = []
  return { lines: () => said.map((line) => JSON.parse(line)), stream: { write: (line) => void said.push(line) } }
}

describe('the log', () => {
  it('is one JSON object a line: all of it in the file, warnings also on standard error', async () => {
    const file = join(folder, 'data', 'wuchang.log')
    const stderr = gathered()
    const log = openLog({ level: 'info', file, stderr: stderr.stream })
    log.debug({ room: 'r1' }, 'not at this level')
    log.info({ room: 'r1', ms: 3 }, 'batch')
    log.child({ part: 'jobs' }).warn({ n: 2 }, 'late')
    const lines = (await readFile(file, 'utf8')).trim().split('\n')
    expect(lines.map((line) => JSON.parse(line))).toEqual([
      { level: 'info', at: expect.stringMatching(/^\d{4}-.*Z$/), room: 'r1', ms: 3, msg: 'batch' },
      { level: 'warn', at: expect.stringMatching(/^\d{4}-.*Z$/), part: 'jobs', n: 2, msg: 'late' },
    ])
    expect(stderr.lines().map(({ msg }) => msg)).toEqual(['late'])
  })

  it('never has a name, a text or a secret under the keys that carry them', () => {
    const stderr = gathered()
    openLog({ level: 'info', stderr: stderr.stream }).info(
      {
        text: '同意',
        senderName: '王德福',
        incoming: { text: '反对', senderName: '李秀英', kind: 'text' },
        config: { puppet: { token: 'puppet_123', name: '张三' } },
        room: 'r1',
      },
      'message',
    )
    const [line] = stderr.lines()
    expect(JSON.stringify(line)).not.toMatch(/同意|反对|王德福|李秀英|张三|puppet_123/)
    expect(line).toMatchObject({ room: 'r1', incoming: { kind: 'text' } })
  })

  it('keeps what an error is, without the row that a driver attaches and without a password in a URL', () => {
    const stderr = gathered()
    const error = Object.assign(new Error('no route to postgresql://wuchang:geheim@db:5432/x'), {
      code: '23505',
      detail: 'Key (name)=(王德福) already exists.',
      where: 'SQL statement …王德福',
    })
    openLog({ level: 'error', stderr: stderr.stream }).error({ err: error }, 'failed')
    const [line] = stderr.lines()
    expect(JSON.stringify(line)).not.toMatch(/王德福|geheim/)
    expect(line?.err).toMatchObject({ type: 'Error', code: '23505', message: 'no route to postgresql://wuchang:***@db:5432/x' })
  })
})

describe('its file', () => {
  const modeOf = async (file: string) => (await stat(file)).mode & 0o777

  it('is read by its owner only, also one that an earlier version has left open', async () => {
    const [fresh, old] = [join(folder, 'fresh.log'), join(folder, 'old.log')]
    await writeFile(old, '')
    await chmod(old, 0o644)
    for (const file of [fresh, old]) openLog({ level: 'info', file }).info({}, 'one')
    expect(await Promise.all([modeOf(fresh), modeOf(old)])).toEqual([0o600, 0o600])
  })

  /** A disk with so many bytes left. */
  function disk(file: string) {
    const told: string[] = []
    const state = { room: 8 }
    const log = new LogFile(
      file,
      (line) => told.push(line),
      (fd, bytes) => {
        if (state.room === 0) throw new Error('ENOSPC: no space left on device, write')
        const written = writeSync(fd, bytes.subarray(0, state.room))
        state.room -= written
        return written
      },
    )
    return { log, told, state }
  }

  it('on a full disk ends nothing, says so once, and has every line whole when there is room again', async () => {
    const file = join(folder, 'full.log')
    const { log, told, state } = disk(file)
    for (const line of ['one\n', 'two two\n', 'three\n']) log.write(line)
    expect(told).toEqual(['the log cannot be written (ENOSPC: no space left on device, write); the program goes on, its lines wait'])
    expect(await readFile(file, 'utf8')).toBe('one\ntwo ')
    state.room = 1_000
    log.write('four\n')
    expect(await readFile(file, 'utf8')).toBe('one\ntwo two\nthree\nfour\n')
    expect(told.slice(1)).toEqual(['the log can be written again'])
  })

  it('keeps no more than memory allows, and says how many lines are gone', async () => {
    const { log, told, state } = disk(join(folder, 'long.log'))
    for (let i = 0; i < 60; i++) log.write(`${String(i).padStart(99_999, '.')}\n`)
    state.room = 100_000_000
    log.write('last\n')
    expect(told.at(-1)).toBe('the log can be written again; 20 lines are lost')
  })
})

it.each([
  ['postgres://u:p@h/d', 'postgres://u:***@h/d'],
  ['redis://:p%40ss@h:1 and rediss://default:x@h', 'redis://:***@h:1 and rediss://default:***@h'],
  ['postgres://h:5432/d', 'postgres://h:5432/d'],
  ['see https://example.org/a@b', 'see https://example.org/a@b'],
])('%s without its password is %s', (given, shown) => {
  expect(withoutPassword(given)).toBe(shown)
})
