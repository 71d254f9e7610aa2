/** Town, villages, hamlets and what their registration lacks; households and accounts. */
import { z } from '@hono/zod-openapi'
import { findHamlet, hamletInReach, listHamlets } from '../../store/reading/hamlets.ts'
import { listAccounts, listHouseholds } from '../../store/reading/people.ts'
import { pageOfDepartments, theTown } from '../../store/reading/town.ts'
import { pageOfVillages } from '../../store/reading/villages.ts'
import type { Desk } from '../desk.ts'
import { byId, flag, id, instantOrNull, pageOf, paging } from '../schemas.ts'

const village = z.object({ id, name: z.string(), hamlets: z.int(), households: z.int(), atHome: z.int() }).openapi('Village')
export const hamlet = z
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
const household = z
  .object({
    id,
    groupNo: z.int(),
    number: z.int(),
    atHome: z.boolean(),
    people: z.array(
      z.object({
        id,
        name: z.string(),
        isHouseholdHead: z.boolean(),
        gender: z.string().nullable(),
        birthDate: z.string().nullable(),
        phone: z.string().nullable(),
        partyMember: z.boolean(),
      }),
    ),
    accounts: z.array(z.object({ id, nickname: z.string(), villagerId: id.nullable() })),
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

export function placeRoutes(desk: Desk): void {
  const { db } = desk.deps
  const named = z.object({ id, name: z.string() })
  desk.route({ method: 'get', path: '/towns', tag: '地方', summary: '镇', may: 'look', answer: pageOf(named) }, async () => {
    const town = await theTown(db)
    return { items: town ? [town] : [] }
  })
  desk.route(
    { method: 'get', path: '/departments', tag: '地方', summary: '责任部门', may: 'look', query: paging, answer: pageOf(named) },
    async ({ who, query }) => pageOfDepartments(db, who.townId, query),
  )
  desk.route(
    { method: 'get', path: '/villages', tag: '地方', summary: '村', may: 'look', query: paging, answer: pageOf(village) },
    async ({ reach, query }) => pageOfVillages(db, reach, query),
  )
  desk.route(
    {
      method: 'get',
      path: '/hamlets',
      tag: '地方',
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
  desk.route(
    { method: 'get', path: '/hamlets/{id}', tag: '地方', summary: '一个屋场', may: 'look', params: byId, answer: hamlet },
    async ({ reach, params }) => findHamlet(db, reach, params.id),
  )
  desk.route(
    {
      method: 'get',
      path: '/hamlets/{id}/households',
      tag: '地方',
      summary: '户和人',
      may: 'lookAtPeople',
      params: byId,
      query: paging,
      answer: pageOf(household),
    },
    async ({ reach, params, query }) =>
      (await hamletInReach(db, reach, params.id)) ? listHouseholds(db, reach, params.id, query) : undefined,
  )
  desk.route(
    {
      method: 'get',
      path: '/accounts',
      tag: '地方',
      summary: '微信号：绑定的、没绑定的、等屋场长同意的',
      may: 'lookAtPeople',
      query: paging.extend({ hamletId: id.optional(), bound: flag }),
      answer: pageOf(account),
    },
    async ({ reach, query }) => listAccounts(db, reach, query),
  )
}
