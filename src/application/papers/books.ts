/** The town's books as workbooks, of what their reader may see. */
import { type AssessmentLine, assessmentBook } from '../../documents/assessment-book.ts'
import { digestBook, type IssueLine, issueLedger, type MeetingLine, meetingLedger } from '../../documents/ledger.ts'
import { registerNumber } from '../../documents/report.ts'
import { lowered, policyOf } from '../../domain/base/policy.ts'
import { type Principal, reachOf } from '../../domain/rights/desk.ts'
import { dateOf, instantAt, wallTime } from '../../kernel/time.ts'
import { assessHamlets, monthSpan, type Place } from '../../store/reading/assessment.ts'
import { readPolicy } from '../../store/reading/calendar.ts'
import { type IssueDetail, type IssueFilter, issueDetails } from '../../store/reading/issues.ts'
import { listMeetings } from '../../store/reading/meetings.ts'
import type { Page, Paging } from '../../store/reading/select.ts'
import { listSurveys } from '../../store/reading/surveys.ts'
import { theTown } from '../../store/reading/town.ts'
import { villageNames } from '../../store/reading/villages.ts'
import { digestSheets } from '../../text/digest.ts'
import { ISSUE_STATUS, MEETING_STATUS } from '../../text/statuses.ts'
import type { Deps } from '../ports.ts'
import { digestOfTown } from '../saying/digest-now.ts'

export interface Book {
  name: string
  bytes: Uint8Array
}

/** A workbook of more lines than this helps nobody, and would not fit into memory twice. */
const LINES_MAX = 50_000

async function everything<T>(read: (paging: Paging) => Promise<Page<T>>): Promise<T[]> {
  const all: T[] = []
  let cursor: string | undefined
  do {
    const page = await read({ cursor, limit: 200 })
    all.push(...page.items)
    cursor = page.next
  } while (cursor !== undefined && all.length < LINES_MAX)
  return all
}

async function scopeOf(deps: Deps, who: Principal, period: string) {
  const reach = reachOf(who)
  const of = reach.villageId === null ? (await theTown(deps.db))?.name : (await villageNames(deps.db, reach))[0]?.name
  return {
    of: of ?? '',
    period,
    issuedAt: deps.clock.now(),
    by: who.name,
    lowered: lowered(policyOf(await readPolicy(deps.db, who.townId))),
  }
}

const sayMonth = (month: string): string => `${Number(month.slice(0, 4))}年${Number(month.slice(5))}月`

/** 日报: all of today's, a sheet line each. */
export async function digestWorkbook(deps: Deps, who: Principal): Promise<Book> {
  const now = deps.clock.now()
  const items = (await digestOfTown(deps.db, { townId: who.townId, villageId: who.villageId }, now)) ?? []
  return { name: `日报-${dateOf(now)}.xlsx`, bytes: await digestBook(digestSheets(items, now), await scopeOf(deps, who, dateOf(now))) }
}

/**
 * 问题台账: everything that the person may see, the newest first. `inWords` is the filter as it is said above the table (“河口村，逾期的”); without it
 * the place that was asked for. */
export async function issueBook(deps: Deps, who: Principal, filter: Omit<IssueFilter, 'today'>, inWords?: string): Promise<Book> {
  const reach = reachOf(who)
  const today = dateOf(deps.clock.now())
  const issues = await everything((paging) => issueDetails(deps.db, reach, { ...filter, ...paging, today }))
  const surveys = await everything((paging) => listSurveys(deps.db, reach, { hamletId: filter.hamletId, ...paging }))
  const last = new Map(surveys.reverse().map((s) => [s.issueId, s]))
  const lines = issues.map((issue): IssueLine => {
    const survey = last.get(issue.id)
    return { ...issueLine(issue), ...(survey?.raters == null ? {} : { raters: survey.raters, satisfied: survey.satisfied ?? 0 }) }
  })
  return {
    name: `问题台账-${today}.xlsx`,
    bytes: await issueLedger(lines, await scopeOf(deps, who, inWords ?? placeInWords(filter, lines[0]))),
  }
}

const placeInWords = (filter: { villageId?: string | undefined; hamletId?: string | undefined }, first: IssueLine | undefined): string =>
  first && filter.hamletId ? `${first.village}${first.hamlet}` : first && filter.villageId ? first.village : '全部'

function issueLine(i: IssueDetail): IssueLine {
  const given = <K extends string, V>(key: K, value: V | null): { [P in K]: V } | object => (value === null ? {} : { [key]: value })
  return {
    village: i.villageName,
    hamlet: i.hamletName,
    no: i.no,
    text: i.text,
    confidential: i.confidential,
    raisedAt: i.raisedAt,
    raisedBy: i.reporter ?? '',
    status: ISSUE_STATUS[i.status],
    provisional: i.provisional,
    round: i.round,
    ...given('category', i.category),
    ...given('reportDueOn', i.reportDueOn),
    ...given('reportedAt', i.reportedAt),
    ...(i.reportNo === null || i.reportedAt === null
      ? {}
      : { reportNo: registerNumber(i.villageName, wallTime(i.reportedAt).year, i.reportNo) }),
    ...given('department', i.department),
    ...given('person', i.person),
    ...given('assignDueOn', i.assignDueOn),
    ...given('handledAt', i.handledAt),
    ...given('handledText', i.handledText),
    ...given('closedAt', i.closedAt),
    ...given('endReason', i.endReason),
  }
}

/** 会议台账 of a month; of one place, if asked. */
export async function meetingBook(deps: Deps, who: Principal, month: string, place: Place = {}): Promise<Book> {
  const span = monthSpan(month)
  const meetings = await everything((paging) =>
    listMeetings(deps.db, reachOf(who), { ...place, ...paging, from: instantAt(span.from), to: instantAt(span.to) }),
  )
  const lines = meetings.map(
    (m): MeetingLine => ({
      village: m.villageName,
      hamlet: m.hamletName,
      startsAt: m.startsAt,
      ...(m.endedAt === null ? {} : { endedAt: m.endedAt }),
      ...(m.venue === null ? {} : { venue: m.venue }),
      present: m.figures?.atHome ?? 0,
      atHome: m.figures?.base ?? 0,
      persons: m.figures?.persons ?? 0,
      quorate: m.figures?.quorate ?? false,
      motions: m.motions,
      carried: m.carried,
      issues: m.issues,
      status: MEETING_STATUS[m.status],
    }),
  )
  return { name: `会议台账-${month}.xlsx`, bytes: await meetingLedger(lines, await scopeOf(deps, who, sayMonth(month))) }
}

/** 考核表 of a month: a line for every hamlet, also for those where nothing happened. */
export async function assessmentTable(deps: Deps, who: Principal, month: string, place: Place = {}): Promise<Book> {
  const found = await assessHamlets(deps.db, reachOf(who), month, dateOf(deps.clock.now()), place)
  const lines = found.map(
    ({ villageName, hamletName, ...figures }): AssessmentLine => ({ ...figures, village: villageName, hamlet: hamletName }),
  )
  return { name: `考核表-${month}.xlsx`, bytes: await assessmentBook(lines, await scopeOf(deps, who, sayMonth(month))) }
}
