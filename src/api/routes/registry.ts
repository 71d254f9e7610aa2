/** Places as they are registered: changing a hamlet, adding a village, a department, a hamlet. */

import { z } from '@hono/zod-openapi'
import { orderRegistry } from '../../application/orders/registry.ts'
import { makeDepartment, makeHamlet, makeVillage } from '../../application/orders/town.ts'
import { MOST } from '../../domain/base/lengths.ts'
import type { RegistryChange } from '../../domain/registry/commands.ts'
import { added, HAMLET_REFUSALS } from '../../door/refusals.ts'
import { settle, settled } from '../../door/settle.ts'
import type { Api } from '../declare.ts'
import { byId, date, done, id, named, words } from '../schemas.ts'

const name = words(MOST.name)

export function registryRoutes(api: Api): void {
  const { deps } = api
  const tag = '地方'
  api.route(
    {
      method: 'patch',
      path: '/hamlets/{id}',
      tag,
      summary: '改屋场登记',
      may: 'keepRegistry',
      params: byId,
      body: z.strictObject({
        venue: name.nullable().optional(),
        venueReady: z.boolean().optional(),
        stage: z.enum(['pilot', 'spread', 'deepened']).optional(),
        filing: z.enum(['pending', 'filed', 'replaced']).optional(),
        partyGroup: z.boolean().optional(),
        category: name.nullable().optional(),
        headId: id.nullable().optional(),
        recorderId: id.nullable().optional(),
        headHow: z
          .enum(['selfNominated', 'elected', 'appointed'])
          .nullable()
          .optional()
          .openapi({ description: '产生方式：自荐、推选、任命' }),
        headChecks: z.array(name).max(12).optional().openapi({ description: '一好五强里符合的' }),
        filedOn: date.nullable().optional().openapi({ description: '备案日期' }),
        filingNo: name.nullable().optional().openapi({ description: '备案编号' }),
      }),
      answer: done,
    },
    async ({ who, params, body }) => {
      const change = Object.fromEntries(Object.entries(body).filter(([, v]) => v !== undefined)) as RegistryChange
      settle(deps, await orderRegistry(deps, who, params.id, change))
      return { done: true as const }
    },
  )
  newPlaces(api)
}

function newPlaces(api: Api): void {
  const { deps } = api
  const tag = '地方'
  api.route(
    {
      method: 'post',
      path: '/villages',
      tag,
      summary: '添一个村',
      may: 'makePlaces',
      status: 201,
      body: z.strictObject({ name }),
      answer: named,
    },
    async ({ who, body }) => added(await makeVillage(deps, who, body.name), '村'),
  )
  api.route(
    {
      method: 'post',
      path: '/departments',
      tag,
      summary: '添一个责任部门',
      may: 'makePlaces',
      status: 201,
      body: z.strictObject({ name }),
      answer: named,
    },
    async ({ who, body }) => added(await makeDepartment(deps, who, body.name), '部门'),
  )
  api.route(
    {
      method: 'post',
      path: '/hamlets',
      tag,
      summary: '添一个屋场',
      may: 'makePlaces',
      status: 201,
      body: z.strictObject({ villageId: id, name, alias: name, venue: name.optional(), category: name.optional() }),
      answer: named,
    },
    async ({ who, body }) => settled(await makeHamlet(deps, who, body), HAMLET_REFUSALS),
  )
}
