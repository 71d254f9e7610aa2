/** Surveys, one row a round, and what a household said when somebody went to ask. */

import { z } from '@hono/zod-openapi'
import type { Rated } from '../../application/making/issue.ts'
import { orderIssue } from '../../application/orders/issues.ts'
import { MOST } from '../../domain/base/lengths.ts'
import { settle } from '../../door/settle.ts'
import { listSurveys } from '../../store/reading/surveys.ts'
import type { Api } from '../declare.ts'
import { byId, id, instant, instantOrNull, pageOf, paging, words } from '../schemas.ts'
import { orderedIssue } from './issue-orders.ts'

const status = z.enum(['open', 'waiting', 'passed', 'failed', 'cancelled'])
const survey = z
  .object({
    id,
    issueId: id,
    issueNo: z.int(),
    issueText: z.string(),
    hamletId: id,
    hamletName: z.string(),
    round: z.int(),
    status,
    openedAt: instant,
    closesAt: instant,
    closedAt: instantOrNull,
    extended: z.boolean(),
    raters: z.int().nullable().openapi({ description: '评议户数：满意率的底数，截止时定' }),
    satisfied: z.int().nullable(),
    atHomeBase: z.int().nullable(),
  })
  .openapi('Survey')

export function surveyRoutes(api: Api): void {
  const { deps } = api
  const tag = '问题'
  const said = {
    score: z.enum(['satisfied', 'basic', 'dissatisfied']),
    comment: words(MOST.words).optional().openapi({ description: '照原话' }),
  }
  api.route(
    {
      method: 'get',
      path: '/surveys',
      tag,
      summary: '评议，一轮一条',
      may: 'look',
      query: paging.extend({
        issueId: id.optional(),
        hamletId: id.optional(),
        status: status.optional(),
      }),
      answer: pageOf(survey),
    },
    async ({ reach, query }) => listSurveys(deps.db, reach, query),
  )
  api.route(
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
      answer: orderedIssue,
    },
    async ({ who, params, body: { householdId, score, comment } }) => {
      const rater: Exclude<Rated, { own: true }> = householdId === undefined ? { reporter: true } : { householdId }
      return settle(deps, await orderIssue(deps, who, params.id, { type: 'rate', ...rater, score, ...(comment ? { comment } : {}) }))
    },
  )
}
