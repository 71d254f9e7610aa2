/** Officials of the town and cadres of its villages: on record, in office, and no longer. */

import { z } from '@hono/zod-openapi'
import { endOffice, makeOfficial } from '../../application/orders/officials.ts'
import { MOST } from '../../domain/base/lengths.ts'
import { NO_PHONE, PHONE } from '../../door/phone.ts'
import { OFFICIAL_REFUSALS } from '../../door/refusals.ts'
import { settled } from '../../door/settle.ts'
import { findOfficial, listOfficials } from '../../store/reading/officials.ts'
import type { Api } from '../declare.ts'
import { byId, flag, id, instantOrNull, pageOf, paging, words } from '../schemas.ts'

const office = z.enum(['cadre', 'official']).openapi({ description: 'cadre：村干部；official：镇干部' })
export const official = z
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

export function officialRoutes(api: Api): void {
  const { deps } = api
  const { db } = deps
  const tag = '干部'
  api.route(
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
  api.route(
    { method: 'get', path: '/officials/{id}', tag, summary: '一个干部', may: 'keepOfficials', params: byId, answer: official },
    async ({ who, params }) => findOfficial(db, who.townId, params.id),
  )
  api.route(
    {
      method: 'post',
      path: '/officials',
      tag,
      summary: '登记一个镇干部，或一个村的村干部',
      may: 'keepOfficials',
      status: 201,
      body: z.strictObject({
        name: words(MOST.name),
        office,
        villageId: id.optional(),
        phone: z.string().regex(PHONE, NO_PHONE).optional(),
      }),
      answer: official,
    },
    async ({ who, body }) => settled(await makeOfficial(deps, who, body), OFFICIAL_REFUSALS)?.official,
  )
  api.route(
    {
      method: 'post',
      path: '/officials/{id}/end',
      tag,
      summary: '不再任职：微信号放开，在群里说的不再算他的；办过的事还在他名下',
      may: 'keepOfficials',
      params: byId,
      answer: official,
    },
    async ({ who, params }) => settled(await endOffice(deps, who, params.id), OFFICIAL_REFUSALS)?.official,
  )
}
