/**
 * What is said about issues, and where. Every step is told in the group it came from. Of a confidential issue no hamlet's group hears
 * anything: what has to be said goes to the cadres' or the town's group, who may know.
 */
import { registerNumber } from '../../documents/report.ts'
import type { EventOf } from '../../domain/events.ts'
import type { IssueEvents } from '../../domain/issue/events.ts'
import { supportersOf } from '../../domain/issue/find.ts'
import type { IssueRow } from '../../domain/issue/rows.ts'
import { householdName } from '../../domain/member/households.ts'
import { type HamletState, hamletOf } from '../../domain/state.ts'
import { commentsOf } from '../../domain/survey/round.ts'
import { dateOf, type Instant, wallTime } from '../../kernel/time.ts'
import * as text from '../../text/issue.ts'
import * as surveyText from '../../text/survey.ts'
import type { Said } from '../announce.ts'

type Telling<K extends keyof IssueEvents> = (event: EventOf<K>, state: HamletState, now: Instant) => Said | Said[] | undefined

const aliasOf = (state: HamletState): string => hamletOf(state).alias
const issueOf = (state: HamletState, id: string): IssueRow => state.issues.must(id)
const byOfficial = (event: { who: string }): boolean => event.who.startsWith('official:')
const byPerson = (event: { who: string }): boolean => event.who.startsWith('account:')
const silent = () => undefined

/** In the hamlet's group: an answer when somebody of the group caused it, else something that waits for the morning. */
function hamlet(event: { who: string }, issue: IssueRow, words: string): Said[] {
  if (issue.confidential) return byPerson(event) ? [{ to: 'origin', text: text.CONFIDENTIAL_DONE }] : []
  return [{ to: 'hamlet', text: words, ...(byPerson(event) ? {} : { scheduled: true as const }) }]
}
/** Back to the cadre or official who ordered it. */
const here = (event: { who: string }, words: string): Said[] => (byOfficial(event) ? [{ to: 'origin', text: words }] : [])
const office = (to: 'village' | 'town', words: string): Said => ({ to, text: words, scheduled: true })

const registerNo = (state: HamletState, issue: IssueRow): string =>
  registerNumber(state.town.villageName, wallTime(issue.reportedAt ?? 0).year, issue.reportNo ?? 0)

