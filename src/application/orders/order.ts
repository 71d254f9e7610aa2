/** An official's order to a hamlet: decided by the same rules as a word in the chat, and noted in the desk's log in the same transaction. */

import type { Command } from '../../domain/base/commands.ts'
import type { Refusal } from '../../domain/base/refusals.ts'
import type { HamletState } from '../../domain/base/state.ts'
import type { Actor } from '../../domain/base/who.ts'
import type { DeskAction } from '../../domain/rights/actions.ts'
import { type Principal, reachOf } from '../../domain/rights/desk.ts'
import { inTransaction, type Transaction } from '../../store/database.ts'
import { audit } from '../../store/door/audit.ts'
import { hamletInReach } from '../../store/reading/hamlets.ts'
import { lockHamlet } from '../../store/turn/hamlet.ts'
import type { Deps } from '../ports.ts'
import { Sitting } from '../sitting.ts'

export type Ordered<T = unknown> = { done: T } | { refusal: Refusal } | { missing: true }

/** In the ledger a user who is also somebody in the groups is one person. */
export const actorOf = (who: Principal): Actor => ({
  kind: 'official',
  id: who.officialId ?? who.userId,
  name: who.name,
  office: who.role === 'cadre' ? 'cadre' : 'official',
})

export interface Order<T> {
  action: DeskAction
  /** `issue:…`, `household:…`: what the log's entry is about. */
  subject: string
  /** Made under the lock; undefined when what it is about does not exist there. */
  command(state: HamletState, actor: Actor, tx: Transaction): Command | undefined | Promise<Command | undefined>
  /** What the log shows before and after, and what the order returns. */
  about(state: HamletState): T
  /** What the log shows instead, where the state does not hold what was changed. */
  noted?(before: T, after: T): { before: unknown; after: unknown }
  /** What is written with it, in the same transaction, once it is decided. */
  also?(tx: Transaction): Promise<void>
}

/** Missing: there is no such hamlet, or not for this person. */
export async function orderHamlet<T>(deps: Deps, who: Principal, hamletId: string, order: Order<T>): Promise<Ordered<T>> {
  const now = deps.clock.now()
  const outcome = await inTransaction(deps.db, async (tx: Transaction) => {
    const hamlet = await hamletInReach(tx, reachOf(who), hamletId)
    const state = hamlet && (await lockHamlet(tx, hamletId, now))
    if (!hamlet || !state) return { ordered: { missing: true } as const }
    const sitting = new Sitting(deps, state, now)
    sitting.because(`desk/${deps.newId()}`)
    const command = await order.command(state, actorOf(who), tx)
    if (!command) return { ordered: { missing: true } as const }
    const before = order.about(state)
    const decided = sitting.order(command)
    if ('refusal' in decided) return { ordered: decided }
    const after = order.about(state)
    const noted = order.noted?.(before, after) ?? { before, after }
    await audit(tx, who, now, { action: order.action, subject: order.subject, villageId: hamlet.villageId, ...noted })
    await order.also?.(tx)
    return { ordered: { done: after }, wake: await sitting.close(tx) }
  })
  outcome.wake?.()
  return outcome.ordered
}
