/** What happens by the clock alone (jobs/schedule.ts). */
import { dateOf, type Instant } from '../../kernel/time.ts'
import type { Deps } from '../ports.ts'
import { sendDigest } from './digest.ts'
import { postChainHeads, remindOfMeetings } from './monthly.ts'
import { recountProvisional } from './recount.ts'

/** A tick of another day than today's is not made up for: the next one covers it. */
export async function onTick(deps: Deps, name: string, at: Instant): Promise<void> {
  deps.log.info({ schedule: name, at }, 'tick')
  if (dateOf(at) !== dateOf(deps.clock.now())) return
  if (name === 'digest') {
    await recountProvisional(deps)
    await sendDigest(deps, 'all')
    await postChainHeads(deps)
  } else if (name === 'monthlyReminder') await remindOfMeetings(deps, 'all')
}
