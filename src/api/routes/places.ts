/** Town, departments, villages, hamlets and what their registration lacks. */
import { z } from '@hono/zod-openapi'
import { findHamlet, listHamlets } from '../../store/reading/hamlets.ts'
import { pageOfDepartments, theTown } from '../../store/reading/town.ts'
import { pageOfVillages } from '../../store/reading/villages.ts'
import type { Api } from '../declare.ts'
import { byId, flag, id, named, pageOf, paging } from '../schemas.ts'

const village = z.object({ id, name: z.string(), hamlets: z.int(), households: z.int(), atHome: z.int() }).openapi('Village')
const hamlet = z
  .object({
    id,
    villageId: id,
    villageName: z.string(),
    name: z.string(),
    alias: z.string(),
    venue: z.string().nullable(),
    venueReady: z.boolean(),
    stage: z.enum(['pilot', 'spread', 'deepened']),
    filing: z.enum(['pending', 'filed', 'replaced']),
    partyGroup: z.boolean(),
    category: z.string().nullable(),
    headId: id.nullable(),
    headName: z.string().nullable(),
    headHow: z.string().nullable().openapi({ description: '产生方式' }),
    headChecks: z.array(z.string()).openapi({ description: '一好五强里符合的' }),
    filedOn: z.string().nullable(),
    filingNo: z.string().nullable(),
    recorderId: id.nullable(),
    recorderName: z.string().nullable(),
    households: z.int(),
    atHome: z.int(),
    reached: z.int().openapi({ description: '在家户里有绑定微信号的户数' }),
    partyMembers: z.int(),
    roomId: id.nullable(),
    lacks: z.array(z.string()).openapi({ description: '登记上还缺什么：提示，不是拒绝' }),
  })
  .openapi('Hamlet')

export function placeRoutes(api: Api): void {
  const { db } = api.deps
  const tag = '地方'
  api.route({ method: 'get', path: '/towns', tag, summary: '镇', may: 'look', answer: pageOf(named) }, async () => {
    const town = await theTown(db)
    return { items: town ? [town] : [] }
  })
  api.route(
    { method: 'get', path: '/departments', tag, summary: '责任部门', may: 'look', query: paging, answer: pageOf(named) },
    async ({ who, query }) => pageOfDepartments(db, who.townId, query),
  )
  api.route(
    { method: 'get', path: '/villages', tag, summary: '村', may: 'look', query: paging, answer: pageOf(village) },
    async ({ reach, query }) => pageOfVillages(db, reach, query),
  )
  api.route(
    {
      method: 'get',
      path: '/hamlets',
      tag,
      summary: '屋场，连同登记上缺的',
      may: 'look',
      query: paging.extend({
        villageId: id.optional(),
        search: z.string().max(40).optional(),
        stage: z.enum(['pilot', 'spread', 'deepened']).optional(),
        lacking: flag.openapi({ description: '只看登记上还缺什么的' }),
      }),
      answer: pageOf(hamlet),
    },
    async ({ reach, query }) => listHamlets(db, reach, query),
  )
  api.route(
    { method: 'get', path: '/hamlets/{id}', tag, summary: '一个屋场', may: 'look', params: byId, answer: hamlet },
    async ({ reach, params }) => findHamlet(db, reach, params.id),
  )
}
