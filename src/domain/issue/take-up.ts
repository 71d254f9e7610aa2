/** 提级办理: the town takes an issue up. */

import { dateOf } from '../../kernel/time.ts'
import type { CommandOf } from '../base/commands.ts'
import type { Turn } from '../base/turn.ts'
import { rechase } from './chase.ts'
import { issueAt, ofIssue, put } from './find.ts'

/**
 * People decide, the system shows it: an overdue issue never moves by itself, but the town may take it up. That is a step of its own: the
 * village has reported nothing, and its date was missed or was not, as it stood then. From here on the town's working days to assign it count.
 */
export function takeUpIssue(turn: Turn, command: CommandOf<'takeUpIssue'>): void {
  const issue = issueAt(turn, command.issueNo, ['inVillage'])
  const { reason } = command
  put(turn, { ...issue, status: 'inTown', level: 'town', takenUpAt: turn.now, takenUpFor: reason }, { what: 'takenUp' })
  turn.happened(
    'issueTakenUp',
    issue.id,
    { ...ofIssue(issue), dueOn: issue.reportDueOn, missed: dateOf(turn.now) > issue.reportDueOn },
    reason,
  )
  rechase(turn)
}
