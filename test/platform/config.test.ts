import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import pg from 'pg'
import { describe, expect, inject, it, vi } from 'vitest'
import { ConfigError, loadConfig, readConfig, VARIABLES } from '../../src/config.ts'
import { connectOrExplain, DatabaseUnreachable } from '../../src/store/postgres/connect.ts'
import { freshDatabase } from '../support/database.ts'

const read = (env: Record<string, string>) => readConfig(env, '/srv/屋场 通')

describe('an empty environment', () => {
  it('is the sandbox on this machine, with everything in ./data', () => {
    expect(read({})).toEqual({
      projectDir: '/srv/屋场 通',
      dataDir: '/srv/屋场 通/data',
      port: 3000,
      host: '127.0.0.1',
      databaseUrl: undefined,
      redisUrl: undefined,
      role: 'all',
      puppet: undefined,
      bridgeSecret: undefined,
      robots: [],
      trustedProxies: [],
      backup: { passphrase: undefined, folder: '/srv/屋场 通/data/backups', store: undefined },
      sandbox: true,
      log: { level: 'info', file: '/srv/屋场 通/data/wuchang.log' },
      pace: { minGapMs: 3000, maxGapMs: 6000, roomGapMs: 10_000, perHour: 200, perDay: 1000 },
    })
  })

  it('is the same as one whose values are empty or blank', () => {
    expect(read({ PORT: '', DATABASE_URL: ' ', WECHATY_PUPPET: '' })).toEqual(read({}))
  })
})

describe('a puppet', () => {
  it.each([
    [
      { WECHATY_PUPPET: 'wechaty-puppet-wechat4u' },
      { name: 'wechaty-puppet-wechat4u', token: undefined, endpoint: undefined, insecure: false },
    ],
    [{ WECHATY_TOKEN: 'a_b' }, { name: 'wechaty-puppet-service', token: 'a_b', endpoint: undefined, insecure: false }],
    [
      {
        WECHATY_PUPPET_SERVICE_TOKEN: 'c_d',
        WECHATY_TOKEN: 'a_b',
        WECHATY_PUPPET_SERVICE_ENDPOINT: '10.0.0.1:8788',
        WECHATY_PUPPET_SERVICE_NO_TLS_INSECURE_CLIENT: 'true',
      },
      { name: 'wechaty-puppet-service', token: 'c_d', endpoint: '10.0.0.1:8788', insecure: true },
    ],
  ])('is chosen by %j, and ends the sandbox', (env, puppet) => {
    const config = read(env)
    expect(config.puppet).toEqual(puppet)
    expect(config.sandbox).toBe(false)
  })

  it('is not needed where no chat is carried, and there is no sandbox there', () => {
    expect(read({ ROLE: 'api', DATABASE_URL: 'postgres://db/x' })).toMatchObject({ puppet: undefined, sandbox: false })
  })
})

describe('other channels', () => {
  it('a bridge ends the sandbox; robots of office chats do not', () => {
    const secret = 'x'.repeat(32)
    expect(read({ BRIDGE_SECRET: secret })).toMatchObject({ bridgeSecret: secret, sandbox: false })
    expect(read({ DIGEST_ROBOTS: 'wecom=https://a.example/send?key=1  dingtalk=https://b.example/robot?t=2#SECx' })).toMatchObject({
      sandbox: true,
      robots: [
        { kind: 'wecom', url: 'https://a.example/send?key=1', secret: undefined },
        { kind: 'dingtalk', url: 'https://b.example/robot?t=2', secret: 'SECx' },
      ],
    })
  })

  it.each([{ BRIDGE_SECRET: 'geheim' }, { DIGEST_ROBOTS: 'wecom:https://geheim' }, { DIGEST_ROBOTS: 'slack=https://geheim' }])(
    '%j is refused',
    (env) => {
      const variable = Object.keys(env)[0]
      expect(() => read(env as Record<string, string>)).toThrow(ConfigError)
      expect(() => read(env as Record<string, string>)).toThrow(new RegExp(`^${variable}: must be `))
      expect(() => read(env as Record<string, string>)).not.toThrow(/geheim/)
    },
  )
})

