/** Groups, and the accounts through which the bot speaks in them. */
import { z } from '@hono/zod-openapi'
import { dateOf, instantAt } from '../../kernel/time.ts'
import { listBotAccounts, listRooms } from '../../store/reading/queues.ts'
import type { Api } from '../declare.ts'
import { id, instantOrNull, pageOf, paging } from '../schemas.ts'

export function roomRoutes(api: Api): void {
  const { db, clock } = api.deps
  const tag = '运行'
  api.route(
    {
      method: 'get',
      path: '/rooms',
      tag,
      summary: '群聊',
      may: 'lookAtRooms',
      query: paging,
      answer: pageOf(
        z.object({
          id,
          kind: z.enum(['hamlet', 'village', 'town']),
          name: z.string(),
          account: z.string(),
          hamletId: id.nullable(),
          villageId: id.nullable(),
          queued: z.int(),
          failed: z.int(),
          lastHeardAt: instantOrNull,
        }),
      ),
    },
    async ({ reach, query }) => listRooms(db, reach, query),
  )
  api.route(
    {
      method: 'get',
      path: '/bot-accounts',
      tag,
      summary: '小助手的微信号：在不在线，排着多少',
      may: 'lookAtRooms',
      answer: pageOf(
        z.object({
          account: z.string(),
          rooms: z.int(),
          queued: z.int(),
          failed: z.int(),
          sentToday: z.int(),
          offlineSince: instantOrNull,
          offlineWhy: z.string().nullable(),
          leaseUntil: instantOrNull,
        }),
      ),
    },
    async ({ reach }) => ({ items: await listBotAccounts(db, reach, instantAt(dateOf(clock.now()))) }),
  )
}
