/** A write that is sent twice with the same key is done once. */
import { createHash } from 'node:crypto'
import type { Clock } from '../../kernel/clock.ts'
import { DAY } from '../../kernel/time.ts'
import type { Database } from '../../store/database.ts'
import { claimKey, forgetKey, keepAnswer } from '../../store/door/idempotency.ts'

export interface Answer {
  status: number
  body: unknown
}

export type Once = { first: Answer } | { again: Answer } | { refused: 'otherRequest' | 'underWay' }

const KEEP = 2 * DAY

/**
 * Does `work` unless the key was used before. What it throws forgets the key, so that it can be tried again; what it answers is kept, as
 * `kept` leaves it: a secret that is shown once is never stored. If the process dies in between, the key stays under way for two days:
 * nobody knows what came of it, so nobody repeats it blindly.
 */
export async function once(
  db: Database,
  clock: Clock,
  key: { userId: string; key: string; request: string },
  work: () => Promise<Answer>,
  kept: (body: unknown) => unknown = (body) => body,
): Promise<Once> {
  const now = clock.now()
  const request = createHash('sha256').update(key.request).digest('hex')
  const found = await claimKey(db, { ...key, request }, now, now - KEEP)
  if (found) {
    if (found.request !== request) return { refused: 'otherRequest' }
    return found.status === null ? { refused: 'underWay' } : { again: { status: found.status, body: found.body } }
  }
  try {
    const answer = await work()
    await keepAnswer(db, key, answer.status, kept(answer.body))
    return { first: answer }
  } catch (error) {
    await forgetKey(db, key)
    throw error
  }
}
