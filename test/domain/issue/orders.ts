/** Orders about issues, shortly. */
import type { Command } from '../../../src/domain/base/commands.ts'
import type { Actor } from '../../../src/domain/base/who.ts'
import { instantAt } from '../../../src/kernel/time.ts'
import { CADRE, type Hamlet, HEAD, OFFICIAL } from './given.ts'

/** A Tuesday; the fifth working day after it is the 15th. */
export const NOW = instantAt('2026-09-08', 10)

export const decide = (
  decision: 'onTheSpot' | 'agreed' | 'toVillage' | 'dismiss' | 'merge',
  more: object = {},
  issueNo = 1,
  actor: Actor = HEAD,
) => ({ type: 'decideIssue', actor, issueNo, decision, ...more }) as Command
export const toVillage = (h: Hamlet, issueNo = 1) => h.does(decide('toVillage', {}, issueNo))
export const report = (h: Hamlet, issueNo = 1, reportNo = 1) => h.does({ type: 'reportToTown', actor: CADRE, issueNo, reportNo })
export const assign = (more: object = {}) =>
  ({
    type: 'assignIssue',
    actor: OFFICIAL,
    issueNo: 1,
    department: '交通办',
    person: '李主任',
    dueOn: '2026-09-30',
    known: true,
    ...more,
  }) as const
export const secret = (h: Hamlet, text: string, by: Actor) => h.does({ type: 'raiseIssue', actor: by, text, confidential: true })
