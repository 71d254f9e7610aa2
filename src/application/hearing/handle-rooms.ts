/**
 * A turn over many rooms: the next messages of many hamlets' groups in one transaction, each hamlet's on its own state, everything written
 * together. One word in each of a hundred groups costs a dozen statements and one commit, and not a dozen and one each. What goes wrong with any
 * of them takes the turn back, and its rooms are gone through one by one (handle-batch.ts).
 */

import type { HamletState } from '../../domain/base/state.ts'
import type { Instant } from '../../kernel/time.ts'
import { measured } from '../../kernel/wide.ts'
import { inTransaction, isPassing, type Transaction } from '../../store/database.ts'
import { type HeldRoom, lockHamletRooms } from '../../store/directory.ts'
import { handedOverAgain } from '../../store/edges/again.ts'
import { type Handled, type InboxRow, markHandled, nextOfRooms, type PendingRoom } from '../../store/edges/inbox.ts'
import { resolveEcho } from '../../store/edges/outbox.ts'
import { lockedHamlets } from '../../store/turn/hamlet.ts'
import type { Deps } from '../ports.ts'
import { closeSittings, type Sitting } from '../sitting.ts'
import { BATCH_MESSAGES } from './handle-batch.ts'
import { hearMessages } from './hear-messages.ts'
import { tellMessages } from './tell-messages.ts'

/** Rooms of one turn: enough to share its statements, few enough that none of them is kept waiting. */
export const ROOMS_A_TURN = 100

export interface Turned {
  /** Had as many messages as one turn takes: there may be more. */
  more: PendingRoom[]
  /** Left to be handled by themselves: no hamlet's, held by somebody else, or of a turn that failed. */
  alone: PendingRoom[]
}

interface Done {
  messages: InboxRow[]
  handled: Handled[]
  /** Room by account and its id there. */
  held: Map<string, HeldRoom>
  wake: () => void
}

export const roomKey = ({ account, externalRoomId }: PendingRoom): string => `${account}\n${externalRoomId}`

/** Throws what the database's state is to blame for: then all of it is still there for the next try. */
export async function handleRooms(deps: Deps, rooms: readonly PendingRoom[]): Promise<Turned> {
  const now = deps.clock.now()
  try {
    const done = await measured(
      () => inTransaction(deps.db, (tx) => turn(deps, tx, rooms, now)),
      (cost, outcome) =>
        'value' in outcome && tellMessages(deps.log, outcome.value, (m) => outcome.value.held.get(roomKey(m))?.id ?? null, cost, now),
    )
    done.wake()
    const counts = new Map<string, number>()
    for (const message of done.messages) counts.set(roomKey(message), (counts.get(roomKey(message)) ?? 0) + 1)
    return {
      more: rooms.filter((room) => (counts.get(roomKey(room)) ?? 0) >= BATCH_MESSAGES),
      alone: rooms.filter((room) => !done.held.has(roomKey(room))),
    }
  } catch (error) {
    if (isPassing(error)) throw error
    return { more: [], alone: [...rooms] }
  }
}

async function turn(deps: Deps, tx: Transaction, rooms: readonly PendingRoom[], now: Instant): Promise<Done> {
  const held = new Map<string, HeldRoom>()
  const hamlets = new Set<string>()
  // One behind the other on the connection: the messages are looked at under the locks, and what is said in a room that somebody else holds is left.
  const [locked, messages] = await Promise.all([lockHamletRooms(tx, rooms), nextOfRooms(tx, rooms, BATCH_MESSAGES)])
  for (const room of locked) {
    // Two groups of one hamlet cannot be in one turn: their words would be decided beside each other.
    if (hamlets.has(room.hamletId)) continue
    hamlets.add(room.hamletId)
    held.set(roomKey({ account: room.account, externalRoomId: room.externalId }), room)
  }
  const byRoom = new Map<string, InboxRow[]>()
  for (const message of messages) {
    if (!held.has(roomKey(message))) continue
    const own = byRoom.get(roomKey(message))
    if (own) own.push(message)
    else byRoom.set(roomKey(message), [message])
  }
  const handled: Handled[] = []
  const sittings: Sitting[] = []
  const talking = [...byRoom].flatMap(([key, own]) => {
    const room = held.get(key)
    return room ? [{ room, own, id: room.hamletId, version: room.version }] : []
  })
  const [states, again] = await Promise.all([
    lockedHamlets(tx, talking, now),
    handedOverAgain(
      tx,
      talking.flatMap(({ own }) => own),
      (message) => held.get(roomKey(message))?.hamletId ?? null,
      now,
    ),
  ])
  for (const [i, { room, own }] of talking.entries()) {
    for (const echo of own.filter((m) => m.self)) await resolveEcho(tx, echo, now)
    const state = states[i] as HamletState
    const heard = await hearMessages(deps, tx, room, state, own, again, now)
    handled.push(...heard.handled)
    sittings.push(heard.sitting)
  }
  const wake = await closeSittings(deps, tx, sittings, now)
  if (handled.length > 0) await markHandled(tx, handled, now)
  return { messages: [...byRoom.values()].flat(), handled, held, wake }
}
