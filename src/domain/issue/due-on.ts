/** A date that somebody names for an issue: from today on, and not so far away that it must be a slip. */
import { addDays, type DateString, dateOf } from '../../kernel/time.ts'
import { refuse } from '../base/refusals.ts'
import type { Turn } from '../base/turn.ts'
import type { IssueRow } from './rows.ts'

export function mustBeAhead(turn: Turn, issue: IssueRow, dueOn: DateString): void {
  const today = dateOf(turn.now)
  if (dueOn < today) refuse({ code: 'dueOnPast', issueNo: issue.no, dueOn })
  const latest = addDays(today, turn.policy.assignDaysAtMost)
  if (dueOn > latest) refuse({ code: 'dueTooFar', dueOn, latest })
}
