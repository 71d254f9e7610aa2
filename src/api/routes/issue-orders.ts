/** What is ordered about an issue at the desk, one step of its way a route. */

import { z } from '@hono/zod-openapi'
import { orderIssue } from '../../application/orders/issues.ts'
import { MOST } from '../../domain/base/lengths.ts'
import { CATEGORIES } from '../../domain/issue/category.ts'
import { ISSUE_STATUSES } from '../../domain/issue/rows.ts'
import type { Principal } from '../../domain/rights/desk.ts'
import { settle } from '../../door/settle.ts'
import type { Api } from '../declare.ts'
import { byId, date, id, words } from '../schemas.ts'

export const orderedIssue = z.object({ id, no: z.int(), status: z.enum(ISSUE_STATUSES), confidential: z.boolean() }).openapi('OrderedIssue')
const text = words(MOST.words)

type Asked = Parameters<typeof orderIssue>[3]

export const orderAbout = async ({ deps }: Api, who: Principal, issueId: string, what: Asked) =>
  settle(deps, await orderIssue(deps, who, issueId, what))

export function issueOrders(api: Api): void {
  villageOrders(api)
  townOrders(api)
}

function villageOrders(api: Api): void {
  const tag = '问题'
  api.route(
    { method: 'post', path: '/issues/{id}/accept', tag, summary: '村里受理', may: 'takeUpIssues', params: byId, answer: orderedIssue },
    async ({ who, params }) => orderAbout(api, who, params.id, { type: 'acceptIssue' }),
  )
  api.route(
    {
      method: 'post',
      path: '/issues/{id}/report',
      tag,
      summary: '上报镇里：写了要镇里做什么的成文为请示，没写的为报告，随后生成；文号按村和年编',
      may: 'takeUpIssues',
      params: byId,
      body: z.strictObject({
        text: text.optional().openapi({ description: '请镇里做什么' }),
        signer: words(MOST.signer).optional().openapi({ description: '签发人；以后也可以补' }),
      }),
      answer: orderedIssue,
    },
    async ({ who, params, body: { text: words, signer } }) =>
      orderAbout(api, who, params.id, { type: 'reportToTown', ...(words ? { text: words } : {}), ...(signer ? { signer } : {}) }),
  )
  api.route(
    {
      method: 'post',
      path: '/issues/{id}/remind',
      tag,
      summary: '提醒：催一声还没办的（屋场、村或镇的群），隔一阵才能再催',
      may: 'takeUpIssues',
      params: byId,
      answer: orderedIssue,
    },
    async ({ who, params }) => orderAbout(api, who, params.id, { type: 'remindIssue' }),
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
    async ({ who, params, body }) => orderAbout(api, who, params.id, { type: 'categorise', ...body }),
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
        department: words(MOST.name),
        person: words(MOST.name).openapi({ description: '责任人' }),
        dueOn: date,
      }),
      answer: orderedIssue,
    },
    async ({ who, params, body }) => orderAbout(api, who, params.id, { type: 'assignIssue', ...body }),
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
    async ({ who, params, body }) => orderAbout(api, who, params.id, { type: 'takeUpIssue', ...body }),
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
    async ({ who, params, body }) => orderAbout(api, who, params.id, { type: 'setConfidential', ...body }),
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
    async ({ who, params, body }) => orderAbout(api, who, params.id, { type: 'handleIssue', ...body }),
  )
}
