/** The same write sent twice is done once; on both sides a key belongs to one request, and to no other. */
import { type Answer, once } from '../application/orders/once.ts'
import type { DoorDeps } from './deps.ts'
import { Problem } from './problem.ts'

interface Keyed {
  userId: string
  key: string
  /** All that makes it this request and no other. It is kept as a hash, so no password may be in it. */
  request: unknown
}

export async function answerOnce(
  { db, wall }: Pick<DoorDeps, 'db' | 'wall'>,
  { userId, key, request }: Keyed,
  work: () => Promise<Answer>,
  kept?: (body: unknown) => unknown,
): Promise<Answer & { again: boolean }> {
  const outcome = await once(db, wall, { userId, key, request: JSON.stringify(request) }, work, kept)
  if ('refused' in outcome) throw new Problem(outcome.refused === 'otherRequest' ? 'keyReused' : 'keyUnderWay')
  return 'first' in outcome ? { ...outcome.first, again: false } : { ...outcome.again, again: true }
}
