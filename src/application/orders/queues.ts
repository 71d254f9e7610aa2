/** Repairs: what was not sent, and what could not be handled, looked at by a person. */

import type { DeskAction } from '../../domain/rights/actions.ts'
import { type Principal, reachOf } from '../../domain/rights/desk.ts'
import { inTransaction, type Reader, type Transaction } from '../../store/database.ts'
import { audit } from '../../store/door/audit.ts'
import { liftLimit } from '../../store/limits.ts'
import { cancelOutbox, findBotAccount, findInbox, findOutbox, receiveAgain, requeue } from '../../store/reading/queues.ts'
import type { Deps } from '../ports.ts'

export type Repaired = { done: true } | { missing: true } | { refused: 'notWaiting' }

async function repair(
  deps: Deps,
  who: Principal,
  action: DeskAction,
  subject: string,
  find: (db: Reader) => Promise<object | undefined>,
  work: (tx: Transaction) => Promise<boolean>,
): Promise<Repaired> {
  return inTransaction(deps.db, async (tx) => {
    const before = await find(tx)
    if (!before) return { missing: true as const }
    // The condition is checked where the row is changed: of two people, one repairs.
    if (!(await work(tx))) return { refused: 'notWaiting' as const }
    await audit(tx, who, deps.clock.now(), { action, subject, before: wordless(before), after: wordless((await find(tx)) ?? {}) })
    return { done: true as const }
  })
}

/** What was said is not what the log is for. */
function wordless(row: object): object {
  const { text: _text, ...shown } = row as { text?: string }
  return shown
}

export async function sendAgain(deps: Deps, who: Principal, seq: number): Promise<Repaired> {
  const find = (db: Reader) => findOutbox(db, reachOf(who), seq)
  const done = await repair(deps, who, 'sendAgain', `outbox:${seq}`, find, (tx) => requeue(tx, seq, deps.clock.now()))
  if ('done' in done) deps.wake.outbox()
  return done
}

export async function doNotSend(deps: Deps, who: Principal, seq: number): Promise<Repaired> {
  const find = (db: Reader) => findOutbox(db, reachOf(who), seq)
  return repair(deps, who, 'doNotSend', `outbox:${seq}`, find, (tx) => cancelOutbox(tx, seq))
}

export async function handleAgain(deps: Deps, who: Principal, seq: number): Promise<Repaired> {
  const done = await repair(
    deps,
    who,
    'handleAgain',
    `inbox:${seq}`,
    (db) => findInbox(db, reachOf(who), seq),
    (tx) => receiveAgain(tx, seq),
  )
  const found = 'done' in done ? await findInbox(deps.db, reachOf(who), seq) : undefined
  if (found) deps.wake.inbox({ account: found.account, externalRoomId: found.externalRoomId })
  return done
}

/** Somebody has looked at the account and says that the channel lets it speak again. */
export async function letSpeak(deps: Deps, who: Principal, account: string): Promise<Repaired> {
  const find = (db: Reader) => findBotAccount(db, reachOf(who), account)
  const done = await repair(deps, who, 'letSpeak', `botAccount:${account}`, find, (tx) => liftLimit(tx, account))
  if ('done' in done) deps.wake.outbox(account)
  return done
}
