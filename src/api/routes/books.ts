/** Exports, and the roster from a file. */
import { z } from '@hono/zod-openapi'
import { takeRosterFile } from '../../application/orders/roster.ts'
import { assessmentTable, issueBook, meetingBook } from '../../application/papers/books.ts'
import { rosterTemplate } from '../../documents/roster-template.ts'
import { dateOf } from '../../kernel/time.ts'
import type { Desk } from '../desk.ts'
import { id, month } from '../schemas.ts'

export const XLSX = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet'

export function bookRoutes(desk: Desk): void {
  const { deps } = desk
  const tag = '台账导出'
  const ofMonth = z.object({ month: month.optional() })
  const thisMonth = (given: string | undefined): string => given ?? dateOf(deps.clock.now()).slice(0, 7)
  desk.route(
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
  desk.route(
    { method: 'get', path: '/exports/meetings.xlsx', tag, summary: '会议台账', may: 'export', query: ofMonth, file: XLSX },
    async ({ who, query }) => meetingBook(deps, who, thisMonth(query.month)),
  )
  desk.route(
    { method: 'get', path: '/exports/assessment.xlsx', tag, summary: '考核表', may: 'export', query: ofMonth, file: XLSX },
    async ({ who, query }) => assessmentTable(deps, who, thisMonth(query.month)),
  )
  desk.route({ method: 'get', path: '/roster/template.xlsx', tag: '花名册', summary: '花名册模板', may: 'look', file: XLSX }, async () => ({
    name: '花名册模板.xlsx',
    bytes: await rosterTemplate(),
  }))
  desk.route(
    {
      method: 'post',
      path: '/roster',
      tag: '花名册',
      summary: '导入花名册（.xlsx 或 .csv）；先试一遍，看一行一行的结果',
      may: 'importRoster',
      body: z.strictObject({
        file: z.base64().max(6_500_000).openapi({ description: '文件的 base64' }),
        dryRun: z.boolean().default(true),
        hamletId: id.optional().openapi({ description: '没写屋场的行归到这里' }),
      }),
      answer: z.object({
        written: z.boolean(),
        problems: z.array(z.object({ row: z.int(), column: z.string().optional(), reason: z.string() })),
        unusedColumns: z.array(z.string()),
        hamlets: z.array(
          z.object({
            hamletId: id,
            hamletName: z.string(),
            households: z.int(),
            people: z.int(),
            householdsAdded: z.int(),
            householdsChanged: z.int(),
            peopleAdded: z.int(),
            peopleChanged: z.int(),
          }),
        ),
      }),
    },
    async ({ who, body }) => takeRosterFile(deps, who, Buffer.from(body.file, 'base64'), { write: !body.dryRun, hamletId: body.hamletId }),
  )
}
