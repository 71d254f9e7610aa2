/**
 * What somebody is to carry into a hamlet's group, and what was said to one phone. No sender takes it; a text that has waited is told anew from how
 * things stand, as one that waits for a connection is.
 */
import { MINUTE } from '../../kernel/time.ts'
import { type Carried, listCarried, markCarried, putOff } from '../../store/edges/carried.ts'
import { reword, withdraw } from '../../store/edges/outbox.ts'
import type { Deps } from '../ports.ts'
import { asItIsNow, LOOK_AGAIN_AFTER, NO_LONGER_SO } from '../saying/outgoing.ts'

export type { Carried } from '../../store/edges/carried.ts'

/** The oldest first; what was carried within the last day behind. */
export async function toCarry(deps: Deps, hamletId: string): Promise<Carried[]> {
  const now = deps.clock.now()
  const all = await listCarried(deps.db, hamletId, now)
  const gone = new Set<bigint>()
  for (const text of all) {
    if (text.sentAt !== null || text.about === null || gone.has(text.seq) || now - text.createdAt < Math.max(LOOK_AGAIN_AFTER, MINUTE))
      continue
    const told = await asItIsNow(deps, text)
    if (told === undefined) await withdraw(deps.db, [text.seq], NO_LONGER_SO)
    else if (told !== text.text) await reword(deps.db, text.seq, told)
    if (told === undefined || told !== text.text) gone.add(text.seq)
  }
  return gone.size === 0 ? all : listCarried(deps.db, hamletId, now)
}

/** False: it is not there, or nobody waits for it any more. */
export const carried = (deps: Deps, hamletId: string, seq: bigint, how: 'sent' | 'dropped'): Promise<boolean> =>
  how === 'sent' ? markCarried(deps.db, hamletId, seq, deps.clock.now()) : putOff(deps.db, hamletId, seq)
