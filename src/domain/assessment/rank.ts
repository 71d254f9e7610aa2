/** What is better: the rank of a month, and any one column of it. */
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
const better: Better = (a, b) => {
  for (const one of ORDER) {
    const n = one(a, b)
    if (n !== 0) return n
  }
  return 0
}

/** The best first, each with its place; who is equally good has the same place, and the next one is counted on: 1, 1, 3. */
export function ranked<T extends Assessment>(rows: readonly T[]): { row: T; place: number }[] {
  let place = 0
  let last: T | undefined
  return [...rows].sort(better).map((row, i) => {
    if (last === undefined || better(last, row) !== 0) place = i + 1
    last = row
    return { row, place }
  })
}

/** A share of a month beside the same share of the month before: 1 better, -1 worse, 0 as good; undefined where one of them has no base. */
export function compared(part: keyof Assessment, base: keyof Assessment, now: Assessment, before: Assessment): -1 | 0 | 1 | undefined {
  if (now[base] === 0 || before[base] === 0) return undefined
  return Math.sign(now[part] * before[base] - before[part] * now[base]) as -1 | 0 | 1
}

/** What a table of figures may be sorted by: a count, or a share in integers, by its part. */
const SHARES: Readonly<Partial<Record<keyof Assessment, keyof Assessment>>> = {
  householdsPresent: 'householdsAtHome',
  motionsCarried: 'motions',
  onTime: 'due',
  satisfied: 'raters',
  atDoor: 'raters',
}

/** The greatest first, or the least; a share without a base has nothing to be sorted by and stands last either way. Equal rows stay as they were. */
export function sortedBy<T extends Assessment>(rows: readonly T[], by: keyof Assessment, first: 'greatest' | 'least'): T[] {
  const base = SHARES[by]
  const sign = first === 'greatest' ? 1 : -1
  const [counted, empty] = [rows.filter((r) => base === undefined || r[base] > 0), rows.filter((r) => base !== undefined && r[base] === 0)]
  const order = (a: T, b: T): number => (base === undefined ? b[by] - a[by] : b[by] * a[base] - a[by] * b[base])
  return [...counted.sort((a, b) => sign * order(a, b)), ...empty]
}
