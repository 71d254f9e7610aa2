/** What is said about 评议: that it has begun, how it stands, and what came of it. */
import { householdName } from '../../../domain/base/households.ts'
import { commentsOf } from '../../../domain/survey/count.ts'
import * as text from '../../../text/issue.ts'
import * as surveyText from '../../../text/survey.ts'
import type { Tellings } from '../telling.ts'
import { aliasOf, here, inHamlet, issueOf, office } from './issue-groups.ts'

export const SURVEY_TELLINGS = {
  rated: (event, state) => {
    const { issueId, accountId, householdId, figures, score } = event.data
    const issue = issueOf(state, issueId)
    if (issue.confidential) return { to: 'origin', text: text.CONFIDENTIAL_DONE }
    // Who rates for themselves is summed up; who enters for others is answered.
    if (accountId !== null || householdId === null) return undefined
    return { to: 'origin', text: surveyText.ratedByHand(issue, householdName(state, householdId), score, figures) }
  },
  surveyNoted: (event, state, now) => {
    const issue = issueOf(state, event.data.issueId)
    const survey = state.surveys.must(event.data.surveyId)
    return inHamlet(event, issue, surveyText.surveyNoted(issue, event.data.figures, survey.status === 'open' ? survey.closesAt : null, now))
  },
  surveyExtended: (event, state, now) => {
    const issue = issueOf(state, event.data.issueId)
    return inHamlet(event, issue, surveyText.surveyExtended(issue, event.data.figures, event.data.closesAt, now))
  },
  surveyWaits: (event, state) => {
    const issue = issueOf(state, event.data.issueId)
    if (issue.confidential) return office('village', surveyText.surveyWaitsAt(aliasOf(state), issue))
    return inHamlet(event, issue, surveyText.surveyWaits(issue, event.data.figures))
  },
  issueClosed: (event, state) => {
    const issue = issueOf(state, event.data.issueId)
    if (issue.confidential) return office('village', surveyText.closedAt(aliasOf(state), issue))
    return inHamlet(event, issue, surveyText.issueClosed(issue, event.data.figures, state.town.policy.satisfactionPercent))
  },
  issueSentBack: (event, state, now) => {
    const { issueId, surveyId, figures, level } = event.data
    const issue = issueOf(state, issueId)
    const comments = commentsOf(state, state.surveys.must(surveyId), issue)
    const back = { issue, figures, level, comments, needPercent: state.town.policy.satisfactionPercent, now }
    const alias = aliasOf(state)
    if (!issue.confidential)
      return [
        ...inHamlet(event, issue, surveyText.issueSentBack(back)),
        ...(level === 'hamlet' ? [] : [office(level, surveyText.sentBackTo(alias, back, level))]),
      ]
    // What the reporter said is for the cadres' group alone: the head has none, and in the town's sit those of other villages.
    return [
      office('village', surveyText.sentBackTo(alias, back, 'village')),
      ...(level === 'town' ? [office('town', surveyText.sentBackTo(alias, { ...back, comments: [] }, 'town'))] : []),
    ]
  },
  issueHandled: (event, state, now) => {
    const { issueId, level, round, closesAt, handlerHouseholdId } = event.data
    const issue = issueOf(state, issueId)
    const handler = handlerHouseholdId === null ? null : householdName(state, handlerHouseholdId)
    return [
      ...here(event, surveyText.surveyOpenedHere(aliasOf(state), issue, closesAt, now)),
      ...inHamlet(event, issue, surveyText.surveyOpened({ issue, level, round, closesAt, handler, now })),
    ]
  },
} satisfies Partial<Tellings>
