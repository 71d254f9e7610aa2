/** An issue is kept out of the groups, or is no longer. */

import type { CommandOf } from '../base/commands.ts'
import { refuse } from '../base/refusals.ts'
import type { Turn } from '../base/turn.ts'
import { countHeadDays, headDays } from './days.ts'
import { issueOf, ofIssue, put } from './find.ts'

export function setConfidential(turn: Turn, command: CommandOf<'setConfidential'>): void {
  const issue = issueOf(turn, command.issueNo)
  if (issue.confidential === command.confidential) return
  const { confidential } = command
  if (!confidential && issue.passesOver !== null) refuse({ code: 'staysConfidential', issueNo: issue.no })
  if (issue.status === 'raised' && confidential && issue.headDueOn === null && !turn.state.meetings.find((m) => m.status === 'open'))
    countHeadDays(turn, put(turn, { ...issue, confidential, headDueOn: headDays(turn) }))
  else put(turn, { ...issue, confidential })
  turn.happened('confidentialitySet', issue.id, { ...ofIssue(issue), confidential })
}
