/** The daily digest: looked at before it goes, sent by hand, taken along as text or as a workbook. */
import { z } from '@hono/zod-openapi'
import { sendDigestNow } from '../../application/orders/send-digest.ts'
import { digestWorkbook } from '../../application/papers/books.ts'
import { fullDigest } from '../../application/saying/digest-now.ts'
import { XLSX } from '../../door/file.ts'
import { Problem } from '../../door/problem.ts'
import { digestSheets } from '../../text/digest.ts'
import type { Api } from '../declare.ts'

export function digestRoutes(api: Api): void {
  const { deps } = api
  const tag = '日报'
  api.route(
    {
      method: 'get',
      path: '/digest',
      tag,
      summary: '今天的日报，全文和条目；看了不会发出去',
      may: 'seeConfidential',
      answer: z.object({ text: z.string(), sections: z.array(z.object({ name: z.string(), count: z.int() })) }),
    },
    async ({ who }) => {
      const now = deps.clock.now()
      const digest = await fullDigest(deps.db, { townId: who.townId, villageId: who.villageId }, now)
      if (!digest) throw new Problem('notFound', '没有这个镇')
      return { text: digest.text, sections: digestSheets(digest.items, now).map((s) => ({ name: s.name, count: s.items.length })) }
    },
  )
  api.route(
    { method: 'get', path: '/digest.xlsx', tag, summary: '今天的日报，表格', may: 'seeConfidential', file: XLSX },
    async ({ who }) => digestWorkbook(deps, who),
  )
  api.route(
    {
      method: 'post',
      path: '/digest/send',
      tag,
      summary: '现在就发到镇里的各个群；非工作日不发，一天只发一次',
      may: 'sendDigest',
      answer: z.object({ sent: z.boolean().openapi({ description: '没发：今天发过了，或者今天不上班' }) }),
    },
    async ({ who }) => ({ sent: await sendDigestNow(deps, who) }),
  )
}
