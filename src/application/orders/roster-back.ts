/** An import of a roster taken back as one: what nobody has changed since is as it was before. */

import { untouched } from '../../domain/registry/roster.ts'
import { type Principal, reachOf } from '../../domain/rights/desk.ts'
import { inTransaction } from '../../store/database.ts'
import { audit } from '../../store/door/audit.ts'
import { findImport, markTakenBack } from '../../store/rosters.ts'
import { lockHamlet } from '../../store/turn/hamlet.ts'
import type { Deps } from '../ports.ts'
import { Sitting } from '../sitting.ts'
import { actorOf } from './order.ts'
import { rosterOf } from './roster.ts'

export interface TakenBack {
  fileName: string
  households: number
  people: number
  /** Rows that somebody has changed since, and that stay. */
  left: number
}

/** Missing: there is none, or not for this person. */
export async function takeBackImport(deps: Deps, who: Principal, importId: string): Promise<TakenBack | 'missing' | 'already' | 'tooLate'> {
  const now = deps.clock.now()
  const outcome = await inTransaction(deps.db, async (tx) => {
    const made = await findImport(tx, reachOf(who), importId)
    if (!made) return { result: 'missing' as const, wakes: [] }
    // What was there before is kept for the days that the town has set, and has gone.
    if (Object.keys(made.changes).length === 0) return { result: 'tooLate' as const, wakes: [] }
    // The row decides between two who take it back at once.
    if ((await markTakenBack(tx, importId, who.name, now)).count === 0) return { result: 'already' as const, wakes: [] }
    const result: TakenBack = { fileName: made.fileName, households: 0, people: 0, left: 0 }
    const wakes: (() => void)[] = []
    for (const [hamletId, changes] of Object.entries(made.changes).sort(([a], [b]) => (a < b ? -1 : 1))) {
      const state = await lockHamlet(tx, hamletId, now)
      if (!state) continue
      const before = rosterOf(state)
      const still = untouched({ state }, changes)
      result.households += still.households.length
      result.people += still.people.length
      result.left += changes.households.length + changes.people.length - still.households.length - still.people.length
      const sitting = new Sitting(deps, state, now)
      sitting.because(`roster-back/${importId}`)
      sitting.order({ type: 'takeBackRoster', actor: actorOf(who), importId, changes })
      wakes.push(await sitting.close(tx))
      await audit(tx, who, now, {
        action: 'takeBackRoster',
        subject: `hamlet:${hamletId}`,
        before,
        after: { ...rosterOf(state), importId },
      })
    }
    return { result, wakes }
  })
  for (const wake of outcome.wakes) wake()
  return outcome.result
}
