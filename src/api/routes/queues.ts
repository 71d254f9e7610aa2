/** For the person who keeps it running: groups, accounts, outbox, failed inbox, deadlines ahead. */
import { z } from '@hono/zod-openapi'
import { doNotSend, handleAgain, letSpeak, type Repaired, sendAgain } from '../../application/orders/queues.ts'
import { dateOf, instantAt } from '../../kernel/time.ts'
import { listBotAccounts, listDeadlines, listInbox, listOutbox, listRooms } from '../../store/reading/queues.ts'
import type { Desk } from '../desk.ts'
import { Problem } from '../problem.ts'
import { id, instant, instantOrNull, pageOf, paging } from '../schemas.ts'

const byAccount = z.object({ account: z.string().min(1).max(100) })
const bySeq = z.object({ id: z.coerce.number().int().min(1) })
const outboxStatus = z.enum(['queued', 'sending', 'sent', 'failed', 'unknown', 'cancelled'])

export function queueRoutes(desk: Desk): void {
  const { db, clock } = desk.deps
  const tag = '运行'
  desk.route(
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
  desk.route(
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
  desk.route(
    {
      method: 'get',
      path: '/deadlines',
      tag,
      summary: '到点要办的事，近的在前',
      may: 'look',
      query: paging.extend({ hamletId: id.optional(), kind: z.string().max(40).optional() }),
      answer: pageOf(
        z.object({
          id,
          kind: z.string(),
          subject: z.string(),
          hamletId: id.nullable(),
          hamletName: z.string().nullable(),
          dueAt: instant,
          attempts: z.int(),
          error: z.string().nullable(),
        }),
      ),
    },
    async ({ reach, query }) => listDeadlines(db, reach, query),
  )
  desk.route(
    {
      method: 'get',
      path: '/outbox',
      tag,
      summary: '要发的和发过的',
      may: 'lookAtRooms',
      query: paging.extend({ status: outboxStatus.optional(), roomId: id.optional(), announcementId: id.optional() }),
      answer: pageOf(
        z.object({
          seq: z.int(),
          roomId: id,
          roomName: z.string(),
          text: z.string(),
          priority: z.enum(['answer', 'reminder', 'broadcast']),
          status: outboxStatus,
          notBefore: instant,
          createdAt: instant,
          sentAt: instantOrNull,
          attempts: z.int(),
          error: z.string().nullable(),
          announcementId: id.nullable(),
        }),
      ),
    },
    async ({ reach, query }) => listOutbox(db, reach, query),
  )
  desk.route(
    {
      method: 'get',
      path: '/inbox',
      tag,
      summary: '收到的消息和结果，不带原话',
      may: 'lookAtRooms',
      query: paging.extend({ status: z.enum(['received', 'done', 'failed']).optional() }),
      answer: pageOf(
        z.object({
          seq: z.int(),
          account: z.string(),
          roomName: z.string().nullable(),
          kind: z.string(),
          at: instant,
          status: z.enum(['received', 'done', 'failed']),
          outcome: z.string().nullable(),
          error: z.string().nullable(),
        }),
      ),
    },
    async ({ reach, query }) => listInbox(db, reach, query),
  )
  repairs(desk, tag)
}

function repairs(desk: Desk, tag: string): void {
  const { deps } = desk
  const orders = [
    { path: '/outbox/{id}/retry', summary: '再发一次没发成的', work: sendAgain },
    { path: '/outbox/{id}/cancel', summary: '不发了', work: doNotSend },
    { path: '/inbox/{id}/retry', summary: '再处理一次没处理成的', work: handleAgain },
  ] as const
  for (const { path, summary, work } of orders)
    desk.route(
      { method: 'post', path, tag, summary, may: 'repairQueues', params: bySeq, answer: z.object({ done: z.literal(true) }) },
      async ({ who, params }) => settled(await work(deps, who, params.id)),
    )
  desk.route(
    {
      method: 'post',
      path: '/bot-accounts/{account}/lift',
      tag,
      summary: '微信不再限制这个号了：接着发',
      may: 'repairQueues',
      params: byAccount,
      answer: z.object({ done: z.literal(true) }),
    },
    async ({ who, params }) => settled(await letSpeak(deps, who, params.account)),
  )
}

function settled(repaired: Repaired): { done: true } | undefined {
  if ('missing' in repaired) return undefined
  if ('refused' in repaired) throw new Problem('refused', '它已经不在等着处理了，请刷新看看', { refusal: repaired.refused })
  return repaired
}
