/** What waits and what went wrong: outbox, inbox, deadlines ahead; and repairing it. */
import { z } from '@hono/zod-openapi'
import { doNotSend, handleAgain, sendAgain } from '../../application/orders/queues.ts'
import { REPAIR_REFUSALS } from '../../door/refusals.ts'
import { settled } from '../../door/settle.ts'
import { listDeadlines, listInbox, listOutbox } from '../../store/reading/queues.ts'
import type { Api } from '../declare.ts'
import { done, id, instant, instantOrNull, pageOf, paging } from '../schemas.ts'

const bySeq = z.object({ id: z.coerce.number().int().min(1) })
const outboxStatus = z.enum(['queued', 'sending', 'sent', 'failed', 'unknown', 'cancelled', 'onPage'])
const outboxLine = z.object({
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
})
const inboxStatus = z.enum(['received', 'done', 'failed'])
const inboxLine = z.object({
  seq: z.int(),
  account: z.string(),
  roomName: z.string().nullable(),
  kind: z.string(),
  at: instant,
  status: inboxStatus,
  outcome: z.string().nullable(),
  error: z.string().nullable(),
})
const deadline = z.object({
  id,
  kind: z.string(),
  subject: z.string(),
  hamletId: id.nullable(),
  hamletName: z.string().nullable(),
  dueAt: instant,
  attempts: z.int(),
  error: z.string().nullable(),
})

export function queueRoutes(api: Api): void {
  const { db } = api.deps
  const tag = '运行'
  api.route(
    {
      method: 'get',
      path: '/deadlines',
      tag,
      summary: '到点要办的事，近的在前',
      may: 'look',
      query: paging.extend({ hamletId: id.optional(), kind: z.string().max(40).optional() }),
      answer: pageOf(deadline),
    },
    async ({ reach, query }) => listDeadlines(db, reach, query),
  )
  api.route(
    {
      method: 'get',
      path: '/outbox',
      tag,
      summary: '要发的和发过的',
      may: 'lookAtRooms',
      query: paging.extend({ status: outboxStatus.optional(), roomId: id.optional(), announcementId: id.optional() }),
      answer: pageOf(outboxLine),
    },
    async ({ reach, query }) => listOutbox(db, reach, query),
  )
  api.route(
    {
      method: 'get',
      path: '/inbox',
      tag,
      summary: '收到的消息和结果，不带原话',
      may: 'lookAtRooms',
      query: paging.extend({ status: inboxStatus.optional() }),
      answer: pageOf(inboxLine),
    },
    async ({ reach, query }) => listInbox(db, reach, query),
  )
  repairs(api, tag)
}

function repairs(api: Api, tag: string): void {
  const { deps } = api
  const orders = [
    { path: '/outbox/{id}/retry', summary: '再发一次没发成的', work: sendAgain },
    { path: '/outbox/{id}/cancel', summary: '不发了', work: doNotSend },
    { path: '/inbox/{id}/retry', summary: '再处理一次没处理成的', work: handleAgain },
  ] as const
  for (const { path, summary, work } of orders)
    api.route({ method: 'post', path, tag, summary, may: 'repairQueues', params: bySeq, answer: done }, async ({ who, params }) =>
      settled(await work(deps, who, params.id), REPAIR_REFUSALS),
    )
}
