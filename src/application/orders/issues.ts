/** Orders about issues: made by an official or cadre at the desk, decided by the rules of the issue loop. */
import type { Command } from '../../domain/commands.ts'
import type { Principal } from '../../domain/desk/access.ts'
import { reachOf } from '../../domain/desk/access.ts'
import type { IssueRow } from '../../domain/issue/rows.ts'
import { findIssue } from '../../store/desk/issues.ts'
import { isDepartment, nextReportNo } from '../../store/issues.ts'
import type { Deps } from '../ports.ts'
import { type Ordered, orderHamlet } from './order.ts'

/** An order without who gives it and which issue: those come from the desk. */
export type IssueOrder =
  | { type: 'assignIssue'; department: string; person?: string; dueOn: string }
  | { type: 'acceptIssue'; text?: string }
  | { type: 'reportToTown'; text?: string }
  | { type: 'takeUpIssue'; reason: string }
  | { type: 'setConfidential'; confidential: boolean }
  | { type: 'handleIssue'; text?: string }
  | { type: 'categorise'; category: string }

/** Missing also for an issue that this person may not know of. */
export async function orderIssue(deps: Deps, who: Principal, issueId: string, order: IssueOrder): Promise<Ordered<IssueRow>> {
  const issue = await findIssue(deps.db, reachOf(who), issueId)
  if (!issue) return { missing: true }
  const now = deps.clock.now()
  return orderHamlet(deps, who, issue.hamletId, {
    action: order.type,
    subject: `issue:${issueId}`,
    command: async (state, actor, tx): Promise<Command | undefined> => {
      if (!state.issues.get(issueId)) return undefined
      const about = { actor, issueNo: issue.no }
      if (order.type === 'assignIssue') return { ...order, ...about, known: await isDepartment(tx, who.townId, order.department) }
      if (order.type === 'reportToTown') return { ...order, ...about, reportNo: await nextReportNo(tx, issue.villageId, now) }
      return { ...order, ...about }
    },
    about: (state) => state.issues.must(issueId),
  })
}
