/** What is said about 评议: that it has begun, how it stands, and what came of it. */
import { householdName } from '../../../domain/base/households.ts'
import type { HamletState } from '../../../domain/base/state.ts'
import type { IssueRow } from '../../../domain/issue/rows.ts'
import { commentsOf, isAtDoor, ratingsOf } from '../../../domain/survey/count.ts'
import * as text from '../../../text/issue.ts'
import * as surveyText from '../../../text/survey.ts'
import { type Tellings, toPerson } from '../telling.ts'
import { aliasOf, byOfficial, confidant, here, inHamlet, issueOf, office, toHead, toVillage } from './issue-groups.ts'

/** How many were asked at the door, and by whom. */
function doorWords(state: HamletState, surveyId: string, issue: IssueRow): string {
  const entered = [...ratingsOf(state, state.surveys.must(surveyId), issue).values()].filter(isAtDoor)
  const nameOf = (by: string): string => {
    const account = by.startsWith('account:') ? state.accounts.get(by.slice('account:'.length)) : undefined
    return account === undefined ? by : (state.villagers.get(account.villagerId)?.name ?? account.nickname)
  }
  return surveyText.atDoor(entered.length, [...new Set(entered.flatMap((r) => (r.by === null ? [] : [nameOf(r.by)])))])
}

export const SURVEY_TELLINGS = {
  rated: (event, state) => {
    const { issueId, householdId, figures, score } = event.data
    const issue = issueOf(state, issueId)
    if (issue.confidential) return { to: 'origin', text: text.CONFIDENTIAL_DONE, discreet: true }
    // Who rates for themselves is summed up; who enters for others is answered.
    if (!event.data.atDoor || householdId === null) return undefined
    return { to: 'origin', text: surveyText.ratedByHand(issue, householdName(state, householdId), score, figures) }
  },
  visitsConfirmed: (event, state) => {
    const { issueId, householdIds, figures } = event.data
    const issue = issueOf(state, issueId)
    if (issue.confidential) return { to: 'origin', text: text.CONFIDENTIAL_DONE }
    return {
      to: 'origin',
      text: surveyText.visitsConfirmed(
        byOfficial(event) ? aliasOf(state) : '',
        issue,
        householdIds.map((id) => householdName(state, id)),
        figures,
      ),
    }
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
    if (issue.confidential)
      return [
        office(confidant(issue), surveyText.surveyWaitsAt(aliasOf(state), issue)),
        ...toPerson(issue.reporterAccountId, surveyText.askedAlone(issue)),
      ]
    return inHamlet(event, issue, surveyText.surveyWaits(issue, event.data.figures))
  },
  issueClosed: (event, state) => {
    const issue = issueOf(state, event.data.issueId)
    if (issue.confidential)
      return [
        office(confidant(issue), surveyText.closedAt(aliasOf(state), issue)),
        ...toPerson(issue.reporterAccountId, surveyText.closedAlone(issue)),
      ]
    const door = doorWords(state, event.data.surveyId, issue)
    return inHamlet(event, issue, surveyText.issueClosed(issue, event.data.figures, state.town.policy, door))
  },
  issueSentBack: (event, state, now) => {
    const { issueId, surveyId, figures, level } = event.data
    const issue = issueOf(state, issueId)
    const comments = commentsOf(state, state.surveys.must(surveyId), issue)
    const back = { issue, figures, level, comments, policy: state.town.policy, door: doorWords(state, surveyId, issue), now }
    const alias = aliasOf(state)
    if (!issue.confidential)
      return [
        ...inHamlet(event, issue, surveyText.issueSentBack(back)),
        ...(level === 'hamlet' ? [] : [office(level, surveyText.sentBackTo(alias, back, level))]),
      ]
    // What the reporter said is for the cadres' group, and for the head alone; in the town's sit those of other villages.
    return [
      ...toVillage(issue, surveyText.sentBackTo(alias, back, 'village')),
      ...toPerson(issue.reporterAccountId, surveyText.sentBackAlone(issue)),
      ...(level === 'hamlet' ? toHead(state, issue, surveyText.sentBackToHead(issue, comments, now)) : []),
      ...(level === 'town' ? [office('town', surveyText.sentBackTo(alias, { ...back, comments: [] }, 'town'))] : []),
    ]
  },
  issueHandled: (event, state, now) => {
    const { issueId, level, round, closesAt, handlerHouseholdId } = event.data
    const issue = issueOf(state, issueId)
    const handler = handlerHouseholdId === null ? null : householdName(state, handlerHouseholdId)
    return [
      ...here(event, surveyText.surveyOpenedHere(aliasOf(state), issue, closesAt, now)),
      ...(issue.confidential
        ? [...inHamlet(event, issue, ''), ...toPerson(issue.reporterAccountId, surveyText.askedAlone(issue))]
        : inHamlet(event, issue, surveyText.surveyOpened({ issue, level, round, closesAt, handler, by: issue.steps.at(-1)?.by, now }))),
    ]
  },
} satisfies Partial<Tellings>
