import { type Clause, isNoise } from '../clauses.ts'
import { type Answer, ask, type Context, intent, reading } from '../context.ts'
import type { Token } from '../lex/token.ts'
import type { OpenQuestion, Score } from '../outcome.ts'
import { quotedIssue } from '../resolve.ts'
import { SAY } from '../say.ts'
import { type Frame, frameOf, isWhole, moodBeside } from './frame.ts'
import { type Lexed, ownWords, type Question } from './reading.ts'

type Survey = Extract<OpenQuestion, { question: 'survey' }>
const surveysOf = (ctx: Context): Survey[] => ctx.open.filter((q): q is Survey => q.question === 'survey')
const isScore = (t: Token): boolean => t.kind === 'score'

const SAID: Record<Score, string> = { satisfied: '满意', basic: '基本满意', dissatisfied: '不满意' }

/**
 * rate := [n[号]] [me] (满意 | 基本满意 | 不满意 …) [sep comment] | (满意 …) n[号]
 * The comment is told in own words. Two issues in one message, a condition, 吧 or 比较满意 are asked; so is a bare word with several surveys open.
 */
export const survey: Question = (lexed, ctx) => {
  const surveys = surveysOf(ctx)
  if ((surveys.length === 0 && !ctx.mentioned) || !lexed.tokens.some(isScore)) return undefined
  const found = scoresIn(lexed, surveys)
  if (!found) return undefined
  const answer = scored(found, lexed, surveys, ctx)
  return answer && { answer, by: found.by, frame: 'survey' }
}

interface Scores {
  main: Frame
  by: Set<Clause>
  issues: Token[]
  /** Clauses behind the score: the comment. */
  talk: Clause[]
  /** Further scores. */
  more: boolean
  /** Words between the number and the score that are not read: 12号路灯满意. */
  between: boolean
}

const isIssue = (t: Token): boolean => t.kind === 'number' || t.kind === 'ordinal'
const numberOnly = (clause: Clause): boolean =>
  clause.tokens.some(isIssue) &&
  clause.tokens.every(
    (t) => isIssue(t) || t.kind === 'space' || t.kind === 'particle' || t.kind === 'me' || t.kind === 'adv' || t.kind === 'noise',
  )

function scoresIn(lexed: Lexed, surveys: readonly Survey[]): Scores | undefined {
  let main: Frame | undefined
  const by = new Set<Clause>()
  const issues: Token[] = []
  const talk: Clause[] = []
  let more = false
  let between = false
  for (const clause of lexed.clauses) {
    if (isNoise(clause)) {
      if (main) talk.push(clause)
      continue
    }
    if (numberOnly(clause)) {
      issues.push(...clause.tokens.filter(isIssue))
      by.add(clause)
      continue
    }
    const frame = frameOf(clause, isScore)
    if (frame.words.length === 0) {
      if (!main && (frame.block || frame.who)) return undefined
      if (main || !clause.tokens.every(agrees)) talk.push(clause)
      continue
    }
    if (main) {
      more = true
      talk.push(clause)
      continue
    }
    const noun = named(frame, surveys)
    const runsOn = goesOn(frame, surveys)
    if (!isWhole(frame) && !noun && !runsOn && !glued(frame)) return undefined
    between = noun || runsOn
    main = frame
    issues.push(...frame.numbers)
    if (glued(frame) && frame.words.length > 1) more = true
    by.add(clause)
  }
  return main && { main, by, issues, talk, more, between }
}

const agrees = (t: Token): boolean => t.mood !== undefined || t.kind === 'particle' || t.kind === 'space' || t.kind === 'noise'

/** 12满意15满意: two in one breath. */
const glued = (frame: Frame): boolean =>
  frame.words.length > 1 && frame.numbers.length > 1 && frame.before.length + frame.between.length + frame.after.length === 0

const NOUN_MAX_CHARS = 4
/** 12号路灯满意: the number of an open survey, then a thing, then the word. */
function named(frame: Frame, surveys: readonly Survey[]): boolean {
  const [number] = frame.numbers
  const [noun] = frame.before
  if (!number || !noun || frame.before.length > 1 || frame.after.length > 0 || frame.block || frame.who) return false
  return surveys.some((s) => s.issueNo === number.n) && number.to === noun.from && noun.to - noun.from <= NOUN_MAX_CHARS
}

/** 十二号不满意还是漏水: the number and the word are plain, what follows is not parted from them. */
const goesOn = (frame: Frame, surveys: readonly Survey[]): boolean =>
  frame.before.length + frame.between.length === 0 &&
  !frame.block &&
  !frame.who &&
  frame.after.length > 0 &&
  frame.numbers.length === 1 &&
  frame.numbers[0]!.marked === true &&
  surveys.some((s) => s.issueNo === frame.numbers[0]!.n)

const clean = (own: string): string => own.replace(/^[\s,，:：、;；。-]+/, '').trimEnd()