describe('whoever watches', () => {
  const MAIL = {
    MAIL_SERVER: 'smtps://bot:geheim@smtp.example:465',
    MAIL_FROM: 'bot@town.example',
    ALERT_MAIL: 'a@town.example, b@town.example',
  }

  it('is told by mail once all of it is set', () => {
    expect(read(MAIL)).toMatchObject({
      mail: { server: MAIL.MAIL_SERVER, from: 'bot@town.example', to: ['a@town.example', 'b@town.example'] },
      sandbox: true,
    })
    expect(read({ MAIL_SERVER: MAIL.MAIL_SERVER }).mail).toBeUndefined()
  })

  it('may ask for /metrics from elsewhere with a token of its own', () => {
    expect(read({}).metricsToken).toBeUndefined()
    expect(read({ METRICS_TOKEN: 'x'.repeat(20) }).metricsToken).toBe('x'.repeat(20))
  })

  it.each([
    [{ ...MAIL, MAIL_SERVER: '' }, 'MAIL_SERVER: must be set when ALERT_MAIL is'],
    [{ ...MAIL, MAIL_FROM: '' }, 'MAIL_FROM: must be set when ALERT_MAIL is'],
    [{ ...MAIL, MAIL_SERVER: 'http://bot:geheim@x' }, 'MAIL_SERVER: must be like smtps://user:password@smtp.host:465'],
    [{ ...MAIL, ALERT_MAIL: 'nobody' }, 'ALERT_MAIL: must be mail addresses separated by blanks, not "nobody"'],
    [{ METRICS_TOKEN: 'geheim' }, 'METRICS_TOKEN: must be at least 20 letters, digits and signs'],
  ])('%j stops the start', (env, line) => expect(() => read(env)).toThrow(new ConfigError(line)))
})

describe('a bad value stops the start', () => {
  it.each([
    [{ PORT: 'abc' }, 'PORT: must be a port number from 0 to 65535, not "abc"'],
    [{ PORT: '65536' }, 'PORT: must be a port number from 0 to 65535, not "65536"'],
    [{ PORT: '-1' }, 'PORT: must be a port number from 0 to 65535, not "-1"'],
    [{ ROLE: 'worker' }, 'ROLE: must be one of all, bot, jobs, api, not "worker"'],
    [{ LOG_LEVEL: 'loud' }, 'LOG_LEVEL: must be one of debug, info, warn, error, silent, not "loud"'],
    [{ DATABASE_URL: 'mysql://root:geheim@db/x' }, 'DATABASE_URL: must be like postgresql://user:password@host:5432/database'],
    [{ DATABASE_URL: 'geheim' }, 'DATABASE_URL: must be like postgresql://user:password@host:5432/database'],
    [{ REDIS_URL: 'localhost:6379' }, 'REDIS_URL: must be like redis://host:6379'],
    [
      { WECHATY_PUPPET_SERVICE_ENDPOINT: 'http://x', WECHATY_TOKEN: 'a_b' },
      'WECHATY_PUPPET_SERVICE_ENDPOINT: must be host:port, not "http://x"',
    ],
    [
      { WECHATY_PUPPET_SERVICE_ENDPOINT: 'x:1' },
      'WECHATY_PUPPET_SERVICE_TOKEN: must be set for wechaty-puppet-service (WECHATY_TOKEN does too)',
    ],
    [{ ROLE: 'jobs' }, 'DATABASE_URL: must be set when ROLE is jobs: processes cannot share the embedded PostgreSQL'],
    [{ ROLE: 'bot', DATABASE_URL: 'postgres://db/x' }, 'WECHATY_PUPPET: must be set when ROLE is bot'],
    [{ HOST: '0.0.0.0' }, 'HOST: must be 127.0.0.1 in the sandbox, where anybody may speak as anybody, not "0.0.0.0"'],
    [{ SEND_MIN_GAP_MS: '7000' }, 'SEND_MAX_GAP_MS: must be at least SEND_MIN_GAP_MS (7000), not 6000'],
    [{ SEND_PER_HOUR: '0' }, 'SEND_PER_HOUR: must be a whole number from 1, not "0"'],
    [{ SEND_ROOM_GAP_MS: '1e3' }, 'SEND_ROOM_GAP_MS: must be milliseconds, a whole number, not "1e3"'],
  ])('%j', (env, message) => {
    expect(() => read(env)).toThrow(new ConfigError(message))
  })
})

