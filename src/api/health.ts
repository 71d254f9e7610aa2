/** For whoever watches the process: is it alive, and are all its parts up. */
import { Hono } from 'hono'

export interface Readiness {
  ready: boolean
  /** Part → what it is doing: `database: up`, `chat: offline`. */
  parts: Record<string, string>
}

export function healthRoutes(readiness: () => Promise<Readiness>): Hono {
  const app = new Hono()
  app.get('/healthz', (c) => c.json({ ok: true }))
  app.get('/readyz', async (c) => {
    const state = await readiness()
    return c.json(state, state.ready ? 200 : 503)
  })
  return app
}
