/**
 * 今天, by whoever looks: what only they can do, what is late below them, what is coming. One table says who does what; an issue stands on the
 * page once, as the first of its jobs that concerns the reader at all.
 */
import { addDays, type DateString, dateOf } from '../../kernel/time.ts'
import type { Policy } from '../base/policy.ts'
import type { Calendar } from '../calendar/calendar.ts'
import { workingDaysUntil } from '../calendar/workdays.ts'
import type { IssueColumns } from '../issue/rows.ts'
import type { DeskRole } from '../rights/desk.ts'

/** What is to be done about an issue. */
export type Job = 'assign' | 'accept' | 'report' | 'order' | 'agreed' | 'confirmVisits' | 'visit' | 'redo' | 'head' | 'sign'

export const SECTIONS = ['mine', 'below', 'coming'] as const
export type Section = (typeof SECTIONS)[number]

/** Days ahead that are worth seeing today, as the list “七天内到期” has them (ours). */
const COMING_DAYS = 7

export interface TodayIssue
  extends Pick<
    IssueColumns,
    | 'id'
    | 'hamletId'
    | 'no'
    | 'text'
    | 'confidential'
    | 'status'
    | 'arrivedAt'
    | 'acceptedAt'
    | 'provisional'
    | 'department'
    | 'person'
    | 'headDueOn'
  > {
  hamlet: string
  villageId: string
  village: string
  /** The day that is waited for at this status. */
  dueOn: DateString | null
  /** A report that lies with the town and that nobody has signed. */
  unsigned: boolean
  /** The latest round: waiting for raters, or failed. */
  surveyStatus: string | null
  round: number | null
  raters: number | null
  satisfied: number | null
  /** Entered at the door, and nobody has confirmed it. */
  unconfirmed: number
}

export interface TodayItem {
  job: Job
  section: Section
  issue: TodayIssue
  /** Working days past its day; absent while it is in time. */
  late?: number
  /** Working days until its day; 0 is today. */
  left?: number
  /** Working days since it came to where it is, where no day is set. */
  waited?: number
  /** The day it is counted from: the oldest come first. */
  since: DateString
}

type Urgency = 'late' | 'soon' | 'later'
/** Where a job stands for a role; `late` alone means: only once it is late. Missing: no business of theirs. */
type Places = Partial<Record<Urgency, Section>>
const MINE: Places = { late: 'mine', soon: 'mine', later: 'mine' }
const WATCHED: Places = { late: 'below', soon: 'coming' }
const BELOW: Places = { late: 'below', soon: 'below', later: 'below' }

const TOWN: Readonly<Partial<Record<Job, Places>>> = {
  ...{ assign: MINE, accept: WATCHED, report: WATCHED, order: WATCHED, agreed: WATCHED },
  ...{ visit: BELOW, confirmVisits: BELOW, redo: BELOW, head: { late: 'below' }, sign: BELOW },
}
const PLACES: Readonly<Record<DeskRole, Readonly<Partial<Record<Job, Places>>>>> = {
  townAdmin: TOWN,
  official: TOWN,
  cadre: {
    ...{ accept: MINE, report: MINE, visit: MINE, confirmVisits: MINE, sign: MINE },
    ...{ order: WATCHED, agreed: WATCHED, redo: BELOW, head: { late: 'below' } },
  },
  // A department sees what was assigned to it: all of that is its own.
  department: { order: { late: 'mine', soon: 'mine', later: 'coming' } },
  viewer: {
    ...{ assign: { late: 'below', soon: 'coming' }, accept: WATCHED, report: WATCHED, order: WATCHED, agreed: WATCHED },
    ...{ visit: BELOW, redo: BELOW },
  },
}

/** Every job that an issue is, the first first. */
function jobsOf(issue: TodayIssue): Job[] {
  switch (issue.status) {
    case 'inVillage':
      return [issue.acceptedAt === null ? 'accept' : 'report']
    case 'inTown':
      return issue.unsigned ? ['assign', 'sign'] : ['assign']
    case 'assigned':
      return issue.unsigned ? ['order', 'sign'] : ['order']
    case 'inReview':
      return [
        ...(issue.unconfirmed > 0 ? (['confirmVisits'] as const) : []),
        ...(issue.surveyStatus === 'waiting' ? (['visit'] as const) : []),
      ]
    case 'inHamlet':
      return issue.dueOn !== null ? ['agreed'] : issue.surveyStatus === 'failed' ? ['redo'] : []
    case 'raised':
      return issue.headDueOn !== null ? ['head'] : []
    default:
      return []
  }
}

/** The oldest first. `issues`: those that the reader may see at all. */
export function todayOf(
  issues: readonly TodayIssue[],
  { role, today, calendar, policy }: { role: DeskRole; today: DateString; calendar: Calendar; policy: Pick<Policy, 'assignWorkingDays'> },
): TodayItem[] {
  const known = new Map<string, number>()
  const days = (from: DateString, to: DateString): number => {
    const key = `${from}/${to}`
    const found = known.get(key) ?? workingDaysUntil(calendar, from, to)
    known.set(key, found)
    return found
  }
  const soonest = addDays(today, COMING_DAYS)
  const items = issues.flatMap((issue): TodayItem[] => {
    for (const job of jobsOf(issue)) {
      const when = whenOf(issue, job, today, days, policy)
      const due = job === 'head' ? issue.headDueOn : issue.dueOn
      const urgency: Urgency = when.late !== undefined ? 'late' : due === null || due <= soonest ? 'soon' : 'later'
      const section = PLACES[role][job]?.[urgency]
      if (section) return [{ job, section, issue, ...when, since: due ?? dateOf(issue.arrivedAt) }]
    }
    return []
  })
  return items.sort((a, b) => (a.since < b.since ? -1 : a.since > b.since ? 1 : a.issue.no - b.issue.no))
}

type Days = (from: DateString, to: DateString) => number

function whenOf(
  issue: TodayIssue,
  job: Job,
  today: DateString,
  days: Days,
  { assignWorkingDays }: Pick<Policy, 'assignWorkingDays'>,
): Pick<TodayItem, 'late' | 'left' | 'waited'> {
  const due = job === 'head' ? issue.headDueOn : job === 'sign' ? null : issue.dueOn
  if (due !== null) return due < today ? { late: Math.max(1, days(due, today)) } : { left: days(today, due) }
  const waited = days(dateOf(issue.arrivedAt), today)
  // Within three working days it may be assigned in peace; on the fourth it is late.
  return job === 'assign' && waited > assignWorkingDays ? { waited, late: waited - assignWorkingDays } : { waited }
}
