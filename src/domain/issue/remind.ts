/** 提醒: an office asks by hand whoever has the issue, where the clock's chases are not enough. The same words as theirs, once in a while. */
import type { CommandOf } from '../base/commands.ts'
import { mustBeLongEnough } from '../base/nudge.ts'
import type { Turn } from '../base/turn.ts'
import { chasedNow } from './chase.ts'
import { issueAt } from './find.ts'
import type { Level } from './rows.ts'

const LEVEL = { inHamlet: 'hamlet', inVillage: 'village', assigned: 'town' } as const satisfies Record<string, Level>

export function remindIssue(turn: Turn, { issueNo }: CommandOf<'remindIssue'>): void {
  const issue = issueAt(turn, issueNo, ['inHamlet', 'inVillage', 'assigned'])
  const before = turn.state.progressNotes.find((n) => n.kind === 'issueReminded' && n.subject === issue.id)
  mustBeLongEnough(turn, before?.at ?? null)
  const level = LEVEL[issue.status]
  turn.state.progressNotes.put({
    ...{ id: before?.id ?? turn.id(), hamletId: turn.hamlet.id, kind: 'issueReminded', subject: issue.id },
    ...{ count: (before?.count ?? 0) + 1, picture: '', at: turn.now },
  })
  turn.happened('issuesChased', turn.hamlet.id, { kind: level, items: chasedNow(turn.state, level, [issue], turn.now), draft: [] })
}
