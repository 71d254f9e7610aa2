/** Receipts, and yes or no to what was asked back: one word, with nothing else in the message that means anything. */
import { type Clause, isNoise } from '../clauses.ts'
import { intent, isOpen, reading } from '../context.ts'
import type { Token } from '../lex/token.ts'
import { frameOf, isWhole } from './frame.ts'
import type { Question } from './reading.ts'

/** acknowledge := [me] (收到 | 晓得了 | 已阅 …)   While an announcement waits for receipts. */
export const receipt: Question = (lexed, ctx) => {
  if (!isOpen(ctx, 'receipt')) return undefined
  const by = new Set<Clause>()
  for (const clause of lexed.clauses) {
    if (isNoise(clause) || clause.tokens.every(agrees)) continue
    const frame = frameOf(clause, (t) => t.kind === 'ack')
    if (
      !isWhole(frame) ||
      frame.who ||
      (frame.all && !frame.me) ||
      frame.numbers.length > 0 ||
      frame.count ||
      frame.people ||
      frame.hedge ||
      frame.soft ||
      clause.tokens.some((t) => t.kind === 'pick')
    ) {
      // 收到，马上来: what is told beside it changes nothing, as long as it is no question and nothing was received in it.
      if (frame.words.length > 0 || frame.block || by.size === 0 || seen(by)) return undefined
      continue
    }
    by.add(clause)
  }
  return by.size > 0 ? { answer: intent('acknowledge', {}), by, frame: 'receipt' } : undefined
}

/** 听到了，昨晚好大的雷: seen and heard was something else. */
const seen = (by: ReadonlySet<Clause>): boolean => [...by].every(({ tokens }) => tokens.some((t) => t.kind === 'ack' && t.weak === true))

const agrees = (t: Token): boolean => t.mood === 'yes' || t.kind === 'particle' || t.kind === 'space'

/**
 * confirm := 是 | 对 | 嗯 …   deny := 不是 | 不对 …   Only while a clarification is open for this person.
 * 同意 and 不同意 with no motion open may mean the same, and are asked.
 */
export const clarified: Question = (lexed, ctx) => {
  if (!isOpen(ctx, 'clarify')) return undefined
  const words = lexed.tokens.filter((t) => t.kind !== 'particle' && t.kind !== 'space' && t.kind !== 'sep' && t.kind !== 'noise')
  const hums = lexed.tokens.filter((t) => t.kind === 'noise' && /^(?:嗯|恩)/.test(lexed.text.slice(t.from, t.to)))
  if (lexed.tokens.some((t) => t.kind === 'ask')) return undefined
  if (lexed.tokens.some((t) => t.kind === 'noise' && /^[这那]/.test(lexed.text.slice(t.from, t.to)))) return undefined
  if (words.length === 0)
    return hums.length > 0 && !lexed.tokens.some((t) => t.kind === 'noise' && /^[我好行哦噢听说那这]/.test(lexed.text.slice(t.from, t.to)))
      ? yes(lexed.clauses)
      : undefined
  const vote = words.length === 1 && !isOpen(ctx, 'motion') ? words[0]!.choice : undefined
  if (vote === 'approve' || vote === 'reject')
    return { answer: reading(vote === 'approve' ? 'confirm' : 'deny', {}), by: new Set(lexed.clauses), frame: 'clarify' }
  if (!words.every((t) => t.kind === 'truth') || lexed.tokens.at(-1)?.soft) return undefined
  // 对了 opens another subject.
  if (/^对了/.test(lexed.text)) return undefined
  const verdicts = new Set(words.map((t) => t.verdict))
  if (verdicts.size > 1) return undefined
  return verdicts.has('yes') ? yes(lexed.clauses) : { answer: intent('deny', {}), by: new Set(lexed.clauses), frame: 'clarify' }
}

const yes = (clauses: readonly Clause[]) => ({ answer: intent('confirm', {}), by: new Set(clauses), frame: 'clarify' })
