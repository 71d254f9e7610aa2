/** One household by hand, as the desk has it: added, its people put right, left out; each with who and why. */
import { z } from '@hono/zod-openapi'
import { orderHouseholdGone, orderNewHousehold, orderPerson, orderPersonGone } from '../../application/orders/household.ts'
import { MOST } from '../../domain/base/lengths.ts'
import type { PersonChange } from '../../domain/registry/commands.ts'
import { NO_PHONE, PHONE } from '../../door/phone.ts'
import { settle } from '../../door/settle.ts'
import { isDate } from '../../kernel/time.ts'
import { findHousehold, householdHistory } from '../../store/reading/household.ts'
import type { Api } from '../declare.ts'
import { byId, done, householdAccount, id, instant, instantOrNull, rosterPerson, words } from '../schemas.ts'

const inHamlet = z.object({ id, subject: id })
const inHousehold = z.object({ id, subject: id, person: id })
const because = z.strictObject({ reason: words(MOST.words) })
const place = z.int().min(1).max(9_999)

const birthDate = z.string().refine(isDate, '不是日期，要写成 1965-03-02').openapi({ format: 'date', example: '1965-03-02' })
const phone = z.string().regex(PHONE, NO_PHONE)
const personFields = {
  name: words(MOST.name),
  isHouseholdHead: z.boolean(),
  gender: z.enum(['男', '女']).nullable(),
  birthDate: birthDate.nullable(),
  phone: phone.nullable(),
  partyMember: z.boolean(),
}
const personChange = z.strictObject(personFields).partial().openapi('PersonChange')
const newPerson = z.strictObject(personFields).partial().required({ name: true }).openapi('NewPerson')

const household = z
  .object({
    id,
    hamletId: id,
    groupNo: z.int(),
    number: z.int(),
    atHome: z.boolean(),
    removedAt: instantOrNull,
    people: z.array(
      z.object({
        ...rosterPerson,
        hasPhone: z.boolean(),
        gone: z.boolean().openapi({ description: '从名册上去掉了' }),
      }),
    ),
    accounts: z.array(householdAccount),
    history: z.array(z.object({ at: instant, what: z.string(), by: z.string().nullable(), why: z.string().nullable() })),
  })
  .openapi('HouseholdWithHistory')

export function householdRoutes(api: Api): void {
  const { deps } = api
  const tag = '地方'
  api.route(
    {
      method: 'get',
      path: '/hamlets/{id}/households/{subject}',
      tag,
      summary: '一户：家里人、微信号、来历；去掉了的也在',
      may: 'lookAtPeople',
      params: inHamlet,
      answer: household,
    },
    async ({ reach, params }) => {
      const found = await findHousehold(deps.db, reach, params.id, params.subject)
      if (!found) return undefined
      const steps = await householdHistory(deps.db, params.id, params.subject)
      return { ...found, history: steps.map(({ at, what, whoName, why }) => ({ at, what, by: whoName, why })) }
    },
  )
  api.route(
    {
      method: 'post',
      path: '/hamlets/{id}/households',
      tag,
      summary: '添一户，带户主；要写原因',
      may: 'importRoster',
      params: byId,
      body: z.strictObject({ groupNo: place, number: place, atHome: z.boolean(), name: words(MOST.name), reason: words(MOST.words) }),
      status: 201,
      answer: z.object({ id, groupNo: z.int(), number: z.int(), atHome: z.boolean() }),
    },
    async ({ who, params, body }) => settle(deps, await orderNewHousehold(deps, who, params.id, body)),
  )
  api.route(
    {
      method: 'post',
      path: '/hamlets/{id}/households/{subject}/gone',
      tag,
      summary: '一户从名册上去掉；说过的、算过的都还在',
      may: 'importRoster',
      params: inHamlet,
      body: because,
      answer: done,
    },
    async ({ who, params, body }) => {
      settle(deps, await orderHouseholdGone(deps, who, { hamletId: params.id, householdId: params.subject }, body))
      return { done: true as const }
    },
  )
  peopleOfHousehold(api)
}

function peopleOfHousehold(api: Api): void {
  const { deps } = api
  const tag = '地方'
  const at = (params: { id: string; subject: string }) => ({ hamletId: params.id, householdId: params.subject })
  api.route(
    {
      method: 'post',
      path: '/hamlets/{id}/households/{subject}/people',
      tag,
      summary: '一户添一个人',
      may: 'importRoster',
      params: inHamlet,
      body: newPerson,
      answer: done,
    },
    async ({ who, params, body }) => {
      settle(deps, await orderPerson(deps, who, at(params), undefined, body as PersonChange))
      return { done: true as const }
    },
  )
  api.route(
    {
      method: 'patch',
      path: '/hamlets/{id}/households/{subject}/people/{person}',
      tag,
      summary: '改一个人的登记；没写的不动',
      may: 'importRoster',
      params: inHousehold,
      body: personChange,
      answer: done,
    },
    async ({ who, params, body }) => {
      settle(deps, await orderPerson(deps, who, at(params), params.person, body as PersonChange))
      return { done: true as const }
    },
  )
  api.route(
    {
      method: 'post',
      path: '/hamlets/{id}/households/{subject}/people/{person}/gone',
      tag,
      summary: '一个人从名册上去掉；说过的、算过的都还在',
      may: 'importRoster',
      params: inHousehold,
      body: because,
      answer: done,
    },
    async ({ who, params, body }) => {
      settle(deps, await orderPersonGone(deps, who, at(params), params.person, body))
      return { done: true as const }
    },
  )
}
