/** Codes that bind a group: of a hamlet, of a village’s cadres, of the town’s officials. */
import { z } from '@hono/zod-openapi'
import { makeBindingCode } from '../../application/orders/registry.ts'
import type { Api } from '../declare.ts'
import { byId, instant, shownOnce } from '../schemas.ts'

const bindingCode = z.object({ code: shownOnce('在群里发“绑定”加它'), expiresAt: instant })

export function bindingCodeRoutes(api: Api): void {
  const { deps } = api
  api.route(
    {
      method: 'post',
      path: '/hamlets/{id}/binding-code',
      tag: '地方',
      summary: '绑定群聊的一次性代码，在群里发出来就绑上',
      may: 'bindPeople',
      status: 201,
      params: byId,
      answer: bindingCode,
      shownOnce: ['code'],
    },
    async ({ who, params }) => makeBindingCode(deps, who, { hamletId: params.id }),
  )
  api.route(
    {
      method: 'post',
      path: '/villages/{id}/binding-code',
      tag: '地方',
      summary: '绑定村干部群的代码',
      may: 'bindPeople',
      status: 201,
      params: byId,
      answer: bindingCode,
      shownOnce: ['code'],
    },
    async ({ who, params }) => makeBindingCode(deps, who, { villageId: params.id }),
  )
  api.route(
    {
      method: 'post',
      path: '/towns/{id}/binding-code',
      tag: '干部',
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
