/**
 * The next messages of one room, in one transaction: understood one after another against what is open at that moment, decided, answered.
 * A message whose handling throws is kept as failed with its reason and does not take the others down; neither does one whose effect the
 * database refuses.
 */

import type { Instant } from '../../kernel/time.ts'
import { inTransaction, isPassing, type Transaction } from '../../store/database.ts'
import { lockRoom, type RoomRow } from '../../store/directory.ts'
import { type Handled, type InboxRow, markHandled, nextOfRoom, type PendingRoom } from '../../store/edges/inbox.ts'
import { resolveEcho } from '../../store/edges/outbox.ts'
import { forgetMedia } from '../../store/media.ts'
import { lockHamlet } from '../../store/turn/hamlet.ts'
import { knowIssues, numbersIn } from '../../store/turn/older-issues.ts'
import type { Deps } from '../ports.ts'
import { Sitting } from '../sitting.ts'
import { handleUnboundRoom } from './bind-room.ts'
import { hear } from './hamlet-room.ts'
import { hearOffice, OFFICE_BATCH_MESSAGES } from './office-room.ts'
import { hearAlone, privateRoomOf } from './private-talk.ts'
import { LastRecord } from './quoted-line.ts'
import { keepLine, meetingGoingOn } from './recording.ts'
import { Speakers } from './speakers.ts'

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
  const done = await inTransaction(deps.db, async (tx) => {
    const known = await lockRoom(tx, pending.account, pending.externalRoomId)
    const messages = await nextOfRoom(tx, pending, known && isOffice(known) ? Math.min(atMost, OFFICE_BATCH_MESSAGES) : atMost)
    if (messages.length === 0) return { count: 0, wake: undefined }
    const room = known ?? (await privateRoomOf(deps, tx, pending, messages))
    const batch = room ? await handleIn(deps, tx, room, messages, now) : await handleUnboundRoom(deps, tx, pending, messages, now)
    await markHandled(tx, batch.handled, now)
    return { count: messages.length, wake: batch.wake }
  })
  done.wake?.()
  return done.count
}

const isOffice = (room: RoomRow): boolean => room.kind === 'village' || room.kind === 'town'

const ignored = (message: InboxRow): Handled => ({ seq: message.seq, outcome: 'silence', keepText: false })

async function handleIn(
  deps: Deps,
  tx: Transaction,
  room: RoomRow,
  messages: InboxRow[],
  now: Instant,
): Promise<{ handled: Handled[]; wake: (() => void) | undefined }> {
  for (const echo of messages.filter((m) => m.self)) await resolveEcho(tx, echo.account, echo.externalRoomId, echo.text, now)
  if (isOffice(room)) return hearOffices(deps, tx, room, messages, now)
  const state = room.hamletId === null ? undefined : await lockHamlet(tx, room.hamletId, now)
  if (!state) return { handled: messages.map(ignored), wake: undefined }
  await knowIssues(tx, state, numbersIn(messages.map((m) => m.text).join(' ')))
  const sitting = new Sitting(deps, state, now)
  const speakers = await Speakers.of(tx, deps, sitting, messages)
  const record = await LastRecord.of(tx, state, messages)
  const unwanted: string[] = []
  const handled = messages.map((message): Handled => {
    if (message.self || message.kind === 'other') return ignored(message)
    sitting.because(`in/${message.seq}`, room.id)
    if (room.kind === 'private') return attempt(deps, message, room, () => hearAlone(sitting, room, message, speakers))
    const evening = meetingGoingOn(sitting)
    const done = attempt(deps, message, room, () => hear(sitting, room, message, speakers, record))
    const recorded = attempt(deps, message, room, () =>
      keepLine(sitting, evening, message, () => speakers.speaking(message), done.outcome) ? 'recorded' : 'silence',
    )
    if (message.mediaId && done.outcome === 'silence' && recorded.outcome === 'silence') unwanted.push(message.mediaId)
    return done.error || !recorded.error ? done : recorded
  })
  await forgetMedia(tx, unwanted)
  return { handled, wake: await sitting.close(tx) }
}

async function hearOffices(deps: Deps, tx: Transaction, room: RoomRow, messages: InboxRow[], now: Instant) {
  const heard: Awaited<ReturnType<typeof hearOffice>>[] = []
  for (const message of messages) heard.push(await hearOffice(deps, tx, room, message, now))
  return { handled: heard.map((h) => h.handled), wake: () => heard.forEach((h) => void h.wake?.()) }
}

/** What throws is kept as failed with its reason, and does not take the rest of the batch down. */
function attempt(deps: Deps, message: InboxRow, room: RoomRow, work: () => string): Handled {
  try {
    const outcome = work()
    return { seq: message.seq, outcome, keepText: outcome !== 'silence' }
  } catch (error) {
    return failedWith(deps, message, room.id, error)
  }
}

function failedWith(deps: Deps, { seq }: InboxRow, room: string, error: unknown): Handled {
  const reason = error instanceof Error ? (error.stack ?? error.message) : String(error)
  deps.log.error({ seq: String(seq), room, reason }, 'a message could not be handled')
  return { seq, outcome: 'failed', keepText: true, error: reason.slice(0, 4_000) }
}
