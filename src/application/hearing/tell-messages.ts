/** What the operator sees of messages: one wide line each, no names, no words. */
import type { Log } from '../../kernel/log.ts'
import type { Instant } from '../../kernel/time.ts'
import type { Measured } from '../../kernel/wide.ts'
import type { Handled, InboxRow } from '../../store/edges/inbox.ts'

/** One wide line a message, once its batch is committed: time and statements are the batch's. */
export function tellMessages(
  log: Log,
  { messages, handled }: { messages: readonly InboxRow[]; handled: readonly Handled[] },
  roomOf: (message: InboxRow) => string | null,
  cost: Measured,
  now: Instant,
): void {
  if (messages.length > 0) log.debug({ messages: messages.length, ...cost }, 'turn')
  const outcomes = new Map(handled.map((h) => [h.seq, h.outcome]))
  for (const message of messages) {
    const { seq, account, kind, at, receivedAt } = message
    const outcome = outcomes.get(seq)
    log.info(
      {
        seq: String(seq),
        account,
        room: roomOf(message),
        kind,
        outcome,
        // Since it was said; since it was received, until its turn had ended.
        lagMs: now - at,
        waitedMs: now - receivedAt + cost.ms,
        batch: messages.length,
        ...cost,
      },
      'message',
    )
  }
}
