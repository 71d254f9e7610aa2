import { ask, type Context, intent, type Parser } from '../context.ts'
import { BASIC, CONDITION, DISSATISFIED, LUKEWARM, ME, oneOf, SATISFIED } from '../lexicon.ts'
import { NUM, numberOf } from '../numerals.ts'
import type { OpenQuestion, Score } from '../outcome.ts'
import { quotedIssue } from '../resolve.ts'
import { SAY } from '../say.ts'
import { ownPart } from './rsvp.ts'

const SCORE = `(${oneOf([...SATISFIED, ...BASIC, ...LUKEWARM, ...DISSATISFIED])})`
const ISSUE = `(?:#|第)?(${NUM})[ ]?(?:号)?(?:问题|那件事|这件事|的事|事)?`
/** 一号 is fine, 一满意 is not: a Chinese numeral needs 号, or it may belong to the sentence. */
const HEAD = new RegExp(
  `^(?:(?:${ME}?对)?${ISSUE}[ ,:.、]*)?(?:评|打)?(?:${ME}[ ,]*(?:觉得|对这个|认为|评|选|都|也|还是)?)?[ ]?(?:改成|改为|改)?${SCORE}`,
)
const TAIL = new RegExp(`^(?:${ME}[ ,]*(?:对)?)?${SCORE}[ ,]*${ISSUE}$`)

/** 都满意, 12和15都满意: one word for several issues. */
const ALL = new RegExp(`^(?:${ISSUE}(?:[ ,、]|和|跟|与)*${ISSUE}[ ,]*)?${ME}?都${SCORE}$`)

const scores = new Map<string, Score>([
  ...SATISFIED.map((w): [string, Score] => [w, 'satisfied']),
  ...BASIC.map((w): [string, Score] => [w, 'basic']),
  ...DISSATISFIED.map((w): [string, Score] => [w, 'dissatisfied']),
])

type Survey = Extract<OpenQuestion, { question: 'survey' }>
const surveysOf = (ctx: Context): Survey[] => ctx.open.filter((q): q is Survey => q.question === 'survey')

/**
 * rate := [n[号]] [我] (满意 | 基本满意 | 不满意 …) [sep comment]
 *       | (满意 …) n[号]
 * Two issues in one message, a condition, or 比较满意 are asked. A bare word with several surveys open is asked.
 */
export const rate: Parser = (said, ctx) => {
  const surveys = surveysOf(ctx)
  if (surveys.length === 0 && !ctx.mentioned) return undefined
  const { core } = said
  const tail = TAIL.exec(core)
  if (tail && (/\d/.test(tail[2]!) || core.includes('号'))) return scored(tail[1]!, tail[2], undefined, surveys, ctx)
  const all = surveys.length > 1 ? ALL.exec(core) : null
  if (all)
    return ask(
      SAY.whichIssue(
        surveys.map((s) => s.issueNo),
        plainWord(all[3]!),
      ),
    )
  const head = HEAD.exec(core)
  if (head) {
    const rest = core.slice(head[0].length)
    const word = head[2]!
    if (rest === '') return scored(word, head[1], undefined, surveys, ctx)
    if (rest === '吧' && !word.endsWith('了')) return asked(word, head[1])
    if (CONDITION.test(rest))
      return scores.get(word) === 'dissatisfied'
        ? comment(said, head, rest, surveys, ctx)
        : ask(SAY.conditionalRating(numberOf(head[1] ?? '')))
    return comment(said, head, rest, surveys, ctx)
  }
  return undefined
}

type SaidOf = Parameters<Parser>[0]

function comment(said: SaidOf, head: RegExpExecArray, rest: string, surveys: Survey[], ctx: Context) {
  // 满意了吧你, 满意度, 满意的人: without something between, the word goes on and is no answer.
  const glue = /^[ ,:。;、!]+/.exec(rest)
  if (!glue || /[?]$|吗$/.test(rest)) return undefined
  const issueNo = numberOf(head[1] ?? '')
  if (new RegExp(`${SCORE}|\\d+ ?号`).test(rest))
    return ask(issueNo === undefined ? SAY.conditionalRating() : SAY.oneIssueAtATime(issueNo, plainWord(head[2]!)))
  const from = head[0].length + glue[0].length
  return scored(head[2]!, head[1], ownPart(said, from, said.core.length), surveys, ctx)
}

const plainWord = (word: string): string => ({ satisfied: '满意', basic: '基本满意', dissatisfied: '不满意' })[scores.get(word) ?? 'basic']

function asked(word: string, number: string | undefined) {
  const issueNo = numberOf(number ?? '')
  return {
    kind: 'clarify' as const,
    reading: {
      intent: 'rate' as const,
      args: { ...(issueNo !== undefined && { issueNo }), score: scores.get(word) ?? ('basic' as const) },
    },
  }
}

function scored(word: string, number: string | undefined, text: string | undefined, surveys: Survey[], ctx: Context) {
  const score = scores.get(word)
  if (score === undefined) return text === undefined ? asked(word, number) : undefined
  const inText = number === undefined ? undefined : numberOf(number)
  if (number !== undefined && inText === undefined) return undefined
  const numbers = surveys.map((s) => s.issueNo)
  if (inText !== undefined && numbers.length > 0 && !numbers.includes(inText)) return ask(SAY.notInReview(inText, numbers))
  const inQuote = ctx.quoted === '' ? undefined : quotedIssue(ctx.quoted)
  const issueNo = inText ?? (inQuote !== undefined && numbers.includes(inQuote) ? inQuote : undefined)
  if (issueNo === undefined && surveys.length > 1) return ask(SAY.whichIssue(numbers, plainWord(word)))
  if (issueNo === undefined && surveys.length === 0) return undefined
  return intent('rate', { ...(issueNo !== undefined && { issueNo }), score, ...(text !== undefined && text !== '' && { comment: text }) })
}
