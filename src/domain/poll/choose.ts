/**
 * 取最大公约数: the option that most at-home households can make. 勉强 never outweighs a plain yes; it only breaks ties, then the number of
 * people announced, then the earlier evening (ours: the plan does not say).
 */
import type { Instant } from '../../kernel/time.ts'
import type { TimeChoice } from './rows.ts'

export interface OptionCount {
  no: number
  startsAt: Instant
  /** At-home households that said yes / 勉强, and the people announced by the yes. */
  yes: number
  maybe: number
  persons: number
  /** Households away that say they would come: shown, never in the base. */
  awayYes: number
}

export function countOptions(
  options: readonly Instant[],
  answers: ReadonlyMap<string, TimeChoice>,
  atHome: ReadonlySet<string>,
): OptionCount[] {
  const counts = options.map((startsAt, i) => ({ no: i + 1, startsAt, yes: 0, maybe: 0, persons: 0, awayYes: 0 }))
  for (const [household, answer] of answers) {
    const here = atHome.has(household)
    for (const count of counts) {
      if (answer.yes.includes(count.no)) {
        if (!here) count.awayYes += 1
        else {
          count.yes += 1
          count.persons += answer.persons ?? 1
        }
      } else if (here && answer.maybe.includes(count.no)) count.maybe += 1
    }
  }
  return counts
}

export interface Chosen {
  no: number
  /** What decided between options that equally many households can make; null when there was no tie. */
  tie: 'maybe' | 'persons' | 'earlier' | null
}

/** Options that have passed by `now` cannot be chosen; undefined when no at-home household can make any of the others. */
export function chooseEvening(counts: readonly OptionCount[], now: Instant): Chosen | undefined {
  const order = (a: OptionCount, b: OptionCount) => b.yes - a.yes || b.maybe - a.maybe || b.persons - a.persons || a.startsAt - b.startsAt
  const [first, second] = counts.filter((c) => c.startsAt > now && c.yes > 0).sort(order)
  if (!first) return undefined
  if (!second || second.yes < first.yes) return { no: first.no, tie: null }
  if (second.maybe < first.maybe) return { no: first.no, tie: 'maybe' }
  return { no: first.no, tie: second.persons < first.persons ? 'persons' : 'earlier' }
}
