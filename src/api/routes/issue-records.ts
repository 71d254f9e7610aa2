/** What is put on record about an issue beside its steps: who confirmed, who signed, what was decided, and why it went back. */

import { z } from '@hono/zod-openapi'
import { MOST } from '../../domain/base/lengths.ts'
import type { Api } from '../declare.ts'
import { byId, date, words } from '../schemas.ts'
import { orderAbout, orderedIssue } from './issue-orders.ts'

export function issueRecordRoutes(api: Api): void {
  const tag = '问题'
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
    async ({ who, params }) => orderAbout(api, who, params.id, { type: 'confirmVisits' }),
  )
  api.route(
    {
      method: 'post',
      path: '/issues/{id}/signer',
      tag,
      summary: '补写报告的签发人，报告重新印',
      may: 'takeUpIssues',
      params: byId,
      body: z.strictObject({ signer: words(MOST.signer) }),
      answer: orderedIssue,
    },
    async ({ who, params, body }) => orderAbout(api, who, params.id, { type: 'signReport', ...body }),
  )
  api.route(
    {
      method: 'post',
      path: '/issues/{id}/village-studies',
      tag,
      summary: '村里研究：哪天、哪些人、怎么定的',
      may: 'takeUpIssues',
      params: byId,
      body: z.strictObject({ heldOn: date, present: words(MOST.present), decided: words(MOST.words) }),
      answer: orderedIssue,
    },
    async ({ who, params, body }) => orderAbout(api, who, params.id, { type: 'studyIssue', ...body }),
  )
  api.route(
    {
      method: 'post',
      path: '/issues/{id}/bring-back',
      tag,
      summary: '退回村里，写原因',
      may: 'assignIssues',
      params: byId,
      body: z.strictObject({ reason: words(MOST.words) }),
      answer: orderedIssue,
    },
    async ({ who, params, body }) => orderAbout(api, who, params.id, { type: 'bringBackIssue', ...body }),
  )
}
