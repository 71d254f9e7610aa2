/** Somebody asks to see what is kept of them, or to be forgotten. */
import { z } from '@hono/zod-openapi'
import { askErasure, confirmErasure, dropErasure } from '../../application/orders/erasure.ts'
import { exportPerson } from '../../application/orders/own-data.ts'
import { MOST } from '../../domain/base/lengths.ts'
import { erasingSettled } from '../../door/erasing.ts'
import { listErasures } from '../../store/personal/erasures.ts'
import type { Api } from '../declare.ts'
import { byId, done, id, instant, instantOrNull, shownOnce, words } from '../schemas.ts'

const subject = z.enum(['villager', 'account'])
const erasure = z
  .object({
    id,
    subject,
    subjectId: id,
    hamletId: id,
    reason: z.string().nullable(),
    askedBy: id,
    askedAt: instant,
    confirmedBy: id.nullable(),
    confirmedAt: instantOrNull,
    droppedAt: instantOrNull,
    done: z.record(z.string(), z.int()).nullable().openapi({ description: '删了哪张表几处；papersThatStay 是已经发出去、改不了的文件' }),
  })
  .openapi('Erasure')

export function erasureRoutes(api: Api): void {
  const { deps } = api
  const tag = '个人信息'
  api.route(
    {
      method: 'get',
      path: '/erasures',
      tag,
      summary: '谁的信息要删、删了什么',
      may: 'erasePeople',
      answer: z.object({ items: z.array(erasure) }),
    },
    async ({ who }) => ({ items: await listErasures(deps.db, who.townId) }),
  )
  api.route(
    {
      method: 'post',
      path: '/erasures',
      tag,
      summary: '提出删一个人（villager）或一个没认的微信号（account）的信息，要另一位管理员同意',
      may: 'erasePeople',
      body: z.object({ subject, subjectId: id, reason: words(MOST.words) }),
      answer: z.object({ id }),
      status: 201,
    },
    async ({ who, body: { reason, ...of } }) => erasingSettled(await askErasure(deps, who, of, reason), deps.clock.now()),
  )
  api.route(
    {
      method: 'post',
      path: '/erasures/{id}/confirm',
      tag,
      summary: '同意并删掉，收不回来；不能是提的那一位',
      may: 'erasePeople',
      params: byId,
      answer: z.object({ done: z.record(z.string(), z.int()) }),
    },
    async ({ who, params }) => erasingSettled(await confirmErasure(deps, who, params.id), deps.clock.now()),
  )
  api.route(
    { method: 'post', path: '/erasures/{id}/drop', tag, summary: '不删了', may: 'erasePeople', params: byId, answer: done },
    async ({ who, params }) => erasingSettled(await dropErasure(deps, who, params.id), deps.clock.now()) && { done: true as const },
  )
  api.route(
    {
      method: 'post',
      path: '/people/export',
      tag,
      summary: '一个人的全部信息，给本人看；导出会记下',
      may: 'exportPeople',
      body: z.object({ subject, subjectId: id }),
      answer: z.object({ text: shownOnce('只给本人看') }),
      shownOnce: ['text'],
    },
    async ({ who, body }) => {
      const text = await exportPerson(deps, who, body)
      return text === undefined ? undefined : { text }
    },
  )
}
