/** The rounds that still take ratings, and whose question they are. */

import type { HamletState } from '../base/state.ts'
import { inReview } from '../issue/find.ts'
import type { InReview, IssueRow, SurveyRow } from '../issue/rows.ts'
import { eligibleIds } from './count.ts'

export const isActive = (survey: Pick<SurveyRow, 'status'>): boolean => survey.status === 'open' || survey.status === 'waiting'

/** The rounds that still take ratings, oldest first. */
const activeSurveys = (state: HamletState): SurveyRow[] =>
  state.surveys.where(isActive).sort((a, b) => a.openedAt - b.openedAt || (a.id < b.id ? -1 : 1))

export const surveyOf = (state: HamletState, issue: IssueRow): SurveyRow | undefined =>
  state.surveys.find((s) => s.issueId === issue.id && isActive(s))

/**
 * What this account may answer. A confidential issue's round is nobody's question there; its reporter answers it by
 * saying its number (`named`), and only then is it one; alone with the bot (`alone`) it is.
 */
export const surveysFor = (
  state: HamletState,
  accountId: string,
  named: readonly number[] | 'alone',
): { survey: SurveyRow; issue: InReview }[] =>
  activeSurveys(state)
    .map((survey) => ({ survey, issue: inReview(state, survey) }))
    .filter(({ issue }) => !issue.confidential || ((named === 'alone' || named.includes(issue.no)) && mayRateAs(state, issue, accountId)))

/** The reporter of a confidential issue. */
function mayRateAs(state: HamletState, issue: IssueRow, accountId: string): boolean {
  const household = state.accounts.get(accountId)?.householdId ?? null
  return issue.reporterAccountId === accountId && eligibleIds(state, issue).has(household ?? `account:${accountId}`)
}
