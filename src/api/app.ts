/** All routes of the API, and its description. */
import type { DoorDeps } from '../door/deps.ts'
import { Api } from './declare.ts'
import { announcementRoutes } from './routes/announcements.ts'
import { assessmentRoutes } from './routes/assessment.ts'
import { auditRoutes } from './routes/audit.ts'
import { backupRoutes } from './routes/backups.ts'
import { bindingCodeRoutes } from './routes/binding-codes.ts'
import { bookRoutes } from './routes/books.ts'
import { busySeasonRoutes } from './routes/busy-seasons.ts'
import { calendarRoutes } from './routes/calendar.ts'
import { callerRoutes } from './routes/callers.ts'
import { digestRoutes } from './routes/digest.ts'
import { erasureRoutes } from './routes/erasures.ts'
import { fileRoutes } from './routes/files.ts'
import { householdRoutes } from './routes/households.ts'
import { issueOrders } from './routes/issue-orders.ts'
import { issueRecordRoutes } from './routes/issue-records.ts'
import { issueRoutes } from './routes/issues.ts'
import { meetingRoutes } from './routes/meetings.ts'
import { missedRoutes } from './routes/missed.ts'
import { officialRoutes } from './routes/officials.ts'
import { ownRoutes } from './routes/own.ts'
import { peopleRoutes } from './routes/people.ts'
import { placeRoutes } from './routes/places.ts'
import { policyRoutes } from './routes/policy.ts'
import { pollRoutes } from './routes/polls.ts'
import { queueRoutes } from './routes/queues.ts'
import { recordRoutes } from './routes/record.ts'
import { registryRoutes } from './routes/registry.ts'
import { roomRoutes } from './routes/rooms.ts'
import { rosterRoutes } from './routes/roster.ts'
import { statusRoutes } from './routes/status.ts'
import { studyRoutes } from './routes/studies.ts'
import { surveyRoutes } from './routes/surveys.ts'
import { userRoutes } from './routes/users.ts'

export const API_BASE = '/api/v1'

/** In the order in which the description tells them. */
const ROUTES = [
  placeRoutes,
  peopleRoutes,
  householdRoutes,
  registryRoutes,
  bindingCodeRoutes,
  pollRoutes,
  meetingRoutes,
  recordRoutes,
  issueRoutes,
  surveyRoutes,
  issueOrders,
  issueRecordRoutes,
  fileRoutes,
  assessmentRoutes,
  announcementRoutes,
  calendarRoutes,
  busySeasonRoutes,
  policyRoutes,
  bookRoutes,
  rosterRoutes,
  digestRoutes,
  roomRoutes,
  queueRoutes,
  missedRoutes,
  ownRoutes,
  userRoutes,
  auditRoutes,
  backupRoutes,
  officialRoutes,
  callerRoutes,
  studyRoutes,
  statusRoutes,
  erasureRoutes,
]

export function openApi(deps: DoorDeps): Api {
  const api = new Api(deps)
  for (const add of ROUTES) add(api)
  api.nothingElse(API_BASE)
  api.app.openAPIRegistry.registerComponent('securitySchemes', 'token', { type: 'http', scheme: 'bearer' })
  api.app.openAPIRegistry.registerComponent('securitySchemes', 'session', { type: 'apiKey', in: 'cookie', name: 'desk' })
  return api
}

/** The OpenAPI 3.1 document. */
export const describe = (api: Api) =>
  api.app.getOpenAPI31Document({
    openapi: '3.1.0',
    info: { title: '屋场通 镇里的接口', version: '1', description: '错误按 RFC 9457；列表按 next 翻页；写操作可带 Idempotency-Key。' },
    servers: [{ url: API_BASE }],
  })
