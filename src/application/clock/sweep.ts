/** Every minute: finds what a lost queue or a killed process left undone. The tables are the truth; the queue only wakes. */
import { dueBy } from '../../store/edges/deadlines.ts'
import type { Intake } from '../hearing/intake.ts'
import type { Deps } from '../ports.ts'

const DEADLINES_A_SWEEP = 1_000

export async function sweep(deps: Deps, intake: Intake): Promise<number> {
  await intake.resume()
  const due = await dueBy(deps.db, deps.clock.now(), DEADLINES_A_SWEEP)
  deps.wake.deadlines(due)
  deps.wake.outbox()
  if (due.length > 0) deps.log.info({ deadlines: due.length }, 'the sweep found deadlines that nobody had met')
  return due.length
}
