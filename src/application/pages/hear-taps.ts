/**
 * Taps of one page of ours, taken in and handled before they are answered. They go the way of every message: the inbox keeps each once, by the name
 * that the phone gave it; the room's lock keeps their order; what is said back stands in the outbox. A process that ends in between leaves them to
 * the next one, and the phone, which sends again what was not answered, is told what became of them.
 */
import type { Door } from '../../domain/base/rows.ts'
import type { Instant } from '../../kernel/time.ts'
import { takeIn } from '../../store/edges/inbox.ts'
import { becomeOf } from '../../store/edges/taps.ts'
import { handleBatch } from '../hearing/handle-batch.ts'
import { plausiblyTimed } from '../hearing/said-at.ts'
import type { Tap } from '../hearing/tapped.ts'
import type { Deps } from '../ports.ts'

/** Whose taps they are: an account of the channel, in the talk that it has with us. */
export interface Tapper {
  door: Door
  externalId: string
  /** Of somebody of a hamlet the same as `externalId`; an office has one for each hamlet. */
  externalRoomId: string
}

export interface Tapped {
  /** Given by the phone: the same again is the same tap. */
  id: string
  /** When it was tapped, as the town's clock has it. */
  at: Instant
  tap: Tap
  mediaId?: string
}

export interface Became {
  id: string
  /** done; late: kept and not counted; refused: `said` has why; failed: nothing came of it, and the town can see that. */
  outcome: 'done' | 'late' | 'refused' | 'failed'
  /** What is said to whoever tapped, and to nobody else. */
  said: string[]
}

/** In the order given. What has been tapped before is not done again and gets the answer that it got. */
export async function hearTaps(deps: Deps, tapper: Tapper, taps: readonly Tapped[]): Promise<Became[]> {
  const { db, clock, log } = deps
  const { door: account, externalId, externalRoomId } = tapper
  const idOf = (id: string): string => `${externalRoomId}/${id}`
  const now = clock.now()
  const messages = taps.map(({ id, at, tap, mediaId }) => ({
    ...{
      account,
      messageId: idOf(id),
      externalRoomId,
      externalSenderId: externalId,
      senderName: '',
      kind: 'tap',
      text: JSON.stringify(tap),
    },
    ...{ mentionsBot: true, mentionIds: [], self: false, mediaId: mediaId ?? null, at },
  }))
  await takeIn(db, plausiblyTimed(messages, now, log), now)
  while ((await handleBatch(deps, { account, externalRoomId })) > 0);
  const found = await becomeOf(
    db,
    account,
    taps.map(({ id }) => idOf(id)),
    now,
  )
  return taps.map(({ id }): Became => {
    const became = found.get(idOf(id))
    return { id, outcome: outcomeOf(became?.outcome), said: became?.said ?? [] }
  })
}

function outcomeOf(outcome: string | null | undefined): Became['outcome'] {
  if (outcome == null || outcome === 'failed' || outcome === 'silence') return 'failed'
  return outcome === 'refused' || outcome === 'late' ? outcome : 'done'
}
