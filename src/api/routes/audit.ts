/** The log of what was done at the desk. */
import { z } from '@hono/zod-openapi'
import { listAudit } from '../../store/door/audit.ts'
import { limitOf, paged, readCursor } from '../../store/reading/select.ts'
import type { Api } from '../declare.ts'
import { instant, pageOf, paging } from '../schemas.ts'

export function auditRoutes(api: Api): void {
  const { db } = api.deps
  const tag = '账号'
  api.route(
    {
      method: 'get',
      path: '/audit',
      tag,
      summary: '谁改了什么：改前改后，新的在前',
      may: 'audit',
      query: paging.extend({ subject: z.string().max(120).optional() }),
      answer: pageOf(
        z.object({
          seq: z.int(),
          at: instant,
          userId: z.string(),
          userName: z.string().nullable(),
          via: z.string(),
          action: z.string(),
          subject: z.string(),
          before: z.unknown(),
          after: z.unknown(),
        }),
      ),
    },
    async ({ who, query }) => {
      const limit = limitOf(query)
      const filter = { before: readCursor(query.cursor, 'seq')?.[0], subject: query.subject }
      return paged(await listAudit(db, who.townId, filter, limit + 1), limit, (a) => [a.seq])
    },
  )
}
