/** What a change of the calendar, of the busy seasons or of a number of the rules would move, before anybody makes it. */
import { addDays, type DateString, dateOf, type Instant } from '../../kernel/time.ts'
import type { Policy } from '../base/policy.ts'
import type { BusyPeriod } from '../calendar/busy.ts'
import { type Calendar, calendarOf, type TownEntry } from '../calendar/calendar.ts'
import { workingDaysAfter } from '../calendar/workdays.ts'
import { isBusyMonth } from '../digest/digest.ts'
import { nextAssignChase } from '../issue/chase.ts'

/** An issue that an office has: its dates are reckoned in working days. */
export type AwaitedIssue = { issueId: string } & (
  | {
      status: 'inVillage'
      /** Day 0 of the reckoning. */
      countedFrom: DateString
      reportDueOn: DateString
      provisional: boolean
    }
  | { status: 'inTown'; arrivedAt: Instant }
  | { status: 'assigned'; assignDueOn: DateString }
)

export interface MovedDate {
  issueId: string
  /** The village's deadline to report it; the last day on which the town assigns it in time; the day on which the department is chased. */
  what: 'report' | 'assign' | 'assignChase'
  before: DateString
  after: DateString
  /** The new deadline may still move, because a year's holidays are not known. */
  provisional: boolean
}

/** Counted by the same calendar and the same rules as the dates themselves (issue-loop: Five working days). */
export function movedDates(
  entries: { before: readonly TownEntry[]; after: readonly TownEntry[] },
  issues: readonly AwaitedIssue[],
  policy: Pick<Policy, 'reportWorkingDays' | 'assignWorkingDays'>,
  now: Instant,
  /** Where the number of days changes, too. */
  later = policy,
): MovedDate[] {
  const [was, becomes] = [calendarOf(entries.before), calendarOf(entries.after)]
  type On = (calendar: Calendar, days: typeof policy) => DateString | undefined
  const moved = (issueId: string, what: 'assign' | 'assignChase', on: On): MovedDate[] => {
    const [before, after] = [on(was, policy), on(becomes, later)]
    return before === undefined || after === undefined || before === after ? [] : [{ issueId, what, before, after, provisional: false }]
  }
  return issues.flatMap((issue): MovedDate[] => {
    const { issueId } = issue
    if (issue.status === 'inTown')
      return moved(
        issueId,
        'assign',
        (calendar, days) => workingDaysAfter(calendar, dateOf(issue.arrivedAt), days.assignWorkingDays).deadline,
      )
    if (issue.status === 'assigned')
      return moved(issueId, 'assignChase', (calendar) => {
        const at = nextAssignChase(issue, now, calendar)
        return at === undefined ? undefined : dateOf(at)
      })
    const { countedFrom, reportDueOn: before } = issue
    const { deadline: after, provisional } = workingDaysAfter(becomes, countedFrom, later.reportWorkingDays)
    return after === before && provisional === issue.provisional ? [] : [{ issueId, what: 'report', before, after, provisional }]
  })
}

export interface TurnedMonth {
  /** 2026-10. */
  month: string
  /** Afterwards nobody is asked for a meeting in it; before, hamlets were. Or the other way round. */
  busy: boolean
}

/** The months from this one on that become busy ones, or cease to be, when a season is added or dropped. */
export function turnedMonths(
  seasons: { before: readonly BusyPeriod[]; after: readonly BusyPeriod[] },
  changed: Pick<BusyPeriod, 'from' | 'to'>,
  policy: Pick<Policy, 'monthlyReminderDay'>,
  today: DateString,
): TurnedMonth[] {
  const turned: TurnedMonth[] = []
  const first = changed.from > today ? changed.from : today
  for (let month = first.slice(0, 7); month <= changed.to.slice(0, 7); month = addDays(`${month}-28`, 4).slice(0, 7)) {
    const busy = isBusyMonth(month, seasons.after, policy)
    if (busy !== isBusyMonth(month, seasons.before, policy)) turned.push({ month, busy })
  }
  return turned
}

/** The months of a year from this one on that become busy ones, or cease to be, when another day of the month decides it. */
export function monthsOfAnotherDay(
  seasons: readonly BusyPeriod[],
  days: { before: number; after: number },
  today: DateString,
): TurnedMonth[] {
  const turned: TurnedMonth[] = []
  let month = today.slice(0, 7)
  for (let n = 0; n < 12; n++, month = addDays(`${month}-28`, 4).slice(0, 7)) {
    const [was, busy] = [days.before, days.after].map((monthlyReminderDay) => isBusyMonth(month, seasons, { monthlyReminderDay }))
    if (busy !== undefined && busy !== was) turned.push({ month, busy })
  }
  return turned
}
