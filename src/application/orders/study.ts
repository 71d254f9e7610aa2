/**
 * 由镇党委召开会议研究, 明确责任部门、责任人: one meeting about many issues. Each is decided in a sitting on its own hamlet, one after another, so that no
 * transaction holds two; the meeting's record and the decision are written together. What the rules refuse is told by issue, and is not on record.
 */
import type { Refusal } from '../../domain/base/refusals.ts'
import { type Principal, reachOf } from '../../domain/rights/desk.ts'
import { type DateString, dateOf } from '../../kernel/time.ts'
import { findIssue, type IssueDetail } from '../../store/reading/issues.ts'
import { keepStudyItem, type Study } from '../../store/studies.ts'
import type { IssueAsk } from '../making/issue.ts'
import type { Deps } from '../ports.ts'
import { orderIssue } from './issues.ts'

export type StudyDecision =
  | { issueId: string; decision: 'assign'; department: string; person: string; dueOn: DateString }
  | { issueId: string; decision: 'back'; reason: string }

export interface NewStudy {
  heldOn: DateString
  /** Who took part. */
  present: string
  items: readonly StudyDecision[]
}

export interface Studied {
  /** Null when nothing was decided: then there is no record either. */
  studyId: string | null
  done: { issueId: string; no: number }[]
  refused: { issueId: string; refusal: Refusal }[]
}

export async function holdStudy(
  deps: Deps,
  who: Principal,
  { heldOn, present, items }: NewStudy,
): Promise<Studied | { missing: true } | { ahead: true }> {
  const now = deps.clock.now()
  if (heldOn > dateOf(now)) return { ahead: true }
  const issues = new Map<string, IssueDetail>()
  for (const { issueId } of items) {
    const issue = await findIssue(deps.db, reachOf(who), issueId)
    if (!issue) return { missing: true }
    issues.set(issueId, issue)
  }
  const study: Study = { id: deps.newId(), townId: who.townId, heldOn, present, createdAt: now, createdBy: who.name }
  const done: Studied['done'] = []
  const refused: Studied['refused'] = []
  for (const item of items) {
    const issue = issues.get(item.issueId)
    if (!issue) continue
    const ordered = await orderIssue(deps, who, item.issueId, askOf(item, study.id), (tx) =>
      keepStudyItem(tx, study, { ...EMPTY, ...item, hamletId: issue.hamletId }),
    )
    if ('refusal' in ordered) refused.push({ issueId: item.issueId, refusal: ordered.refusal })
    else done.push({ issueId: item.issueId, no: issue.no })
  }
  return { studyId: done.length > 0 ? study.id : null, done, refused }
}

const EMPTY = { department: null, person: null, dueOn: null, reason: null } as const

function askOf(item: StudyDecision, studyId: string): Extract<IssueAsk, { type: 'assignIssue' | 'bringBackIssue' }> {
  if (item.decision === 'back') return { type: 'bringBackIssue', reason: item.reason, studyId }
  const { department, person, dueOn } = item
  return { type: 'assignIssue', department, person, dueOn, studyId }
}
