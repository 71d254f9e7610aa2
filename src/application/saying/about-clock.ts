/** What is said by the clock alone, as the outbox keeps it. */
import type { DateString, Instant } from '../../kernel/time.ts'

/** What is said by the clock alone, as the outbox keeps it: looked at again when it had to wait (outgoing.ts). */
export type AboutClock = { topic: string; townId: string } & (
  | { of: 'digest'; on: DateString; since: Instant }
  | { of: 'monthly'; month: string; hamletId: string }
  | { of: 'chainHead'; hamletId: string }
)
