/** Orders about places and people: register, at-home flags, bindings, codes, new places. */
import { z } from '@hono/zod-openapi'
import { makeBindingCode, orderAtHome, orderBinding, orderRegistry, showPhone } from '../../application/orders/registry.ts'
import { makeDepartment, makeHamlet, makeVillage } from '../../application/orders/town.ts'
import type { RegistryChange } from '../../domain/registry/commands.ts'
import type { Desk } from '../desk.ts'
import { Problem } from '../problem.ts'
import { byId, date, id, instant, shownOnce } from '../schemas.ts'

const name = z.string().trim().min(1).max(40)
const named = z.object({ id, name: z.string() })
const done = z.object({ done: z.literal(true) })
export const bindingCode = z.object({ code: shownOnce('在群里发“绑定”加它'), expiresAt: instant })
const inHamlet = z.object({ id, subject: id })

export function registryOrders(desk: Desk): void {
  const { deps } = desk
  const tag = '地方'
  const refuse = (detail: string): never => {
    throw new Problem('refused', detail)
  }
  desk.route(
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
      desk.settle(await orderRegistry(deps, who, params.id, change))
      return { done: true as const }
    },
  )
  desk.route(
    {
      method: 'put',
      path: '/hamlets/{id}/households/{subject}/at-home',
      tag,
      summary: '登记一户长期在家或外出',
      may: 'bindPeople',
      params: inHamlet,
      body: z.strictObject({ atHome: z.boolean() }),
      answer: done,
    },
    async ({ who, params, body }) => {
      desk.settle(await orderAtHome(deps, who, params.id, params.subject, body.atHome))
      return { done: true as const }
    },
  )
  desk.route(
    {
      method: 'post',
      path: '/hamlets/{id}/people/{subject}/phone',
      tag,
      summary: '看一个人的全号码；谁看过，记在操作记录里',
      may: 'seePhones',
      params: inHamlet,
      answer: z.object({ name: z.string(), phone: shownOnce('全号码') }),
    },
    async ({ who, params }) => showPhone(deps, who, params.id, params.subject),
  )
  desk.route(
    {
      method: 'put',
      path: '/hamlets/{id}/accounts/{subject}',
      tag,
      summary: '把微信号绑定到一户一人',
      may: 'bindPeople',
      params: inHamlet,
      body: z.strictObject({ householdId: id, villagerId: id.optional() }),
      answer: done,
    },
    async ({ who, params, body }) => {
      desk.settle(await orderBinding(deps, who, params.id, params.subject, body))
      return { done: true as const }
    },
  )
  desk.route(
    {
      method: 'post',
      path: '/hamlets/{id}/binding-code',
      tag,
      summary: '绑定群聊的一次性代码，在群里发出来就绑上',
      may: 'bindPeople',
      status: 201,
      params: byId,
      answer: bindingCode,
      shownOnce: ['code'],
    },
    async ({ who, params }) => makeBindingCode(deps, who, { hamletId: params.id }),
  )
  desk.route(
    {
      method: 'post',
      path: '/villages/{id}/binding-code',
      tag,
      summary: '绑定村干部群的代码',
      may: 'bindPeople',
      status: 201,
      params: byId,
      answer: bindingCode,
      shownOnce: ['code'],
    },
    async ({ who, params }) => makeBindingCode(deps, who, { villageId: params.id }),
  )
  desk.route(
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
    async ({ who, body }) => (await makeVillage(deps, who, body.name)) ?? refuse('已经有这个村了'),
  )
  desk.route(
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
    async ({ who, body }) => (await makeDepartment(deps, who, body.name)) ?? refuse('已经有这个部门了'),
  )
  desk.route(
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
    async ({ who, body }) => {
      const made = await makeHamlet(deps, who, body)
      if (!('refused' in made)) return made
      return refuse(made.refused === 'noVillage' ? '没有这个村' : '镇里已经有叫这个简称的屋场了')
    },
  )
}
