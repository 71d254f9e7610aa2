/** What is kept of one person, printed at the desk for the person. That it was looked at is noted. */
import { type Principal, reachOf } from '../../domain/rights/desk.ts'
import { inTransaction } from '../../store/database.ts'
import { audit } from '../../store/door/audit.ts'
import { ownDataOf } from '../../store/personal/own-data.ts'
import { findPerson, type Subject } from '../../store/personal/person.ts'
import { ownData } from '../../text/own-data.ts'
import type { Deps } from '../ports.ts'

/** Undefined: there is nobody like that, or not within this person's reach. */
export async function exportPerson(deps: Deps, who: Principal, of: Subject): Promise<string | undefined> {
  const now = deps.clock.now()
  return inTransaction(deps.db, async (tx) => {
    const person = await findPerson(tx, reachOf(who), of)
    if (!person) return undefined
    await audit(tx, who, now, { action: 'exportPerson', subject: `${of.subject}:${of.subjectId}`, villageId: person.villageId })
    return ownData(await ownDataOf(tx, person), now)
  })
}
