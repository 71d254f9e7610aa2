/** /metrics: for Prometheus on this machine, and with the token for one elsewhere. */
import { timingSafeEqual } from 'node:crypto'
import { Hono } from 'hono'
import type { Registry } from 'prom-client'
import { isHere } from '../door/caller.ts'
import { sha256 } from '../kernel/hash.ts'

export function metricsRoutes(registry: Registry, token: string | undefined): Hono {
  const app = new Hono()
  app.get('/metrics', async (c) => {
    const given = /^Bearer +(\S+)$/i.exec(c.req.header('authorization') ?? '')?.[1]
    const known = token !== undefined && given !== undefined && isSame(given, token)
    if (!known && !isHere(c)) {
      c.header('www-authenticate', 'Bearer')
      return c.text(token === undefined ? 'from elsewhere only with METRICS_TOKEN, which is not set' : 'a token is needed', 401)
    }
    return c.body(await registry.metrics(), 200, { 'content-type': registry.contentType, 'cache-control': 'no-store' })
  })
  return app
}

/** Digests, because they are of one length: how much of it was right cannot be timed. */
const isSame = (a: string, b: string): boolean => timingSafeEqual(Buffer.from(sha256(a)), Buffer.from(sha256(b)))
