/**
 * Chasing. A hamlet has one open deadline per kind of chase, at the next moment at which any of its issues is chased. When it falls, all
 * that came due since are said in one message with the state as it is then: after days of downtime one message, not the backlog.
 */
import { addDays, type DateString, dateOf, type Instant, instantAt } from '../../kernel/time.ts'
import { type Calendar, calendarOf, dayKind } from '../calendar/calendar.ts'
import { workingDayBefore, workingDaysUntil } from '../calendar/workdays.ts'
import { afterQuiet } from '../quiet.ts'
import type { DeadlineRow } from '../rows.ts'
import type { Turn } from '../turn.ts'
import type { ChasedIssue } from './events.ts'
import type { IssueRow } from './rows.ts'

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
export const nextVillageChase: Next = (issue, after, calendar) => {
  const counted = (issue.reportDays ?? []).filter((d) => d.counted)
  const last = issue.reportDueOn
  if (issue.status !== 'inVillage' || last === null) return undefined
  const first = counted[counted.length - 1 - FIRST_CHASE_LEFT]?.date
  const planned = [...(first ? [instantAt(first, MORNING)] : []), instantAt(last, MORNING), instantAt(last, AFTERNOON)]
  return firstAfter(planned, after) ?? overdueMorning(last, after, calendar)
}

/** One working day before its date, and on the first working day after it; from then on the digest has it. */
export const nextAssignChase: Next = (issue, after, calendar) => {
  const due = issue.assignDueOn
  if (issue.status !== 'assigned' || due === null) return undefined
  const before = instantAt(workingDayBefore(calendar, due), MORNING)
  return firstAfter([before, overdueMorning(due, instantAt(due, 24) - 1, calendar)], after)
}

export const nextAgreedChase: Next = (issue, after) => {
  if (issue.status !== 'inHamlet' || issue.agreedOn === null) return undefined
  let day = issue.agreedOn
  while (instantAt(day, MORNING) <= after) day = addDays(day, AGREED_AGAIN_DAYS)
  return instantAt(day, MORNING)
}

const KINDS: Readonly<Record<ChaseKind, { next: Next; level: 'village' | 'town' | 'hamlet'; dueOn: (issue: IssueRow) => DateString }>> = {
  villageChase: { next: nextVillageChase, level: 'village', dueOn: (issue) => issue.reportDueOn as DateString },
  assignChase: { next: nextAssignChase, level: 'town', dueOn: (issue) => issue.assignDueOn as DateString },
  agreedChase: { next: nextAgreedChase, level: 'hamlet', dueOn: (issue) => issue.agreedOn as DateString },
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
    const { next, level, dueOn } = KINDS[kind]
    const since = deadline.dueAt - 1
    const chased = turn.state.issues
      .where((issue) => (next(issue, since, calendar) ?? Number.POSITIVE_INFINITY) <= turn.now)
      .sort((a, b) => (dueOn(a) < dueOn(b) ? -1 : dueOn(a) > dueOn(b) ? 1 : a.no - b.no))
    const drafts = kind === 'villageChase' ? chased.filter((i) => isDraftDay(i, dateOf(afterQuiet(turn.now, turn.policy)))) : []
    for (const issue of drafts) turn.schedule('draftReport', issue.id, turn.now)
    if (chased.length > 0) {
      // What is said after quiet hours is the state of that morning.
      const today = dateOf(afterQuiet(turn.now, turn.policy))
      turn.happened('issuesChased', turn.hamlet.id, {
        kind: level,
        items: chased.map((issue) => chasedIssue(issue, dueOn(issue), today, calendar)),
        draft: drafts.map((i) => i.id),
      })
    }
    rechase(turn)
    return chased.length > 0
  }

function chasedIssue(issue: IssueRow, dueOn: DateString, today: DateString, calendar: Calendar): ChasedIssue {
  const of = { issueId: issue.id, no: issue.no, dueOn }
  if (today > dueOn) return { ...of, late: Math.max(1, workingDaysUntil(calendar, dueOn, today)) }
  return { ...of, left: workingDaysUntil(calendar, today, dueOn) }
}

/** On the day of the first chase (and, after downtime, before the last) a draft of the report is laid ready. */
function isDraftDay(issue: IssueRow, today: DateString): boolean {
  return issue.reportDueOn !== null && today < issue.reportDueOn
}

export const villageChase = fallen('villageChase')
export const assignChase = fallen('assignChase')
export const agreedChase = fallen('agreedChase')
