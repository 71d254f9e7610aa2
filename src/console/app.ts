/** Everything of the town's desk, mounted: the API under /api/v1, its description, the console, the queues' own dashboard. */
import { Hono } from 'hono'
import { secureHeaders } from 'hono/secure-headers'
import { API_BASE, describe, openDesk, type TownAppDeps, withWall } from '../api/app.ts'
import type { ApiDocument } from './pages/reference.tsx'
import { openConsole } from './pages.ts'

/** The desk as one app, to be mounted at the root, after whatever has paths of its own. */
export function townApp(parts: TownAppDeps): Hono {
  const desk = openDesk(parts)
  const app = new Hono()
  let document: ReturnType<typeof describe> | undefined
  const described = () => {
    document ??= describe(desk)
    return document
  }
  app.use(`${API_BASE}/*`, secureHeaders())
  app.get('/openapi.json', (c) => c.json(described()))
  app.route(API_BASE, desk.app)
  const console = openConsole(withWall(parts), () => described() as unknown as ApiDocument)
  if (parts.board) app.route('/', console.guarded('/queues', 'repairQueues', parts.board))
  app.route('/', console.app)
  return app
}
