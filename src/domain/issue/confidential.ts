/** An issue is kept out of the groups, or is no longer. */

import type { CommandOf } from '../base/commands.ts'
import type { Turn } from '../base/turn.ts'
import { issueOf, ofIssue, put } from './find.ts'

export function setConfidential(turn: Turn, command: CommandOf<'setConfidential'>): void {
  const issue = issueOf(turn, command.issueNo)
  if (issue.confidential === command.confidential) return
  put(turn, { ...issue, confidential: command.confidential })
  turn.happened('confidentialitySet', issue.id, { ...ofIssue(issue), confidential: command.confidential })
}
