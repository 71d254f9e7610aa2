/** The issue ledger: lists, and one issue with its history. */
import { z } from '@hono/zod-openapi'
import { type Calendar, calendarOf } from '../../domain/calendar/calendar.ts'
import { howFar } from '../../domain/calendar/workdays.ts'
import { CATEGORIES } from '../../domain/issue/category.ts'
import { ISSUE_STATUSES } from '../../domain/issue/rows.ts'
import { addDays, type DateString, dateOf } from '../../kernel/time.ts'
import { listEntries } from '../../store/reading/calendar.ts'
import { findIssue, historyOf, listIssues } from '../../store/reading/issues.ts'
import type { Api } from '../declare.ts'
import { byId, flag, id, instant, instantOrNull, pageOf, paging } from '../schemas.ts'

const status = z.enum(ISSUE_STATUSES)
const line = {
  id,
  hamletId: id,
  hamletName: z.string(),
  hamletAlias: z.string(),
  villageName: z.string(),
  no: z.int(),
  status,
  text: z.string(),
  category: z.string().nullable(),
  confidential: z.boolean(),
  raisedAt: instant,
  level: z.string(),
  round: z.int(),
  dueOn: z.string().nullable().openapi({ description: '这一步等的日子，当天 24:00 止' }),
  daysLeft: z.int().nullable().openapi({ description: '还剩几个工作日；没有期限或者逾期了是 null' }),
  daysLate: z.int().nullable().openapi({ description: '逾期几个工作日；没逾期是 null' }),
  provisional: z.boolean(),
  department: z.string().nullable(),
  person: z.string().nullable(),
  handledAt: instantOrNull,
  closedAt: instantOrNull,
}
/** As the group, the digest, the page and the papers say it. */
function days({ dueOn }: { dueOn: DateString | null }, calendar: Calendar, today: DateString) {
  const far = dueOn === null ? undefined : howFar(calendar, dueOn, today)
  return { daysLeft: far?.left ?? null, daysLate: far?.late ?? null }
}
const issueLine = z.object(line).openapi('IssueLine')
const issue = z
  .object({
    ...line,
    villageId: id,
    reporter: z.string().nullable(),
    meetingId: id.nullable(),
    decision: z.string().nullable(),
    decisionText: z.string().nullable(),
    agreedOn: z.string().nullable(),
    handedAt: instantOrNull,
    handedFrom: z.string().nullable(),
    reportDueOn: z.string().nullable(),
    reportDays: z
      .array(z.object({ date: z.string(), counted: z.boolean(), why: z.string() }))
      .nullable()
      .openapi({ description: '期限怎么数的，一天一条' }),
    acceptedAt: instantOrNull,
    reportedAt: instantOrNull,
    reportNo: z.int().nullable(),
    reportText: z.string().nullable(),
    assignedAt: instantOrNull,
    assignDueOn: z.string().nullable(),
    handledText: z.string().nullable(),
    endReason: z.string().nullable(),
    mergedInto: z.int().nullable(),
    supporters: z.int().openapi({ description: '同样情况的有几户，连反映的一户' }),
  })
  .openapi('Issue')
const step = z.object({
  seq: z.int(),
  at: instant,
  who: z.string(),
  whoName: z.string().nullable(),
  what: z.string(),
  data: z.record(z.string(), z.unknown()),
  why: z.string().nullable(),
})

export function issueRoutes(api: Api): void {
  const { db, clock } = api.deps
  const tag = '问题'
  api.route(
    {
      method: 'get',
      path: '/issues',
      tag,
      summary: '问题台账，新的在前；带 due 时急的在前',
      may: 'look',
      query: paging.extend({
        hamletId: id.optional(),
        villageId: id.optional(),
        status: status.optional(),
        category: z.enum(CATEGORIES).optional(),
        search: z.string().max(60).optional(),
        open: flag,
        due: z.enum(['overdue', 'today', 'week']).optional(),
      }),
      answer: pageOf(issueLine),
    },
    async ({ reach, query }) => {
      const today = dateOf(clock.now())
      const [page, calendar] = await Promise.all([
        listIssues(db, reach, { ...query, today, until: addDays(today, 7) }),
        listEntries(db, reach.townId).then(calendarOf),
      ])
      return { ...page, items: page.items.map((i) => ({ ...i, ...days(i, calendar, today) })) }
    },
  )
  api.route(
    { method: 'get', path: '/issues/{id}', tag, summary: '一个问题', may: 'look', params: byId, answer: issue },
    async ({ reach, params }) => {
      const [found, calendar] = await Promise.all([findIssue(db, reach, params.id), listEntries(db, reach.townId).then(calendarOf)])
      return found && { ...found, ...days(found, calendar, dateOf(clock.now())) }
    },
  )
  api.route(
    {
      method: 'get',
      path: '/issues/{id}/history',
      tag,
      summary: '来龙去脉：台账里的每一步；村民的名字只给看得到人名的角色',
      may: 'look',
      params: byId,
      query: paging,
      answer: pageOf(step),
    },
    async ({ reach, params, query }) => {
      const found = await findIssue(db, reach, params.id)
      return found && historyOf(db, reach, { hamletId: found.hamletId, subjects: [found.id] }, query)
    },
  )
}
