/** An issue is kept out of the groups, or is no longer. */

import type { CommandOf } from '../base/commands.ts'
import { refuse } from '../base/refusals.ts'
import type { Turn } from '../base/turn.ts'
import { issueOf, ofIssue, put } from './find.ts'

export function setConfidential(turn: Turn, command: CommandOf<'setConfidential'>): void {
  if (turn.actor.kind !== 'official') refuse({ code: 'onlyFor', who: ['cadre', 'official'], what: '标为不公开' })
  const issue = issueOf(turn, command.issueNo)
  if (issue.confidential === command.confidential) return
  put(turn, { ...issue, confidential: command.confidential })
  turn.happened('confidentialitySet', issue.id, { ...ofIssue(issue), confidential: command.confidential })
}
