/** What an order came to, or the problem that says why not. */
import type { Ordered } from '../application/orders/order.ts'
import type { Clock } from '../kernel/clock.ts'
import { Problem, refused } from './problem.ts'

/** Of an order to a hamlet, which the rules decide. */
export function settle<T>({ clock }: { clock: Clock }, ordered: Ordered<T>): T {
  if ('missing' in ordered) throw new Problem('notFound')
  if ('refusal' in ordered) throw refused(ordered.refusal, clock.now())
  return ordered.done
}

type Refused = { refused: string }
type Missing = { missing: true }
type Made<T> = Exclude<T, Refused | Missing> | (Extract<T, Missing> extends never ? never : undefined)

/** Of an order to the desk's own lists, whose few refusals have their words in refusals.ts. Undefined: there is no such thing. */
export function settled<T extends object>(made: T, words: Readonly<Record<Extract<T, Refused>['refused'], string>>): Made<T> {
  if ('missing' in made) return undefined as Made<T>
  if ('refused' in made) {
    const refusal = made.refused as keyof typeof words
    throw new Problem('refused', words[refusal], { refusal })
  }
  return made as Made<T>
}
