/** What is said about issues. */
import { registerNumber } from '../../../documents/report.ts'
import type { HamletState } from '../../../domain/base/state.ts'
import { supportersOf } from '../../../domain/issue/find.ts'
import type { IssueRow } from '../../../domain/issue/rows.ts'
import { dateOf, wallTime } from '../../../kernel/time.ts'
import * as text from '../../../text/issue.ts'
import { type Said, silent, type Tellings } from '../telling.ts'
import { aliasOf, byPerson, here, inHamlet, issueOf, office } from './issue-groups.ts'

const registerNo = (state: HamletState, issue: IssueRow): string =>
  registerNumber(state.town.villageName, wallTime(issue.reportedAt ?? 0).year, issue.reportNo ?? 0)

export const ISSUE_TELLINGS = {
  issueRaised: (event, state) => {
    const issue = issueOf(state, event.data.issueId)
    if (issue.confidential)
      return [
        ...(byPerson(event) ? [{ to: 'origin' as const, text: text.CONFIDENTIAL_HEARD }] : []),
        office('village', text.confidentialRaised(aliasOf(state), issue)),
      ]
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
    return inHamlet(event, issue, text.agreed(issue, event.data.dueOn, now))
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
    const late = event.data.dueOn !== null && dateOf(event.at) > event.data.dueOn
    return [
      ...here(event, text.reportedHere(aliasOf(state), issue, no, late, now)),
      ...inHamlet(event, issue, text.reported(issue, no)),
      office('town', text.reportedToTown(state.town.villageName, aliasOf(state), issue, no)),
    ]
  },
  issueAssigned: (event, state, now) => {
    const issue = issueOf(state, event.data.issueId)
    return [
      ...here(event, text.assignedHere(aliasOf(state), issue, event.data.known, now)),
      ...inHamlet(event, issue, text.assigned(issue, now)),
      office('village', text.assignedAt(aliasOf(state), issue, now)),
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
      ...(shown[0] ? inHamlet(event, shown[0].issue, text.chasedHamlet({ ...chased, items: shown })) : []),
      ...(hidden.length > 0 ? [office('village', text.chasedHidden({ ...chased, items: hidden }))] : []),
    ]
  },
  deadlineMoved: silent,
  deadlinesMoved: (event, state, now) => {
    const items = event.data.items.map((item) => ({ ...item, issue: issueOf(state, item.issueId) }))
    const shown = items.filter((i) => !i.issue.confidential)
    return [
      ...(shown[0] ? inHamlet(event, shown[0].issue, text.deadlinesMovedHere(shown, now)) : []),
      office('village', text.deadlinesMoved(aliasOf(state), items, now)),
    ]
  },
  issueTakenUp: (event, state) => {
    const issue = issueOf(state, event.data.issueId)
    const told: Said = office('village', text.takenUp(aliasOf(state), issue.no, event.why ?? ''))
    // Every step is told in the group it came from, unless the issue is kept out of it.
    return issue.confidential ? [told] : [told, { to: 'hamlet', text: text.takenUpHere(issue.no), scheduled: true }]
  },
  confidentialitySet: silent,
} satisfies Partial<Tellings>
