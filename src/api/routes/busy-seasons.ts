/** Busy seasons, in which no hamlet is asked for a meeting, with a look at what a change would mean. */
import { z } from '@hono/zod-openapi'
import { addBusySeason, dropBusySeason, previewBusySeason } from '../../application/orders/town.ts'
import { findBusy, pageOfBusy } from '../../store/reading/calendar.ts'
import type { Api } from '../declare.ts'
import { byId, date, id, instant, pageOf, paging, previewOf, words } from '../schemas.ts'

const busy = z.object({ id, name: z.string(), from: z.string(), to: z.string() }).openapi('BusySeason')
const newBusy = z
  .strictObject({ name: words(20), from: date, to: date })
  .refine((b) => b.from <= b.to, { path: ['to'], message: '不能早于开始' })
const busyPreview = z
  .object({
    months: z.array(z.object({ month: z.string(), busy: z.boolean() })),
    meetings: previewOf(z.object({ meetingId: id, hamletName: z.string(), startsAt: instant })),
  })
  .openapi('BusyPreview')

export function busySeasonRoutes(api: Api): void {
  const { deps } = api
  const { db } = deps
  const tag = '日历'
  api.route(
    { method: 'get', path: '/busy-seasons', tag, summary: '农忙时节', may: 'look', query: paging, answer: pageOf(busy) },
    async ({ who, query }) => pageOfBusy(db, who.townId, query),
  )
  api.route(
    {
      method: 'post',
      path: '/busy-seasons/preview',
      tag,
      summary: '先看看：定这段农忙，哪几个月不再催开会，已经定了哪些会',
      may: 'keepCalendar',
      body: newBusy,
      answer: busyPreview,
    },
    async ({ who, body }) => previewBusySeason(deps, who.townId, { put: body }),
  )
  api.route(
    {
      method: 'post',
      path: '/busy-seasons/{id}/preview',
      tag,
      summary: '先看看：去掉这段农忙，哪几个月又要催开会',
      may: 'keepCalendar',
      params: byId,
      answer: busyPreview,
    },
    async ({ who, params }) => {
      const season = await findBusy(db, who.townId, params.id)
      return season && previewBusySeason(deps, who.townId, { drop: season })
    },
  )
  api.route(
    {
      method: 'post',
      path: '/busy-seasons',
      tag,
      summary: '定一段农忙',
      may: 'keepCalendar',
      status: 201,
      body: newBusy,
      answer: busy,
    },
    async ({ who, body }) => addBusySeason(deps, who, body),
  )
  api.route(
    { method: 'delete', path: '/busy-seasons/{id}', tag, summary: '去掉一段农忙', may: 'keepCalendar', params: byId, answer: busy },
    async ({ who, params }) => dropBusySeason(deps, who, params.id),
  )
}
