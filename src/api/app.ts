/** Everything of the town's desk, mounted: the API under /api/v1, its description, and the console. */
import { Hono } from 'hono'
import { secureHeaders } from 'hono/secure-headers'
import type { Deps } from '../application/ports.ts'
import { type Clock, systemClock } from '../kernel/clock.ts'
import { Desk, type DeskDeps } from './desk.ts'
import { bookRoutes } from './routes/books.ts'
import { issueRoutes } from './routes/issues.ts'
import { meetingRoutes } from './routes/meetings.ts'
import { peopleRoutes } from './routes/people.ts'
import { placeRoutes } from './routes/places.ts'
import { queueRoutes } from './routes/queues.ts'
import { registryOrders } from './routes/registry-orders.ts'
import { announcementRoutes, assessmentRoutes, calendarRoutes } from './routes/town.ts'

export interface TownAppDeps {
  deps: Deps
  /** Real time, for sessions and guesses; the system's clock unless a test says otherwise. */
  wall?: Clock
}

export const API_BASE = '/api/v1'

export function openDesk({ deps, wall }: TownAppDeps): Desk {
  const all: DeskDeps = { ...deps, wall: wall ?? systemClock }
  const desk = new Desk(all)
  const parts = [
    placeRoutes,
    registryOrders,
    meetingRoutes,
    issueRoutes,
    assessmentRoutes,
    announcementRoutes,
    calendarRoutes,
    bookRoutes,
    queueRoutes,
    peopleRoutes,
  ]
  for (const add of parts) add(desk)
  desk.app.openAPIRegistry.registerComponent('securitySchemes', 'token', { type: 'http', scheme: 'bearer' })
  desk.app.openAPIRegistry.registerComponent('securitySchemes', 'session', { type: 'apiKey', in: 'cookie', name: 'desk' })
  return desk
}

/** The OpenAPI 3.1 document of a desk. */
export const describe = (desk: Desk) =>
  desk.app.getOpenAPI31Document({
    openapi: '3.1.0',
    info: { title: '屋场通 镇里的接口', version: '1', description: '错误按 RFC 9457；列表按 next 翻页；写操作可带 Idempotency-Key。' },
    servers: [{ url: API_BASE }],
  })

/** The desk as one app, to be mounted at the root. */
export function townApp(parts: TownAppDeps): Hono {
  const desk = openDesk(parts)
  const app = new Hono()
  app.use('/api/*', secureHeaders())
  let document: ReturnType<typeof describe> | undefined
  app.get('/openapi.json', (c) => {
    document ??= describe(desk)
    return c.json(document)
  })
  app.route(API_BASE, desk.app)
  return app
}
