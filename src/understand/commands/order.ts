/**
 * A message as a command sees it: behind greetings and 请, 把, 这次的 …, with the soft words at its end set apart. Slots are cut from the
 * speaker's own characters.
 */
import { blockIn, type Clause, isNoise } from '../clauses.ts'
import type { Answer, Context } from '../context.ts'
import type { Token } from '../lex/token.ts'
import type { Said } from '../normalize.ts'
import { NUM, numberOf } from '../numerals.ts'
import type { Lexed } from '../questions/reading.ts'

export interface Order {
  /** From the command's first word on, normalized. */
  text: string
  /** `text` without 了, 吧, 谢谢, faces and the like at its end. */
  core: string
  /** `core` of the first clause alone, where what follows it only thanks or tells why; '' where it makes a condition or a question. */
  bare: string
  /** The words of the clause that tells why, if there is one: where it begins in `text`. */
  why: number | undefined
  /** Ends as a question does. */
  asks: boolean
  tokens: readonly Token[]
  /** The speaker's own characters of `text.slice(a, b)`. */
  own(a?: number, b?: number): string
}

/** One command: claims the message with what it means, or leaves it alone. */
export type Command = (order: Order, ctx: Context) => Answer | undefined

/** What stands in front of a command and belongs to none. 请 but not 请假, 把 and 将 only before what a verb behind takes. */
const LEAD =
  /(?:(?:好了?|好的|行|嗯|哦|那么?|那就|你好|大家好|各位|乡亲们|屋场长|书记|主任|组长|小助手)[ ,。!~、:]+|(?:请(?!假|大家|客|问)|麻烦你?|帮我|给我|我看|我来|这次的?|这个(?=表决|约时间|会|议题)|这场|本次的?|那么?(?=就?定)|把|将(?!就))[ ,:]?)/y
const LEADS_MAX = 3

/** Greetings that a comma parts from the rest, and faces. */
function greetingOf(tokens: readonly Token[]): number {
  let at = 0
  for (const [i, token] of tokens.entries()) {
    const next = tokens[i + 1]
    if (token.kind === 'sep' || token.kind === 'space') at = token.to
    else if (token.kind !== 'noise' || token.verdict !== undefined) break
    else if (next?.kind !== 'sep' && next?.kind !== 'space' && token.face !== true) break
    else at = token.to
  }
  return at
}

function leadOf(text: string, tokens: readonly Token[]): number {
  let at = greetingOf(tokens)
  for (let i = 0; i < LEADS_MAX; i++) {
    LEAD.lastIndex = at
    if (!LEAD.test(text)) break
    at = LEAD.lastIndex
  }
  return at < text.length ? at : 0
}

/** 谢谢, a face; but not 回, which ends 撤回. */
const thanks = (t: Token): boolean => t.kind === 'noise' && t.verdict === undefined && t.to - t.from > 1
const isTail = (t: Token): boolean =>
  t.kind === 'particle' || t.kind === 'space' || t.kind === 'sep' || thanks(t) || t.mood === 'yes' || t.face === true

export function orderOf(said: Said, lexed: Lexed): Order {
  const at = leadOf(said.text, lexed.tokens)
  const { tokens } = lexed
  let last = tokens.length - 1
  while (last > 0 && isTail(tokens[last]!)) last--
  const end = tokens[last]?.to ?? said.text.length
  const text = said.text.slice(at)
  return {
    text,
    core: text.slice(0, Math.max(0, end - at)),
    ...bareOf(lexed, at),
    asks: tokens[last]?.kind === 'ask',
    tokens,
    own: ownBehind(said, at, text.length),
  }
}

/** The speaker's own characters of the `length` that stand behind `at`. */
export function ownBehind(said: { own(from: number, to?: number): string }, at: number, length: number): Order['own'] {
  return (a = 0, b = length) => said.own(at + a, at + b)
}

function bareOf(lexed: Lexed, at: number): Pick<Order, 'bare' | 'why'> {
  const clauses = lexed.clauses.filter((c) => c.tokens.at(-1)!.to > at && !(isNoise(c) && c.tokens.every((t) => t.kind !== 'word')))
  const [first, ...others] = clauses
  if (!first || others.some((c) => blocks(c, lexed))) return { bare: '', why: undefined }
  const content = first.tokens.filter((t) => t.to > at)
  let last = content.length - 1
  while (last > 0 && isTail(content[last]!)) last--
  const from = Math.max(at, content[0]?.from ?? at)
  const reason = others[0]?.tokens[0]
  return { bare: lexed.text.slice(from, content[last]?.to ?? from), why: reason ? reason.from - at : undefined }
}

/** 月底再说 only puts off. */
const blocks = (clause: Clause, lexed: Lexed): boolean => {
  const block = blockIn(clause)
  return block !== undefined && !/^再[说约定讲]/.test(lexed.text.slice(block.from))
}

export interface Rest {
  /** Normalized text after the command word and the separators behind it. */
  text: string
  /** Where `text` begins in the order's text. */
  from: number
  /** Something stood between the word and the rest. */
  separated: boolean
  /** `text` without what is soft at the end. */
  core: string
  /** The speaker's own characters of `text.slice(a, b)`. */
  own(a?: number, b?: number): string
}

/** 反映 - 路灯坏了 has a dash; 进度 -5 has a number that no issue has. */
const SEPARATORS = /-*(?:[ :,、;。.!~]|-(?!\d))*/y

/** `words` must be anchored with ^. Undefined when the order does not begin with one of them. */
export function command(order: Order, words: RegExp): Rest | undefined {
  const found = words.exec(order.text)
  return found ? restFrom(order, found[0].length) : undefined
}

export function restFrom(order: Order, end: number): Rest {
  SEPARATORS.lastIndex = end
  const gap = SEPARATORS.exec(order.text)?.[0].length ?? 0
  const from = end + gap
  const text = order.text.slice(from)
  return { text, from, separated: gap > 0, core: order.core.slice(from), own: ownBehind(order, from, text.length) }
}

/** The same words with soft endings only: 散会, 散会了 and 散会啦! are one command. */
export const isBare = (rest: Rest): boolean => rest.core === '' || /^[了啦啊呀哈吧哦哟嘛呢的 ]*$/.test(rest.core)

const ISSUE = new RegExp(`^(?:#|第)?(${NUM})[ ]?(?:号(?:问题|件事|那件事|件|的事)?)?[ ,:.、]*`)

/** The number of an issue at the front of `text`, with or without 号. */
export function issueAt(text: string): { issueNo: number; end: number } | undefined {
  const found = ISSUE.exec(text)
  const issueNo = found ? numberOf(found[1]!) : undefined
  return found && issueNo !== undefined && issueNo > 0 ? { issueNo, end: found[0].length } : undefined
}

/** The whole of `text` is the number of an issue. */
export function issueOnly(text: string): number | undefined {
  const found = issueAt(text)
  return found && /^[了吧啊呀哈。.!~ ]*$/.test(text.slice(found.end)) ? found.issueNo : undefined
}
