/** Meetings: who was there, what was voted on, the minutes. */
import { z } from '@hono/zod-openapi'
import { DOCX } from '../../door/file.ts'
import { minutesOf } from '../../door/papers.ts'
import { instantAt } from '../../kernel/time.ts'
import { attendanceOf, findMeeting, listMeetings, motionsOf } from '../../store/reading/meetings.ts'
import type { Api } from '../declare.ts'
import { byId, date, id, instant, instantOrNull, pageOf, paging } from '../schemas.ts'

const figures = z
  .object({ base: z.int(), atHome: z.int(), away: z.int(), persons: z.int(), needed: z.int(), quorate: z.boolean() })
  .openapi('Present', { description: '到会的在家户 atHome / 底数 base；达标要 needed 户' })
const meetingStatus = z.enum(['scheduled', 'open', 'ended', 'cancelled'])
const meeting = z
  .object({
    id,
    hamletId: id,
    hamletName: z.string(),
    villageName: z.string(),
    status: meetingStatus,
    startsAt: instant,
    openedAt: instantOrNull.openapi({ description: '开始签到的时间' }),
    endedAt: instantOrNull,
    venue: z.string().nullable(),
    topics: z.array(z.string()),
    cancelReason: z.string().nullable(),
    figures: figures.nullable(),
    motions: z.int(),
    carried: z.int(),
    issues: z.int(),
    minutesId: id.nullable(),
  })
  .openapi('Meeting')
const motion = z
  .object({
    id,
    no: z.int(),
    text: z.string(),
    status: z.enum(['open', 'closed', 'cancelled']),
    present: z.int().nullable().openapi({ description: '底数：到会人数' }),
    approve: z.int().nullable(),
    reject: z.int().nullable(),
    abstain: z.int().nullable(),
    carried: z.boolean().nullable(),
    binding: z.boolean().nullable(),
    counted: z.string().nullable(),
  })
  .openapi('Motion')
const attendance = z.object({
  householdId: id.nullable(),
  household: z.string().nullable(),
  who: z.string().nullable(),
  persons: z.int().openapi({ description: '照原话；0 是划掉' }),
  at: instant,
  via: z.string(),
  by: z.string().nullable(),
})

export function meetingRoutes(api: Api): void {
  const { db } = api.deps
  const tag = '会议'
  api.route(
    {
      method: 'get',
      path: '/meetings',
      tag,
      summary: '会议，新的在前',
      may: 'look',
      query: paging.extend({
        hamletId: id.optional(),
        villageId: id.optional(),
        status: meetingStatus.optional(),
        from: date.optional(),
        to: date.optional().openapi({ description: '到这一天之前' }),
      }),
      answer: pageOf(meeting),
    },
    async ({ reach, query: { from, to, ...rest } }) =>
      listMeetings(db, reach, { ...rest, ...(from ? { from: instantAt(from) } : {}), ...(to ? { to: instantAt(to) } : {}) }),
  )
  api.route(
    { method: 'get', path: '/meetings/{id}', tag, summary: '一次会议', may: 'look', params: byId, answer: meeting },
    async (given) => findMeeting(db, given.reach, given.params.id),
  )
  api.route(
    { method: 'get', path: '/meetings/{id}/motions', tag, summary: '表决', may: 'look', params: byId, answer: pageOf(motion) },
    async ({ reach, params }) => ((await findMeeting(db, reach, params.id)) ? { items: await motionsOf(db, params.id) } : undefined),
  )
  api.route(
    {
      method: 'get',
      path: '/meetings/{id}/attendance',
      tag,
      summary: '签到，照原话，一条一条',
      may: 'lookAtPeople',
      params: byId,
      query: paging,
      answer: pageOf(attendance),
    },
    async ({ reach, params, query }) => ((await findMeeting(db, reach, params.id)) ? attendanceOf(db, params.id, query) : undefined),
  )
  api.route(
    {
      method: 'get',
      path: '/meetings/{id}/minutes.docx',
      tag,
      summary: '会议记录',
      may: 'lookAtPeople',
      params: byId,
      file: DOCX,
    },
    async ({ reach, params }) => minutesOf(db, reach, params.id),
  )
}
