/** 进度 12, 问题清单, 我反映的: public things only, from the rows; in an office's group 进度 槐树12. */

import type { HamletState } from '../../domain/base/state.ts'
import { calendarOf } from '../../domain/calendar/calendar.ts'
import { howFar } from '../../domain/calendar/workdays.ts'
import { isEnded, supportersOf } from '../../domain/issue/find.ts'
import type { IssueRow } from '../../domain/issue/rows.ts'
import { type DateString, dateOf, type Instant } from '../../kernel/time.ts'
import * as text from '../../text/progress.ts'
import { sayRefusal, sayToOffice } from '../../text/refusals/refusals.ts'

/** The date that an issue stands under: the hamlet's own, the village's, the department's. */
const dueOn = (issue: IssueRow): DateString | null =>
  issue.status === 'inHamlet'
    ? issue.agreedOn
    : issue.status === 'inVillage'
      ? issue.reportDueOn
      : issue.status === 'assigned'
        ? issue.assignDueOn
        : null

function lateBy({ town }: HamletState, issue: IssueRow, now: Instant): number | undefined {
  const due = dueOn(issue)
  return due === null ? undefined : howFar(calendarOf(town.calendarEntries), due, dateOf(now)).late
}

export const knownOf = (state: HamletState, issue: IssueRow, now: Instant): text.Known => ({
  issue,
  late: lateBy(state, issue, now),
  surveys: state.surveys.where((s) => s.issueId === issue.id),
  households: supportersOf(state, issue).size,
})

/**
 * What may be said where it is asked: in the hamlet's group no confidential issue, not even to its reporter; to one person alone also those that
 * the person raised, and to the head those that are not about the head.
 */
function issuesFor(state: HamletState, { accountId, alone, head }: Asker): IssueRow[] {
  const may = (i: IssueRow): boolean => !i.confidential || (alone && (i.reporterAccountId === accountId || (head && i.passesOver === null)))
  return state.issues.where(may).sort((a, b) => a.no - b.no)
}

export interface Asker {
  accountId: string
  alone: boolean
  head: boolean
}

export function progress(state: HamletState, asked: { issueNo?: number; mine?: true; page?: number }, asker: Asker, now: Instant): string {
  const issues = issuesFor(state, asker)
  if (asked.issueNo !== undefined) {
    const issue = issues.find((i) => i.no === asked.issueNo)
    return issue ? text.progress(knownOf(state, issue, now), now) : sayRefusal({ code: 'noSuchIssue', issueNo: asked.issueNo }, now)
  }
  const known = (list: IssueRow[]): text.Known[] => list.map((i) => knownOf(state, i, now))
  if (asked.mine) return text.myIssues(known(issues.filter((i) => i.reporterAccountId === asker.accountId).reverse()), now)
  return text.issueList(known(issues.filter((i) => !isEnded(i))), issues.filter((i) => i.status === 'closed').length, asked.page ?? 1, now)
}

/** Asked in an office's group, by one whose hamlet it is to speak of; what is about the cadres is not there for them. */
export function progressAt(state: HamletState, of: { alias: string; office: 'cadre' | 'official' }, issueNo: number, now: Instant): string {
  const { alias, office } = of
  const issue = state.issues.find((i) => i.no === issueNo && !(office === 'cadre' && i.passesOver === 'village'))
  return issue ? text.progressAt(alias, knownOf(state, issue, now), now) : sayToOffice(alias, { code: 'noSuchIssue', issueNo }, now)
}
