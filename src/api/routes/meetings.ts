/** Time polls, meetings, who was there, motions, the record, documents. */
import { z } from '@hono/zod-openapi'
import { correctRecord } from '../../application/orders/record.ts'
import { instantAt } from '../../kernel/time.ts'
import { findDocument } from '../../store/reading/files.ts'
import { attendanceOf, findMeeting, listMeetings, listPolls, motionsOf, recordOf } from '../../store/reading/meetings.ts'
import type { Desk } from '../desk.ts'
import { Problem } from '../problem.ts'
import { byId, date, id, instant, instantOrNull, pageOf, paging } from '../schemas.ts'
import { DOCX } from './files.ts'

const poll = z
  .object({
    id,
    hamletId: id,
    hamletName: z.string(),
    topic: z.string().nullable(),
    options: z.array(instant),
    status: z.enum(['open', 'undecided', 'decided', 'cancelled']),
    openedAt: instant,
    closesAt: instant,
    closedAt: instantOrNull,
    chosen: z.int().nullable(),
    how: z.string().nullable(),
    meetingId: id.nullable(),
  })
  .openapi('TimePoll')
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

export function meetingRoutes(desk: Desk): void {
  const { db } = desk.deps
  const tag = '会议'
  desk.route(
    {
      method: 'get',
      path: '/polls',
      tag,
      summary: '约时间',
      may: 'look',
      query: paging.extend({ hamletId: id.optional(), status: z.enum(['open', 'undecided', 'decided', 'cancelled']).optional() }),
      answer: pageOf(poll),
    },
    async ({ reach, query }) => listPolls(db, reach, query),
  )
  desk.route(
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
  desk.route(
    { method: 'get', path: '/meetings/{id}', tag, summary: '一次会议', may: 'look', params: byId, answer: meeting },
    async (given) => findMeeting(db, given.reach, given.params.id),
  )
  desk.route(
    { method: 'get', path: '/meetings/{id}/motions', tag, summary: '表决', may: 'look', params: byId, answer: pageOf(motion) },
    async ({ reach, params }) => ((await findMeeting(db, reach, params.id)) ? { items: await motionsOf(db, params.id) } : undefined),
  )
  desk.route(
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
  desk.route(
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
  desk.route(
    {
      method: 'post',
      path: '/meetings/{id}/corrections',
      tag,
      summary: '更正记错的一句：原话留着，更正加在后面，会议记录重出一份',
      may: 'keepRegistry',
      params: byId,
      body: z.strictObject({ line: z.int().min(1), text: z.string().trim().min(1).max(2_000) }),
      answer: z.object({ lines: z.int() }),
    },
    async ({ who, reach, params, body }) => {
      const found = await findMeeting(db, reach, params.id)
      return found && desk.settle(await correctRecord(desk.deps, who, found, body))
    },
  )
  desk.route(
    {
      method: 'get',
      path: '/meetings/{id}/minutes.docx',
      tag,
      summary: '会议纪要',
      may: 'lookAtPeople',
      params: byId,
      file: DOCX,
    },
    async ({ reach, params }) => {
      const found = await findMeeting(db, reach, params.id)
      if (!found) return undefined
      if (!found.minutesId) throw new Problem('refused', '纪要还没有生成，散会后几分钟就有')
      return findDocument(db, reach, found.minutesId)
    },
  )
}
