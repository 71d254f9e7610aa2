/**
 * One clause seen by a question that waits for one word (到, 参加, 同意, 满意): the word, what belongs to it, and what could not be read in front
 * of it and behind it.
 */
import { blockIn, type Clause, isSoft } from '../clauses.ts'
import type { Token } from '../lex/token.ts'

export interface Frame {
  clause: Clause
  /** The words of the question, in the order said. */
  words: Token[]
  me: boolean
  /** 都, 哪天都. */
  all: boolean
  /** Said of somebody else. */
  who: Token | undefined
  hedge: boolean
  /** 吧, 想. */
  soft: boolean
  correct: boolean
  people: Token | undefined
  count: Token | undefined
  votes: Token | undefined
  numbers: Token[]
  /** Not read, before the first word, between two of them, and behind the last. */
  before: Token[]
  between: Token[]
  after: Token[]
  block: Token | undefined
}

/** `takes`: the words that the question waits for. */
export function frameOf(clause: Clause, takes: (token: Token) => boolean): Frame {
  const words = clause.tokens.filter(takes)
  const first = words[0]?.from ?? Number.POSITIVE_INFINITY
  const last = words.at(-1)?.from ?? Number.POSITIVE_INFINITY
  const frame: Frame = {
    clause,
    words,
    me: false,
    all: false,
    who: undefined,
    hedge: false,
    soft: false,
    correct: false,
    people: undefined,
    count: undefined,
    votes: undefined,
    numbers: [],
    before: [],
    between: [],
    after: [],
    block: blockIn(clause),
  } // prettier-ignore
  for (const token of clause.tokens) {
    if (words.includes(token)) {
      if (token.soft) frame.soft = true
      continue
    }
    // 我要同意
    if (token.modal && (token.to === first || clause.tokens[clause.tokens.indexOf(token) + 1]?.kind === 'correct')) continue
    const loose = token.from < first ? frame.before : token.from < last ? frame.between : frame.after
    if (!place(frame, token)) loose.push(token)
  }
  return frame
}

/** True when the token belongs to an answer. */
function place(frame: Frame, token: Token): boolean {
  switch (token.kind) {
    case 'me':
      frame.me = true
      return true
    case 'all':
      frame.all = true
      return true
    case 'hedge':
      frame.hedge = true
      if (token.soft) frame.soft = true
      return true
    case 'people':
      return frame.people === undefined && set(frame, 'people', token)
    case 'count':
      return frame.count === undefined && set(frame, 'count', token)
    case 'votes':
      return frame.votes === undefined && set(frame, 'votes', token)
    case 'number':
    case 'ordinal':
      frame.numbers.push(token)
      return true
    case 'they':
    case 'name':
    case 'kin':
      frame.who ??= token
      return false
    case 'truth':
      // 我是同意
      return frame.me && token.verdict === 'yes' && token.to - token.from === 1
    default:
      if (token.soft) frame.soft = true
      if (token.kind === 'correct') frame.correct = true
      // 没意见, ✅: agrees, or denies; the question weighs it.
      return isSoft(token) || token.mood !== undefined || token.face === true
  }
}

function set(frame: Frame, field: 'people' | 'count' | 'votes', token: Token): true {
  frame[field] = token
  return true
}

/** Each character of it is read, and it speaks of nobody else. */
export const isWhole = (frame: Frame): boolean =>
  frame.words.length > 0 && frame.before.length + frame.between.length + frame.after.length === 0 && frame.block === undefined

/** 要去镇上, 家里有病人, 孩子发烧: the words tell why, not what else. */
export const tellsWhy = (tokens: readonly Token[]): boolean => tokens.some((t) => t.kind === 'busy' || t.kind === 'cause' || t.why === true)

/** What the signs and words beside an answer say by themselves: 👍, 没意见, ❌. `own`: the answer's own words. */
export function moodBeside(tokens: readonly Token[], own: readonly Token[]): { yes: boolean; no: boolean } {
  const beside = tokens.filter((t) => t.mood !== undefined && !own.includes(t))
  return { yes: beside.some((t) => t.mood === 'yes'), no: beside.some((t) => t.mood === 'no') }
}
