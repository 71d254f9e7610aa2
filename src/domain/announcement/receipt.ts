/** 收到: who has read what the town told. */

import type { Instant } from '../../kernel/time.ts'
import type { CommandOf } from '../base/commands.ts'
import type { HamletState } from '../base/state.ts'
import type { Turn } from '../base/turn.ts'
import { insist } from '../rights/insist.ts'
import type { DeliveryRow } from './rows.ts'

/** The announcement that had asked for 收到 last at that moment, and still took it. */
export const openDelivery = (state: HamletState, at: Instant): DeliveryRow | undefined =>
  state.deliveries
    .where((d) => d.receipts && d.openUntil !== null && d.openUntil > at && d.at <= at)
    .sort((a, b) => b.at - a.at || (a.id < b.id ? 1 : -1))[0]

/** Every 收到 is kept until its household has one; when nothing was asked it is chat. Who is not bound yet counts once bound. */
export function acknowledge(turn: Turn, command: CommandOf<'acknowledge'>): void {
  // Said while it was asked for, it is one however late it comes; within a moment of the question clocks decide nothing.
  const delivery = openDelivery(turn.state, turn.saidAt) ?? openDelivery(turn.state, turn.now)
  if (!delivery) return
  const { from } = command
  if ('householdId' in from && from.onBehalf) insist(turn, 'answerFor')
  const accountId = 'accountId' in from ? from.accountId : null
  const householdId = 'householdId' in from ? from.householdId : null
  const household = householdId ?? turn.state.accounts.get(accountId)?.householdId ?? null
  const given = turn.state.receipts.where((r) => r.deliveryId === delivery.id)
  const same = given.some((r) =>
    household === null
      ? r.accountId === accountId
      : (r.householdId ?? turn.state.accounts.get(r.accountId)?.householdId ?? null) === household,
  )
  if (same) return
  const row = {
    id: turn.id(),
    hamletId: turn.hamlet.id,
    deliveryId: delivery.id,
    accountId,
    householdId,
    at: turn.saidSince(delivery.at),
    seq: turn.nextSeq,
  }
  turn.state.receipts.put(row)
  turn.happened('receiptGiven', delivery.announcementId, { deliveryId: delivery.id, householdId: household, known: household !== null })
}
