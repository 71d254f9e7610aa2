/** Every kind of answer, and what a browser is told it may do with it. */
import { Hono } from 'hono'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { sandboxRoutes } from '../../bots/sandbox/routes.ts'
import { healthRoutes } from '../../src/api/health.ts'
import { securityHeaders } from '../../src/door/headers.ts'
import { Metrics } from '../../src/house/metrics.ts'
import { metricsRoutes } from '../../src/house/metrics-route.ts'
import { silentLog } from '../../src/kernel/log.ts'
import { FakeControl } from '../bots/support/control.ts'
import { chatIn, scratch } from '../bots/support/village.ts'
import { TestDesk, tokenOf } from './support/desk.ts'
import { cookieOf, Pages } from './support/pages.ts'

let app: Hono
const folder = scratch()
afterAll(() => folder.remove())
beforeAll(async () => {
  const desk = await TestDesk.open()
  await Pages.open(desk)
  app = new Hono()
  app.use('*', securityHeaders)
  app.route(
    '/',
    healthRoutes(async () => ({ ready: true, parts: {} })),
  )
  app.route('/', metricsRoutes(new Metrics().registry, undefined))
  app.route('/', sandboxRoutes({ control: new FakeControl(), chat: chatIn(folder.dir), log: silentLog }))
  app.route('/', desk.app)
})

const ADMIN = { cookie: `desk=${cookieOf('townAdmin')}` }
const TOKEN = { authorization: `Bearer ${tokenOf('townAdmin')}` }
/** Scripts: none at all; 'self' where a page has files of its own; nothing written into the page is ever run. */
const NO_SCRIPT = "default-src 'none'"
const OWN_FILES = "default-src 'self'"
/** Pages that change by themselves: our one file (src/console/live.js), and as little as elsewhere of what is written into a page. */
const LIVE = new Set(['/', '/hamlets/hamlet_huaishu', '/tonight'])

test.each([
  ['/', ADMIN, 200, NO_SCRIPT],
  ['/', {}, 303, NO_SCRIPT],
  ['/login', {}, 200, NO_SCRIPT],
  ['/start/nothing', {}, 404, NO_SCRIPT],
  ['/nothing', {}, 404, NO_SCRIPT],
  ['/hamlets/hamlet_huaishu', ADMIN, 200, NO_SCRIPT],
  ['/tonight', ADMIN, 200, NO_SCRIPT],
  ['/tonight/now', ADMIN, 200, NO_SCRIPT],
  ['/issues', ADMIN, 200, NO_SCRIPT],
  ['/console/icon.svg', {}, 200, NO_SCRIPT],
  ['/openapi.json', {}, 200, NO_SCRIPT],
  ['/api/v1/me', TOKEN, 200, NO_SCRIPT],
  ['/api/v1/me', {}, 401, NO_SCRIPT],
  ['/api/v1/nothing', TOKEN, 404, NO_SCRIPT],
  ['/api/v1/exports/issues.xlsx', TOKEN, 200, NO_SCRIPT],
  ['/healthz', {}, 200, NO_SCRIPT],
  ['/readyz', {}, 200, NO_SCRIPT],
  ['/metrics', {}, 401, NO_SCRIPT],
  ['/status', ADMIN, 200, NO_SCRIPT],
  ['/personal', ADMIN, 200, NO_SCRIPT],
  ['/sandbox', {}, 200, OWN_FILES],
  ['/sandbox/page/main.js', {}, 200, OWN_FILES],
  ['/sandbox/api/state', {}, 200, NO_SCRIPT],
  ['/sandbox/api/nothing', {}, 404, NO_SCRIPT],
])('%s %o is %i and may run no script but %s', async (path, headers, status, scripts) => {
  const answer = await app.request(`http://localhost${path}`, { headers, redirect: 'manual' })
  expect(answer.status).toBe(status)
  const policy = answer.headers.get('content-security-policy') ?? ''
  expect(policy.startsWith(scripts)).toBe(true)
  expect(policy).toContain("frame-ancestors 'none'")
  expect(policy).toContain("base-uri 'none'")
  expect(/script-src [^;]*/.exec(policy)?.[0]).toBe(LIVE.has(path) && status === 200 ? "script-src 'self'" : undefined)
  expect(policy).not.toMatch(/unsafe-inline|unsafe-eval|https?:/)
  expect(answer.headers.get('x-content-type-options')).toBe('nosniff')
  expect(answer.headers.get('x-frame-options')).toMatch(/^(DENY|SAMEORIGIN)$/)
  expect(answer.headers.get('referrer-policy')).toMatch(/^(no-referrer|same-origin)$/)
  expect(answer.headers.get('strict-transport-security') ?? 'none').toMatch(path.startsWith('/api/') ? /./ : /^none$/)
})

test('a chart may have its own styles, and no more', async () => {
  const answer = await app.request('http://localhost/assessment/months.svg', { headers: ADMIN })
  expect([answer.status, answer.headers.get('content-security-policy')]).toEqual([200, "default-src 'none'; style-src 'unsafe-inline'"])
})

test('a browser that came by HTTPS is told to stay with it', async () => {
  const answer = await app.request('http://localhost/login', { headers: { 'x-forwarded-proto': 'https' } })
  expect(answer.headers.get('strict-transport-security')).toBe('max-age=15552000')
})
