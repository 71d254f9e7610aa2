/** The month’s assessment, by hamlet and by month. */
import { z } from '@hono/zod-openapi'
import { dateOf } from '../../kernel/time.ts'
import { assessDepartments, assessHamlets, assessMonths } from '../../store/reading/assessment.ts'
import { limitOf, paged, readCursor } from '../../store/reading/select.ts'
import type { Api } from '../declare.ts'
import { id, month, paging } from '../schemas.ts'

const counts = {
  meetings: z.int(),
  quorate: z.int(),
  householdsPresent: z.int(),
  householdsAtHome: z.int(),
  motions: z.int(),
  motionsCarried: z.int(),
  motionsNotBinding: z.int(),
  raised: z.int(),
  due: z.int(),
  onTime: z.int(),
  closed: z.int(),
  sentBack: z.int(),
  satisfied: z.int(),
  raters: z.int(),
  atDoor: z.int(),
}

export function assessmentRoutes(api: Api): void {
  const { db, clock } = api.deps
  const tag = '考核'
  const today = () => dateOf(clock.now())
  api.route(
    {
      method: 'get',
      path: '/assessment',
      tag,
      summary: '一个月的考核，一个屋场一行；比例都带分子分母',
      may: 'look',
      query: paging.extend({ month: month.optional(), villageId: id.optional() }),
      answer: z.object({
        month: z.string(),
        next: z.string().optional(),
        items: z.array(z.object({ hamletId: id, hamletName: z.string(), villageId: id, villageName: z.string(), ...counts })),
        departments: z.array(z.object({ department: z.string(), due: z.int(), onTime: z.int() })),
      }),
    },
    async ({ reach, query }) => {
      const asked = query.month ?? today().slice(0, 7)
      const after = readCursor(query.cursor, 'text', 'text')
      const limit = limitOf(query)
      // A month is counted as a whole; the page is a part of what was counted, in the order of villages and hamlets.
      const all = await assessHamlets(db, reach, asked, today(), query)
      const from = after ? all.findIndex((h) => h.villageId === after[0] && h.hamletId === after[1]) + 1 : 0
      const departments = await assessDepartments(db, reach, asked, today(), query)
      return { month: asked, departments, ...paged(all.slice(from, from + limit + 1), limit, (h) => [h.villageId, h.hamletId]) }
    },
  )
  api.route(
    {
      method: 'get',
      path: '/assessment/months',
      tag,
      summary: '逐月走势',
      may: 'look',
      query: z.object({
        month: month.optional(),
        count: z.coerce.number().int().min(1).max(36).default(12),
        villageId: id.optional(),
        hamletId: id.optional(),
      }),
      answer: z.object({ items: z.array(z.object({ month: z.string(), ...counts })) }),
    },
    async ({ reach, query }) => ({
      items: await assessMonths(db, reach, query.month ?? today().slice(0, 7), query.count, today(), query),
    }),
  )
}
