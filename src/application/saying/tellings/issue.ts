/** What is said about issues. */

import { registerNumber } from '../../../documents/report.ts'
import type { HamletState } from '../../../domain/base/state.ts'
import { calendarOf } from '../../../domain/calendar/calendar.ts'
import { howFar } from '../../../domain/calendar/workdays.ts'
import { supportersOf } from '../../../domain/issue/find.ts'
import type { IssueRow } from '../../../domain/issue/rows.ts'
import { dateOf, wallTime } from '../../../kernel/time.ts'
import * as chases from '../../../text/chases.ts'
import * as text from '../../../text/issue.ts'
import { silent, type Tellings, toPerson } from '../telling.ts'
import { aliasOf, byPerson, confidant, here, inHamlet, issueOf, office, toHead, toVillage } from './issue-groups.ts'

const registerNo = (state: HamletState, issue: IssueRow): string =>
  registerNumber(state.town.villageName, wallTime(issue.reportedAt ?? 0).year, issue.reportNo ?? 0)

export const ISSUE_TELLINGS = {
  issueRaised: (event, state, now) => {
    const issue = issueOf(state, event.data.issueId)
    if (issue.confidential)
      return [
        ...(byPerson(event) ? [{ to: 'origin' as const, text: text.confidentialHeard(issue), discreet: true as const }] : []),
        ...(byPerson(event) ? toPerson(issue.reporterAccountId, text.confidentialHeardAlone(issue, now), false) : []),
        ...toVillage(issue, text.confidentialRaised(aliasOf(state), issue)),
        ...toHead(state, issue, text.confidentialToHead(issue, now)),
      ]
    if (issue.againOf !== null) return inHamlet(event, issue, text.raisedAgain(issue, event.data.meetingId !== null))
    const alike = event.data.alike.flatMap((no) => state.issues.find((i) => i.no === no) ?? [])
    return inHamlet(event, issue, text.issueRaised(issue, alike, event.data.meetingId !== null))
  },
  mediaAttached: (event, state) =>
    event.data.withReport ? undefined : inHamlet(event, issueOf(state, event.data.issueId), text.mediaAttached(event.data.no)),
  issueCategorised: (event, state) =>
    inHamlet(event, issueOf(state, event.data.issueId), text.categorised(event.data.no, event.data.category)),
  issueSupported: silent,
  supportNoted: (event, state) => {
    const issue = issueOf(state, event.data.issueId)
    return inHamlet(event, issue, text.supportNoted(issue, event.data.households))
  },
  issueWithdrawn: (event, state) => {
    const issue = issueOf(state, event.data.issueId)
    return inHamlet(event, issue, text.withdrawn(issue))
  },
  issueAgreed: (event, state, now) => {
    const issue = issueOf(state, event.data.issueId)
    return inHamlet(event, issue, text.agreed(issue, event.data.dueOn, event.data.onTheSpot, now))
  },
  issueDismissed: (event, state) => {
    const issue = issueOf(state, event.data.issueId)
    return inHamlet(event, issue, text.dismissed(issue, issue.endReason ?? ''))
  },
  issueMerged: (event, state) => {
    const issue = issueOf(state, event.data.issueId)
    const into = issueOf(state, event.data.intoId)
    return inHamlet(event, issue, text.merged(issue, into, supportersOf(state, into).size))
  },
  issueHandedOver: silent,
  issuesPassedOn: (event, state, now) => {
    const issues = event.data.issueIds.map((id) => issueOf(state, id))
    const shown = issues.filter((i) => !i.confidential)
    const passed = { from: event.data.from, alias: aliasOf(state), now }
    const [first] = issues
    return [
      ...(shown[0]
        ? inHamlet(event, shown[0], text.passedOn({ ...passed, issues: shown }))
        : first && event.data.from === 'head'
          ? inHamlet(event, first, '')
          : []),
      ...issues.flatMap((i) => (i.confidential ? toPerson(i.reporterAccountId, text.passedOnAlone(i, now)) : [])),
      ...(event.data.from === 'days' && first ? toHead(state, first, text.daysOverToHead(first)) : []),
      office('village', text.passedToVillage({ ...passed, issues })),
    ]
  },
  issueAccepted: (event, state, now) => {
    const issue = issueOf(state, event.data.issueId)
    return [...here(event, text.acceptedHere(aliasOf(state), issue, now)), ...inHamlet(event, issue, text.accepted(issue, event.why))]
  },
  issueReported: (event, state, now) => {
    const issue = issueOf(state, event.data.issueId)
    const no = registerNo(state, issue)
    const { dueOn } = event.data
    const late = dueOn === null ? undefined : howFar(calendarOf(state.town.calendarEntries), dueOn, dateOf(event.at)).late
    return [
      ...here(event, text.reportedHere(aliasOf(state), issue, no, late, now)),
      ...inHamlet(event, issue, text.reported(issue, no)),
      office('town', text.reportedToTown(state.town.villageName, aliasOf(state), issue, no, late, now)),
    ]
  },
  issueAssigned: (event, state, now) => {
    const issue = issueOf(state, event.data.issueId)
    return [
      ...here(event, text.assignedHere(aliasOf(state), issue, event.data, now)),
      ...inHamlet(event, issue, text.assigned(issue, now)),
      ...toVillage(issue, text.assignedAt(aliasOf(state), issue, now)),
    ]
  },
  issuesChased: (event, state, now) => {
    const { kind, draft } = event.data
    const items = event.data.items.map((item) => ({ ...item, issue: issueOf(state, item.issueId) }))
    const chased = { alias: aliasOf(state), items, draft: draft.length > 0, now }
    if (kind === 'village') return office('village', chases.chasedVillage([chased]))
    if (kind === 'town') return office('town', chases.chasedTown([chased]))
    const shown = items.filter((i) => !i.issue.confidential)
    const hidden = items.filter((i) => i.issue.confidential)
    return [
      ...(shown[0] ? inHamlet(event, shown[0].issue, chases.chasedHamlet({ ...chased, items: shown })) : []),
      ...(['village', 'town'] as const).flatMap((to) => {
        const own = hidden.filter((i) => confidant(i.issue) === to)
        return own.length > 0 ? [office(to, chases.chasedHidden({ ...chased, items: own }))] : []
      }),
      ...hidden.flatMap((i) => toHead(state, i.issue, chases.chasedAlone(i, now))),
    ]
  },
  deadlineMoved: silent,
  deadlinesMoved: (event, state, now) => {
    const items = event.data.items.map((item) => ({ ...item, issue: issueOf(state, item.issueId) }))
    const shown = items.filter((i) => !i.issue.confidential)
    return [
      ...(shown[0] ? inHamlet(event, shown[0].issue, text.deadlinesMovedHere(shown, now, event.data.because)) : []),
      office('village', text.deadlinesMoved(aliasOf(state), items, now, event.data.because)),
    ]
  },
  issueTakenUp: (event, state, now) => {
    const issue = issueOf(state, event.data.issueId)
    const alias = aliasOf(state)
    return [
      office('village', text.takenUp(alias, issue.no, { ...event.data, reason: event.why ?? '' }, now)),
      ...inHamlet(event, issue, text.takenUpHere(issue.no)),
      ...(event.who === 'clock' ? [office('town', text.toBeAssigned(alias, issue))] : []),
    ]
  },
  issuePassedOver: (event, state) => {
    const issue = issueOf(state, event.data.issueId)
    return office('town', text.toBeAssigned(aliasOf(state), issue))
  },
  reportSigned: (event, state) => {
    const issue = issueOf(state, event.data.issueId)
    return here(event, text.signedHere(aliasOf(state), issue, registerNo(state, issue)))
  },
  villageStudied: (event, state, now) => {
    const issue = issueOf(state, event.data.issueId)
    const study = state.villageStudies.must(event.data.studyId)
    return [...here(event, text.studiedHere(aliasOf(state), issue, study, now)), ...inHamlet(event, issue, text.studied(issue, study, now))]
  },
  issueBroughtBack: (event, state, now) => {
    const issue = issueOf(state, event.data.issueId)
    return [
      ...here(event, text.broughtBackHere(aliasOf(state), issue)),
      ...toVillage(issue, text.broughtBackTo(aliasOf(state), issue, event.why ?? '', now)),
      ...inHamlet(event, issue, text.broughtBack(issue, event.why ?? '', now)),
    ]
  },
  confidentialitySet: silent,
} satisfies Partial<Tellings>
