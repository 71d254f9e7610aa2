/** How a round stands, in households (issue-loop: Satisfaction). Integers only; a share is for showing. */

import { atHomeIds, bySaying, latestByHousehold, livingHouseholds } from '../base/households.ts'
import { neededOf, type Policy, reaches } from '../base/policy.ts'
import type { HamletState } from '../base/state.ts'
import type { SurveyFigures } from '../issue/events.ts'
import type { IssueRow, RatingRow, Score, SurveyRow } from '../issue/rows.ts'

/** One rating per household, the latest, of those that may rate; of others nothing counts, whatever was entered. */
export function ratingsOf(state: HamletState, survey: SurveyRow, issue: IssueRow): Map<string, RatingRow> {
  const eligible = eligibleIds(state, issue)
  const latest = latestByHousehold(
    state,
    state.ratings.where((r) => r.surveyId === survey.id),
  )
  return new Map([...latest].filter(([householdId]) => eligible.has(householdId)))
}

/** The households that may rate: all but the handler's; of a confidential issue only its reporter's. */
export function eligibleIds(state: HamletState, issue: IssueRow): Set<string> {
  if (issue.confidential) {
    const own = state.accounts.get(issue.reporterAccountId)?.householdId
    return new Set(own && own !== issue.handlerHouseholdId ? [own] : [])
  }
  return new Set(
    livingHouseholds(state)
      .map((h) => h.id)
      .filter((id) => id !== issue.handlerHouseholdId),
  )
}

/** At least 20 % of the at-home households and at least 3; never more than there are to ask. */
export const leastRaters = (policy: Policy, atHome: number, eligible: number): number =>
  Math.max(1, Math.min(eligible, Math.max(policy.surveyMinRaters, neededOf(policy.surveyMinPercent, atHome))))

export function tally(scores: readonly Score[], policy: Policy): Pick<SurveyFigures, 'raters' | 'satisfied' | 'basic' | 'dissatisfied'> {
  const of = (score: Score): number => scores.filter((s) => s === score).length
  const basic = of('basic')
  return {
    raters: scores.length,
    satisfied: of('satisfied') + (policy.basicCountsAsSatisfied ? basic : 0),
    basic,
    dissatisfied: of('dissatisfied'),
  }
}

export function surveyFigures(state: HamletState, survey: SurveyRow, issue: IssueRow): SurveyFigures {
  const { policy } = state.town
  const atHome = atHomeIds(state).size
  const eligible = eligibleIds(state, issue).size
  const scores = [...ratingsOf(state, survey, issue).values()].map((r) => r.score)
  return { ...tally(scores, policy), atHome, eligible, needed: leastRaters(policy, atHome, eligible) }
}

/** May it be closed? `100 * satisfied >= 60 * raters`. */
export const satisfies = (figures: Pick<SurveyFigures, 'satisfied' | 'raters'>, policy: Policy): boolean =>
  reaches(figures.satisfied, policy.satisfactionPercent, figures.raters)

/** What the dissatisfied said, newest last. */
export const commentsOf = (state: HamletState, survey: SurveyRow, issue: IssueRow): string[] =>
  [...ratingsOf(state, survey, issue).values()]
    .filter((r) => r.comment !== null && r.score === 'dissatisfied')
    .sort(bySaying)
    .map((r) => r.comment as string)
