/** An issue is kept out of the groups, or is no longer. */

import type { CommandOf } from '../base/commands.ts'
import { refuse } from '../base/refusals.ts'
import type { Turn } from '../base/turn.ts'
import { runHeadDays } from './days.ts'
import { issueOf, ofIssue, put } from './find.ts'

export function setConfidential(turn: Turn, command: CommandOf<'setConfidential'>): void {
  const issue = issueOf(turn, command.issueNo)
  if (issue.confidential === command.confidential) return
  const { confidential } = command
  if (!confidential && issue.passesOver !== null) refuse({ code: 'staysConfidential', issueNo: issue.no })
  put(turn, { ...issue, confidential })
  runHeadDays(turn)
  turn.happened('confidentialitySet', issue.id, { ...ofIssue(issue), confidential })
}
