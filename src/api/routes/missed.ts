/** What was meant for the bot and not understood. */
import { z } from '@hono/zod-openapi'
import { MISSED_MAX, missedBook } from '../../application/papers/missed.ts'
import { missedSince } from '../../store/edges/inbox.ts'
import { listMissed } from '../../store/reading/missed.ts'
import type { Api } from '../declare.ts'
import { id, instant, pageOf, paging } from '../schemas.ts'

const line = z.object({
  seq: z.int(),
  hamletId: id,
  hamletName: z.string(),
  kind: z.enum(['text', 'audio']),
  at: instant,
  text: z.string(),
  outcome: z.enum(['silence', 'clarify']),
  by: z.enum(['mention', 'quote']),
  role: z.string(),
  open: z.array(z.looseObject({ question: z.string() })).openapi({ description: '当时在问的' }),
})

const NUMBERS = /^\d{1,15}(?:,\d{1,15})*$/
const seqs = z
  .string()
  .regex(NUMBERS, '要写成 3,5,8')
  .transform((text) => text.split(',').map(Number))
  .refine((found) => found.length <= MISSED_MAX, `一次最多${MISSED_MAX}条`)
  .openapi({ type: 'string', example: '3,5,8' })

export function missedRoutes(api: Api): void {
  const { deps } = api
  const tag = '运行'
  api.route(
    {
      method: 'get',
      path: '/missed',
      tag,
      summary: '叫了小助手或引用了它的问题、它没听懂的话，留30天',
      may: 'seeMissed',
      query: paging,
      answer: pageOf(line),
    },
    async ({ reach, query }) => listMissed(deps.db, reach, { ...query, since: missedSince(deps.clock.now()) }),
  )
  api.route(
    {
      method: 'get',
      path: '/exports/missed.ndjson',
      tag,
      summary: '选中的没听懂的话，不带名字和号码',
      may: 'seeMissed',
      query: z.object({ seqs }),
      file: 'application/x-ndjson',
    },
    async ({ who, query }) => missedBook(deps, who, query.seqs),
  )
}
