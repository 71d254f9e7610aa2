/** 催一下: not again before some minutes have passed, whatever it is for. */
import { type Instant, MINUTE } from '../../kernel/time.ts'
import { refuse } from './refusals.ts'
import type { Turn } from './turn.ts'

/** `last`: when people were last nudged for the same question. */
export function mustBeLongEnough(turn: Turn, last: Instant | null): void {
  const wait = last === null ? 0 : last + turn.policy.nudgeMinutes * MINUTE - turn.now
  if (wait > 0) refuse({ code: 'nudgedJustNow', minutes: Math.ceil(wait / MINUTE) })
}
