/** Officials of the town and cadres of its villages, the chat accounts that speak for them, and who called without being known. */
import { z } from '@hono/zod-openapi'
import { bindOfficial, endOffice, makeOfficial, type OfficialRefusal, unbindOfficial } from '../../application/orders/officials.ts'
import { makeBindingCode } from '../../application/orders/registry.ts'
import { findOfficial, isOfficeRoom, listCallers, listOfficials } from '../../store/reading/officials.ts'
import type { Desk } from '../desk.ts'
import { Problem } from '../problem.ts'
import { byId, flag, id, instant, instantOrNull, pageOf, paging } from '../schemas.ts'
import { bindingCode } from './registry-orders.ts'

const office = z.enum(['cadre', 'official']).openapi({ description: 'cadre：村干部；official：镇干部' })
const official = z
  .object({
    id,
    name: z.string(),
    office,
    villageId: id.nullable(),
    villageName: z.string().nullable(),
    endedAt: instantOrNull,
    accounts: z.array(z.object({ id, nickname: z.string() })).openapi({ description: '他在群里的微信号' }),
  })
  .openapi('Official')

export const OFFICIAL_REFUSALS: Readonly<Record<OfficialRefusal, string>> = {
  needsVillage: '村干部要选是哪个村的',
  townWide: '镇干部管全镇，不要选村',
  noVillage: '没有这个村，请从 /villages 里选',
  inOffice: '这个职务上已经有叫这个名字的人了；是两个人的话，名字后面加个字分开',
  ended: '这个人已经不任职了，要再任职请重新登记',
  taken: '这个微信号已经认过是谁了；认错了的话，先从那个人那里放开',
  otherGroup: '这个微信号是在别的村的群里说话的，不能登记成这个人',
}

export function officialRoutes(desk: Desk): void {
  const { deps } = desk
  const { db } = deps
  const tag = '干部'
  const kept = (made: Awaited<ReturnType<typeof makeOfficial>>) => {
    if ('missing' in made) return undefined
    if ('refused' in made) throw new Problem('refused', OFFICIAL_REFUSALS[made.refused], { refusal: made.refused })
    return made.official
  }
  desk.route(
    {
      method: 'get',
      path: '/officials',
      tag,
      summary: '镇干部和村干部，在职的和不任职的',
      may: 'keepOfficials',
      query: paging.extend({ office: office.optional(), villageId: id.optional(), ended: flag }),
      answer: pageOf(official),
    },
    async ({ who, query }) => listOfficials(db, who.townId, query),
  )
  desk.route(
    { method: 'get', path: '/officials/{id}', tag, summary: '一个干部', may: 'keepOfficials', params: byId, answer: official },
    async ({ who, params }) => findOfficial(db, who.townId, params.id),
  )
  desk.route(
    {
      method: 'post',
      path: '/officials',
      tag,
      summary: '登记一个镇干部，或一个村的村干部',
      may: 'keepOfficials',
      status: 201,
      body: z.strictObject({ name: z.string().trim().min(1).max(40), office, villageId: id.optional() }),
      answer: official,
    },
    async ({ who, body }) => kept(await makeOfficial(deps, who, body)),
  )
  desk.route(
    {
      method: 'post',
      path: '/officials/{id}/end',
      tag,
      summary: '不再任职：微信号放开，在群里说的不再算他的；办过的事还在他名下',
      may: 'keepOfficials',
      params: byId,
      answer: official,
    },
    async ({ who, params }) => kept(await endOffice(deps, who, params.id)),
  )
  desk.route(
    {
      method: 'get',
      path: '/rooms/{id}/callers',
      tag,
      summary: '镇群、村群里发过命令、还不晓得是谁的微信号',
      may: 'keepOfficials',
      params: byId,
      query: paging,
      answer: pageOf(z.object({ id, nickname: z.string(), at: instant, officialId: id.nullable(), officialName: z.string().nullable() })),
    },
    async ({ who, params, query }) =>
      (await isOfficeRoom(db, who.townId, params.id)) ? listCallers(db, who.townId, params.id, query) : undefined,
  )
  desk.route(
    {
      method: 'post',
      path: '/officials/{id}/accounts',
      tag,
      summary: '在群里发过命令的这个微信号是他的',
      may: 'keepOfficials',
      params: byId,
      body: z.strictObject({ callerId: id.openapi({ description: '从 /rooms/{id}/callers 里来' }) }),
      answer: official,
    },
    async ({ who, params, body }) => kept(await bindOfficial(deps, who, params.id, body.callerId)),
  )
  desk.route(
    {
      method: 'delete',
      path: '/officials/{id}/accounts/{subject}',
      tag,
      summary: '这个微信号不再是他的',
      may: 'keepOfficials',
      params: z.object({ id, subject: id }),
      answer: official,
    },
    async ({ who, params }) => kept(await unbindOfficial(deps, who, params.id, params.subject)),
  )
  desk.route(
    {
      method: 'post',
      path: '/towns/{id}/binding-code',
      tag,
      summary: '绑定镇干部群的代码',
      may: 'keepOfficials',
      status: 201,
      params: byId,
      answer: bindingCode,
      shownOnce: ['code'],
    },
    async ({ who, params }) => makeBindingCode(deps, who, { townId: params.id }),
  )
}
