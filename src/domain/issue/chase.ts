/**
 * Chasing. A hamlet has one open deadline per kind of chase, at the next moment at which any of its issues is chased. When it falls, all
 * that came due since are said in one message with the state as it is then: after days of downtime one message, not the backlog.
 */
import { addDays, type DateString, dateOf, type Instant, instantAt } from '../../kernel/time.ts'
import { afterQuiet } from '../base/quiet.ts'
import type { DeadlineRow } from '../base/rows.ts'
import type { HamletState } from '../base/state.ts'
import type { Turn } from '../base/turn.ts'
import { type Calendar, calendarOf, dayKind } from '../calendar/calendar.ts'
import { howFar, workingDayBefore } from '../calendar/workdays.ts'
import type { ChasedIssue } from './events.ts'
import type { IssueRow, Level } from './rows.ts'

const MORNING = 9
const AFTERNOON = 16
/** Ours: an agreed date that has passed is brought up again once a week; the hamlet's group is no office. */
const AGREED_AGAIN_DAYS = 7
/** Ours: the first chase leaves two working days. */
const FIRST_CHASE_LEFT = 2

type ChaseKind = 'villageChase' | 'assignChase' | 'agreedChase'
/** The first moment after `after` at which the issue is chased; undefined when there is none. */
type Next = (issue: IssueRow, after: Instant, calendar: Calendar) => Instant | undefined

const firstAfter = (moments: readonly Instant[], after: Instant): Instant | undefined => moments.find((at) => at > after)

/** 09:00 of the first working day later than `date`, and later than `after`. */
function overdueMorning(date: DateString, after: Instant, calendar: Calendar): Instant {
  let day = addDays(date, 1)
  if (dateOf(after) > day) day = dateOf(after)
  while (instantAt(day, MORNING) <= after || !dayKind(calendar, day).workday) day = addDays(day, 1)
  return instantAt(day, MORNING)
}

/** 09:00 of the day that leaves two working days, 09:00 and 16:00 of the last, then 09:00 of every working day (ours). */
const nextVillageChase: Next = (issue, after, calendar) => {
  if (issue.status !== 'inVillage') return undefined
  const counted = issue.reportDays.filter((d) => d.counted)
  const last = issue.reportDueOn
  const first = counted[counted.length - 1 - FIRST_CHASE_LEFT]?.date
  const planned = [...(first ? [instantAt(first, MORNING)] : []), instantAt(last, MORNING), instantAt(last, AFTERNOON)]
  return firstAfter(planned, after) ?? overdueMorning(last, after, calendar)
}

/** One working day before its date, and on the first working day after it; from then on the digest has it. */
export const nextAssignChase = (
  { status, assignDueOn: due }: Pick<IssueRow, 'status' | 'assignDueOn'>,
  after: Instant,
  calendar: Calendar,
): Instant | undefined => {
  if (status !== 'assigned' || due === null) return undefined
  const before = instantAt(workingDayBefore(calendar, due), MORNING)
  return firstAfter([before, overdueMorning(due, instantAt(due, 24) - 1, calendar)], after)
}

const nextAgreedChase: Next = (issue, after) => {
  if (issue.status !== 'inHamlet' || issue.agreedOn === null) return undefined
  let day = issue.agreedOn
  while (instantAt(day, MORNING) <= after) day = addDays(day, AGREED_AGAIN_DAYS)
  return instantAt(day, MORNING)
}

/** `dueOn`: of an issue that this level still has; null of any other. */
const KINDS: Readonly<Record<ChaseKind, { next: Next; level: Level; dueOn: (issue: IssueRow) => DateString | null }>> = {
  villageChase: { next: nextVillageChase, level: 'village', dueOn: (issue) => (issue.status === 'inVillage' ? issue.reportDueOn : null) },
  assignChase: { next: nextAssignChase, level: 'town', dueOn: (issue) => (issue.status === 'assigned' ? issue.assignDueOn : null) },
  agreedChase: { next: nextAgreedChase, level: 'hamlet', dueOn: (issue) => (issue.status === 'inHamlet' ? issue.agreedOn : null) },
}

const calendarFor = (turn: Turn): Calendar => calendarOf(turn.state.town.calendarEntries)

/** Sets the hamlet's chases to the next moments; to be called after anything that changes who waits for what. */
export function rechase(turn: Turn): void {
  const calendar = calendarFor(turn)
  for (const kind of Object.keys(KINDS) as ChaseKind[]) {
    const open = turn.state.deadlines.find((d) => d.doneAt === null && d.kind === kind)
    // One that is due already is not moved away from under the job that is about to meet it.
    if (open && open.dueAt <= turn.now) continue
    const moments = [...turn.state.issues.all()].flatMap((issue) => KINDS[kind].next(issue, turn.now, calendar) ?? [])
    if (moments.length > 0) turn.schedule(kind, turn.hamlet.id, Math.min(...moments))
    else turn.drop(turn.hamlet.id, [kind])
  }
}

const fallen =
  (kind: ChaseKind) =>
  (turn: Turn, _hamletId: string, deadline: DeadlineRow): boolean => {
    const calendar = calendarFor(turn)
    const { next, level } = KINDS[kind]
    const since = deadline.dueAt - 1
    const come = turn.state.issues.where((issue) => (next(issue, since, calendar) ?? Number.POSITIVE_INFINITY) <= turn.now)
    const items = chasedNow(turn.state, level, come, turn.now)
    const today = dateOf(afterQuiet(turn.now, turn.policy))
    const drafts = level === 'village' ? items.filter((i) => i.dueOn > today) : []
    // On the day of the first chase (and, after downtime, before the last) a draft of the report is laid ready.
    for (const { issueId } of drafts) turn.schedule('draftReport', issueId, turn.now)
    if (items.length > 0) turn.happened('issuesChased', turn.hamlet.id, { kind: level, items, draft: drafts.map((i) => i.issueId) })
    rechase(turn)
    return items.length > 0
  }

/** How these issues stand at `now`, those that the level no longer has left out. What is said after quiet hours is the state of that morning. */
export function chasedNow(state: HamletState, level: Level, issues: readonly IssueRow[], now: Instant): ChasedIssue[] {
  const { policy, calendarEntries } = state.town
  const calendar = calendarOf(calendarEntries)
  const today = dateOf(afterQuiet(now, policy))
  const { dueOn } = Object.values(KINDS).find((k) => k.level === level) as (typeof KINDS)[ChaseKind]
  return issues
    .flatMap((issue) => {
      const due = dueOn(issue)
      return due === null ? [] : [chasedIssue(issue, due, today, calendar)]
    })
    .sort((a, b) => (a.dueOn < b.dueOn ? -1 : a.dueOn > b.dueOn ? 1 : a.no - b.no))
}

function chasedIssue(issue: IssueRow, dueOn: DateString, today: DateString, calendar: Calendar): ChasedIssue {
  return { issueId: issue.id, no: issue.no, dueOn, ...howFar(calendar, dueOn, today) }
}

export const villageChase = fallen('villageChase')
export const assignChase = fallen('assignChase')
export const agreedChase = fallen('agreedChase')
