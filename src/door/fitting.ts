/** A text that is longer than its place allows is refused, with the limit and with how long it was. It is never cut: the form comes back whole. */
import { lengthOf } from '../domain/base/lengths.ts'
import { tooLong } from '../text/refusals/issue.ts'
import { Problem } from './problem.ts'

export function fitting(text: string, what: string, most: number): string {
  const length = lengthOf(text)
  if (length > most) throw new Problem('badRequest', tooLong(what, { most, length }))
  return text
}
