/** The roster from a file, and the empty one to fill in. */
import { z } from '@hono/zod-openapi'
import { takeRosterFile } from '../../application/orders/roster.ts'
import { rosterTemplate } from '../../documents/roster-template.ts'
import { XLSX } from '../../door/file.ts'
import type { Api } from '../declare.ts'
import { id } from '../schemas.ts'

export function rosterRoutes(api: Api): void {
  const { deps } = api
  const tag = '花名册'
  api.route({ method: 'get', path: '/roster/template.xlsx', tag, summary: '花名册模板', may: 'look', file: XLSX }, async () => ({
    name: '花名册模板.xlsx',
    bytes: await rosterTemplate(),
  }))
  api.route(
    {
      method: 'post',
      path: '/roster',
      tag,
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
