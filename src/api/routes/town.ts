/** What the town sets for everybody: calendar, busy seasons, policy; announcements; the month's assessment. */
import { z } from '@hono/zod-openapi'
import { type AnnouncementRefusal, announceToHamlets, stopAnnouncement } from '../../application/orders/announcements.ts'
import {
  addBusySeason,
  changeCalendar,
  dropBusySeason,
  previewBusySeason,
  previewCalendar,
  setPolicy,
} from '../../application/orders/town.ts'
import { type Policy, policyOf } from '../../domain/base/policy.ts'
import { dateOf } from '../../kernel/time.ts'
import { deliveriesOf, findAnnouncement, listAnnouncements } from '../../store/reading/announcements.ts'
import { assessDepartments, assessHamlets, assessMonths } from '../../store/reading/assessment.ts'
import { findBusy, findEntry, pageOfBusy, pageOfEntries, readPolicy } from '../../store/reading/calendar.ts'
import { limitOf, paged, readCursor } from '../../store/reading/select.ts'
import type { Desk } from '../desk.ts'
import { policyChange, REASON_NEEDED } from '../policy-schema.ts'
import { Problem } from '../problem.ts'
import { byId, date, id, instant, instantOrNull, month, pageOf, paging } from '../schemas.ts'

const entry = z
  .object({ id, date: z.string(), kind: z.enum(['holiday', 'workday']), name: z.string(), at: instant, by: z.string() })
  .openapi('CalendarEntry')
const movedDate = z
  .object({
    issueId: id,
    hamletName: z.string(),
    no: z.int(),
    what: z.enum(['report', 'assign', 'assignChase']),
    before: z.string(),
    after: z.string(),
    provisional: z.boolean(),
  })
  .openapi('MovedDate')
/** The first of what a change would move, and how many there are in all. */
const previewOf = <T extends z.ZodType>(item: T) => z.object({ total: z.int(), items: z.array(item) })
const movedDates = previewOf(movedDate)
const newEntry = z.strictObject({ date, kind: z.enum(['holiday', 'workday']), name: z.string().trim().max(30) })
const busy = z.object({ id, name: z.string(), from: z.string(), to: z.string() }).openapi('BusySeason')

const newBusy = z
  .strictObject({ name: z.string().trim().min(1).max(20), from: date, to: date })
  .refine((b) => b.from <= b.to, { path: ['to'], message: '不能早于开始' })
const busyPreview = z
  .object({
    months: z.array(z.object({ month: z.string(), busy: z.boolean() })),
    meetings: previewOf(z.object({ meetingId: id, hamletName: z.string(), startsAt: instant })),
  })
  .openapi('BusyPreview')

