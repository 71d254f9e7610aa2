/** What is ordered about an issue at the desk, one step of its way a route. */
import { z } from '@hono/zod-openapi'
import { orderIssue } from '../../application/orders/issues.ts'
import { CATEGORIES } from '../../domain/issue/category.ts'
import { ISSUE_STATUSES } from '../../domain/issue/rows.ts'
import type { Principal } from '../../domain/rights/desk.ts'
import { settle } from '../../door/settle.ts'
import type { Api } from '../declare.ts'
import { byId, date, id } from '../schemas.ts'

export const orderedIssue = z.object({ id, no: z.int(), status: z.enum(ISSUE_STATUSES), confidential: z.boolean() }).openapi('OrderedIssue')
const text = z.string().trim().min(1).max(500)

type Asked = Parameters<typeof orderIssue>[3]

const order = async ({ deps }: Api, who: Principal, issueId: string, what: Asked) =>
  settle(deps, await orderIssue(deps, who, issueId, what))

export function issueOrders(api: Api): void {
  villageOrders(api)
  townOrders(api)
  onRecord(api)
}

function villageOrders(api: Api): void {
  const tag = '问题'
  api.route(
    { method: 'post', path: '/issues/{id}/accept', tag, summary: '村里受理', may: 'takeUpIssues', params: byId, answer: orderedIssue },
    async ({ who, params }) => order(api, who, params.id, { type: 'acceptIssue' }),
  )
  api.route(
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
      answer: orderedIssue,
    },
    async ({ who, params, body: { text: words, signer } }) =>
      order(api, who, params.id, { type: 'reportToTown', ...(words ? { text: words } : {}), ...(signer ? { signer } : {}) }),
  )
  api.route(
    {
      method: 'post',
      path: '/issues/{id}/category',
      tag,
      summary: '改类别：小助手按字面猜的，人来改正',
      may: 'takeUpIssues',
      params: byId,
      body: z.strictObject({ category: z.enum(CATEGORIES) }),
      answer: orderedIssue,
    },
    async ({ who, params, body }) => order(api, who, params.id, { type: 'categorise', ...body }),
  )
}

function townOrders(api: Api): void {
  const tag = '问题'
  api.route(
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
      answer: orderedIssue,
    },
    async ({ who, params, body }) => order(api, who, params.id, { type: 'assignIssue', ...body }),
  )
  api.route(
    {
      method: 'post',
      path: '/issues/{id}/take-up',
      tag,
      summary: '提级：镇里从村里接过来',
      may: 'assignIssues',
      params: byId,
      body: z.strictObject({ reason: text }),
      answer: orderedIssue,
    },
    async ({ who, params, body }) => order(api, who, params.id, { type: 'takeUpIssue', ...body }),
  )
  api.route(
    {
      method: 'post',
      path: '/issues/{id}/confidential',
      tag,
      summary: '标为不公开，或改回公开',
      may: 'markConfidential',
      params: byId,
      body: z.strictObject({ confidential: z.boolean() }),
      answer: orderedIssue,
    },
    async ({ who, params, body }) => order(api, who, params.id, { type: 'setConfidential', ...body }),
  )
  api.route(
    {
      method: 'post',
      path: '/issues/{id}/handled',
      tag,
      summary: '报办结，交给群众评议',
      may: 'handleIssues',
      params: byId,
      body: z.strictObject({ text }),
      answer: orderedIssue,
    },
    async ({ who, params, body }) => order(api, who, params.id, { type: 'handleIssue', ...body }),
  )
}

/** What is put on record about an issue beside its steps. */
function onRecord(api: Api): void {
  const tag = '问题'
  const words = (most: number) => z.string().trim().min(1).max(most)
  api.route(
    {
      method: 'post',
      path: '/issues/{id}/confirm-visits',
      tag,
      summary: '走访属实：别人上门登记的评议，由第二个人证实了才算数',
      may: 'takeUpIssues',
      params: byId,
      answer: orderedIssue,
    },
    async ({ who, params }) => order(api, who, params.id, { type: 'confirmVisits' }),
  )
  api.route(
    {
      method: 'post',
      path: '/issues/{id}/signer',
      tag,
      summary: '补写报告的签发人，报告重新印',
      may: 'takeUpIssues',
      params: byId,
      body: z.strictObject({ signer: words(20) }),
      answer: orderedIssue,
    },
    async ({ who, params, body }) => order(api, who, params.id, { type: 'signReport', ...body }),
  )
  api.route(
    {
      method: 'post',
      path: '/issues/{id}/village-studies',
      tag,
      summary: '村里研究：哪天、哪些人、怎么定的',
      may: 'takeUpIssues',
      params: byId,
      body: z.strictObject({ heldOn: date, present: words(200), decided: words(500) }),
      answer: orderedIssue,
    },
    async ({ who, params, body }) => order(api, who, params.id, { type: 'studyIssue', ...body }),
  )
  api.route(
    {
      method: 'post',
      path: '/issues/{id}/bring-back',
      tag,
      summary: '退回村里，写原因',
      may: 'assignIssues',
      params: byId,
      body: z.strictObject({ reason: words(200) }),
      answer: orderedIssue,
    },
    async ({ who, params, body }) => order(api, who, params.id, { type: 'bringBackIssue', ...body }),
  )
}
