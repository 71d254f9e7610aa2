/** Orders about issues: made by an official or cadre at the desk, decided by the rules of the issue loop. */
import type { IssueRow } from '../../domain/issue/rows.ts'
import { type Principal, reachOf } from '../../domain/rights/desk.ts'
import type { Transaction } from '../../store/database.ts'
import { findIssue } from '../../store/reading/issues.ts'
import { type IssueAsk, officeCommand } from '../making/issue.ts'
import type { Deps } from '../ports.ts'
import { type Ordered, orderHamlet } from './order.ts'

/** What the desk asks; what only a hamlet decides or says of itself is not the desk's. */
export type IssueOrder = Exclude<IssueAsk, { type: 'decideIssue' | 'withdrawIssue' | 'supportIssue' } | { own: true }>

/** Missing also for an issue that this person may not know of, and for a household that is not the hamlet's. */
export async function orderIssue(
  deps: Deps,
  who: Principal,
  issueId: string,
  order: IssueOrder,
  also?: (tx: Transaction) => Promise<void>,
): Promise<Ordered<IssueRow>> {
  const issue = await findIssue(deps.db, reachOf(who), issueId)
  if (!issue) return { missing: true }
  const now = deps.clock.now()
  return orderHamlet(deps, who, issue.hamletId, {
    action: order.type,
    subject: `issue:${issueId}`,
    command: async (state, actor, tx) => {
      if (!state.issues.get(issueId)) return undefined
      if (order.type === 'rate' && 'householdId' in order && !state.households.get(order.householdId)) return undefined
      return officeCommand(tx, { villageId: issue.villageId, now }, actor, issue.no, order)
    },
    about: (state) => state.issues.must(issueId),
    ...(also ? { also } : {}),
    // What a household said is not on the issue's row.
    ...(order.type === 'rate' ? { noted: (before, after) => ({ before, after: { ...after, said: order } }) } : {}),
  })
}
