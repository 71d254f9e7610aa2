/** What happens by the clock alone (jobs/schedule.ts). */
import type { Instant } from '../kernel/time.ts'
import type { Deps } from './ports.ts'

export async function onTick(deps: Deps, name: string, at: Instant): Promise<void> {
  deps.log.info({ schedule: name, at }, 'tick')
}
