/** A household's rating (issue-loop: Satisfaction). */

import { dateOf } from '../../kernel/time.ts'
import type { CommandOf } from '../base/commands.ts'
import { householdName, householdOf } from '../base/households.ts'
import { noteSoon } from '../base/notes.ts'
import { refuse } from '../base/refusals.ts'
import type { Turn } from '../base/turn.ts'
import type { Respondent } from '../base/who.ts'
import { inReview, issueOf } from '../issue/find.ts'
import { handlingOffices, isHandler } from '../issue/handler.ts'
import { roundOf } from '../issue/review.ts'
import type { InReview, IssueRow, RatingRow, SurveyRow } from '../issue/rows.ts'
import { forAnother } from '../rights/for-another.ts'
import { insist } from '../rights/insist.ts'
import { surveyOf, surveysFor } from './active.ts'
import { conclude } from './close.ts'
import { eligibleIds, isAtDoor, surveyFigures } from './count.ts'

export function rate(turn: Turn, command: CommandOf<'rate'>): void {
  const { survey, issue } = meant(turn, command.issueNo)
  const atDoor = command.from.via === 'byHand'
  if (atDoor) insist(turn, 'rateOnBehalf', undefined, handlingOffices(turn, issue))
  const from = 'reporter' in command.from ? asReporter(turn, issue, command.from.by) : command.from
  forAnother(turn, from, () => turn.state.ratings.where((r) => r.surveyId === survey.id))
  const accountId = 'accountId' in from ? from.accountId : null
  const householdId = 'householdId' in from ? from.householdId : null
  const household = householdId ?? turn.state.accounts.get(accountId)?.householdId ?? null
  mustBeEligible(turn, issue, { accountId, householdId, household })
  if (atDoor) mustBeDoorsTime(turn, survey, issue, household)
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
    // Whose entry it is, the rule knows: a second person is asked for by it.
    by: atDoor ? (turn.actor.kind === 'official' ? turn.actor.name : turn.who) : null,
    confirmedBy: null,
    confirmedAt: null,
  }
  turn.state.ratings.put(row)
  // Who is known by the person alone counts where the person is asked: the reporter of a confidential issue.
  const known = household !== null || (issue.confidential && accountId === issue.reporterAccountId)
  const figures = surveyFigures(turn.state, survey, issue)
  const { score } = command
  turn.happened('rated', issue.id, { ...roundOf(survey, issue), accountId, householdId: household, score, known, atDoor, figures })
  if (!known || atDoor) return
  if (!concludeWhenFull(turn, survey, issue)) noteSoon(turn, 'surveyProgress', survey.id)
}

/** Every household that may has rated: nothing is left to wait for. In 走访 the wait was for the least number. */
export function concludeWhenFull(turn: Turn, survey: SurveyRow, issue: InReview): boolean {
  const figures = surveyFigures(turn.state, survey, issue)
  const full = figures.raters >= figures.eligible || (survey.status === 'waiting' && figures.raters >= figures.needed)
  if (full) conclude(turn, survey, issue, figures)
  return full
}

type Rater = { accountId: string | null; householdId: string | null; household: string | null }

function mustBeEligible(turn: Turn, issue: InReview, { accountId, householdId, household }: Rater): void {
  const handler = (household !== null && household === issue.handlerHouseholdId) || `account:${accountId}` === issue.handledBy
  if (handler && !issue.confidential)
    refuse({
      code: 'handlerMayNotRate',
      issueNo: issue.no,
      household: householdId === null ? null : householdName(turn.state, householdId),
    })
  const key = household ?? (issue.confidential ? `account:${accountId}` : null)
  if (key !== null && !eligibleIds(turn.state, issue).has(key)) refuse({ code: 'mayNotRate', issueNo: issue.no })
}

/**
 * 走访: when the round has been found short of raters, or for households that have not spoken in its last day. Never by whoever handled the
 * issue, and never over a household's own word. Of a confidential issue no group is asked: there people are asked in person from the start.
 */
function mustBeDoorsTime(turn: Turn, survey: SurveyRow, issue: InReview, household: string | null): void {
  const { no } = issue
  if (isHandler(turn, issue)) refuse({ code: 'handlerMayNotVisit', issueNo: no })
  const spoken = turn.state.ratings.find((r) => r.surveyId === survey.id && !isAtDoor(r) && householdOf(turn.state, r) === household)
  if (household !== null && spoken) refuse({ code: 'ownWordStands', issueNo: no, household: householdName(turn.state, household) })
  const lastDay = dateOf(survey.closesAt)
  const short = survey.status === 'waiting' || survey.extended
  if (!issue.confidential && !short && dateOf(turn.now) < lastDay) refuse({ code: 'tooEarlyForDoor', issueNo: no, from: lastDay })
}

/** Whoever raised it, as a household where it is known, so that a second account of it changes nothing. */
function asReporter(turn: Turn, issue: IssueRow, by: string): Respondent {
  const accountId = issue.reporterAccountId ?? refuse({ code: 'noReporter', issueNo: issue.no })
  const householdId = turn.state.accounts.get(accountId)?.householdId
  return householdId ? { householdId, via: 'byHand', by } : { accountId, via: 'byHand' }
}

export function meant(turn: Turn, issueNo: number | undefined): { survey: SurveyRow; issue: InReview } {
  if (issueNo !== undefined) {
    const issue = issueOf(turn, issueNo)
    const survey = surveyOf(turn.state, issue)
    return survey ? { survey, issue: inReview(turn.state, survey) } : refuse({ code: 'notInReview', issueNo, status: issue.status })
  }
  const open = turn.actor.kind === 'account' ? surveysFor(turn.state, turn.actor.accountId, turn.actor.alone ? 'alone' : []) : []
  if (open.length > 1) refuse({ code: 'whichSurvey', issueNos: open.map((o) => o.issue.no) })
  return open[0] ?? refuse({ code: 'noSurvey' })
}
