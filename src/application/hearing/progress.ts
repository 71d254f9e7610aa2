/** 进度 12, 问题清单, 我反映的: public things only, from the rows; in an office's group 进度 槐树12. */

import type { HamletState } from '../../domain/base/state.ts'
import { isEnded, supportersOf } from '../../domain/issue/find.ts'
import type { IssueRow } from '../../domain/issue/rows.ts'
import type { Instant } from '../../kernel/time.ts'
import * as text from '../../text/progress.ts'
import { sayRefusal, sayToOffice } from '../../text/refusals/refusals.ts'

export const knownOf = (state: HamletState, issue: IssueRow): text.Known => ({
  issue,
  surveys: state.surveys.where((s) => s.issueId === issue.id),
  households: supportersOf(state, issue).size,
})

/** What may be said in the hamlet's group; a confidential issue is not, not even to its reporter. */
const publicIssues = (state: HamletState): IssueRow[] => state.issues.where((i) => !i.confidential).sort((a, b) => a.no - b.no)

export function progress(
  state: HamletState,
  asked: { issueNo?: number; mine?: true; page?: number },
  accountId: string,
  now: Instant,
): string {
  const issues = publicIssues(state)
  if (asked.issueNo !== undefined) {
    const issue = issues.find((i) => i.no === asked.issueNo)
    return issue ? text.progress(knownOf(state, issue), now) : sayRefusal({ code: 'noSuchIssue', issueNo: asked.issueNo }, now)
  }
  const known = (list: IssueRow[]): text.Known[] => list.map((i) => knownOf(state, i))
  if (asked.mine) return text.myIssues(known(issues.filter((i) => i.reporterAccountId === accountId).reverse()), now)
  return text.issueList(known(issues.filter((i) => !isEnded(i))), issues.filter((i) => i.status === 'closed').length, asked.page ?? 1, now)
}

/** Asked in an office's group, by one whose hamlet it is to speak of. */
export function progressAt(state: HamletState, alias: string, issueNo: number, now: Instant): string {
  const issue = state.issues.find((i) => i.no === issueNo)
  return issue ? text.progressAt(alias, knownOf(state, issue), now) : sayToOffice(alias, { code: 'noSuchIssue', issueNo }, now)
}