it('.env of the project’s folder is read, and the environment wins over it', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'wuchang 配置-'))
  await writeFile(join(folder, '.env'), 'PORT=4567\nDATA_DIR=elsewhere\n')
  vi.stubEnv('DATA_DIR', './here')
  vi.stubEnv('PORT', undefined)
  try {
    expect(loadConfig(folder)).toMatchObject({ port: 4567, dataDir: join(folder, 'here') })
  } finally {
    vi.unstubAllEnvs()
    await rm(folder, { recursive: true })
  }
})

it('.env.example lists every variable with its default', async () => {
  const example = await readFile(resolve(import.meta.dirname, '../../.env.example'), 'utf8')
  const listed = Object.fromEntries(Array.from(example.matchAll(/^# ([A-Z_]+)=(.*)$/gm), ([, name, value]) => [name, value]))
  const wanted = Object.fromEntries(
    Object.entries(VARIABLES).map(([name, variable]) => [name, 'fallback' in variable ? variable.fallback : '']),
  )
  expect(listed).toEqual(wanted)
})

describe('a first look at DATABASE_URL', () => {
  it('is content with a server that answers', async () => {
    await connectOrExplain(inject('testServer'))
  })

  const server = () => new URL(inject('testServer'))
  it.each([
    ['a wrong password', (url: URL) => Object.assign(url, { password: 'geheim' }), 'the password or the user is wrong'],
    ['a database that is not there', (url: URL) => Object.assign(url, { pathname: '/geheim' }), 'there is no such database on it'],
  ])('names host and reason for %s', async (_, change, reason) => {
    const url = change(server())
    await expect(connectOrExplain(url.href)).rejects.toThrow(
      new DatabaseUnreachable(`DATABASE_URL: PostgreSQL at ${url.host} cannot be used: ${reason}`),
    )
  })

  it('names a host where nothing listens, and one that does not exist', async () => {
    await expect(connectOrExplain('postgres://u:geheim@127.0.0.1:1/x')).rejects.toThrow(
      new DatabaseUnreachable('DATABASE_URL: PostgreSQL at 127.0.0.1:1 cannot be used: connect ECONNREFUSED 127.0.0.1:1'),
    )
    await expect(connectOrExplain('postgres://u:geheim@db.invalid/x')).rejects.toThrow(
      /^DATABASE_URL: PostgreSQL at db\.invalid:5432 cannot be used: getaddrinfo/,
    )
  })

  it('says that a database can be read only', async () => {
    const { url, drop } = await freshDatabase({ empty: true })
    const client = new pg.Client({ connectionString: url })
    await client.connect()
    await client.query(`ALTER DATABASE ${new URL(url).pathname.slice(1)} SET default_transaction_read_only = on`)
    await client.end()
    await expect(connectOrExplain(url)).rejects.toThrow('cannot be used: it can be read only (default_transaction_read_only is on)')
    await drop()
  })

  it('gives up on a server that takes the call and says nothing', async () => {
    const mute = createServer().listen(0, '127.0.0.1')
    await new Promise((done) => mute.once('listening', done))
    const { port } = mute.address() as { port: number }
    await expect(connectOrExplain(`postgres://u:geheim@127.0.0.1:${port}/x`, 300)).rejects.toThrow(
      new DatabaseUnreachable(`DATABASE_URL: PostgreSQL at 127.0.0.1:${port} cannot be used: timeout expired`),
    )
    mute.close()
  })
})
