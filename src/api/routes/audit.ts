/** The log of what was done at the desk. */
import { z } from '@hono/zod-openapi'
import { auditLines } from '../../store/reading/audit.ts'
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
      const page = await auditLines(db, who.townId, query)
      return { ...page, items: page.items.map(({ about: _, ...line }) => line) }
    },
  )
}
