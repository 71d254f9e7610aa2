/** The roster from a file, and the empty one to fill in; a file that was taken is taken back as one. */
import { z } from '@hono/zod-openapi'
import { takeRosterFile } from '../../application/orders/roster.ts'
import { takeBackImport } from '../../application/orders/roster-back.ts'
import { COLUMN_KEYS, type KnownColumns } from '../../documents/roster-head.ts'
import { rosterTemplate } from '../../documents/roster-template.ts'
import { XLSX } from '../../door/file.ts'
import { Problem } from '../../door/problem.ts'
import { TOO_LATE } from '../../door/refusals.ts'
import type { Api } from '../declare.ts'
import { byId, id } from '../schemas.ts'

const rosterFile = z.strictObject({
  file: z.base64().max(6_500_000).openapi({ description: '文件的 base64' }),
  dryRun: z.boolean().default(true),
  fileName: z.string().max(200).optional(),
  hamletId: id.optional().openapi({ description: '没写屋场的行归到这里' }),
  columns: z
    .record(z.string().max(60), z.enum(['none', ...COLUMN_KEYS]))
    .optional()
    .openapi({ description: '表头里的词是哪一列；记下来，下次不用再说' }),
  headLine: z.int().min(1).max(100).optional().openapi({ description: '表头在第几行' }),
  moved: z.array(id).max(500).optional().openapi({ description: 'questions 里是同一个人、搬了户的' }),
  others: z.array(id).max(500).optional().openapi({ description: 'questions 里是另一个人的' }),
  newAtHome: z.boolean().optional().openapi({ description: '没写是否长期在家的新户，算在家还是外出' }),
  removeMissing: z.boolean().optional().openapi({ description: '表里有的户，表里没有的人从名册上去掉' }),
})
const strings = z.array(z.string())
const rosterReport = z.object({
  written: z.boolean(),
  importId: id.optional(),
  problems: z.array(z.object({ row: z.int(), sheet: z.string().optional(), column: z.string().optional(), reason: z.string() })),
  asks: z
    .object({
      sheet: z.string(),
      lines: z.array(z.int()),
      line: z.int(),
      columns: z.array(z.object({ word: z.string(), key: z.string().optional(), samples: strings })),
    })
    .optional(),
  questions: z.array(
    z.object({ villagerId: id, name: z.string(), hamletName: z.string(), row: z.int(), from: z.string(), to: z.string() }),
  ),
  unusedColumns: strings,
  notes: strings,
  hamlets: z.array(
    z.object({
      hamletId: id,
      hamletName: z.string(),
      households: z.int(),
      people: z.int(),
      householdsAdded: z.int(),
      householdsChanged: z.int(),
      householdsRemoved: z.int(),
      peopleAdded: z.int(),
      peopleChanged: z.int(),
      peopleMoved: z.int(),
      peopleRemoved: z.int(),
      changes: z.array(
        z.object({
          kind: z.enum(['added', 'changed', 'moved', 'removed']),
          who: z.string(),
          fields: z.array(z.object({ field: z.string(), before: z.string(), after: z.string() })),
        }),
      ),
      numbered: strings,
      strange: strings,
      leftAlone: z.object({ households: strings, people: strings }),
    }),
  ),
})

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
      summary: '导入花名册；先试一遍，看一行一行的结果',
      may: 'importRoster',
      body: rosterFile,
      answer: rosterReport,
    },
    async ({ who, body }) => {
      const { file, dryRun, fileName = '', hamletId, columns, headLine, moved, others, newAtHome, removeMissing } = body
      return takeRosterFile(deps, who, Buffer.from(file, 'base64'), {
        write: !dryRun,
        fileName,
        hamletId,
        headLine,
        columns: new Map(Object.entries(columns ?? {})) as KnownColumns,
        answers: {
          ...(moved ? { moved } : {}),
          ...(others ? { others } : {}),
          ...(newAtHome === undefined ? {} : { newAtHome }),
          ...(removeMissing === undefined ? {} : { removeMissing }),
        },
      })
    },
  )
  api.route(
    {
      method: 'post',
      path: '/roster-imports/{id}/take-back',
      tag,
      summary: '整份撤销一次导入；后来又改过的不动',
      may: 'importRoster',
      params: byId,
      answer: z.object({ fileName: z.string(), households: z.int(), people: z.int(), left: z.int() }),
    },
    async ({ who, params }) => {
      const back = await takeBackImport(deps, who, params.id)
      if (back === 'already') throw new Problem('badRequest', '这次导入已经撤销过了。')
      if (back === 'tooLate') throw new Problem('badRequest', TOO_LATE)
      return back === 'missing' ? undefined : back
    },
  )
}
