/** Beside every result of the desk: a threshold that the town has set below the plan's, with the reason. */
import { lowered, policyOf } from '../domain/base/policy.ts'
import type { Database } from '../store/database.ts'
import { readPolicy } from '../store/reading/calendar.ts'
import type { View } from './view.ts'

export async function loweredNote(db: Database, { who }: Pick<View, 'who'>) {
  const lines = lowered(policyOf(await readPolicy(db, who.townId)))
  return lines.length === 0 ? null : <p class="note warn">{lines.join('；')}</p>
}
