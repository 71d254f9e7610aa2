/** Orders about issues: made by an official or cadre at the desk, decided by the rules of the issue loop. */

import type { Command } from '../../domain/base/commands.ts'
import { policyOf } from '../../domain/base/policy.ts'
import type { Refusal } from '../../domain/base/refusals.ts'
import type { HamletState } from '../../domain/base/state.ts'
import type { Actor } from '../../domain/base/who.ts'
import type { IssueRow, Score } from '../../domain/issue/rows.ts'
import type { Principal } from '../../domain/rights/desk.ts'
import { reachOf } from '../../domain/rights/desk.ts'
import { addDays, dateOf } from '../../kernel/time.ts'
import { nextReportNo } from '../../store/offices.ts'
import { readPolicy } from '../../store/reading/calendar.ts'
import { findIssue } from '../../store/reading/issues.ts'
import { listDepartments } from '../../store/reading/town.ts'
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
  | ({ type: 'rate'; score: Score; comment?: string } & Rater)

/** Whom somebody went to see: a household, or the one who raised a confidential issue. */
export type Rater = { householdId: string } | { reporter: true }

/** Missing also for an issue that this person may not know of. */
export async function orderIssue(deps: Deps, who: Principal, issueId: string, order: IssueOrder): Promise<Ordered<IssueRow>> {
  const issue = await findIssue(deps.db, reachOf(who), issueId)
  if (!issue) return { missing: true }
  const now = deps.clock.now()
  const refusal = order.type === 'assignIssue' ? await badAssignment(deps, who, order) : undefined
  if (refusal) return { refusal }
  if (order.type === 'rate' && 'reporter' in order && issue.reporter === null) return { refusal: { code: 'noReporter', issueNo: issue.no } }
  return orderHamlet(deps, who, issue.hamletId, {
    action: order.type,
    subject: `issue:${issueId}`,
    command: async (state, actor, tx): Promise<Command | undefined> => {
      if (!state.issues.get(issueId)) return undefined
      const about = { actor, issueNo: issue.no }
      if (order.type === 'assignIssue') return { ...order, ...about, known: true }
      if (order.type === 'rate') return rating(state, order, about)
      if (order.type === 'reportToTown') return { ...order, ...about, reportNo: await nextReportNo(tx, issue.villageId, now) }
      return { ...order, ...about }
    },
    about: (state) => state.issues.must(issueId),
    // What a household said is not on the issue's row.
    ...(order.type === 'rate' ? { noted: (before, after) => ({ before, after: { ...after, said: order } }) } : {}),
  })
}

/** In a chat an unknown department is noted and asked about; at the desk it is chosen from the list, and a date beyond reason is a slip. */
async function badAssignment(
  deps: Deps,
  who: Principal,
  { department, dueOn }: { department: string; dueOn: string },
): Promise<Refusal | undefined> {
  const known = (await listDepartments(deps.db, who.townId)).map((d) => d.name)
  if (!known.includes(department)) return { code: 'noSuchDepartment', department, known }
  const { assignDaysAtMost } = policyOf(await readPolicy(deps.db, who.townId))
  const latest = addDays(dateOf(deps.clock.now()), assignDaysAtMost)
  return dueOn > latest ? { code: 'dueTooFar', dueOn, latest } : undefined
}

/** What somebody was told at the door (走访): in the household's name, decided like a word in the chat. */
function rating(
  state: HamletState,
  order: Extract<IssueOrder, { type: 'rate' }>,
  { actor, issueNo }: { actor: Actor; issueNo: number },
): Command | undefined {
  const { score, comment } = order
  const said = { type: 'rate' as const, actor, issueNo, score, ...(comment ? { comment } : {}) }
  const by = actor.kind === 'official' ? actor.name : ''
  if ('householdId' in order) {
    const household = state.households.get(order.householdId)
    return household && { ...said, from: { householdId: household.id, via: 'byHand', by } }
  }
  const reporter = state.issues.find((i) => i.no === issueNo)?.reporterAccountId
  const householdId = state.accounts.get(reporter)?.householdId
  if (householdId) return { ...said, from: { householdId, via: 'byHand', by } }
  return reporter ? { ...said, from: { accountId: reporter, via: 'byHand' } } : undefined
}
