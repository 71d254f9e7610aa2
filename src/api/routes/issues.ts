/** The issue ledger: lists, one issue with its history, surveys, and the orders of officials. */
import { z } from '@hono/zod-openapi'
import type { Rated } from '../../application/making/issue.ts'
import { orderIssue } from '../../application/orders/issues.ts'
import { CATEGORIES } from '../../domain/issue/category.ts'
import { ISSUE_STATUSES } from '../../domain/issue/rows.ts'
import { addDays, dateOf } from '../../kernel/time.ts'
import { findIssue, historyOf, listIssues, listSurveys } from '../../store/reading/issues.ts'
import type { Desk } from '../desk.ts'
import { byId, date, flag, id, instant, instantOrNull, pageOf, paging } from '../schemas.ts'

const status = z.enum(ISSUE_STATUSES)
const line = {
  id,
  hamletId: id,
  hamletName: z.string(),
  hamletAlias: z.string(),
  villageName: z.string(),
  no: z.int(),
  status,
  text: z.string(),
  category: z.string().nullable(),
  confidential: z.boolean(),
  raisedAt: instant,
  level: z.string(),
  round: z.int(),
  dueOn: z.string().nullable().openapi({ description: '这一步等的日子，当天 24:00 止' }),
  provisional: z.boolean(),
  department: z.string().nullable(),
  person: z.string().nullable(),
  handledAt: instantOrNull,
  closedAt: instantOrNull,
}
const issueLine = z.object(line).openapi('IssueLine')
const issue = z
  .object({
    ...line,
    villageId: id,
    reporter: z.string().nullable(),
    meetingId: id.nullable(),
    decision: z.string().nullable(),
    decisionText: z.string().nullable(),
    agreedOn: z.string().nullable(),
    handedAt: instantOrNull,
    handedFrom: z.string().nullable(),
    reportDueOn: z.string().nullable(),
    reportDays: z
      .array(z.object({ date: z.string(), counted: z.boolean(), why: z.string() }))
      .nullable()
      .openapi({ description: '期限怎么数的，一天一条' }),
    acceptedAt: instantOrNull,
    reportedAt: instantOrNull,
    reportNo: z.int().nullable(),
    reportText: z.string().nullable(),
    assignedAt: instantOrNull,
    assignDueOn: z.string().nullable(),
    handledText: z.string().nullable(),
    endReason: z.string().nullable(),
    mergedInto: z.int().nullable(),
    supporters: z.int(),
  })
  .openapi('Issue')
const survey = z
  .object({
    id,
    issueId: id,
    issueNo: z.int(),
    issueText: z.string(),
    hamletId: id,
    hamletName: z.string(),
    round: z.int(),
    status: z.enum(['open', 'waiting', 'passed', 'failed', 'cancelled']),
    openedAt: instant,
    closesAt: instant,
    closedAt: instantOrNull,
    extended: z.boolean(),
    raters: z.int().nullable().openapi({ description: '评议户数：满意率的底数，截止时定' }),
    satisfied: z.int().nullable(),
    atHomeBase: z.int().nullable(),
  })
  .openapi('Survey')
export const ordered = z.object({ id, no: z.int(), status, confidential: z.boolean() }).openapi('OrderedIssue')

export function issueRoutes(desk: Desk): void {
  const { db, clock } = desk.deps
  const tag = '问题'
  desk.route(
    {
      method: 'get',
      path: '/issues',
      tag,
      summary: '问题台账，新的在前；带 due 时急的在前',
      may: 'look',
      query: paging.extend({
        hamletId: id.optional(),
        villageId: id.optional(),
        status: status.optional(),
        category: z.enum(CATEGORIES).optional(),
        search: z.string().max(60).optional(),
        open: flag,
        due: z.enum(['overdue', 'today', 'week']).optional(),
      }),
      answer: pageOf(issueLine),
    },
    async ({ reach, query }) => {
      const today = dateOf(clock.now())
      return listIssues(db, reach, { ...query, today, until: addDays(today, 7) })
    },
  )
  desk.route({ method: 'get', path: '/issues/{id}', tag, summary: '一个问题', may: 'look', params: byId, answer: issue }, async (given) =>
    findIssue(db, given.reach, given.params.id),
  )
  desk.route(
    {
      method: 'get',
      path: '/issues/{id}/history',
      tag,
      summary: '来龙去脉：台账里的每一步；村民的名字只给看得到人名的角色',
      may: 'look',
      params: byId,
      query: paging,
      answer: pageOf(
        z.object({
          seq: z.int(),
          at: instant,
          who: z.string(),
          whoName: z.string().nullable(),
          what: z.string(),
          data: z.record(z.string(), z.unknown()),
          why: z.string().nullable(),
        }),
      ),
    },
    async ({ reach, params, query }) => {
      const found = await findIssue(db, reach, params.id)
      return found && historyOf(db, reach, { hamletId: found.hamletId, subjects: [found.id] }, query)
    },
  )
  desk.route(
    {
      method: 'get',
      path: '/surveys',
      tag,
      summary: '评议，一轮一条',
      may: 'look',
      query: paging.extend({
        issueId: id.optional(),
        hamletId: id.optional(),
        status: z.enum(['open', 'waiting', 'passed', 'failed', 'cancelled']).optional(),
      }),
      answer: pageOf(survey),
    },
    async ({ reach, query }) => listSurveys(db, reach, query),
  )
  issueOrders(desk, tag)
}

