/**
 * The job queues' own dashboard. Its scripts and styles come from its package, never from elsewhere: what its page would load from other
 * hosts (a font) is taken out, and the content policy lets in nothing but ourselves.
 */
import { createBullBoard } from '@bull-board/api'
import { BullMQAdapter } from '@bull-board/api/bullMQAdapter'
import { HonoAdapter } from '@bull-board/hono'
import { serveStatic } from '@hono/node-server/serve-static'
import type { Queue } from 'bullmq'
import { type Context, Hono } from 'hono'
import { ICON } from './assets.ts'
import { PAGE_HEADERS } from './headers.ts'

/** To be handed to `townApp`, which puts it behind the admin's capability. */
export function queueBoard(queues: readonly Queue[]): Hono {
  const adapter = new HonoAdapter(serveStatic)
  adapter.setBasePath('/queues')
  createBullBoard({
    queues: queues.map((queue) => new BullMQAdapter(queue)),
    // Its own types disagree about optional properties under this project's strictness.
    serverAdapter: adapter as unknown as Parameters<typeof createBullBoard>[0]['serverAdapter'],
    options: { uiConfig: { boardTitle: '任务队列', boardLogo: { path: ICON, width: 28, height: 28 } } },
  })
  const app = new Hono()
  app.use('/queues/*', onlyOurs)
  app.use('/queues', onlyOurs)
  app.route('/queues', adapter.registerPlugin() as unknown as Hono)
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
