/** The books of a town as workbooks. */
import { z } from '@hono/zod-openapi'
import { assessmentTable, issueBook, meetingBook } from '../../application/papers/books.ts'
import { XLSX } from '../../door/file.ts'
import { dateOf } from '../../kernel/time.ts'
import type { Api } from '../declare.ts'
import { id, month } from '../schemas.ts'

const ofMonth = z.object({ month: month.optional() })

export function bookRoutes(api: Api): void {
  const { deps } = api
  const tag = '台账导出'
  const thisMonth = (given: string | undefined): string => given ?? dateOf(deps.clock.now()).slice(0, 7)
  api.route(
    {
      method: 'get',
      path: '/exports/issues.xlsx',
      tag,
      summary: '问题台账',
      may: 'export',
      query: z.object({ villageId: id.optional(), hamletId: id.optional() }),
      file: XLSX,
    },
    async ({ who, query }) => issueBook(deps, who, query),
  )
  api.route(
    { method: 'get', path: '/exports/meetings.xlsx', tag, summary: '会议台账', may: 'export', query: ofMonth, file: XLSX },
    async ({ who, query }) => meetingBook(deps, who, thisMonth(query.month)),
  )
  api.route(
    { method: 'get', path: '/exports/assessment.xlsx', tag, summary: '考核表', may: 'export', query: ofMonth, file: XLSX },
    async ({ who, query }) => assessmentTable(deps, who, thisMonth(query.month)),
  )
}
