/** Repairs: what was not sent, and what could not be handled, looked at by a person. */
import { type Principal, reachOf } from '../../domain/desk/access.ts'
import { audit } from '../../store/audit.ts'
import { inTransaction, type Transaction } from '../../store/database.ts'
import { cancelOutbox, findInbox, findOutbox, receiveAgain, requeue } from '../../store/desk/queues.ts'
import type { Deps } from '../ports.ts'

export type Repaired = { done: true } | { missing: true } | { refused: 'notWaiting' }

async function repair(
  deps: Deps,
  who: Principal,
  action: string,
  subject: string,
  before: object | undefined,
  work: (tx: Transaction) => Promise<boolean>,
): Promise<Repaired> {
  if (!before) return { missing: true }
  return inTransaction(deps.db, async (tx) => {
    // The condition is checked where the row is changed: of two people, one repairs.
    if (!(await work(tx))) return { refused: 'notWaiting' as const }
    const { text: _text, ...shown } = before as { text?: string }
    await audit(tx, who, deps.clock.now(), { action, subject, before: shown })
    return { done: true as const }
  })
}

export async function sendAgain(deps: Deps, who: Principal, seq: number): Promise<Repaired> {
  const found = await findOutbox(deps.db, reachOf(who), seq)
  const done = await repair(deps, who, 'sendAgain', `outbox:${seq}`, found, (tx) => requeue(tx, seq, deps.clock.now()))
  if ('done' in done) deps.wake.outbox()
  return done
}

export async function doNotSend(deps: Deps, who: Principal, seq: number): Promise<Repaired> {
  const found = await findOutbox(deps.db, reachOf(who), seq)
  return repair(deps, who, 'doNotSend', `outbox:${seq}`, found, (tx) => cancelOutbox(tx, seq))
}

export async function handleAgain(deps: Deps, who: Principal, seq: number): Promise<Repaired> {
  const found = await findInbox(deps.db, reachOf(who), seq)
  return repair(deps, who, 'handleAgain', `inbox:${seq}`, found, (tx) => receiveAgain(tx, seq))
}
