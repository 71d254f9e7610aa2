/** What was not understood is kept for learning from for so long, and no longer. */
import { forgetMissed, missedSince } from '../../store/edges/inbox.ts'
import type { Deps } from '../ports.ts'

export async function forgetOldWords({ db, clock, log }: Deps): Promise<void> {
  const messages = await forgetMissed(db, missedSince(clock.now()))
  if (messages > 0) log.info({ messages }, 'the words of what was not understood are forgotten')
}
