/**
 * What somebody asks about an issue, made into the one command that the rules know: a word in the hamlet's group, in an office's group and an
 * order of the desk hand over who, what and said. Whose household handled it, which dates and departments will do, is the rules' to find out.
 */
import type { Command } from '../../domain/base/commands.ts'
import type { Via } from '../../domain/base/rows.ts'
import type { Actor, Respondent } from '../../domain/base/who.ts'
import type { OfReporter } from '../../domain/issue/commands.ts'
import type { Score } from '../../domain/issue/rows.ts'
import type { Instant } from '../../kernel/time.ts'
import type { Transaction } from '../../store/database.ts'
import { nextReportNo } from '../../store/offices.ts'

export type IssueAsk =
  | {
      type: 'decideIssue'
      decision: 'onTheSpot' | 'agreed' | 'toVillage' | 'dismiss' | 'merge'
      text?: string
      dueOn?: string
      into?: number
    }
  | { type: 'withdrawIssue' }
  | { type: 'supportIssue' }
  | { type: 'categorise'; category: string }
  | { type: 'acceptIssue'; text?: string }
  | { type: 'handleIssue'; text?: string }
  | { type: 'reportToTown'; text?: string; signer?: string }
  | { type: 'signReport'; signer: string }
  | { type: 'studyIssue'; heldOn: string; present: string; decided: string }
  | { type: 'bringBackIssue'; reason: string; studyId?: string }
  | { type: 'confirmVisits' }
  | { type: 'takeUpIssue'; reason: string }
  | { type: 'assignIssue'; department: string; person?: string; dueOn: string; studyId?: string }
  | { type: 'setConfidential'; confidential: boolean }
  | { type: 'remindIssue' }
  | ({ type: 'rate'; score: Score; comment?: string } & Rated)

/** Whose rating: the asker's own, a household's that was asked at the door, or that of whoever raised the issue. */
export type Rated = { own: true } | { householdId: string } | { reporter: true }

type FromRow = Exclude<IssueAsk, { type: 'reportToTown' }>

/** All but 上报, which takes a number of the village's register. */
export function issueCommand(actor: Actor, issueNo: number, ask: FromRow): Command {
  if (ask.type !== 'rate') return { ...ask, actor, issueNo }
  const { type, score, comment, ...rated } = ask
  return { type, actor, issueNo, from: respondent(actor, rated), score, ...(comment ? { comment } : {}) }
}

/** In the transaction that holds the hamlet: the number is taken under the lock of the village's row, so that two hamlets never share one. */
export async function officeCommand(
  tx: Transaction,
  at: { villageId: string; now: Instant },
  actor: Actor,
  issueNo: number,
  ask: IssueAsk,
): Promise<Command> {
  if (ask.type !== 'reportToTown') return issueCommand(actor, issueNo, ask)
  return { ...ask, actor, issueNo, reportNo: await nextReportNo(tx, at.villageId, at.now) }
}

/** A rating of one's own needs no number where one issue is being rated. */
export const ownRating = (
  actor: Actor & { accountId: string },
  via: Via,
  said: { issueNo?: number; score: Score; comment?: string },
): Command => ({ type: 'rate', actor, from: { accountId: actor.accountId, via }, ...said })

function respondent(actor: Actor, rated: Rated): Respondent | OfReporter {
  const by = actor.kind === 'official' ? actor.name : actor.kind === 'account' ? `account:${actor.accountId}` : ''
  if ('householdId' in rated) return { householdId: rated.householdId, via: 'byHand', by }
  if ('reporter' in rated) return { reporter: true, via: 'byHand', by }
  if (actor.kind !== 'account') throw new Error('only an account rates for itself')
  return { accountId: actor.accountId, via: 'chat' }
}
