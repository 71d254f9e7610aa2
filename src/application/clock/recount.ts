/** The working calendar has changed, or more of it is known, or there are to be more or fewer days: open deadlines are reckoned anew. */

import { townSettings } from '../../store/digest.ts'
import { hamletsWithDates } from '../../store/offices.ts'
import type { Deps } from '../ports.ts'
import { sit } from '../sitting.ts'

/**
 * The town's calendar has changed, or (`rule`) the number of days: every open deadline of the town is reckoned anew, each change goes to the hamlet's ledger, and the
 * villages concerned are told. To be called after the change has committed. Harmless when repeated. Returns the number of hamlets looked at.
 */
export async function recountDeadlines(deps: Deps, townId: string, because?: 'rule'): Promise<number> {
  return recount(deps, await hamletsWithDates(deps.db, townId), `recount/${townId}`, because)
}

/** A year may have become known with a new version of the calendar's data: what was provisional is looked at again. */
export async function recountProvisional(deps: Deps): Promise<number> {
  let count = 0
  for (const town of await townSettings(deps.db, 'all'))
    count += await recount(deps, await hamletsWithDates(deps.db, town.id, true), `recount/${town.id}`)
  return count
}

async function recount(deps: Deps, hamletIds: readonly string[], cause: string, because?: 'rule'): Promise<number> {
  const stamp = deps.newId()
  for (const id of hamletIds)
    await sit(deps, id, `${cause}/${stamp}`, (sitting) =>
      sitting.order({ type: 'recountDeadlines', actor: { kind: 'clock' }, ...(because ? { because } : {}) }),
    )
  return hamletIds.length
}