function scored(found: Scores, lexed: Lexed, surveys: readonly Survey[], ctx: Context): Answer | undefined {
  const { main, issues, talk } = found
  const word = main.words.at(-1)!
  // 满意了吧 asks the other.
  if (main.soft && /了吧/.test(lexed.text)) return undefined
  const score = word.score!
  const numbers = surveys.map((s) => s.issueNo)
  const said = issues[0]?.n
  if (issues.length > 0 && said === undefined) return undefined
  // A lone Chinese numeral in front belongs to the sentence: 一满意就走.
  if (issues[0] && !issues[0].marked && issues[0].kind === 'number' && !/\d/.test(issues[0].digits ?? '')) return undefined
  const rest = remarks(lexed, main, talk, surveys)
  if (main.all && surveys.length > 1) return ask(SAY.whichIssue(numbers, SAID[score]))
  if (main.all) return undefined
  if (new Set(main.words.map((w) => w.score)).size > 1 && !found.more) return undefined
  if (found.more || rest.other || new Set(issues.map((t) => t.n)).size > 1)
    return said === undefined
      ? ask(SAY.conditionalRating())
      : issues.length > 1 && !found.more && !rest.other
        ? undefined
        : ask(SAY.oneIssueAtATime(said, SAID[score]))
  if (rest.asks) return undefined
  // 满意的选1: those who are, not a rating.
  if (
    lexed.text[word.to] === '的' &&
    lexed.tokens.some((t) => t.from === word.to + 1 && !['particle', 'noise', 'sep', 'space'].includes(t.kind))
  )
    return undefined
  if (rest.condition && score !== 'dissatisfied') return ask(SAY.conditionalRating(said))
  if (said !== undefined && numbers.length > 0 && !numbers.includes(said)) return ask(SAY.notInReview(said, numbers))
  const issueNo = said ?? rest.issueNo ?? quotedNumber(numbers, ctx)
  if (issueNo === undefined && surveys.length > 1) return ask(SAY.whichIssue(numbers, SAID[score]))
  if (issueNo === undefined && surveys.length === 0) return undefined
  const args = { ...(issueNo !== undefined && { issueNo }), score, ...(rest.comment !== '' && { comment: rest.comment }) }
  const { yes, no } = moodBeside(lexed.tokens, main.words)
  const contradicted = (yes && score === 'dissatisfied') || (no && score !== 'dissatisfied')
  const hesitant = main.soft && rest.comment === ''
  if (word.rough || hesitant || main.hedge || contradicted || found.between) {
    if (
      word.rough &&
      (rest.comment !== '' || (said === undefined && /^(?:一般|还行|还可以|将就)/.test(lexed.text) && surveys.length === 0))
    )
      return undefined
    return reading('rate', args)
  }
  return intent('rate', args)
}

const quotedNumber = (numbers: readonly number[], ctx: Context): number | undefined => {
  const inQuote = ctx.quoted === '' ? undefined : quotedIssue(ctx.quoted)
  return inQuote !== undefined && numbers.includes(inQuote) ? inQuote : undefined
}

interface Remarks {
  comment: string
  condition: boolean
  asks: boolean
  /** Another issue is named. */
  other: boolean
  /** The issue is named only here: 不满意 12号根本没人来修. */
  issueNo?: number
}

/** What was said behind the score. */
function remarks(lexed: Lexed, main: Frame, talk: readonly Clause[], surveys: readonly Survey[]): Remarks {
  const tokens = talk.flatMap((c) => c.tokens)
  const content = talk.filter((c) => !isThanks(c, lexed))
  const first = content[0]?.tokens[0]
  const named = tokens.filter((t) => isIssue(t) && t.marked)
  const open = surveys.map((s) => s.issueNo)
  const known = named.length === 1 && open.includes(named[0]!.n!) ? named[0]!.n : undefined
  return {
    comment: first ? clean(ownWords(lexed, first.from, first.from < main.words[0]!.from ? main.clause.tokens[0]!.from : undefined)) : '',
    condition: tokens.some((t) => t.kind === 'cond' || t.kind === 'but'),
    asks: lexed.tokens.at(-1)?.kind === 'ask',
    other: named.length > 0 && known === undefined,
    ...(known !== undefined && { issueNo: known }),
  }
}

/** 谢谢 alone is no comment; 谢谢村里 is told, and so is 又打了, whose words could all stand in an answer. */
const THANKS = new Set<Token['kind']>(['noise', 'particle', 'space', 'sep', 'me', 'join'])
const isThanks = (clause: Clause, lexed: Lexed): boolean =>
  isNoise(clause) &&
  clause.tokens.every((t) => THANKS.has(t.kind)) &&
  !/村|组|镇/.test(lexed.text.slice(clause.tokens[0]!.from, clause.tokens.at(-1)!.to))
