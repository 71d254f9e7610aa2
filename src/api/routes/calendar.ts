/** The working calendar’s own entries, with a look at what a change would move. */
import { z } from '@hono/zod-openapi'
import { changeCalendar, previewCalendar } from '../../application/orders/town.ts'
import { findEntry, pageOfEntries } from '../../store/reading/calendar.ts'
import type { Api } from '../declare.ts'
import { byId, date, id, instant, pageOf, paging, previewOf } from '../schemas.ts'

const entry = z
  .object({ id, date: z.string(), kind: z.enum(['holiday', 'workday']), name: z.string(), at: instant, by: z.string() })
  .openapi('CalendarEntry')
const movedDate = z
  .object({
    issueId: id,
    hamletName: z.string(),
    no: z.int(),
    what: z.enum(['report', 'assign', 'assignChase']),
    before: z.string(),
    after: z.string(),
    provisional: z.boolean(),
  })
  .openapi('MovedDate')
const movedDates = previewOf(movedDate)
const newEntry = z.strictObject({ date, kind: z.enum(['holiday', 'workday']), name: z.string().trim().max(30) })

export function calendarRoutes(api: Api): void {
  const { deps } = api
  const { db } = deps
  const tag = '日历'
  api.route(
    { method: 'get', path: '/calendar', tag, summary: '镇里加的放假和上班', may: 'look', query: paging, answer: pageOf(entry) },
    async ({ who, query }) => pageOfEntries(db, who.townId, query),
  )
  api.route(
    {
      method: 'post',
      path: '/calendar/preview',
      tag,
      summary: '先看看：加上这一天，哪些期限会动',
      may: 'keepCalendar',
      body: newEntry,
      answer: movedDates,
    },
    async ({ who, body }) => previewCalendar(deps, who.townId, { put: body }),
  )
  api.route(
    {
      method: 'post',
      path: '/calendar/{id}/preview',
      tag,
      summary: '先看看：去掉这一天，哪些期限会动',
      may: 'keepCalendar',
      params: byId,
      answer: movedDates,
    },
    async ({ who, params }) =>
      (await findEntry(db, who.townId, params.id)) ? previewCalendar(deps, who.townId, { drop: params.id }) : undefined,
  )
  api.route(
    {
      method: 'post',
      path: '/calendar',
      tag,
      summary: '加一天；开着的期限随着重数',
      may: 'keepCalendar',
      status: 201,
      body: newEntry,
      answer: entry,
    },
    async ({ who, body }) => changeCalendar(deps, who, { put: body }),
  )
  api.route(
    { method: 'delete', path: '/calendar/{id}', tag, summary: '去掉一天', may: 'keepCalendar', params: byId, answer: entry },
    async ({ who, params }) => changeCalendar(deps, who, { drop: params.id }),
  )
}
