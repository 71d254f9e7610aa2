/** A household's rating (issue-loop: Satisfaction). */

import type { CommandOf } from '../base/commands.ts'
import { householdName } from '../base/households.ts'
import { noteSoon } from '../base/notes.ts'
import { refuse } from '../base/refusals.ts'
import type { Turn } from '../base/turn.ts'
import type { Respondent } from '../base/who.ts'
import { issueOf } from '../issue/find.ts'
import { roundOf } from '../issue/review.ts'
import type { IssueRow, RatingRow, SurveyRow } from '../issue/rows.ts'
import { insist } from '../rights/insist.ts'
import { surveyOf, surveysFor } from './active.ts'
import { conclude } from './close.ts'
import { eligibleIds, surveyFigures } from './count.ts'

export function rate(turn: Turn, command: CommandOf<'rate'>): void {
  const { survey, issue } = meant(turn, command.issueNo)
  if (command.from.via === 'byHand') insist(turn, 'rateOnBehalf')
  const from = 'reporter' in command.from ? asReporter(turn, issue, command.from.by) : command.from
  const accountId = 'accountId' in from ? from.accountId : null
  const householdId = 'householdId' in from ? from.householdId : null
  const household = householdId ?? turn.state.accounts.get(accountId)?.householdId ?? null
  const handler = (household !== null && household === issue.handlerHouseholdId) || `account:${accountId}` === issue.handledBy
  if (handler)
    refuse({
      code: 'handlerMayNotRate',
      issueNo: issue.no,
      household: householdId === null ? null : householdName(turn.state, householdId),
    })
  if (household !== null && !eligibleIds(turn.state, issue).has(household)) refuse({ code: 'mayNotRate', issueNo: issue.no })
  const row: RatingRow = {
    id: turn.id(),
    hamletId: turn.hamlet.id,
    surveyId: survey.id,
    accountId,
    householdId,
    score: command.score,
    comment: command.comment ?? null,
    at: turn.saidSince(survey.openedAt),
    seq: turn.nextSeq,
    via: from.via,
    by: 'by' in from ? from.by : null,
  }
  turn.state.ratings.put(row)
  const known = household !== null
  const figures = surveyFigures(turn.state, survey, issue)
  turn.happened('rated', issue.id, { ...roundOf(survey, issue), accountId, householdId: household, score: command.score, known, figures })
  if (!known) return
  // Every household that may has rated: nothing is left to wait for. In 走访 the wait was for the least number.
  if (figures.raters >= figures.eligible || (survey.status === 'waiting' && figures.raters >= figures.needed))
    conclude(turn, survey, issue, figures)
  else if (from.via === 'chat') noteSoon(turn, 'surveyProgress', survey.id)
}

/** Whoever raised it, as a household where it is known, so that a second account of it changes nothing. */
function asReporter(turn: Turn, issue: IssueRow, by: string): Respondent {
  const accountId = issue.reporterAccountId ?? refuse({ code: 'noReporter', issueNo: issue.no })
  const householdId = turn.state.accounts.get(accountId)?.householdId
  return householdId ? { householdId, via: 'byHand', by } : { accountId, via: 'byHand' }
}

function meant(turn: Turn, issueNo: number | undefined): { survey: SurveyRow; issue: IssueRow } {
  if (issueNo !== undefined) {
    const issue = issueOf(turn, issueNo)
    const survey = surveyOf(turn.state, issue)
    return survey ? { survey, issue } : refuse({ code: 'notInReview', issueNo })
  }
  const open = turn.actor.kind === 'account' ? surveysFor(turn.state, turn.actor.accountId, []) : []
  if (open.length > 1) refuse({ code: 'whichSurvey', issueNos: open.map((o) => o.issue.no) })
  return open[0] ?? refuse({ code: 'noSurvey' })
}
