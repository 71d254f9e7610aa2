/** The town has the issue: it names department, person and date. */

import type { CommandOf } from '../base/commands.ts'
import { refuse } from '../base/refusals.ts'
import type { Turn } from '../base/turn.ts'
import { rechase } from './chase.ts'
import { mustBeAhead } from './due-on.ts'
import { issueAt, ofIssue, put } from './find.ts'

/** 交办. What is already assigned may be assigned anew, with another department or date. */
export function assignIssue(turn: Turn, command: CommandOf<'assignIssue'>): void {
  const issue = issueAt(turn, command.issueNo, ['inTown', 'assigned'])
  const { department, dueOn } = command
  const studyId = command.studyId ?? null
  const known = turn.state.town.departments.includes(department)
  // In a chat an unknown name is noted and asked about; at the desk it is chosen from the list.
  if (!known && turn.atDesk) refuse({ code: 'noSuchDepartment', department, known: turn.state.town.departments })
  mustBeAhead(turn, issue, dueOn)
  // 明确责任部门、责任人: nobody can be asked for what a whole department has.
  const person = command.person ?? refuse({ code: 'personNeeded', issueNo: issue.no, department, dueOn })
  // Two officials, or a finger that pressed twice: the hamlet hears of it once.
  const same = issue.department === department && issue.person === person && issue.assignDueOn === dueOn
  if (issue.status === 'assigned' && same && issue.studyId === studyId)
    refuse({ code: 'assignedAlready', issueNo: issue.no, department, dueOn })
  put(
    turn,
    { ...issue, status: 'assigned', level: 'town', department, person, assignedAt: turn.now, assignDueOn: dueOn, studyId },
    { what: 'assigned', department, person, dueOn },
  )
  turn.happened('issueAssigned', issue.id, { ...ofIssue(issue), department, known, dueOn, studyId })
  rechase(turn)
}
