/** How a round stands, in households (issue-loop: Satisfaction). Integers only; a share is for showing. */

import { atHomeIds, bySaying, latestByHousehold, livingHouseholds } from '../base/households.ts'
import { neededOf, type Policy, reaches } from '../base/policy.ts'
import type { HamletState } from '../base/state.ts'
import type { SurveyFigures } from '../issue/events.ts'
import type { IssueRow, RatingRow, Score, SurveyRow } from '../issue/rows.ts'

/** Asked at the door and written down by somebody else. */
export const isAtDoor = (rating: Pick<RatingRow, 'via'>): boolean => rating.via === 'byHand'

/**
 * One rating per household, of those that may rate; of others nothing counts, whatever was entered. The household's own latest word; only
 * where there is none, what was entered at the door, once a second person has confirmed it.
 */
export function ratingsOf(state: HamletState, survey: SurveyRow, issue: IssueRow): Map<string, RatingRow> {
  const eligible = eligibleIds(state, issue)
  const ofRound = state.ratings.where((r) => r.surveyId === survey.id)
  const door = latestByHousehold(
    state,
    ofRound.filter((r) => isAtDoor(r) && r.confirmedAt !== null),
  )
  const own = latestByHousehold(
    state,
    ofRound.filter((r) => !isAtDoor(r)),
  )
  // The reporter of a confidential issue is asked as a person: bound to a household or not.
  const reporter = issue.confidential ? reporterKey(state, issue) : undefined
  const unbound = ofRound.filter((r) => `account:${r.accountId}` === reporter && (r.confirmedAt !== null || !isAtDoor(r))).at(-1)
  const counted = new Map([...door, ...own, ...(reporter && unbound ? [[reporter, unbound] as const] : [])])
  return new Map([...counted].filter(([key]) => eligible.has(key)))
}

/** What was entered at the door and waits for a second person, where the household has not spoken itself. */
export function unconfirmedVisits(state: HamletState, survey: SurveyRow): RatingRow[] {
  const entered = state.ratings.where((r) => r.surveyId === survey.id && isAtDoor(r) && r.confirmedAt === null)
  const latest = latestByHousehold(state, entered)
  return entered.filter((r) => r.householdId === null || latest.get(r.householdId)?.id === r.id)
}

function reporterKey(state: HamletState, issue: IssueRow): string | undefined {
  if (issue.reporterAccountId === null) return undefined
  return state.accounts.get(issue.reporterAccountId)?.householdId ?? `account:${issue.reporterAccountId}`
}

/** Those that may rate: all households but the handler's; of a confidential issue its reporter alone, by whose word it ends. */
export function eligibleIds(state: HamletState, issue: IssueRow): Set<string> {
  if (issue.confidential) {
    const reporter = reporterKey(state, issue)
    return new Set(reporter === undefined ? [] : [reporter])
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
  const ratings = [...ratingsOf(state, survey, issue).values()]
  const scores = ratings.map((r) => r.score)
  return {
    ...tally(scores, policy),
    atHome,
    eligible,
    needed: leastRaters(policy, atHome, eligible),
    atDoor: ratings.filter(isAtDoor).length,
  }
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
