/** What was not understood is kept for learning from for so long, and no longer. */
import { DAY, type Instant } from '../../kernel/time.ts'
import { forgetMissed } from '../../store/edges/inbox.ts'
import type { Deps } from '../ports.ts'

const MISSED_KEPT_MS = 30 * DAY

/** Words that came before are forgotten: a list does not show them, and the night erases them. */
export const missedSince = (now: Instant): Instant => now - MISSED_KEPT_MS

export async function forgetOldWords({ db, clock, log }: Deps): Promise<void> {
  const messages = await forgetMissed(db, missedSince(clock.now()))
  if (messages > 0) log.info({ messages }, 'the words of what was not understood are forgotten')
}
