/** The API of the town's desk, and its description. */
import type { Hono } from 'hono'
import type { Deps } from '../application/ports.ts'
import type { IsAmong } from '../kernel/addresses.ts'
import { type Clock, systemClock } from '../kernel/clock.ts'
import { Desk, type DeskDeps } from './desk.ts'
import { bookRoutes } from './routes/books.ts'
import { digestRoutes } from './routes/digest.ts'
import { fileRoutes } from './routes/files.ts'
import { issueRecordRoutes } from './routes/issue-records.ts'
import { issueRoutes } from './routes/issues.ts'
import { meetingRoutes } from './routes/meetings.ts'
import { officialRoutes } from './routes/officials.ts'
import { peopleRoutes } from './routes/people.ts'
import { placeRoutes } from './routes/places.ts'
import { queueRoutes } from './routes/queues.ts'
import { registryOrders } from './routes/registry-orders.ts'
import { studyRoutes } from './routes/studies.ts'
import { announcementRoutes, assessmentRoutes, calendarRoutes } from './routes/town.ts'

export interface TownAppDeps {
  deps: Deps
  /** Real time, for sessions and guesses; the system's clock unless a test says otherwise. */
  wall?: Clock
  isProxy?: IsAmong | undefined
  /** A dashboard of the job queues, made with `queueBoard`; shown to the admin under /queues. */
  board?: Hono
}

export const API_BASE = '/api/v1'

const PARTS = [
  placeRoutes,
  registryOrders,
  meetingRoutes,
  issueRoutes,
  issueRecordRoutes,
  fileRoutes,
  assessmentRoutes,
  announcementRoutes,
  calendarRoutes,
  bookRoutes,
  digestRoutes,
  queueRoutes,
  peopleRoutes,
  officialRoutes,
  studyRoutes,
]

export const withWall = ({ deps, wall, isProxy }: TownAppDeps): DeskDeps => ({ ...deps, wall: wall ?? systemClock, isProxy })

export function openDesk(parts: TownAppDeps): Desk {
  const desk = new Desk(withWall(parts))
  for (const add of PARTS) add(desk)
  desk.nothingElse(API_BASE)
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
