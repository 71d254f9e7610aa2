/** Announcements: sending one, how far it has got. */

import { z } from '@hono/zod-openapi'
import { announceToHamlets, stopAnnouncement } from '../../application/orders/announcements.ts'
import { MOST } from '../../domain/base/lengths.ts'
import { announcementRefusals } from '../../door/refusals.ts'
import { settled } from '../../door/settle.ts'
import { deliveriesOf, findAnnouncement, listAnnouncements } from '../../store/reading/announcements.ts'
import type { Api } from '../declare.ts'
import { byId, id, instant, instantOrNull, pageOf, paging, words } from '../schemas.ts'

const announcement = z
  .object({
    id,
    kind: z.string(),
    text: z.string(),
    receipts: z.boolean(),
    createdAt: instant,
    createdBy: z.string(),
    cancelledAt: instantOrNull,
    hamlets: z.int(),
    sent: z.int(),
    waiting: z.int(),
    failed: z.int(),
    cancelled: z.int(),
    received: z.int().openapi({ description: '回了“收到”的户' }),
    households: z.int().openapi({ description: '发到的屋场一共多少户' }),
  })
  .openapi('Announcement')
const delivery = z.object({
  hamletId: id,
  hamletName: z.string(),
  status: z.string().nullable(),
  sentAt: instantOrNull,
  error: z.string().nullable(),
  received: z.int(),
  households: z.int(),
})
const newAnnouncement = z.strictObject({
  kind: z.enum(['policy', 'farming', 'market', 'notice']),
  text: z.string().max(2_000),
  receipts: z.boolean().default(false),
  to: z.strictObject({
    villageIds: z.array(id).max(200).optional(),
    hamletIds: z.array(id).max(2_000).optional(),
    category: words(MOST.name).optional(),
  }),
})

export function announcementRoutes(api: Api): void {
  const { deps } = api
  const { db } = deps
  const tag = '通知'
  api.route(
    { method: 'get', path: '/announcements', tag, summary: '发过的通知和进度', may: 'look', query: paging, answer: pageOf(announcement) },
    async ({ reach, query }) => listAnnouncements(db, reach, query),
  )
  api.route(
    {
      method: 'post',
      path: '/announcements',
      tag,
      summary: '给屋场发通知：按村、按屋场、按类别，或全部',
      may: 'announce',
      status: 202,
      body: newAnnouncement,
      answer: z.object({ id, hamlets: z.int(), withoutGroup: z.array(z.string()) }),
    },
    async ({ who, body }) => settled(await announceToHamlets(deps, who, body), announcementRefusals(body)),
  )
  api.route(
    { method: 'get', path: '/announcements/{id}', tag, summary: '一条通知', may: 'look', params: byId, answer: announcement },
    async ({ reach, params }) => findAnnouncement(db, reach, params.id),
  )
  api.route(
    {
      method: 'get',
      path: '/announcements/{id}/deliveries',
      tag,
      summary: '发到了哪些屋场',
      may: 'look',
      params: byId,
      query: paging,
      answer: pageOf(delivery),
    },
    async ({ reach, params, query }) =>
      (await findAnnouncement(db, reach, params.id)) ? deliveriesOf(db, reach, params.id, query) : undefined,
  )
  api.route(
    {
      method: 'post',
      path: '/announcements/{id}/cancel',
      tag,
      summary: '没发出去的不发了',
      may: 'announce',
      params: byId,
      answer: z.object({ cancelled: z.int() }),
    },
    async ({ who, params }) => stopAnnouncement(deps, who, params.id),
  )
}
