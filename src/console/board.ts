/**
 * The job queues' own dashboard. Its scripts and styles come from its package, never from elsewhere: what its page would load from other
 * hosts (a font) is taken out, and the content policy lets in nothing but ourselves.
 */
import type { Queue } from 'bullmq'
import { type Context, Hono } from 'hono'
import { PAGE_HEADERS } from './headers.ts'

const PATH = '/queues'

/** To be handed to `townApp`, which puts it behind the admin's capability. */
export function queueBoard(queues: readonly Queue[]): Hono {
  let inner: Promise<Hono> | undefined
  const look = async (c: Context): Promise<Response> => {
    inner ??= import('./board-app.ts').then(({ boardApp }) => new Hono().route(PATH, boardApp(queues, PATH)))
    return (await inner).fetch(c.req.raw, c.env)
  }
  const app = new Hono()
  for (const path of [PATH, `${PATH}/*`]) {
    app.use(path, onlyOurs)
    app.all(path, look)
  }
  return app
}

/** Styles are also set on elements while its scripts run, so they cannot be limited to files; scripts are. */
const POLICY = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self' 'unsafe-inline'",
  "img-src 'self' data:",
  "font-src 'self'",
  "connect-src 'self'",
  "form-action 'self'",
  "base-uri 'self'",
  "frame-ancestors 'none'",
].join('; ')

async function onlyOurs(c: Context, next: () => Promise<void>): Promise<void> {
  await next()
  const html = c.res.headers.get('content-type')?.startsWith('text/html') ? await c.res.text() : undefined
  if (html !== undefined) {
    const { status, headers } = c.res
    const ours = html.replace(/<link[^>]+href="(?:https?:)?\/\/[^>]*>/g, '')
    c.res = new Response(ours, { status, headers })
  }
  for (const [name, value] of Object.entries({ ...PAGE_HEADERS, 'content-security-policy': POLICY })) c.header(name, value)
}
