/**
 * From the readings of the open questions to one outcome: acts when exactly one question is answered and no other clause says something else.
 * Two questions answered, in two clauses or by one word, are asked.
 */
import { type Answer, askWhich, type Context } from './context.ts'
import type { Kind } from './lex/token.ts'
import { attendance } from './questions/attendance.ts'
import { forOthers } from './questions/for-others.ts'
import { fullName } from './questions/full-name.ts'
import { hands } from './questions/hands.ts'
import { motion } from './questions/motion.ts'
import type { Lexed, Question, Reading } from './questions/reading.ts'
import { rsvp } from './questions/rsvp.ts'
import { shared } from './questions/shared.ts'
import { clarified, receipt } from './questions/short.ts'
import { survey } from './questions/survey.ts'
import { timePoll } from './questions/time-poll.ts'

/** Each question with the kinds of words without which nothing can answer it; none, where they may be any. */
export const QUESTIONS: readonly (readonly [string, Question, ReadonlySet<Kind>?])[] = [
  [
    'timePoll',
    timePoll,
    new Set<Kind>(['moment', 'number', 'ordinal', 'decimal', 'relative', 'all', 'rest', 'count', 'except', 'pred', 'busy']),
  ],
  ['attendance', attendance, new Set<Kind>(['pred', 'for'])],
  ['rsvp', rsvp, new Set<Kind>(['pred'])],
  ['motion', motion, new Set<Kind>(['vote'])],
  ['hands', hands],
  ['survey', survey, new Set<Kind>(['score'])],
  ['receipt', receipt, new Set<Kind>(['ack'])],
  ['fullName', fullName, new Set<Kind>(['name'])],
  ['clarified', clarified, new Set<Kind>(['truth', 'noise', 'vote'])],
]

const hasAny = (lexed: Lexed, kinds: ReadonlySet<Kind> | undefined): boolean => {
  if (!kinds) return true
  for (const token of lexed.tokens) if (kinds.has(token.kind)) return true
  return false
}

export interface Found extends Reading {
  question: string
}

/** Every question that can take the message, and the forms they share when none has it for its own. */
export function readingsOf(lexed: Lexed, ctx: Context): Found[] {
  const other = forOthers(lexed, ctx, (left, its) => compose(own(left, its)))
  return other ? [{ question: 'forOthers', answer: other, by: new Set(lexed.clauses) }] : own(lexed, ctx)
}

function own(lexed: Lexed, ctx: Context): Found[] {
  const found: Found[] = []
  for (const [question, read, kinds] of QUESTIONS) {
    const reading = hasAny(lexed, kinds) ? read(lexed, ctx) : undefined
    if (reading) found.push({ question, ...reading })
  }
  // 周三行，我家来2个 answers the poll with both its clauses; the second alone is no further answer.
  const left = found.filter(
    (f) => !found.some((other) => other !== f && other.by.size > f.by.size && [...f.by].every((c) => other.by.has(c))),
  )
  if (left.length === 1 && alsoAnswered(left[0]!, lexed, ctx)) return [{ ...left[0]!, answer: askWhich() }]
  if (left.length > 1) return [{ question: 'several', answer: askWhich(), by: new Set(lexed.clauses) }]
  if (left.length > 0) return left
  const both = shared(lexed, ctx)
  return both ? [{ question: 'shared', ...both }] : []
}

/**
 * The clauses that the only reading leaves over, asked of the other questions: 到了，同意 answers two.
 */
function alsoAnswered(found: Found, lexed: Lexed, ctx: Context): boolean {
  const rest = lexed.clauses.filter((c) => !found.by.has(c))
  if (rest.length === 0 || rest.length === lexed.clauses.length) return false
  const left: Lexed = { ...lexed, clauses: rest, tokens: rest.flatMap((c) => c.tokens) }
  return QUESTIONS.some(([question, read]) => {
    const other = question === found.question ? undefined : read(left, ctx)?.answer
    return other?.kind === 'intent' || other?.reading !== undefined
  })
}

const compose = (found: readonly Found[]): Answer | undefined => found[0]?.answer
