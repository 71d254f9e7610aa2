import type { Assessment } from './assessment.ts'

type Better = (a: Assessment, b: Assessment) => number

/** The greater share first, in integers; where nothing was to be counted nothing was missed. */
const share =
  (part: keyof Assessment, base: keyof Assessment): Better =>
  (a, b) => {
    const of = (x: Assessment): [number, number] => (x[base] > 0 ? [x[part], x[base]] : [1, 1])
    const [[pa, ba], [pb, bb]] = [of(a), of(b)]
    return pb * ba - pa * bb
  }

/**
 * What comes first in a rank (ours): whether there was a meeting with quorum, then the village's deadlines kept, households satisfied, households present, then fewer that were sent back. How
 * many issues were raised is none of it: recording issues never counts against anybody.
 */
const ORDER: readonly Better[] = [
  (a, b) => Number(b.quorate > 0) - Number(a.quorate > 0),
  share('onTime', 'due'),
  share('satisfied', 'raters'),
  share('householdsPresent', 'householdsAtHome'),
  (a, b) => a.sentBack - b.sentBack,
]
const better: Better = (a, b) => ORDER.map((one) => one(a, b)).find((n) => n !== 0) ?? 0

/** The best first, each with its place; who is equally good has the same place, and the next one is counted on: 1, 1, 3. */
export function ranked<T extends Assessment>(rows: readonly T[]): { row: T; place: number }[] {
  const sorted = [...rows].sort(better)
  return sorted.map((row) => ({ row, place: sorted.findIndex((other) => better(other, row) === 0) + 1 }))
}
