/** What Prometheus is told, and who may ask. */
import { readFileSync } from 'node:fs'
import { createServer, request, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { getRequestListener } from '@hono/node-server'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { handleBatch } from '../../src/application/hearing/handle-batch.ts'
import { standIn } from '../../src/house/gauges.ts'
import { Metrics } from '../../src/house/metrics.ts'
import { metricsRoutes } from '../../src/house/metrics-route.ts'
import { requestLines } from '../../src/house/request-lines.ts'
import { silentLog } from '../../src/kernel/log.ts'
import { MINUTE } from '../../src/kernel/time.ts'
import { takeIn } from '../../src/store/edges/inbox.ts'
import { BACKUP_SETTING } from '../../src/store/reading/signs.ts'
import { ACCOUNT, Village } from '../support/village.ts'

const TOKEN = 'a-token-of-the-town-0123456789'
const machine = { wall: () => Date.now(), disk: async () => ({ host: 'pc', free: 30, total: 100 }) }

let v: Village
const metrics = new Metrics()
const servers: Server[] = []
beforeAll(async () => {
  v = await Village.open()
  Object.assign(v.deps, { log: metrics.counting(silentLog) })
  const jobs = { queue: { getJobCounts: async () => ({ waiting: 2, active: 0, delayed: 7, failed: 1 }) } }
  standIn(metrics.registry, { deps: v.deps, jobs } as unknown as Parameters<typeof standIn>[1], machine)
})
afterAll(async () => {
  for (const server of servers) server.close()
  await v.db.$disconnect()
})

async function serve(token: string | undefined): Promise<number> {
  const server = createServer(getRequestListener(metricsRoutes(metrics.registry, token).fetch))
  servers.push(server)
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return (server.address() as AddressInfo).port
}

/** With whatever headers, `host` too. */
const status = (port: number, headers: Record<string, string>): Promise<number> =>
  new Promise((resolve, reject) => {
    request({ port, host: '127.0.0.1', path: '/metrics', headers }, (answer) => {
      answer.resume()
      resolve(answer.statusCode ?? 0)
    })
      .on('error', reject)
      .end()
  })

/** `name{labels}` → value, as Prometheus would read it. */
async function read(): Promise<Map<string, number>> {
  const text = await metrics.registry.metrics()
  const lines = text.split('\n').filter((line) => line !== '' && !line.startsWith('#'))
  return new Map(lines.map((line) => [line.slice(0, line.lastIndexOf(' ')), Number(line.slice(line.lastIndexOf(' ') + 1))]))
}

test('this machine asks as it likes, everybody else needs the token', async () => {
  const [open, closed] = [await serve(undefined), await serve(TOKEN)]
  const bearer = (token: string) => ({ authorization: `Bearer ${token}` })
  const asked: [number, Record<string, string>, number][] = [
    [open, {}, 200],
    [closed, {}, 200],
    [closed, bearer(TOKEN), 200],
    // A proxy on this machine asks for somebody else.
    [open, { 'x-forwarded-for': '203.0.113.9' }, 401],
    [closed, { 'x-forwarded-proto': 'https' }, 401],
    [closed, { 'x-forwarded-for': '203.0.113.9', ...bearer(TOKEN) }, 200],
    [closed, { 'x-forwarded-for': '203.0.113.9', ...bearer(`${TOKEN}x`) }, 401],
    [open, { 'x-forwarded-for': '203.0.113.9', ...bearer(TOKEN) }, 401],
    // A foreign name that leads here.
    [open, { host: 'evil.example' }, 401],
    [closed, { host: 'metrics.town.example', ...bearer(TOKEN) }, 200],
  ]
  for (const [port, headers, expected] of asked) expect([headers, await status(port, headers)]).toEqual([headers, expected])
})

test('an evening is counted: messages by outcome, turns, lag, statements', async () => {
  const before = await read()
  const huaishu = v.room('huaishu')
  await huaishu.says('head', '约时间 修路灯 周三晚7点半/周四晚7点半 明天中午截止')
  await huaishu.all([
    ['9', '1'],
    ['10', '2'],
    ['12', '今天天气真好'],
  ])
  const after = await read()
  const more = (name: string): number => (after.get(name) ?? 0) - (before.get(name) ?? 0)
  expect(more('wuchang_messages_total{outcome="openTimePoll"}')).toBe(1)
  expect(more('wuchang_messages_total{outcome="availability"}')).toBe(2)
  expect(more('wuchang_messages_total{outcome="silence"}')).toBe(1)
  expect(more('wuchang_turn_seconds_count')).toBe(2)
  expect(more('wuchang_message_lag_seconds_count')).toBe(4)
  expect(more('wuchang_turn_statements_total')).toBeGreaterThan(4)
})

test('the lag is from the receipt to the end of the turn', async () => {
  const message = { externalRoomId: 'huaishu@chatroom', externalSenderId: '9', senderName: '', kind: 'text', text: '今天天气真好' }
  const more = {
    account: ACCOUNT,
    messageId: 'late',
    mentionsBot: false,
    mentionIds: [],
    self: false,
    mediaId: null,
    at: v.now - 60 * MINUTE,
  }
  await takeIn(v.db, [{ ...message, ...more }], v.now - 2 * MINUTE)
  const before = (await read()).get('wuchang_message_lag_seconds_sum') ?? 0
  await handleBatch(v.deps, { account: ACCOUNT, externalRoomId: 'huaishu@chatroom' })
  const lag = ((await read()).get('wuchang_message_lag_seconds_sum') ?? 0) - before
  expect(lag).toBeGreaterThan(119.9)
  expect(lag).toBeLessThan(180)
})

test('how things stand is looked up; what is not known is absent', async () => {
  await v.db.deadline.deleteMany()
  const deadline = { hamletId: 'hamlet_huaishu', townId: 'town_qingshan', kind: 'pollClose', subject: 'x' }
  await v.db.deadline.create({ data: { ...deadline, id: 'late', key: 'late', dueAt: new Date(v.now - 10 * MINUTE) } })
  await v.db.connectionGap.create({ data: { id: 'gap', account: ACCOUNT, from: new Date(v.now - 5 * MINUTE) } })
  await v.db.outbox.deleteMany()
  const waits = {
    account: ACCOUNT,
    roomId: 'room_huaishu',
    text: '在',
    priority: 'answer',
    notBefore: new Date(v.now - 3 * MINUTE),
  } as const
  await v.db.outbox.create({ data: { ...waits, key: 'waits', createdAt: new Date(v.now) } })
  const stands = await read()
  const of = (name: string): number | undefined => stands.get(`wuchang_${name}`)
  expect(of(`outbox_due{account="${ACCOUNT}"}`)).toBe(1)
  expect(of(`outbox_age_seconds{account="${ACCOUNT}"}`)).toBe(180)
  expect(of(`offline_seconds{account="${ACCOUNT}"}`)).toBe(300)
  expect([of('gaps_open'), of('deadlines_late'), of('deadline_age_seconds')]).toEqual([1, 1, 600])
  expect([of('disk_free_bytes'), of('disk_size_bytes'), of('database_up'), of('troubles_open')]).toEqual([30, 100, 1, 0])
  expect([of('queue_jobs{state="waiting"}'), of('queue_jobs{state="failed"}')]).toEqual([2, 1])
  expect(of('pool_connections{state="open"}')).toBeGreaterThan(0)
  expect([of('backup_age_seconds'), of('ledgers_broken')]).toEqual([undefined, undefined])
  await v.db.setting.create({ data: { key: BACKUP_SETTING, value: JSON.stringify({ last: { at: v.now - 60 * MINUTE } }) } })
  expect((await read()).get('wuchang_backup_age_seconds')).toBe(3600)
})

test('errors, warnings, sends, gaps, jobs and requests are counted where they are logged', async () => {
  const log = metrics.counting(silentLog).child({ part: 'x' })
  const before = await read()
  log.error({ seq: '1' }, 'not sent')
  log.warn({}, 'something')
  log.info({ seq: '2' }, 'sent')
  log.info({ account: ACCOUNT, state: 'offline' }, 'connection')
  log.info({ account: ACCOUNT, state: 'online' }, 'connection')
  log.info({ job: 'tick', outcome: 'done', ms: 20 }, 'job')
  log.info({ job: 'tick', outcome: { retryInMs: 5 }, ms: 20 }, 'job')
  const app = metricsRoutes(metrics.registry, undefined)
  const { Hono } = await import('hono')
  const outer = new Hono().use('*', requestLines(log)).route('/', app)
  await outer.request('http://town.example/metrics')
  const after = await read()
  const more = (name: string): number => (after.get(`wuchang_${name}`) ?? 0) - (before.get(`wuchang_${name}`) ?? 0)
  expect([more('log_lines_total{level="error"}'), more('log_lines_total{level="warn"}')]).toEqual([1, 1])
  expect([more('sent_total'), more('not_sent_total'), more(`gaps_total{account="${ACCOUNT}"}`)]).toEqual([1, 1, 1])
  expect([more('jobs_total{job="tick",outcome="done"}'), more('jobs_total{job="tick",outcome="again"}')]).toEqual([1, 1])
  expect(more('job_seconds_count{job="tick"}')).toBe(2)
  expect(more('request_seconds_count{method="GET",route="/metrics",status="401"}')).toBe(1)
})

test('no names and no words in any of it', async () => {
  const text = await metrics.registry.metrics()
  for (const { nickname } of await v.db.chatAccount.findMany()) if (nickname) expect(text).not.toContain(nickname)
  for (const { name } of await v.db.villager.findMany()) expect(text).not.toContain(name)
  expect(text).not.toMatch(/\p{Script=Han}/u)
})

test('the dashboard asks for nothing that is not told', async () => {
  const dashboard = JSON.parse(readFileSync(join(import.meta.dirname, '../../ops/grafana.json'), 'utf8')) as {
    panels: { title: string; targets: { expr: string }[] }[]
  }
  const known = (await metrics.registry.getMetricsAsJSON()).flatMap(({ name, type }) =>
    String(type) === 'histogram' ? ['_bucket', '_sum', '_count'].map((end) => name + end) : [name],
  )
  const asked = new Set(dashboard.panels.flatMap(({ targets }) => targets.flatMap(({ expr }) => expr.match(/wuchang_\w+/g) ?? [])))
  expect([...asked].filter((name) => !known.includes(name))).toEqual([])
  // And leaves out nothing of what this house says of itself, but for Node's own.
  const own = (await metrics.registry.getMetricsAsJSON()).map(({ name }) => name).filter((name) => !/^wuchang_(nodejs|process)_/.test(name))
  expect(own.filter((name) => ![...asked].some((one) => one.startsWith(name)))).toEqual([])
  for (const { title } of dashboard.panels) expect(title).toMatch(/\p{Script=Han}/u)
})
