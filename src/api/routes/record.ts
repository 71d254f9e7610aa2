/** What was said at a meeting, and putting a misheard line right. */

import { z } from '@hono/zod-openapi'
import { correctRecord } from '../../application/orders/record.ts'
import { MOST } from '../../domain/base/lengths.ts'
import { settle } from '../../door/settle.ts'
import { findMeeting, recordOf } from '../../store/reading/meetings.ts'
import type { Api } from '../declare.ts'
import { byId, instant, pageOf, paging, words } from '../schemas.ts'

const line = z.object({
  seq: z.int(),
  at: instant,
  speaker: z.string(),
  kind: z.string(),
  text: z.string(),
  intent: z.string().nullable(),
  corrects: z.string().nullable(),
  mediaId: z.string().nullable().openapi({ description: '语音或图片，在 /media/{id}' }),
})

export function recordRoutes(api: Api): void {
  const { deps } = api
  const { db } = deps
  const tag = '会议'
  api.route(
    {
      method: 'get',
      path: '/meetings/{id}/record',
      tag,
      summary: '会议记录，原汁原味',
      may: 'lookAtPeople',
      params: byId,
      query: paging,
      answer: pageOf(line),
    },
    async ({ reach, params, query }) => ((await findMeeting(db, reach, params.id)) ? recordOf(db, params.id, query) : undefined),
  )
  api.route(
    {
      method: 'post',
      path: '/meetings/{id}/corrections',
      tag,
      summary: '更正记错的一句：原话留着，更正加在后面，会议记录重出一份',
      may: 'keepRegistry',
      params: byId,
      body: z.strictObject({ line: z.int().min(1), text: words(MOST.line) }),
      answer: z.object({ lines: z.int() }),
    },
    async ({ who, reach, params, body }) => {
      const found = await findMeeting(db, reach, params.id)
      return found && settle(deps, await correctRecord(deps, who, found, body))
    },
  )
}
