/** Signs of life: the figures are the tables', and only whoever may sees them. */
import { Hono } from 'hono'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { metricsRoutes } from '../../src/api/metrics.ts'
import { addressesOf } from '../../src/kernel/addresses.ts'
import { MINUTE, SECOND } from '../../src/kernel/time.ts'
import { openVital, type Vital } from '../../src/store/vital.ts'
import { ACCOUNT, Village } from '../support/village.ts'

const TOKEN = 'a-token-of-twenty-letters-and-more'
let v: Village
let vital: Vital
let app: Hono
beforeAll(async () => {
  v = await Village.open()
  vital = openVital(v.url)
  app = new Hono().route('/', metricsRoutes({ ask: vital.ask, clock: v.clock, token: TOKEN, isProxy: addressesOf(['10.0.0.0/8']) }))
})
afterAll(async () => {
  await vital.end()
  await v.db.$disconnect()
})

async function asked(remote: string, headers: Record<string, string> = {}) {
  const answer = await app.request('/metrics', { headers }, { incoming: { socket: { remoteAddress: remote } } })
  return { status: answer.status, text: await answer.text() }
}
const figure = (text: string, name: string) => Number(new RegExp(`^wuchang_${name} (\\S+)$`, 'm').exec(text)?.[1])

test.each([
  [200, '127.0.0.1', {}],
  [200, '::ffff:127.0.0.1', {}],
  [401, '192.0.2.1', {}],
  [200, '192.0.2.1', { authorization: `Bearer ${TOKEN}` }],
  [401, '192.0.2.1', { authorization: 'Bearer wrong' }],
  [401, '127.0.0.1', { authorization: 'Bearer wrong' }],
  [401, '127.0.0.1', { 'x-forwarded-for': '127.0.0.1' }],
  [401, '10.0.0.1', { 'x-forwarded-for': '127.0.0.1' }],
] as [number, string, Record<string, string>][])('%i for %s with %o', async (status, remote, headers) => {
  expect((await asked(remote, headers)).status).toBe(status)
})

test('what waits, is late, is stuck and is offline is counted, with how long', async () => {
  v.send = async () => {}
  await v.room('huaishu').says('head', '约时间 修路 周三晚7点半/周四晚7点半 明天中午截止')
  const { seq } = await v.db.outbox.findFirstOrThrow()
  await v.db.outbox.update({ where: { seq }, data: { notBefore: new Date(v.now - 90 * SECOND) } })
  const late = await v.db.deadline.findFirstOrThrow({ where: { doneAt: null } })
  await v.db.deadline.update({ where: { id: late.id }, data: { dueAt: new Date(v.now - 2 * MINUTE) } })
  await v.db.connectionGap.create({ data: { id: 'g', account: ACCOUNT, from: new Date(v.now) } })
  await v.db.accountLimit.create({ data: { account: ACCOUNT, reason: '20001', at: new Date(v.now) } })
  const { text } = await asked('127.0.0.1')
  const found = (name: string) => figure(text, name)
  expect([found('database_up'), found('messages_taken'), found('inbox_waiting'), found('inbox_failed')]).toEqual([1, 1, 0, 0])
  expect([found('outbox_waiting'), found('outbox_oldest_seconds'), found('outbox_stuck')]).toEqual([1, 90, 0])
  expect([found('deadlines_late'), found('deadlines_late_seconds')]).toEqual([1, 120])
  expect([found('accounts_offline'), found('accounts_limited')]).toEqual([1, 1])
  expect(found('process_cpu_seconds_total')).toBeGreaterThan(0)
})

test('a database that is away is told, and its old figures are not', async () => {
  const away = new Hono().route(
    '/',
    metricsRoutes({ ask: () => Promise.reject(new Error('away')), clock: v.clock, token: undefined, isProxy: undefined }),
  )
  const answer = await away.request('/metrics', {}, { incoming: { socket: { remoteAddress: '127.0.0.1' } } })
  const text = await answer.text()
  expect([figure(text, 'database_up'), figure(text, 'outbox_waiting')]).toEqual([0, Number.NaN])
})
