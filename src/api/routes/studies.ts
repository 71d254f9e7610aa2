/** 党委研究: the town's meeting about issues. */

import { z } from '@hono/zod-openapi'
import { holdStudy } from '../../application/orders/study.ts'
import { studyPaper } from '../../application/papers/study.ts'
import { MOST } from '../../domain/base/lengths.ts'
import { DOCX } from '../../door/file.ts'
import { Problem } from '../../door/problem.ts'
import { findStudy, listStudies } from '../../store/studies.ts'
import { sayRefusal } from '../../text/refusals/refusals.ts'
import type { Api } from '../declare.ts'
import { byId, date, id, instant, words } from '../schemas.ts'

const item = z.discriminatedUnion('decision', [
  z.strictObject({ issueId: id, decision: z.literal('assign'), department: words(MOST.name), person: words(MOST.name), dueOn: date }),
  z.strictObject({ issueId: id, decision: z.literal('back'), reason: words(MOST.words) }),
])
const study = { id, heldOn: z.string(), present: z.string(), createdAt: instant, createdBy: z.string() }

export function studyRoutes(api: Api): void {
  const { deps } = api
  const tag = '党委研究'
  api.route(
    {
      method: 'get',
      path: '/studies',
      tag,
      summary: '研究过的会，新的在前',
      may: 'assignIssues',
      answer: z.object({ items: z.array(z.object({ ...study, items: z.int() })) }),
    },
    async ({ who }) => ({ items: await listStudies(deps.db, who.townId) }),
  )
  api.route(
    {
      method: 'get',
      path: '/studies/{id}',
      tag,
      summary: '一次会议和议定的事',
      may: 'assignIssues',
      params: byId,
      answer: z.object({
        ...study,
        items: z.array(
          z.object({
            issueId: id,
            hamletName: z.string(),
            no: z.int(),
            decision: z.enum(['assign', 'back']),
            department: z.string().nullable(),
            person: z.string().nullable(),
            dueOn: z.string().nullable(),
            reason: z.string().nullable(),
          }),
        ),
      }),
    },
    async ({ reach, params }) => findStudy(deps.db, reach, params.id),
  )
  api.route(
    { method: 'get', path: '/studies/{id}/minutes.docx', tag, summary: '会议纪要', may: 'assignIssues', params: byId, file: DOCX },
    async ({ who, params }) => studyPaper(deps, who, params.id),
  )
  api.route(
    {
      method: 'post',
      path: '/studies',
      tag,
      summary: '登记一次会议：每件交哪个部门、谁、几号前，或者退回村里和原因',
      may: 'assignIssues',
      body: z.strictObject({ heldOn: date, present: words(MOST.present), items: z.array(item).min(1).max(100) }),
      answer: z.object({
        studyId: id.nullable().openapi({ description: '一件都没有定成的，没有记录' }),
        done: z.array(z.object({ issueId: id, no: z.int() })),
        refused: z.array(z.object({ issueId: id, detail: z.string() })),
      }),
    },
    async ({ who, body }) => {
      const held = await holdStudy(deps, who, body)
      if ('missing' in held) return undefined
      if ('ahead' in held) throw new Problem('badRequest', '会还没开，开了再登记。')
      const refused = held.refused.map((r) => ({ issueId: r.issueId, detail: sayRefusal(r.refusal, deps.clock.now()) }))
      return { ...held, refused }
    },
  )
}
