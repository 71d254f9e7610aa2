/** What happens by the clock alone (jobs/schedule.ts). */
import { dateOf, type Instant } from '../../kernel/time.ts'
import { readSetting, writeSetting } from '../../store/settings.ts'
import type { Deps } from '../ports.ts'
import { sendDigest } from './digest.ts'
import { forgetOldWords } from './forget.ts'
import { postChainHeads, remindOfMeetings } from './monthly.ts'
import { nightly } from './night.ts'
import { recountProvisional } from './recount.ts'

const settingOf = (name: string): string => `tick.${name}`

/** A tick of another day than today's is not made up for: the next one covers it. */
export async function onTick(deps: Deps, name: string, at: Instant): Promise<void> {
  deps.log.info({ schedule: name, at }, 'tick')
  if (dateOf(at) !== dateOf(deps.clock.now())) return
  if (name === 'digest') {
    await recountProvisional(deps)
    await sendDigest(deps, 'all')
    await postChainHeads(deps)
  } else if (name === 'monthlyReminder') await remindOfMeetings(deps, 'all')
  else if (name === 'forget') await forgetOldWords(deps)
  else if (name === 'night') await nightly(deps)
  await writeSetting(deps.db, settingOf(name), at)
}

/** Does again what the queue took and lost. What a tick does twice has no effect the second time. */
export async function makeUpFor(deps: Deps, ticks: readonly { name: string; at: Instant }[]): Promise<void> {
  for (const { name, at } of ticks) {
    const done = await readSetting(deps.db, settingOf(name))
    if (typeof done === 'number' && done >= at) continue
    deps.log.warn({ schedule: name, at }, 'the queue has lost a tick; it is made up for')
    await onTick(deps, name, at)
  }
}
