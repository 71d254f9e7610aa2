/**
 * The next messages of one room, in one transaction: understood one after another against what is open at that moment, decided, answered.
 * A message whose handling throws is kept as failed with its reason and does not take the others down; neither does one whose effect the
 * database refuses.
 */

import type { Instant } from '../../kernel/time.ts'
import { measured } from '../../kernel/wide.ts'
import { inTransaction, isPassing, type Transaction } from '../../store/database.ts'
import { lockRoom, type RoomRow } from '../../store/directory.ts'
import { handedOverAgain } from '../../store/edges/again.ts'
import { type Handled, type InboxRow, markHandled, nextOfRoom, type PendingRoom } from '../../store/edges/inbox.ts'
import { resolveEcho } from '../../store/edges/outbox.ts'
import { lockHamlet } from '../../store/turn/hamlet.ts'
import type { Deps } from '../ports.ts'
import { handleUnboundRoom } from './bind-room.ts'
import { failedWith, hearMessages, ignored } from './hear-messages.ts'
import { hearOffice, OFFICE_BATCH_MESSAGES } from './office-room.ts'
import { privateRoomOf } from './private-talk.ts'
import { tellMessages } from './tell-messages.ts'

/** Messages of one transaction: a hundred “到” in a burst are one commit, and a lock is not held for long. */
export const BATCH_MESSAGES = 200

/**
 * Handles up to BATCH_MESSAGES of a room. Returns how many there were. A batch that cannot be written is gone through message by message, so
 * that the one that is to blame is set aside and the room does not stand still. Throws what the database's state is to blame for: then all
 * of it is still there for the next try.
 */
export async function handleBatch(deps: Deps, pending: PendingRoom): Promise<number> {
  try {
    return await handleTogether(deps, pending, BATCH_MESSAGES)
  } catch (error) {
    if (isPassing(error)) throw error
    return oneByOne(deps, pending)
  }
}

async function oneByOne(deps: Deps, pending: PendingRoom): Promise<number> {
  for (let count = 0; count < BATCH_MESSAGES; count++) {
    const [next] = await nextOfRoom(deps.db, pending, 1)
    if (!next) return count
    try {
      await handleTogether(deps, pending, 1)
    } catch (error) {
      if (isPassing(error)) throw error
      const failed = failedWith(deps, next, pending.externalRoomId, error)
      await inTransaction(deps.db, (tx) => markHandled(tx, [failed], deps.clock.now()))
    }
  }
  return BATCH_MESSAGES
}

async function handleTogether(deps: Deps, pending: PendingRoom, atMost: number): Promise<number> {
  const now = deps.clock.now()
  const done = await measured(
    () => inTransaction(deps.db, (tx) => handleNext(deps, tx, pending, atMost, now)),
    (cost, outcome) => 'value' in outcome && tellMessages(deps.log, outcome.value, () => outcome.value.room?.id ?? null, cost, now),
  )
  done.wake?.()
  return done.messages.length
}

interface Batch {
  room: RoomRow | undefined
  messages: InboxRow[]
  handled: Handled[]
  wake: (() => void) | undefined
}

async function handleNext(deps: Deps, tx: Transaction, pending: PendingRoom, atMost: number, now: Instant): Promise<Batch> {
  const known = await lockRoom(tx, pending.account, pending.externalRoomId)
  const messages = await nextOfRoom(tx, pending, known && isOffice(known) ? Math.min(atMost, OFFICE_BATCH_MESSAGES) : atMost)
  if (messages.length === 0) return { room: known, messages, handled: [], wake: undefined }
  const room = known ?? (await privateRoomOf(deps, tx, pending, messages))
  const batch = room ? await handleIn(deps, tx, room, messages, now) : await handleUnboundRoom(deps, tx, pending, messages, now)
  await markHandled(tx, batch.handled, now)
  return { room, messages, ...batch }
}

const isOffice = (room: RoomRow): boolean => room.kind === 'village' || room.kind === 'town'

async function handleIn(
  deps: Deps,
  tx: Transaction,
  room: RoomRow,
  messages: InboxRow[],
  now: Instant,
): Promise<{ handled: Handled[]; wake: (() => void) | undefined }> {
  for (const echo of messages.filter((m) => m.self)) await resolveEcho(tx, echo, now)
  if (isOffice(room)) return hearOffices(deps, tx, room, messages, now)
  const state = room.hamletId === null ? undefined : await lockHamlet(tx, room.hamletId, now)
  if (!state) return { handled: messages.map(ignored), wake: undefined }
  const again = await handedOverAgain(tx, messages, () => room.hamletId, now)
  const { handled, sitting } = await hearMessages(deps, tx, room, state, messages, again, now)
  return { handled, wake: await sitting.close(tx) }
}

async function hearOffices(deps: Deps, tx: Transaction, room: RoomRow, messages: InboxRow[], now: Instant) {
  const heard: Awaited<ReturnType<typeof hearOffice>>[] = []
  for (const message of messages) heard.push(await hearOffice(deps, tx, room, message, now))
  return { handled: heard.map((h) => h.handled), wake: () => heard.forEach((h) => void h.wake?.()) }
}
