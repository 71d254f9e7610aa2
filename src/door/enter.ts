/** Who is let in, and who may change something. */
import type { Context } from 'hono'
import { hashSecret, sameText } from '../application/orders/passwords.ts'
import { type Capability, may, type Principal } from '../domain/rights/desk.ts'
import type { DoorDeps } from './deps.ts'
import { type DoorEnv, type Identified, identify } from './identify.ts'
import { Problem } from './problem.ts'

/** Somebody known, in a role that may. Who it is, is noted before it is refused: a page of refusal is one of theirs. */
export async function enter<E extends DoorEnv>(
  c: Context<E>,
  { db, wall }: Pick<DoorDeps, 'db' | 'wall'>,
  via: Principal['via'],
  capability: Capability,
): Promise<Identified> {
  const identified = await identify(c, db, wall, via)
  if (!identified) throw new Problem('unauthenticated')
  c.set('identified', identified)
  if (!may(identified.who, capability)) throw new Problem('forbidden')
  return identified
}

/**
 * To be asked before anything is changed. `csrf` is the session's own token as it came with the request, in a header or in a form:
 * another site can make a browser send the cookie, not this. `missing` says how to come by it.
 */
export function admitChange({ who, csrfHash }: Identified, given: string | undefined, missing: string): void {
  if (who.readOnly) throw new Problem('forbidden', '这个令牌只能看，不能改')
  if (csrfHash !== undefined && (given === undefined || !sameText(hashSecret(given), csrfHash))) throw new Problem('forbidden', missing)
}
