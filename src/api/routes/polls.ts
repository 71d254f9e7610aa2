/** When a hamlet meets: its time polls. */
import { z } from '@hono/zod-openapi'
import { listPolls } from '../../store/reading/meetings.ts'
import type { Api } from '../declare.ts'
import { id, instant, instantOrNull, pageOf, paging } from '../schemas.ts'

const status = z.enum(['open', 'undecided', 'decided', 'cancelled'])
const poll = z
  .object({
    id,
    hamletId: id,
    hamletName: z.string(),
    topic: z.string().nullable(),
    options: z.array(instant),
    status,
    openedAt: instant,
    closesAt: instant,
    closedAt: instantOrNull,
    chosen: z.int().nullable(),
    how: z.string().nullable(),
    meetingId: id.nullable(),
  })
  .openapi('TimePoll')

export function pollRoutes(api: Api): void {
  api.route(
    {
      method: 'get',
      path: '/polls',
      tag: '会议',
      summary: '约时间',
      may: 'look',
      query: paging.extend({ hamletId: id.optional(), status: status.optional() }),
      answer: pageOf(poll),
    },
    async ({ reach, query }) => listPolls(api.deps.db, reach, query),
  )
}
