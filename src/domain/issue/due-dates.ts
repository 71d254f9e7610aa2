/**
 * The dates that village and town were given, each kept as it was: a new assignment, or a review that sends an issue back, begins another and
 * leaves what became of the one before it on record (issue-loop: Where it is). Kept wherever an issue is written, from how it stood before and
 * how it stands then.
 */
import type { Instant } from '../../kernel/time.ts'
import type { Turn } from '../base/turn.ts'
import type { DueDateRow, IssueRow } from './rows.ts'

type Running = Pick<DueDateRow, 'what' | 'dueOn' | 'department'> & { since: Instant }

/** The date that runs at this status: the village's to report in writing, or the department's to be done. */
function running(issue: IssueRow | undefined): Running | undefined {
  if (issue?.status === 'inVillage') return { what: 'report', department: null, dueOn: issue.reportDueOn, since: issue.handedAt }
  if (issue?.status === 'assigned')
    return { what: 'assign', department: issue.department, dueOn: issue.assignDueOn, since: issue.assignedAt }
  return undefined
}

/** Done, reported in writing, or no issue any more; not when the town takes it up or assigns it anew. */
const isMet = (before: IssueRow, after: IssueRow): boolean =>
  after.status === 'inReview' || after.status === 'withdrawn' || (after.status === 'inTown' && after.reportNo !== before.reportNo)

export function keepDueDates(turn: Turn, before: IssueRow | undefined, after: IssueRow): void {
  const [was, is] = [running(before), running(after)]
  const { dueDates } = turn.state
  const open = dueDates.find((d) => d.issueId === after.id && d.metAt === null && d.droppedAt === null)
  // A report's date is moved by the calendar; an assignment's is given anew.
  if (
    was &&
    is &&
    was.what === is.what &&
    was.since === is.since &&
    (is.what === 'report' || (was.dueOn === is.dueOn && was.department === is.department))
  ) {
    if (open && open.dueOn !== is.dueOn) dueDates.put({ ...open, dueOn: is.dueOn })
    return
  }
  if (open && before) dueDates.put({ ...open, ...(isMet(before, after) ? { metAt: turn.now } : { droppedAt: turn.now }) })
  if (is) dueDates.put({ id: turn.id(), hamletId: turn.hamlet.id, issueId: after.id, ...is, metAt: null, droppedAt: null })
}
