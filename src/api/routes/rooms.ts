/** Groups, and the accounts through which the bot speaks in them. */
import { z } from '@hono/zod-openapi'
import { letSpeak } from '../../application/orders/queues.ts'
import { SPEAK_REFUSALS } from '../../door/refusals.ts'
import { settled } from '../../door/settle.ts'
import { dateOf, instantAt } from '../../kernel/time.ts'
import { listBotAccounts, listRooms } from '../../store/reading/queues.ts'
import type { Api } from '../declare.ts'
import { done, id, instantOrNull, pageOf, paging } from '../schemas.ts'

const byAccount = z.object({ account: z.string().min(1).max(100) })

export function roomRoutes(api: Api): void {
  const { deps } = api
  const { db, clock } = deps
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
          limitedSince: instantOrNull,
          limitedWhy: z.string().nullable(),
          leaseUntil: instantOrNull,
        }),
      ),
    },
    async ({ reach }) => ({ items: await listBotAccounts(db, reach, instantAt(dateOf(clock.now()))) }),
  )
  api.route(
    {
      method: 'post',
      path: '/bot-accounts/{account}/lift',
      tag,
      summary: '微信不再限制这个号了：接着发',
      may: 'repairQueues',
      params: byAccount,
      answer: done,
    },
    async ({ who, params }) => settled(await letSpeak(deps, who, params.account), SPEAK_REFUSALS),
  )
}
