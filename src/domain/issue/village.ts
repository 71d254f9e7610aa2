/** The village has the issue: five working days to solve it or to report it in writing (issue-loop: Five working days). */
import { type DateString, dateOf } from '../../kernel/time.ts'
import type { CommandOf } from '../base/commands.ts'
import { refuse } from '../base/refusals.ts'
import type { Turn } from '../base/turn.ts'
import { calendarOf } from '../calendar/calendar.ts'
import { workingDaysAfter } from '../calendar/workdays.ts'
import type { MeetingRow } from '../meeting/rows.ts'
import { rechase } from './chase.ts'
import { countDays } from './days.ts'
import type { MovedDeadline } from './events.ts'
import { issueAt, issueOf, ofIssue, put } from './find.ts'
import type { HandedFrom, InHamlet, InReview, InTown, InVillage, IssueRow, Raised, ReckonedDay } from './rows.ts'

const reckoned = (turn: Turn, day0: DateString) =>
  workingDaysAfter(calendarOf(turn.state.town.calendarEntries), day0, turn.policy.reportWorkingDays)

/**
 * Hands issues to the village. `day0` is the meeting's own day, or the day of handing over; it is not counted. The deadline is stored with
 * every day's reason, so that it can be checked by hand.
 */
export function handOver(
  turn: Turn,
  issues: readonly (Raised | InHamlet | InReview | InTown)[],
  from: HandedFrom,
  day0: DateString,
  meetingId: string | null,
): void {
  if (issues.length === 0) return
  const { deadline, days, provisional } = reckoned(turn, day0)
  for (const issue of issues) {
    const row: InVillage = {
      ...issue,
      status: 'inVillage',
      level: 'village',
      handedAt: turn.now,
      handedFrom: from,
      reportDueOn: deadline,
      reportDays: days,
      provisional,
      acceptedAt: null,
    }
    // That a review or the town's meeting sent it back is a step of its own.
    put(turn, row, from === 'review' || from === 'town' ? undefined : { what: 'handed' })
    turn.drop(issue.id, ['headDays'])
    countDays(turn, row)
    turn.happened('issueHandedOver', issue.id, {
      ...ofIssue(issue),
      from,
      meetingId,
      countedFrom: day0,
      dueOn: deadline,
      provisional,
    })
  }
  if (from !== 'review' && from !== 'town')
    turn.noted('issuesPassedOn', meetingId ?? issues[0]?.id ?? turn.hamlet.id, { issueIds: issues.map((i) => i.id), from })
}

/**
 * 散会: what is still only raised goes to the village by itself (rules: Issues). The meeting's own day is day 0, also when
 * it ends after midnight. To be called in the turn that ends the meeting.
 */
export function issuesToVillage(turn: Turn, meeting: MeetingRow): void {
  const left = turn.state.issues.where((i): i is Raised => i.status === 'raised').sort((a, b) => a.no - b.no)
  handOver(turn, left, 'meeting', dateOf(meeting.startsAt), meeting.id)
  rechase(turn)
}

/** The town's meeting gives it back: five new working days, with the reason on record. */
export function bringBackIssue(turn: Turn, command: CommandOf<'bringBackIssue'>): void {
  const issue = issueAt(turn, command.issueNo, ['inTown'])
  if (issue.passesOver === 'village') refuse({ code: 'aboutCadres', issueNo: issue.no })
  const studyId = command.studyId ?? null
  handOver(turn, [put(turn, { ...issue, studyId }, { what: 'broughtBack' })], 'town', dateOf(turn.now), null)
  turn.happened('issueBroughtBack', issue.id, { ...ofIssue(issue), studyId }, command.reason)
  rechase(turn)
}

/** Accepting does not stop the days. */
export function acceptIssue(turn: Turn, command: CommandOf<'acceptIssue'>): void {
  const issue = issueAt(turn, command.issueNo, ['inVillage'])
  if (issue.acceptedAt !== null) refuse({ code: 'acceptedAlready', issueNo: issue.no })
  put(turn, { ...issue, acceptedAt: turn.now }, { what: 'accepted' })
  turn.happened('issueAccepted', issue.id, ofIssue(issue), command.text)
}

/** 上报: in writing; the document is made with what this decides (src/application/papers/report.ts). */
export function reportToTown(turn: Turn, command: CommandOf<'reportToTown'>): void {
  const issue = issueAt(turn, command.issueNo, ['inVillage'])
  const { reportNo, text, signer } = command
  put(
    turn,
    { ...issue, status: 'inTown', level: 'town', reportedAt: turn.now, reportNo, reportText: text ?? null, reportSigner: signer ?? null },
    { what: 'reported' },
  )
  turn.drop(issue.id, ['villageDays'])
  turn.schedule('fileReport', issue.id, turn.now, reportNo)
  turn.happened('issueReported', issue.id, { ...ofIssue(issue), reportNo, dueOn: issue.reportDueOn }, text)
  rechase(turn)
}

/** Its report stands: what the town gave back after it has to be reported anew. */
export const isFiled = (issue: Pick<IssueRow, 'status' | 'reportedAt' | 'handedAt'>): boolean =>
  issue.reportedAt !== null && issue.status !== 'inVillage' && issue.reportedAt >= (issue.handedAt ?? 0)

/** Who signs, said after it was filed: the document is made again with it. */
export function signReport(turn: Turn, command: CommandOf<'signReport'>): void {
  const issue = issueOf(turn, command.issueNo)
  const { reportNo } = issue
  if (reportNo === null || !isFiled(issue)) refuse({ code: 'notReported', issueNo: issue.no })
  put(turn, { ...issue, reportSigner: command.signer })
  turn.schedule('fileReport', issue.id, turn.now, `${reportNo}/${turn.nextSeq}`)
  turn.happened('reportSigned', issue.id, { ...ofIssue(issue), reportNo: reportNo ?? 0 })
}

/**
 * The calendar has changed, or the number of days: every open deadline is reckoned anew from its own day 0. Of what stays the same nothing is said; a day whose
 * reason changed without moving the deadline is stored and no news.
 */
export function recountDeadlines(turn: Turn, { because }: CommandOf<'recountDeadlines'>): void {
  const items: (MovedDeadline & { issueId: string; no: number })[] = []
  for (const issue of turn.state.issues.where((i): i is InVillage => i.status === 'inVillage')) {
    const day0 = issue.reportDays[0]?.date
    if (day0 === undefined) continue
    const { deadline, days, provisional } = reckoned(turn, day0)
    if (deadline === issue.reportDueOn && provisional === issue.provisional && same(days, issue.reportDays)) continue
    countDays(turn, put(turn, { ...issue, reportDueOn: deadline, reportDays: days, provisional }))
    if (deadline === issue.reportDueOn && provisional === issue.provisional) continue
    const moved = { ...ofIssue(issue), before: issue.reportDueOn, after: deadline, provisional }
    turn.happened('deadlineMoved', issue.id, moved)
    items.push(moved)
  }
  if (items.length > 0) turn.noted('deadlinesMoved', turn.hamlet.id, { items, ...(because ? { because } : {}) })
  rechase(turn)
}

type Days = readonly ReckonedDay[]
const same = (a: Days, b: Days): boolean => a.length === b.length && a.every((d, i) => d.counted === b[i]?.counted && d.why === b[i]?.why)
