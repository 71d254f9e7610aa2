/** 办好了: whoever has the issue says so, and a round of 评议 opens. Rounds never mix: each has its own ratings. */

import { addDays, dateOf, instantAt } from '../../kernel/time.ts'
import type { CommandOf } from '../base/commands.ts'
import { refuse } from '../base/refusals.ts'
import type { Turn } from '../base/turn.ts'
import { insist } from '../rights/insist.ts'
import { rechase } from './chase.ts'
import { issueAt, issueOf, ofIssue, put } from './find.ts'
import { ownHousehold } from './handler.ts'
import type { Assigned, InHamlet, InVillage, IssueRow, Level, Raised, SurveyRow } from './rows.ts'

function openSurvey(
  turn: Turn,
  issue: Raised | InHamlet | InVillage | Assigned,
  handled: { level: Level; text: string | null; handlerHouseholdId: string | null },
): void {
  const round = issue.round + 1
  const closesAt = instantAt(addDays(dateOf(turn.now), turn.policy.surveyDays), turn.policy.surveyClosesHour)
  const survey: SurveyRow = {
    id: turn.id(),
    hamletId: turn.hamlet.id,
    issueId: issue.id,
    round,
    status: 'open',
    openedAt: turn.now,
    closesAt,
    extended: false,
    closedAt: null,
    raters: null,
    satisfied: null,
    atHomeBase: null,
    atDoor: null,
    notedAt: null,
  }
  turn.state.surveys.put(survey)
  const { level, text, handlerHouseholdId } = handled
  put(
    turn,
    { ...issue, status: 'inReview', level, round, handledAt: turn.now, handledText: text, handledBy: turn.who, handlerHouseholdId },
    { what: 'handled', level, text },
  )
  turn.schedule('surveyClose', survey.id, closesAt)
  turn.happened('issueHandled', issue.id, { ...roundOf(survey, issue), level, closesAt, handlerHouseholdId }, text ?? undefined)
}

export const roundOf = (survey: SurveyRow, issue: IssueRow) => ({ ...ofIssue(issue), surveyId: survey.id, round: survey.round })

/** Whoever speaks for the hamlet has handled it, and may not rate it. */
export function solve(turn: Turn, issue: Raised | InHamlet, text: string | undefined): void {
  openSurvey(turn, issue, { level: 'hamlet', text: text ?? null, handlerHouseholdId: ownHousehold(turn) })
}

/** 办好了: said by the level that has the issue. The hamlet's households then rate it. */
export function handleIssue(turn: Turn, command: CommandOf<'handleIssue'>): void {
  const found = issueOf(turn, command.issueNo)
  // What is over, or being rated, is told as it stands, to whoever asks; the rest is its own office's to finish.
  if (found.status === 'inVillage') insist(turn, 'handleInVillage', found.no)
  else if (found.status === 'assigned') insist(turn, 'handleInTown', found.no)
  else if (found.status === 'raised' || found.status === 'inHamlet') insist(turn, 'handleInHamlet')
  const issue = issueAt(turn, found.no, ['raised', 'inHamlet', 'inVillage', 'assigned'])
  if (issue.status === 'inHamlet' && issue.decision === 'onTheSpot' && issue.agreedOn !== null && dateOf(turn.now) < issue.agreedOn)
    refuse({ code: 'notBeforeItsDay', issueNo: issue.no, dueOn: issue.agreedOn })
  if (issue.status === 'raised' || issue.status === 'inHamlet') solve(turn, issue, command.text)
  else
    openSurvey(turn, issue, {
      level: issue.status === 'inVillage' ? 'village' : 'town',
      text: command.text ?? null,
      handlerHouseholdId: ownHousehold(turn),
    })
  rechase(turn)
}
