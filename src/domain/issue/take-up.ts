/** 提级办理: the town takes an issue up. */
import type { CommandOf } from '../base/commands.ts'
import type { Turn } from '../base/turn.ts'
import { rechase } from './chase.ts'
import { issueAt, ofIssue, put } from './find.ts'

/** People decide, the system shows it: an overdue issue never moves by itself, but the town may take it up. */
export function takeUpIssue(turn: Turn, command: CommandOf<'takeUpIssue'>): void {
  const issue = issueAt(turn, command.issueNo, ['inVillage'])
  // Reported now, in the town's own words: from here on the town's three working days to assign it count.
  put(turn, { ...issue, status: 'inTown', level: 'town', reportedAt: turn.now, reportText: command.reason }, { what: 'takenUp' })
  turn.happened('issueTakenUp', issue.id, ofIssue(issue), command.reason)
  rechase(turn)
}
