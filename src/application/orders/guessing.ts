/**
 * Who guesses passwords has to wait, longer each time; who knows theirs is let in. Guesses are counted for a login and where they come from
 * together: a whole office behind one address is not shut out by one of its own, and nobody can shut out another from elsewhere. A device on
 * which its owner has logged in before has an allowance of its own, wherever it is.
 */
import { HOUR, type Instant, MINUTE } from '../../kernel/time.ts'

/** Wrong guesses without a wait: people mistype. */
const GUESSES_FREE = 5
const FIRST_WAIT = MINUTE
const LONGEST_WAIT = 15 * MINUTE
/** How long a wrong guess is held against whoever made it. */
export const GUESS_REMEMBERED = 24 * HOUR

/** For one login from anywhere but its known devices: many addresses at once are one guesser. */
const GUESSES_FROM_ANYWHERE = 50
export const ANYWHERE_WINDOW = 15 * MINUTE

/** Milliseconds from the last wrong guess until the next is looked at: 1, 2, 4, 8, 15 minutes, and 15 from then on. */
function waitAfter(wrong: number): number {
  return wrong < GUESSES_FREE ? 0 : Math.min(LONGEST_WAIT, FIRST_WAIT * 2 ** Math.min(wrong - GUESSES_FREE, 10))
}

export interface Guesses {
  /** Wrong ones of this login from this place that are still remembered. */
  here: number
  lastHere: Instant | undefined
  /** Of this login within the window, from all places that are no known device of it; 0 on one that is. */
  anywhere: number
}

/** From when on a guess is looked at; undefined for now. */
export function waitUntil({ here, lastHere, anywhere }: Guesses, now: Instant): Instant | undefined {
  if (anywhere >= GUESSES_FROM_ANYWHERE) return now + LONGEST_WAIT
  const until = (lastHere ?? now) + waitAfter(here)
  return here >= GUESSES_FREE && until > now ? until : undefined
}
