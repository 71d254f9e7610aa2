/** One wide line for each HTTP request: the route as it was declared, never the address with what stands in it. */
import type { MiddlewareHandler } from 'hono'
import { routePath } from 'hono/route'
import type { Log } from '../kernel/log.ts'
import { measured } from '../kernel/wide.ts'

/** What is asked every few seconds by a machine says something only when it fails. */
const WATCHED = new Set(['/healthz', '/readyz', '/metrics'])

export const requestLines =
  (log: Log): MiddlewareHandler =>
  async (c, next) => {
    await measured(next, (cost) => {
      const { status } = c.res
      const line = { method: c.req.method, route: routePath(c, -1), status, ...cost }
      if (WATCHED.has(c.req.path) && status < 400) log.debug(line, 'request')
      else log.info(line, 'request')
    })
  }
