/** Who lives in a hamlet, and whose chat account is whose. */
import { z } from '@hono/zod-openapi'
import { orderAtHome, orderBinding, orderUnbinding, showPhone } from '../../application/orders/registry.ts'
import { settle } from '../../door/settle.ts'
import { hamletInReach } from '../../store/reading/hamlets.ts'
import { listAccounts, listHouseholds } from '../../store/reading/people.ts'
import type { Api } from '../declare.ts'
import { byId, done, flag, householdAccount, id, instantOrNull, pageOf, paging, rosterPerson, shownOnce } from '../schemas.ts'

const household = z
  .object({
    id,
    groupNo: z.int(),
    number: z.int(),
    atHome: z.boolean(),
    people: z.array(z.object({ ...rosterPerson, phone: z.string().nullable() })),
    accounts: z.array(householdAccount),
  })
  .openapi('Household')
const account = z
  .object({
    id,
    nickname: z.string(),
    hamletId: id,
    villagerId: id.nullable(),
    villagerName: z.string().nullable(),
    householdId: id.nullable(),
    household: z.string().nullable(),
    boundAt: instantOrNull,
    claimNo: z.int().nullable(),
    claimSaid: z.string().nullable(),
  })
  .openapi('Account')
const inHamlet = z.object({ id, subject: id })

export function peopleRoutes(api: Api): void {
  const { deps } = api
  const { db } = deps
  const tag = '地方'
  api.route(
    {
      method: 'get',
      path: '/hamlets/{id}/households',
      tag,
      summary: '户和人',
      may: 'lookAtPeople',
      params: byId,
      query: paging,
      answer: pageOf(household),
    },
    async ({ reach, params, query }) =>
      (await hamletInReach(db, reach, params.id)) ? listHouseholds(db, reach, params.id, query) : undefined,
  )
  api.route(
    {
      method: 'get',
      path: '/accounts',
      tag,
      summary: '微信号：绑定的、没绑定的、等屋场长同意的',
      may: 'lookAtPeople',
      query: paging.extend({ hamletId: id.optional(), bound: flag }),
      answer: pageOf(account),
    },
    async ({ reach, query }) => listAccounts(db, reach, query),
  )
  personOrders(api)
}

function personOrders(api: Api): void {
  const { deps } = api
  const tag = '地方'
  api.route(
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
      settle(deps, await orderAtHome(deps, who, params.id, params.subject, body.atHome))
      return { done: true as const }
    },
  )
  api.route(
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
  api.route(
    {
      method: 'put',
      path: '/hamlets/{id}/accounts/{subject}',
      tag,
      summary: '把微信号绑定到一户一人；绑的是屋场长或记录员，要带 sure: true',
      may: 'bindPeople',
      params: inHamlet,
      body: z.strictObject({ householdId: id, villagerId: id.optional(), sure: z.boolean().optional() }),
      answer: done,
    },
    async ({ who, params, body }) => {
      settle(deps, await orderBinding(deps, who, params.id, params.subject, body))
      return { done: true as const }
    },
  )
  api.route(
    {
      method: 'delete',
      path: '/hamlets/{id}/accounts/{subject}',
      tag,
      summary: '解除微信号的绑定：算过的照旧，往后说的先记着',
      may: 'bindPeople',
      params: inHamlet,
      answer: done,
    },
    async ({ who, params }) => {
      settle(deps, await orderUnbinding(deps, who, params.id, params.subject))
      return { done: true as const }
    },
  )
}
