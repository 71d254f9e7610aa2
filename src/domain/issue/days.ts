/**
 * A confidential issue is nobody's to bring up in a group, so between meetings it has a clock of its own (ours): the head has five working
 * days, then the village has it, and when its days are over as well, the town. Each is told only to those who may know.
 */
import { dateOf, instantAt } from '../../kernel/time.ts'
import type { Turn } from '../base/turn.ts'
import { calendarOf } from '../calendar/calendar.ts'
import { workingDaysAfter } from '../calendar/workdays.ts'
import type { InVillage, IssueRow } from './rows.ts'

/** The last day on which the head has it. */
export function headDays(turn: Turn): string {
  const { deadline } = workingDaysAfter(calendarOf(turn.state.town.calendarEntries), dateOf(turn.now), turn.policy.reportWorkingDays)
  return deadline
}

export function countHeadDays(turn: Turn, issue: Pick<IssueRow, 'id' | 'headDueOn'>): void {
  if (issue.headDueOn !== null) turn.schedule('headDays', issue.id, instantAt(issue.headDueOn, 24))
}

/** Only where nobody's meeting brought it: what a meeting passed on is asked for in the cadres' group. */
export function countDays(turn: Turn, issue: InVillage): void {
  if (issue.confidential && (issue.handedFrom === 'days' || issue.handedFrom === 'reporter'))
    turn.schedule('villageDays', issue.id, instantAt(issue.reportDueOn, 24))
}
