/**
 * A confidential issue is nobody's to bring up in a group, so between meetings it has a clock of its own (ours): the head has five working
 * days, then the village has it, and when its days are over as well, the town. Each is told only to those who may know.
 */
import { dateOf, instantAt } from '../../kernel/time.ts'
import type { Turn } from '../base/turn.ts'
import { calendarOf } from '../calendar/calendar.ts'
import { workingDaysAfter } from '../calendar/workdays.ts'
import { put } from './find.ts'
import type { InVillage, IssueRow } from './rows.ts'

/** The last day on which the head has it. */
export function headDays(turn: Turn): string {
  const { deadline } = workingDaysAfter(calendarOf(turn.state.town.calendarEntries), dateOf(turn.now), turn.policy.reportWorkingDays)
  return deadline
}

/**
 * A confidential issue that lies with the head without a date is nobody's to bring up: its days run, unless the meeting that is going on takes
 * it along when it ends. To be called when that changes for an issue: it is made confidential, or its meeting is given up.
 */
export function runHeadDays(turn: Turn): void {
  const meeting = turn.state.meetings.find((m) => m.status === 'open')
  for (const issue of turn.state.issues.all()) {
    const idle = issue.status === 'raised' ? !meeting : issue.status === 'inHamlet' && issue.agreedOn === null
    if (!idle || !issue.confidential || issue.passesOver !== null || turn.hasOpenDeadline('headDays', issue.id)) continue
    countHeadDays(turn, put(turn, { ...issue, headDueOn: headDays(turn) }))
  }
}

export function countHeadDays(turn: Turn, issue: Pick<IssueRow, 'id' | 'headDueOn'>): void {
  if (issue.headDueOn !== null) turn.schedule('headDays', issue.id, instantAt(issue.headDueOn, 24))
}

/** Only where nobody's meeting brought it: what a meeting passed on is asked for in the cadres' group. */
export function countDays(turn: Turn, issue: InVillage): void {
  if (issue.confidential && (issue.handedFrom === 'days' || issue.handedFrom === 'reporter'))
    turn.schedule('villageDays', issue.id, instantAt(issue.reportDueOn, 24))
}