export const ISSUE_TELLINGS: { readonly [K in keyof IssueEvents]: Telling<K> } = {
  issueRaised: (event, state) => {
    const issue = issueOf(state, event.data.issueId)
    if (issue.confidential)
      return [
        ...(byPerson(event) ? [{ to: 'origin' as const, text: text.CONFIDENTIAL_HEARD }] : []),
        office('village', text.confidentialRaised(aliasOf(state), issue)),
      ]
    const alike = event.data.alike.flatMap((no) => state.issues.find((i) => i.no === no) ?? [])
    return hamlet(event, issue, text.issueRaised(issue, alike, event.data.meetingId !== null))
  },
  mediaAttached: (event, state) =>
    event.data.withReport ? undefined : hamlet(event, issueOf(state, event.data.issueId), text.mediaAttached(event.data.no)),
  issueCategorised: (event, state) =>
    hamlet(event, issueOf(state, event.data.issueId), text.categorised(event.data.no, event.data.category)),
  issueSupported: silent,
  supportNoted: (event, state) => {
    const issue = issueOf(state, event.data.issueId)
    return hamlet(event, issue, text.supportNoted(issue, event.data.households))
  },
  issueWithdrawn: (event, state) => {
    const issue = issueOf(state, event.data.issueId)
    return hamlet(event, issue, text.withdrawn(issue))
  },
  issueAgreed: (event, state, now) => {
    const issue = issueOf(state, event.data.issueId)
    return hamlet(event, issue, text.agreed(issue, event.data.dueOn, now))
  },
  issueDismissed: (event, state) => {
    const issue = issueOf(state, event.data.issueId)
    return hamlet(event, issue, text.dismissed(issue, issue.endReason ?? ''))
  },
  issueMerged: (event, state) => {
    const issue = issueOf(state, event.data.issueId)
    const into = issueOf(state, event.data.intoId)
    return hamlet(event, issue, text.merged(issue, into, supportersOf(state, into).size))
  },
  issueHandedOver: silent,
  issuesPassedOn: (event, state, now) => {
    const issues = event.data.issueIds.map((id) => issueOf(state, id))
    const shown = issues.filter((i) => !i.confidential)
    const passed = { from: event.data.from, alias: aliasOf(state), now }
    const [first] = issues
    return [
      ...(shown[0]
        ? hamlet(event, shown[0], text.passedOn({ ...passed, issues: shown }))
        : first && event.data.from === 'head'
          ? hamlet(event, first, '')
          : []),
      office('village', text.passedToVillage({ ...passed, issues })),
    ]
  },
  issueAccepted: (event, state, now) => {
    const issue = issueOf(state, event.data.issueId)
    return [...here(event, text.acceptedHere(aliasOf(state), issue, now)), ...hamlet(event, issue, text.accepted(issue, event.why))]
  },
  issueReported: (event, state, now) => {
    const issue = issueOf(state, event.data.issueId)
    const no = registerNo(state, issue)
    const late = event.data.dueOn !== null && dateOf(event.at) > event.data.dueOn
    return [
      ...here(event, text.reportedHere(aliasOf(state), issue, no, late, now)),
      ...hamlet(event, issue, text.reported(issue, no)),
      office('town', text.reportedToTown(state.town.villageName, aliasOf(state), issue, no)),
    ]
  },
  issueAssigned: (event, state, now) => {
    const issue = issueOf(state, event.data.issueId)
    return [
      ...here(event, text.assignedHere(aliasOf(state), issue, event.data.known, now)),
      ...hamlet(event, issue, text.assigned(issue, now)),
      office('village', text.assignedAt(aliasOf(state), issue, now)),
    ]
  },
  issueHandled: (event, state, now) => {
    const { issueId, level, round, closesAt, handlerHouseholdId } = event.data
    const issue = issueOf(state, issueId)
    const handler = handlerHouseholdId === null ? null : householdName(state, handlerHouseholdId)
    return [
      ...here(event, surveyText.surveyOpenedHere(aliasOf(state), issue, closesAt, now)),
      ...hamlet(event, issue, surveyText.surveyOpened({ issue, level, round, closesAt, handler, now })),
    ]
  },
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
    return hamlet(event, issue, surveyText.surveyNoted(issue, event.data.figures, survey.status === 'open' ? survey.closesAt : null, now))
  },
  surveyExtended: (event, state, now) => {
    const issue = issueOf(state, event.data.issueId)
    return hamlet(event, issue, surveyText.surveyExtended(issue, event.data.figures, event.data.closesAt, now))
  },
  surveyWaits: (event, state) => {
    const issue = issueOf(state, event.data.issueId)
    if (issue.confidential) return office('village', surveyText.surveyWaitsAt(aliasOf(state), issue))
    return hamlet(event, issue, surveyText.surveyWaits(issue, event.data.figures))
  },
  issueClosed: (event, state) => {
    const issue = issueOf(state, event.data.issueId)
    if (issue.confidential) return office('village', surveyText.closedAt(aliasOf(state), issue))
    return hamlet(event, issue, surveyText.issueClosed(issue, event.data.figures, state.town.policy.satisfactionPercent))
  },
  issueSentBack: (event, state, now) => {
    const { issueId, surveyId, figures, level } = event.data
    const issue = issueOf(state, issueId)
    const comments = commentsOf(state, state.surveys.must(surveyId), issue)
    const back = { issue, figures, level, comments, needPercent: state.town.policy.satisfactionPercent, now }
    const alias = aliasOf(state)
    if (!issue.confidential)
      return [
        ...hamlet(event, issue, surveyText.issueSentBack(back)),
        ...(level === 'hamlet' ? [] : [office(level, surveyText.sentBackTo(alias, back, level))]),
      ]
    // What the reporter said is for the cadres' group alone: the head has none, and in the town's sit those of other villages.
    return [
      office('village', surveyText.sentBackTo(alias, back, 'village')),
      ...(level === 'town' ? [office('town', surveyText.sentBackTo(alias, { ...back, comments: [] }, 'town'))] : []),
    ]
  },
  issuesChased: (event, state, now) => {
    const { kind, draft } = event.data
    const items = event.data.items.map((item) => ({ ...item, issue: issueOf(state, item.issueId) }))
    const chased = { alias: aliasOf(state), items, draft: draft.length > 0, now }
    if (kind === 'village') return office('village', text.chasedVillage(chased))
    if (kind === 'town') return office('town', text.chasedTown(chased))
    const shown = items.filter((i) => !i.issue.confidential)
    const hidden = items.filter((i) => i.issue.confidential)
    return [
      ...(shown[0] ? hamlet(event, shown[0].issue, text.chasedHamlet({ ...chased, items: shown })) : []),
      ...(hidden.length > 0 ? [office('village', text.chasedHidden({ ...chased, items: hidden }))] : []),
    ]
  },
  deadlineMoved: silent,
  deadlinesMoved: (event, state, now) => {
    const items = event.data.items.map((item) => ({ ...item, issue: issueOf(state, item.issueId) }))
    const shown = items.filter((i) => !i.issue.confidential)
    return [
      ...(shown[0] ? hamlet(event, shown[0].issue, text.deadlinesMovedHere(shown, now)) : []),
      office('village', text.deadlinesMoved(aliasOf(state), items, now)),
    ]
  },
}
