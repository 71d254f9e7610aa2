/** `/metrics` for Prometheus: the process, and what the tables say. Asked on this machine it needs nothing, from elsewhere a token. */
import { type Context, Hono } from 'hono'
import { collectDefaultMetrics, Gauge, Registry } from 'prom-client'
import { hashSecret, sameText } from '../application/orders/passwords.ts'
import type { IsAmong } from '../kernel/addresses.ts'
import type { Clock } from '../kernel/clock.ts'
import { readSigns, type Signs } from '../store/signs.ts'
import type { Ask } from '../store/vital.ts'
import { callerOf } from './caller.ts'

const HELP: Readonly<Record<keyof Signs, readonly [name: string, help: string]>> = {
  messages: ['messages_taken', 'Messages taken in since the beginning'],
  inboxWaiting: ['inbox_waiting', 'Messages that wait to be handled'],
  inboxFailed: ['inbox_failed', 'Messages that could not be handled and wait for a person'],
  inboxOldest: ['inbox_oldest_seconds', 'Age of the oldest message that waits to be handled'],
  lagHalf: ['lag_seconds_p50', 'From receipt to handled, last five minutes, median'],
  lagMost: ['lag_seconds_p99', 'From receipt to handled, last five minutes, 99th percentile'],
  sent: ['messages_sent', 'Messages said since the beginning'],
  outboxWaiting: ['outbox_waiting', 'Messages that are due to be said'],
  outboxOldest: ['outbox_oldest_seconds', 'How long the oldest of them has been due'],
  outboxStuck: ['outbox_stuck', 'Messages that failed or of which nobody knows, waiting for a person'],
  deadlinesLate: ['deadlines_late', 'Deadlines that should have been met five seconds ago'],
  deadlinesLatest: ['deadlines_late_seconds', 'How late the latest of them is'],
  gapsOpen: ['accounts_offline', 'Chat accounts that are not connected'],
  accountsLimited: ['accounts_limited', 'Chat accounts that their channel allows no more to say'],
}

const LOOPBACK = new Set(['127.0.0.1', '::1'])

export interface MetricsParts {
  ask: Ask
  clock: Clock
  /** Without one, nobody but this machine is answered. */
  token: string | undefined
  isProxy: IsAmong | undefined
}

export function metricsRoutes({ ask, clock, token, isProxy }: MetricsParts): Hono {
  const registry = new Registry()
  collectDefaultMetrics({ register: registry, prefix: 'wuchang_' })
  const signs = Object.keys(HELP) as (keyof Signs)[]
  const gauges = new Map(signs.map((sign) => [sign, gaugeOf(registry, ...HELP[sign])]))
  const isUp = gaugeOf(registry, 'database_up', 'Whether the database answers')
  return new Hono().get('/metrics', async (c) => {
    if (!mayLook(c, token, isProxy)) return c.text('a token is needed\n', 401, { 'www-authenticate': 'Bearer realm="metrics"' })
    const found = await readSigns(ask, clock.now()).catch(() => undefined)
    isUp.set(found ? 1 : 0)
    // Old figures of a database that is away would be taken for the present.
    for (const [sign, gauge] of gauges) gauge.set(found?.[sign] ?? Number.NaN)
    return c.body(await registry.metrics(), 200, { 'content-type': registry.contentType })
  })
}

const gaugeOf = (registry: Registry, name: string, help: string): Gauge =>
  new Gauge({ name: `wuchang_${name}`, help, registers: [registry] })

/** What came through a proxy is not from this machine, whoever the proxy is. */
function mayLook(c: Context, token: string | undefined, isProxy: IsAmong | undefined): boolean {
  const given = /^Bearer +(\S+)$/i.exec(c.req.header('authorization') ?? '')?.[1]
  if (token !== undefined && given !== undefined) return sameText(hashSecret(given), hashSecret(token))
  return c.req.header('x-forwarded-for') === undefined && LOOPBACK.has(callerOf(c, isProxy))
}
