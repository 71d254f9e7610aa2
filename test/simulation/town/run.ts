/** Many hamlets, one after another: each has a number, and with the seed that number is all it takes to live its life again. */
import { Life, type Lived } from './life.ts'

/** Longer is no life: from then on nobody knows the holidays. */
export const MONTHS_AT_MOST = 11

export interface Fault {
  seed: number
  hamlet: number
  what: string
  last: readonly string[]
}
export interface Ran extends Lived {
  months: number
  faults: Fault[]
}

/** Hamlets of one seed differ in all they do. */
const seedOf = (seed: number, hamlet: number): number => (Math.imul(seed, 2_654_435_761) + hamlet) >>> 0

/** Lives of hamlets `from`, `from + step` …, until `months` hamlet-months are lived. One that breaks a rule is told, and the next is lived. */
export function run({ seed, months, from = 0, step = 1 }: { seed: number; months: number; from?: number; step?: number }): Ran {
  const sum: Ran = { months: 0, faults: [], steps: 0, refused: 0, fired: 0, held: 0, done: {} }
  for (let hamlet = from; sum.months < months; hamlet += step) {
    const lived = Math.min(MONTHS_AT_MOST, months - sum.months)
    const life = new Life(seedOf(seed, hamlet))
    try {
      life.live(lived)
    } catch (error) {
      sum.faults.push({ seed, hamlet, what: (error as Error).message, last: life.last })
    }
    sum.months += lived
    add(sum, life.lived)
  }
  return sum
}

export function add(sum: Lived, more: Lived): void {
  for (const key of ['steps', 'refused', 'fired', 'held'] as const) sum[key] += more[key]
  for (const [what, often] of Object.entries(more.done)) sum.done[what] = (sum.done[what] ?? 0) + often
}
