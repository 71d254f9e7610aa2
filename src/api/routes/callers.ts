/** Who gives commands in the groups of an office without being known, and whose chat account it is. */
import { z } from '@hono/zod-openapi'
import { bindOfficial, unbindOfficial } from '../../application/orders/officials.ts'
import { OFFICIAL_REFUSALS } from '../../door/refusals.ts'
import { settled } from '../../door/settle.ts'
import { isOfficeRoom, listCallers } from '../../store/reading/officials.ts'
import type { Api } from '../declare.ts'
import { byId, id, instant, pageOf, paging } from '../schemas.ts'
import { official } from './officials.ts'

export function callerRoutes(api: Api): void {
  const { deps } = api
  const { db } = deps
  const tag = '干部'
  api.route(
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
  api.route(
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
    async ({ who, params, body }) => settled(await bindOfficial(deps, who, params.id, body.callerId), OFFICIAL_REFUSALS)?.official,
  )
  api.route(
    {
      method: 'delete',
      path: '/officials/{id}/accounts/{subject}',
      tag,
      summary: '这个微信号不再是他的',
      may: 'keepOfficials',
      params: z.object({ id, subject: id }),
      answer: official,
    },
    async ({ who, params }) => settled(await unbindOfficial(deps, who, params.id, params.subject), OFFICIAL_REFUSALS)?.official,
  )
}