function issueOrders(desk: Desk, tag: string): void {
  const text = z.string().trim().min(1).max(500)
  desk.route(
    {
      method: 'post',
      path: '/issues/{id}/assign',
      tag,
      summary: '交办：哪个部门、谁、几号前',
      may: 'assignIssues',
      params: byId,
      body: z.strictObject({
        department: z.string().trim().min(1).max(40),
        person: z.string().trim().min(1).max(40).openapi({ description: '责任人' }),
        dueOn: date,
      }),
      answer: ordered,
    },
    async ({ who, params, body }) => desk.settle(await orderIssue(desk.deps, who, params.id, { type: 'assignIssue', ...body })),
  )
  desk.route(
    { method: 'post', path: '/issues/{id}/accept', tag, summary: '村里受理', may: 'takeUpIssues', params: byId, answer: ordered },
    async ({ who, params }) => desk.settle(await orderIssue(desk.deps, who, params.id, { type: 'acceptIssue' })),
  )
  desk.route(
    {
      method: 'post',
      path: '/issues/{id}/report',
      tag,
      summary: '上报镇里：书面报告随后生成，登记号按村和年编',
      may: 'takeUpIssues',
      params: byId,
      body: z.strictObject({
        text: text.optional().openapi({ description: '请镇里做什么' }),
        signer: z.string().trim().min(2).max(20).optional().openapi({ description: '签发人；以后也可以补' }),
      }),
      answer: ordered,
    },
    async ({ who, params, body }) =>
      desk.settle(
        await orderIssue(desk.deps, who, params.id, {
          type: 'reportToTown',
          ...(body.text ? { text: body.text } : {}),
          ...(body.signer ? { signer: body.signer } : {}),
        }),
      ),
  )
  desk.route(
    {
      method: 'post',
      path: '/issues/{id}/category',
      tag,
      summary: '改类别：小助手按字面猜的，人来改正',
      may: 'takeUpIssues',
      params: byId,
      body: z.strictObject({ category: z.enum(CATEGORIES) }),
      answer: ordered,
    },
    async ({ who, params, body }) => desk.settle(await orderIssue(desk.deps, who, params.id, { type: 'categorise', ...body })),
  )
  const score = z.enum(['satisfied', 'basic', 'dissatisfied'])
  const said = { score, comment: text.optional().openapi({ description: '照原话' }) }
  desk.route(
    {
      method: 'post',
      path: '/issues/{id}/ratings',
      tag,
      summary: '走访评议：替一户登记当面问到的；不公开的问题只问提的人',
      may: 'takeUpIssues',
      params: byId,
      body: z
        .strictObject({ householdId: id.optional(), reporter: z.literal(true).optional(), ...said })
        .refine((b) => (b.householdId === undefined) !== (b.reporter === undefined), {
          path: ['householdId'],
          message: '写 householdId；不公开的问题写 reporter: true。两样只写一样',
        }),
      answer: ordered,
    },
    async ({ who, params, body: { householdId, score, comment } }) => {
      const rater: Exclude<Rated, { own: true }> = householdId === undefined ? { reporter: true } : { householdId }
      return desk.settle(await orderIssue(desk.deps, who, params.id, { type: 'rate', ...rater, score, ...(comment ? { comment } : {}) }))
    },
  )
  desk.route(
    {
      method: 'post',
      path: '/issues/{id}/take-up',
      tag,
      summary: '提级：镇里从村里接过来',
      may: 'assignIssues',
      params: byId,
      body: z.strictObject({ reason: text }),
      answer: ordered,
    },
    async ({ who, params, body }) => desk.settle(await orderIssue(desk.deps, who, params.id, { type: 'takeUpIssue', ...body })),
  )
  desk.route(
    {
      method: 'post',
      path: '/issues/{id}/confidential',
      tag,
      summary: '标为不公开，或改回公开',
      may: 'markConfidential',
      params: byId,
      body: z.strictObject({ confidential: z.boolean() }),
      answer: ordered,
    },
    async ({ who, params, body }) => desk.settle(await orderIssue(desk.deps, who, params.id, { type: 'setConfidential', ...body })),
  )
  desk.route(
    {
      method: 'post',
      path: '/issues/{id}/handled',
      tag,
      summary: '报办结，交给群众评议',
      may: 'handleIssues',
      params: byId,
      body: z.strictObject({ text }),
      answer: ordered,
    },
    async ({ who, params, body }) => desk.settle(await orderIssue(desk.deps, who, params.id, { type: 'handleIssue', ...body })),
  )
}