export function calendarRoutes(desk: Desk): void {
  const { deps } = desk
  const { db } = deps
  const tag = '日历'
  desk.route(
    { method: 'get', path: '/calendar', tag, summary: '镇里加的放假和上班', may: 'look', query: paging, answer: pageOf(entry) },
    async ({ who, query }) => pageOfEntries(db, who.townId, query),
  )
  desk.route(
    {
      method: 'post',
      path: '/calendar/preview',
      tag,
      summary: '先看看：加上这一天，哪些期限会动',
      may: 'keepCalendar',
      body: newEntry,
      answer: movedDates,
    },
    async ({ who, body }) => previewCalendar(deps, who.townId, { put: body }),
  )
  desk.route(
    {
      method: 'post',
      path: '/calendar/{id}/preview',
      tag,
      summary: '先看看：去掉这一天，哪些期限会动',
      may: 'keepCalendar',
      params: byId,
      answer: movedDates,
    },
    async ({ who, params }) =>
      (await findEntry(db, who.townId, params.id)) ? previewCalendar(deps, who.townId, { drop: params.id }) : undefined,
  )
  desk.route(
    {
      method: 'post',
      path: '/calendar',
      tag,
      summary: '加一天；开着的期限随着重数',
      may: 'keepCalendar',
      status: 201,
      body: newEntry,
      answer: entry,
    },
    async ({ who, body }) => changeCalendar(deps, who, { put: body }),
  )
  desk.route(
    { method: 'delete', path: '/calendar/{id}', tag, summary: '去掉一天', may: 'keepCalendar', params: byId, answer: entry },
    async ({ who, params }) => changeCalendar(deps, who, { drop: params.id }),
  )
  desk.route(
    { method: 'get', path: '/busy-seasons', tag, summary: '农忙时节', may: 'look', query: paging, answer: pageOf(busy) },
    async ({ who, query }) => pageOfBusy(db, who.townId, query),
  )
  desk.route(
    {
      method: 'post',
      path: '/busy-seasons/preview',
      tag,
      summary: '先看看：定这段农忙，哪几个月不再催开会，已经定了哪些会',
      may: 'keepCalendar',
      body: newBusy,
      answer: busyPreview,
    },
    async ({ who, body }) => previewBusySeason(deps, who.townId, { put: body }),
  )
  desk.route(
    {
      method: 'post',
      path: '/busy-seasons/{id}/preview',
      tag,
      summary: '先看看：去掉这段农忙，哪几个月又要催开会',
      may: 'keepCalendar',
      params: byId,
      answer: busyPreview,
    },
    async ({ who, params }) => {
      const season = await findBusy(db, who.townId, params.id)
      return season && previewBusySeason(deps, who.townId, { drop: season })
    },
  )
  desk.route(
    {
      method: 'post',
      path: '/busy-seasons',
      tag,
      summary: '定一段农忙',
      may: 'keepCalendar',
      status: 201,
      body: newBusy,
      answer: busy,
    },
    async ({ who, body }) => addBusySeason(deps, who, body),
  )
  desk.route(
    { method: 'delete', path: '/busy-seasons/{id}', tag, summary: '去掉一段农忙', may: 'keepCalendar', params: byId, answer: busy },
    async ({ who, params }) => dropBusySeason(deps, who, params.id),
  )
  const policy = z.record(z.string(), z.unknown()).openapi('Policy')
  desk.route(
    { method: 'get', path: '/policy', tag, summary: '规则里的数字，镇里改过的和默认的', may: 'look', answer: policy },
    async ({ who }) => ({ ...policyOf(await readPolicy(db, who.townId)) }),
  )
  desk.route(
    { method: 'patch', path: '/policy', tag, summary: '改规则里的数字', may: 'setPolicy', body: policyChange, answer: policy },
    async ({ who, body }) => {
      const set = await setPolicy(deps, who, body as Partial<Policy>)
      if (set === 'reasonNeeded') throw new Problem('badRequest', REASON_NEEDED)
      return { ...set }
    },
  )
}

const announcement = z
  .object({
    id,
    kind: z.string(),
    text: z.string(),
    receipts: z.boolean(),
    createdAt: instant,
    createdBy: z.string(),
    cancelledAt: instantOrNull,
    hamlets: z.int(),
    sent: z.int(),
    waiting: z.int(),
    failed: z.int(),
    cancelled: z.int(),
    received: z.int().openapi({ description: '回了“收到”的户' }),
    households: z.int().openapi({ description: '发到的屋场一共多少户' }),
  })
  .openapi('Announcement')

export const ANNOUNCEMENT_REFUSALS: Readonly<Record<AnnouncementRefusal, string>> = {
  empty: '还没写内容',
  tooLong: '太长了，群里一条最多 550 字，请分成两条',
  link: '群里不发链接，请把要紧的话写出来',
  nobody: '选的屋场都还没有绑定群聊，发不出去',
}

