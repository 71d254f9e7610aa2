/** What the hamlet itself makes of an issue: solved on the spot, agreed by a date, passed on, not one, or the same as another. */

import { dateOf } from '../../kernel/time.ts'
import type { CommandOf } from '../base/commands.ts'
import { refuse } from '../base/refusals.ts'
import type { Turn } from '../base/turn.ts'
import { rechase } from './chase.ts'
import { mustBeAhead } from './due-on.ts'
import { isEnded, issueAt, issueOf, ofIssue, put } from './find.ts'
import { solve } from './review.ts'
import type { InHamlet, Raised } from './rows.ts'
import { handOver } from './village.ts'

/** The hamlet may still decide: nobody outside it has the issue. */
const IN_HAND = ['raised', 'inHamlet'] as const
type InHand = Raised | InHamlet

export function decideIssue(turn: Turn, command: CommandOf<'decideIssue'>): void {
  const issue = issueAt(turn, command.issueNo, IN_HAND)
  switch (command.decision) {
    case 'onTheSpot':
      // 明早组织清沟: agreed tonight, and done when it is done.
      if (command.dueOn !== undefined) agree(turn, issue, command)
      else solve(turn, { ...issue, decision: 'onTheSpot', decisionText: command.text ?? null }, command.text)
      break
    case 'agreed':
      agree(turn, issue, command)
      break
    case 'toVillage':
      handOver(turn, [issue], 'head', dateOf(turn.state.meetings.find((m) => m.status === 'open')?.startsAt ?? turn.now), null)
      break
    case 'dismiss':
      dismiss(turn, issue, command.text)
      break
    case 'merge':
      merge(turn, issue, command.into ?? 0)
      break
  }
  rechase(turn)
}

function agree(turn: Turn, issue: InHand, { text, decision, ...said }: CommandOf<'decideIssue'>): void {
  const dueOn = said.dueOn ?? refuse({ code: 'dateNeeded', issueNo: issue.no })
  mustBeAhead(turn, issue, dueOn)
  put(
    turn,
    { ...issue, status: 'inHamlet', level: 'hamlet', decision, decisionText: text ?? null, agreedOn: dueOn },
    { what: 'agreed', dueOn },
  )
  turn.happened('issueAgreed', issue.id, { ...ofIssue(issue), dueOn, onTheSpot: decision === 'onTheSpot' }, text)
}

function dismiss(turn: Turn, issue: InHand, said: string | undefined): void {
  const reason = said || refuse({ code: 'reasonNeeded', issueNo: issue.no })
  put(turn, { ...issue, status: 'withdrawn', closedAt: turn.now, endReason: reason })
  turn.drop(issue.id)
  turn.happened('issueDismissed', issue.id, ofIssue(issue), reason)
}

/** Everybody who stood behind the one stands behind the other. A public issue is never hidden in a confidential one. */
function merge(turn: Turn, issue: InHand, no: number): void {
  const into = issueOf(turn, no)
  if (into.id === issue.id || isEnded(into) || (into.confidential && !issue.confidential))
    refuse({ code: 'mergeTarget', issueNo: issue.no, into: no })
  put(turn, { ...issue, status: 'withdrawn', closedAt: turn.now, endReason: `并到${no}号`, mergedInto: no })
  const behind = [
    { accountId: issue.reporterAccountId, householdId: turn.state.accounts.get(issue.reporterAccountId)?.householdId ?? null },
    ...turn.state.supports.where((s) => s.issueId === issue.id),
  ]
  for (const { accountId, householdId } of behind) {
    // Of a confidential issue nobody learns who was behind it.
    if (accountId === null || accountId === into.reporterAccountId || issue.confidential) continue
    if (turn.state.supports.find((s) => s.issueId === into.id && s.accountId === accountId)) continue
    turn.state.supports.put({ id: turn.id(), hamletId: turn.hamlet.id, issueId: into.id, accountId, householdId, at: turn.now })
  }
  turn.drop(issue.id)
  turn.happened('issueMerged', issue.id, { ...ofIssue(issue), into: no, intoId: into.id })
}
