/** The town has the issue: it names department, person and date; and any level says when it is done. */
import { dateOf } from '../../kernel/time.ts'
import type { CommandOf } from '../commands.ts'
import { refuse } from '../refusals.ts'
import { openSurvey } from '../survey/round.ts'
import type { Turn } from '../turn.ts'
import { rechase } from './chase.ts'
import { issueAt, issueOf, ofIssue, put } from './find.ts'
import { solve } from './hamlet.ts'
import { onlyOffice } from './village.ts'

/** 交办. What is already assigned may be assigned anew, with another department or date. */
export function assignIssue(turn: Turn, command: CommandOf<'assignIssue'>): void {
  onlyOffice(turn, 'official', '交办')
  const issue = issueAt(turn, command.issueNo, ['inTown', 'assigned'])
  const { department, person, dueOn, known } = command
  if (dueOn < dateOf(turn.now)) refuse({ code: 'dueOnPast', issueNo: issue.no, dueOn })
  // Two officials, or a finger that pressed twice: the hamlet hears of it once.
  const same = issue.department === department && issue.person === (person ?? null) && issue.assignDueOn === dueOn
  if (issue.status === 'assigned' && same) refuse({ code: 'assignedAlready', issueNo: issue.no, department, dueOn })
  put(
    turn,
    { ...issue, status: 'assigned', department, person: person ?? null, assignedAt: turn.now, assignDueOn: dueOn },
    { what: 'assigned', department, dueOn },
  )
  turn.happened('issueAssigned', issue.id, { ...ofIssue(issue), department, known, dueOn })
  rechase(turn)
}

/** 办好了: said by the level that has the issue. The hamlet's households then rate it. */
export function handleIssue(turn: Turn, command: CommandOf<'handleIssue'>): void {
  const found = issueOf(turn, command.issueNo)
  if (found.status === 'inVillage') onlyOffice(turn, 'cadre', `${found.no}号在村里办，报办结`)
  else if (found.status === 'assigned') onlyOffice(turn, 'official', `${found.no}号在镇里办，报办结`)
  else turn.only(['head'], '报办结')
  const issue = issueAt(turn, found.no, ['raised', 'inHamlet', 'inVillage', 'assigned'])
  if (issue.status === 'raised' || issue.status === 'inHamlet') solve(turn, issue, command.text)
  else
    openSurvey(turn, issue, {
      level: issue.status === 'inVillage' ? 'village' : 'town',
      text: command.text ?? null,
      handlerHouseholdId: command.householdId ?? null,
    })
  rechase(turn)
}
