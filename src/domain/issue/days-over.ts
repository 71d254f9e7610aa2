/** The days of a confidential issue are over at one place, and it goes on to the next. */
import { dateOf, instantAt } from '../../kernel/time.ts'
import type { Turn } from '../base/turn.ts'
import { rechase } from './chase.ts'
import { ofIssue, put } from './find.ts'
import { handOver } from './village.ts'

export function headDaysOver(turn: Turn, issueId: string): boolean {
  const issue = turn.state.issues.get(issueId)
  // Nothing was agreed about it: what has a date is chased by that.
  const idle = issue?.status === 'raised' || (issue?.status === 'inHamlet' && issue.agreedOn === null)
  if (!idle || !issue.confidential) return false
  handOver(turn, [issue], 'days', dateOf(turn.now - 1), null)
  rechase(turn)
  return true
}

export function villageDaysOver(turn: Turn, issueId: string): boolean {
  const issue = turn.state.issues.get(issueId)
  if (issue?.status !== 'inVillage' || !issue.confidential || turn.now < instantAt(issue.reportDueOn, 24)) return false
  const reason = `${issue.reportDueOn}前村里没有办好，也没有上报`
  put(turn, { ...issue, status: 'inTown', level: 'town', takenUpAt: turn.now, takenUpFor: reason }, { what: 'takenUp' })
  turn.happened('issueTakenUp', issue.id, { ...ofIssue(issue), dueOn: issue.reportDueOn, missed: true }, reason)
  rechase(turn)
  return true
}
