/** What a form of a household's card means: the tap that goes the way of every word, or what is wrong with it. */
import type { Tap } from '../../application/hearing/tapped.ts'
import { lengthOf, MOST } from '../../domain/base/lengths.ts'
import type { Score } from '../../domain/issue/rows.ts'
import type { Choice } from '../../domain/motion/rows.ts'
import { tooLong } from '../../text/refusals/issue.ts'

export type Typed = (name: string) => string

const SHORTEST_REPORT = 2
/** A household brings some people, not a crowd; the roster's adults are the limit that counts. */
const PERSONS_AT_MOST = 20

const among = <T extends string>(given: string, ...known: readonly T[]): T | undefined => known.find((one) => one === given)

/** Undefined: no form of ours. */
export function tapOf(typed: Typed): Tap | { wrong: string } | undefined {
  const what = typed('what')
  if (what === 'report') return report(typed)
  const read = ANSWERS[what]?.(typed('value'), typed)
  const about = typed('about')
  return read && /^[\w-]{1,60}$/.test(about) ? ({ ...read, about } as Tap) : undefined
}

type Read = Pick<Tap, 'intent' | 'args'> | undefined

const ANSWERS: Readonly<Record<string, (value: string, typed: Typed) => Read>> = {
  timePoll: (value) => {
    if (value === 'all') return { intent: 'availability', args: { all: true } }
    if (value === 'none') return { intent: 'availability', args: { none: true } }
    if (!/^\d{1,2}(?:,\d{1,2}){0,11}$/.test(value)) return undefined
    return { intent: 'availability', args: { yes: value.split(',').map(Number) } }
  },
  rsvp: (value) => (value === 'yes' || value === 'no' ? { intent: 'rsvp', args: { coming: value === 'yes' } } : undefined),
  attendance: (value) => {
    const persons = Number(value)
    return Number.isInteger(persons) && persons >= 1 && persons <= PERSONS_AT_MOST ? { intent: 'attend', args: { persons } } : undefined
  },
  motion: (value) => {
    const choice = among<Choice>(value, 'approve', 'reject', 'abstain')
    // For as many as the household brought: the card is the household's, and nobody's own.
    return choice && { intent: 'ballot', args: { choice, family: true } }
  },
  survey: (value, typed) => {
    const score = among<Score>(value, 'satisfied', 'basic', 'dissatisfied')
    const issueNo = Number(typed('no'))
    return score && Number.isInteger(issueNo) && issueNo > 0 ? { intent: 'rate', args: { score, issueNo } } : undefined
  },
  receipt: () => ({ intent: 'acknowledge', args: {} }),
}

function report(typed: Typed): Tap | { wrong: string } {
  const text = typed('text')
  const length = lengthOf(text)
  if (length < SHORTEST_REPORT) return { wrong: '还没有写是什么事。请写几个字，比如“村口的路灯坏了”。' }
  if (length > MOST.report) return { wrong: tooLong('反映的事', { most: MOST.report, length }) }
  const past = among(typed('past'), 'head', 'village')
  const quietly = typed('quietly') === '1' || past !== undefined
  const args = { text, ...(quietly ? { confidential: true as const } : {}), ...(past ? { passesOver: past } : {}) }
  return { intent: 'raiseIssue', args }
}
