/** What every answer carries, whatever made it: a page that says more strictly what it is keeps its own word. */
import type { MiddlewareHandler } from 'hono'

/** An answer that is no page of ours may load nothing, run nothing and stand in no frame. */
const NOTHING = "default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"

const ALWAYS: Readonly<Record<string, string>> = {
  'x-content-type-options': 'nosniff',
  'x-frame-options': 'DENY',
  'referrer-policy': 'no-referrer',
  'content-security-policy': NOTHING,
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-resource-policy': 'same-origin',
  'permissions-policy': 'camera=(), geolocation=(), microphone=()',
}

/** Half a year. Only where the browser came by HTTPS, which a proxy in front of us says. */
const HSTS = 'max-age=15552000'

export const securityHeaders: MiddlewareHandler = async (c, next) => {
  await next()
  const { headers } = c.res
  for (const [name, value] of Object.entries(ALWAYS)) if (!headers.has(name)) headers.set(name, value)
  if (c.req.header('x-forwarded-proto') === 'https') headers.set('strict-transport-security', HSTS)
}
