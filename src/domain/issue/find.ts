/** Issues by number, and who may know of them. */

import { refuse } from '../base/refusals.ts'
import type { AccountRow } from '../base/rows.ts'
import type { HamletState } from '../base/state.ts'
import type { Turn } from '../base/turn.ts'
import type { Actor } from '../base/who.ts'
import { keepDueDates } from './due-dates.ts'
import { speakerOf } from './handler.ts'
import type { InReview, IssueIn, IssueRow, IssueStatus, SurveyRow, Taken } from './rows.ts'

export const isEnded = (issue: Pick<IssueRow, 'status'>): boolean => issue.status === 'closed' || issue.status === 'withdrawn'

/** Rules: of a confidential issue only its reporter, the head, cadres and officials know; not those whom it is about. */
const mayKnow = (turn: Turn, issue: IssueRow): boolean =>
  !issue.confidential ||
  (turn.actor.kind === 'account'
    ? !turn.blind && ((turn.isHead() && issue.passesOver === null) || issue.reporterAccountId === turn.actor.accountId)
    : !(turn.actor.kind === 'official' && turn.actor.office === 'cadre' && issue.passesOver === 'village'))

/** Somebody in the hamlet's group, and not alone with the bot, speaks of a confidential issue by its number. */
export const speaksOfConfidential = (state: HamletState, command: { actor: Actor; issueNo?: number; into?: number }): boolean =>
  command.actor.kind === 'account' &&
  !command.actor.alone &&
  [command.issueNo, command.into].some((no) => no !== undefined && state.issues.find((i) => i.no === no)?.confidential === true)

/** The issue of that number. One that the asker may not know of does not exist for the asker. */
export function issueOf(turn: Turn, issueNo: number): IssueRow {
  const issue = turn.state.issues.find((i) => i.no === issueNo)
  return issue && mayKnow(turn, issue) ? issue : refuse({ code: 'noSuchIssue', issueNo })
}

const isAt = <S extends IssueStatus>(issue: IssueRow, statuses: readonly S[]): issue is IssueIn<S> =>
  (statuses as readonly IssueStatus[]).includes(issue.status)

/** The issue of that number, which must stand at one of `statuses`: known from here on as one that does. */
export function issueAt<S extends IssueStatus>(turn: Turn, issueNo: number, statuses: readonly S[]): IssueIn<S> {
  const issue = issueOf(turn, issueNo)
  if (isAt(issue, statuses)) return issue
  return refuse({
    code: 'issueElsewhere',
    issueNo,
    status: issue.status,
    ...(issue.mergedInto === null ? {} : { mergedInto: issue.mergedInto }),
  })
}

/** The issue that a round which still takes ratings is about. */
export function inReview(state: HamletState, survey: SurveyRow): InReview {
  const issue = state.issues.must(survey.issueId)
  if (issue.status !== 'inReview') throw new Error(`round ${survey.id} is open, but its issue is ${issue.status}`)
  return issue
}

export const ofIssue = (issue: IssueRow): { issueId: string; no: number } => ({ issueId: issue.id, no: issue.no })

/**
 * The only place where an issue is written: what it waits for is counted from the moment at which it came to where it is. `taken`: the step
 * that this is, and whose.
 */
export function put<I extends IssueRow>(turn: Turn, issue: I, taken?: Taken): I {
  const before = turn.state.issues.get(issue.id)
  const row = {
    ...issue,
    ...(before?.status === issue.status ? {} : { arrivedAt: turn.now }),
    ...(taken ? { steps: [...issue.steps, { at: turn.now, by: speakerOf(turn), ...taken }] } : {}),
  }
  turn.state.issues.put(row)
  keepDueDates(turn, before, row)
  return row
}

/** The households that stand behind an issue: its reporter's and those that joined in. Accounts bound since then count. */
export function supportersOf(state: HamletState, issue: IssueRow): Set<string> {
  const household = (accountId: string | null, known: string | null = null): string | null =>
    known ?? (state.accounts.get(accountId) as AccountRow | undefined)?.householdId ?? null
  const all = [
    household(issue.reporterAccountId),
    ...state.supports.where((s) => s.issueId === issue.id).map((s) => household(s.accountId, s.householdId)),
  ]
  return new Set(all.filter((id) => id !== null))
}
