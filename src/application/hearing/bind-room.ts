/**
 * A group that nobody knows becomes a hamlet's (or a village's) when the one-time code from the desk is sent in it: `绑定 ABCD2345`. A hamlet that had a
 * group moves to the new one, with everything that is open: external ids change when an account logs in anew.
 */
import type { Instant } from '../../kernel/time.ts'
import { moveRoom, redeemCode } from '../../store/binding.ts'
import type { Transaction } from '../../store/database.ts'
import type { Handled, InboxRow, PendingRoom } from '../../store/edges/inbox.ts'
import { put } from '../../store/edges/outbox.ts'
import { roomBound } from '../../text/member.ts'
import type { Deps } from '../ports.ts'

/** The code's letters are those of orders/registry.ts; people type small letters and forget the space. */
const BINDING = /^\s*绑定[\s:：]*([A-Za-z2-9]{8})\s*$/

/** Messages of a group that is not bound: silence, but for a code. */
export async function handleUnboundRoom(
  deps: Deps,
  tx: Transaction,
  pending: PendingRoom,
  messages: readonly InboxRow[],
  now: Instant,
): Promise<{ handled: Handled[]; wake: (() => void) | undefined }> {
  let wake: (() => void) | undefined
  const handled: Handled[] = []
  for (const { seq, text, self, externalSenderId } of messages) {
    // A private talk bears the other person's id: codes bind groups only.
    const isPrivate = externalSenderId === pending.externalRoomId
    const code = self || isPrivate ? undefined : BINDING.exec(text.normalize('NFKC'))?.[1]?.toUpperCase()
    const place = code === undefined ? undefined : await redeemCode(tx, code, pending.externalRoomId, now)
    handled.push({ seq, outcome: place ? 'bindRoom' : 'silence', keepText: false })
    if (!place) continue
    const roomId = await moveRoom(tx, { ...place, ...pending, id: deps.newId() })
    await put(tx, [{ key: `in/${seq}/room`, roomId, text: roomBound(place.name), priority: 'answer', notBefore: now }], now)
    wake = () => deps.wake.outbox(pending.account)
  }
  return { handled, wake }
}
