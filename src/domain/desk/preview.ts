/** What a change of the calendar would move, before anybody makes it. */
import type { DateString } from '../../kernel/time.ts'
import { calendarOf, type TownEntry } from '../calendar/calendar.ts'
import { workingDaysAfter } from '../calendar/workdays.ts'

export interface AwaitedReport {
  issueId: string
  /** Day 0 of the reckoning. */
  countedFrom: DateString
  reportDueOn: DateString
  provisional: boolean
}

export interface MovedReport {
  issueId: string
  before: DateString
  after: DateString
  /** The new deadline may still move, because a year's holidays are not known. */
  provisional: boolean
}

/** Counted by the same calendar and the same rule as the deadlines themselves (rules: Five working days). */
export function movedReports(entries: readonly TownEntry[], reports: readonly AwaitedReport[], workingDays: number): MovedReport[] {
  const calendar = calendarOf(entries)
  return reports.flatMap(({ issueId, countedFrom, reportDueOn, provisional }) => {
    const counted = workingDaysAfter(calendar, countedFrom, workingDays)
    const same = counted.deadline === reportDueOn && counted.provisional === provisional
    return same ? [] : [{ issueId, before: reportDueOn, after: counted.deadline, provisional: counted.provisional }]
  })
}