export function announcementRoutes(desk: Desk): void {
  const { deps } = desk
  const { db } = deps
  const tag = '通知'
  desk.route(
    { method: 'get', path: '/announcements', tag, summary: '发过的通知和进度', may: 'look', query: paging, answer: pageOf(announcement) },
    async ({ reach, query }) => listAnnouncements(db, reach, query),
  )
  desk.route(
    {
      method: 'post',
      path: '/announcements',
      tag,
      summary: '给屋场发通知：按村、按屋场、按类别，或全部',
      may: 'announce',
      status: 202,
      body: z.strictObject({
        kind: z.enum(['policy', 'farming', 'market', 'notice']),
        text: z.string().max(2_000),
        receipts: z.boolean().default(false),
        to: z.strictObject({
          villageIds: z.array(id).max(200).optional(),
          hamletIds: z.array(id).max(2_000).optional(),
          category: z.string().trim().min(1).max(40).optional(),
        }),
      }),
      answer: z.object({ id, hamlets: z.int(), withoutGroup: z.array(z.string()) }),
    },
    async ({ who, body }) => {
      const made = await announceToHamlets(deps, who, body)
      if ('refused' in made) throw new Problem('refused', ANNOUNCEMENT_REFUSALS[made.refused], { refusal: made.refused })
      return made
    },
  )
  desk.route(
    { method: 'get', path: '/announcements/{id}', tag, summary: '一条通知', may: 'look', params: byId, answer: announcement },
    async ({ reach, params }) => findAnnouncement(db, reach, params.id),
  )
  desk.route(
    {
      method: 'get',
      path: '/announcements/{id}/deliveries',
      tag,
      summary: '发到了哪些屋场',
      may: 'look',
      params: byId,
      query: paging,
      answer: pageOf(
        z.object({
          hamletId: id,
          hamletName: z.string(),
          status: z.string().nullable(),
          sentAt: instantOrNull,
          error: z.string().nullable(),
          received: z.int(),
          households: z.int(),
        }),
      ),
    },
    async ({ reach, params, query }) =>
      (await findAnnouncement(db, reach, params.id)) ? deliveriesOf(db, reach, params.id, query) : undefined,
  )
  desk.route(
    {
      method: 'post',
      path: '/announcements/{id}/cancel',
      tag,
      summary: '没发出去的不发了',
      may: 'announce',
      params: byId,
      answer: z.object({ cancelled: z.int() }),
    },
    async ({ who, params }) => stopAnnouncement(deps, who, params.id),
  )
}

const counts = {
  meetings: z.int(),
  quorate: z.int(),
  householdsPresent: z.int(),
  householdsAtHome: z.int(),
  motions: z.int(),
  motionsCarried: z.int(),
  motionsNotBinding: z.int(),
  raised: z.int(),
  due: z.int(),
  onTime: z.int(),
  closed: z.int(),
  sentBack: z.int(),
  satisfied: z.int(),
  raters: z.int(),
  atDoor: z.int(),
}

export function assessmentRoutes(desk: Desk): void {
  const { db, clock } = desk.deps
  const tag = '考核'
  const today = () => dateOf(clock.now())
  desk.route(
    {
      method: 'get',
      path: '/assessment',
      tag,
      summary: '一个月的考核，一个屋场一行；比例都带分子分母',
      may: 'look',
      query: paging.extend({ month: month.optional(), villageId: id.optional() }),
      answer: z.object({
        month: z.string(),
        next: z.string().optional(),
        items: z.array(z.object({ hamletId: id, hamletName: z.string(), villageId: id, villageName: z.string(), ...counts })),
        departments: z.array(z.object({ department: z.string(), due: z.int(), onTime: z.int() })),
      }),
    },
    async ({ reach, query }) => {
      const asked = query.month ?? today().slice(0, 7)
      const after = readCursor(query.cursor, 'text', 'text')
      const limit = limitOf(query)
      // A month is counted as a whole; the page is a part of what was counted, in the order of villages and hamlets.
      const all = await assessHamlets(db, reach, asked, today(), query)
      const from = after ? all.findIndex((h) => h.villageId === after[0] && h.hamletId === after[1]) + 1 : 0
      const departments = await assessDepartments(db, reach, asked, today(), query)
      return { month: asked, departments, ...paged(all.slice(from, from + limit + 1), limit, (h) => [h.villageId, h.hamletId]) }
    },
  )
  desk.route(
    {
      method: 'get',
      path: '/assessment/months',
      tag,
      summary: '逐月走势',
      may: 'look',
      query: z.object({
        month: month.optional(),
        count: z.coerce.number().int().min(1).max(36).default(12),
        villageId: id.optional(),
        hamletId: id.optional(),
      }),
      answer: z.object({ items: z.array(z.object({ month: z.string(), ...counts })) }),
    },
    async ({ reach, query }) => ({
      items: await assessMonths(db, reach, query.month ?? today().slice(0, 7), query.count, today(), query),
    }),
  )
}
