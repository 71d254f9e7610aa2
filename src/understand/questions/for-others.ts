/**
 * What is said for another household:
 *   代答 NAME answer | NAME[家] [打电话] 说 answer          from head or recorder: answerFor, with the words of the one who called
 *   NAME[家] (到 | 来了 | n人来 …) | 签到：NAME            from head or recorder: 代签; from a villager it is asked
 *   NAME[家] answer                                       from head or recorder: asked
 * Only names of the roster: 老王同意 is talk.
 */
import { clausesOf } from '../clauses.ts'
import { type Answer, ask, type Context, commands, doubted, intent } from '../context.ts'
import type { Token } from '../lex/token.ts'
import { askWho, resolveName } from '../naming.ts'
import type { Answered, Intent } from '../outcome.ts'
import { SAY } from '../say.ts'
import type { Lexed } from './reading.ts'

type Read = (lexed: Lexed, ctx: Context) => Answer | undefined

const CALLED =
  /^(?:家)?(?:也|刚|刚才|上午|下午|昨天|今天|那边|屋里|家里|家人)?(?:打(?:了)?(?:个)?电话|来电话|来电|发(?:了)?(?:条|个)?(?:信息|消息|微信|语音)|捎话|带信|带话|托人|托我|要我|让我|叫我|喊我|跟我|给我|回复|回话|回信){0,2}(?:来)?(?:说|讲|回|答|告诉)(?:了|的|过|是)?[ :,]*(?:([他她](?:家|们家|屋里)?)(?=.))?/
const FOR = /^(?:替|帮|给|代)/
const ANSWERS_FOR = /^(?:家)?(?:答|回|投|选|报|填|记)(?:一?个|一下|下|了)?[ :,]*/
const DIRECT = /^(?:代答|代回|代回答|代为回答|代报|代投|代填|替答)[ :,]*/

const CALLED_MAX_CHARS = 24

/** `read`: what the rest of the message answers, on its own. */
export function forOthers(lexed: Lexed, ctx: Context, read: Read): Answer | undefined {
  const direct = DIRECT.exec(lexed.text.slice(0, CALLED_MAX_CHARS))
  if (direct) return directly(lexed, direct[0].length, ctx, read)
  const first = lexed.tokens.find((t) => t.kind !== 'noise' && t.kind !== 'sep' && t.kind !== 'space')
  if (first?.kind === 'name') return named(lexed, first, ctx, read)
  if (first?.kind === 'for' && FOR.test(lexed.text)) return entered(lexed, first, ctx, read)
  return signedBy(lexed, ctx)
}

/** 帮王德福答 3 · 替刘桂香投同意 */
function entered(lexed: Lexed, first: Token, ctx: Context, read: Read): Answer | undefined {
  const name = lexed.tokens.find((t) => t.from === first.to && t.kind === 'name')
  const verb = name && ANSWERS_FOR.exec(lexed.text.slice(name.to, name.to + CALLED_MAX_CHARS))
  if (!name || !verb || !commands(ctx, 'answerFor')) return undefined
  const answer = read(rest(lexed, name.to + verb[0].length), ctx)
  const meant = answered(answer)
  const who = resolveName(lexed.text.slice(name.from, name.to), ctx)
  if (!meant || who.name === undefined) return undefined
  const whole = intent('answerFor', { name: who.name, answer: meant })
  return answer!.kind === 'intent' ? whole : doubted(whole)
}

/** 代答 王德福 1 */
function directly(lexed: Lexed, from: number, ctx: Context, read: Read): Answer | undefined {
  if (!commands(ctx, 'answerFor') && lexed.text[from - 1] !== ' ') return undefined
  // 代答是不行的: about it.
  if (lexed.text[from - 1] !== ' ' && lexed.tokens.find((t) => t.from === from)?.kind !== 'name') return undefined
  const form = '代答 王德福 1'
  const found = /^(\S{2,14}?)(?:家)?[ :,]+(?=\S)/.exec(lexed.text.slice(from))
  const glued = lexed.tokens.find((t) => t.from === from && t.kind === 'name')
  const end = glued ? glued.to : found ? from + found[0].length : undefined
  if (end === undefined) return ask(SAY.missing('姓名和回话', form))
  const said = lexed.text.slice(from, glued ? glued.to : from + found![1]!.length)
  const who = resolveName(said, ctx)
  const answer = read(rest(lexed, end), ctx)
  if (answer?.kind === 'clarify' && answer.reading === undefined) return answer
  const meant = answered(answer)
  if (!meant) return ask(SAY.missing('回话', `代答 ${said} 1`))
  if (who.name !== undefined)
    return answer!.kind === 'intent'
      ? intent('answerFor', { name: who.name, answer: meant })
      : doubted(intent('answerFor', { name: who.name, answer: meant }))
  if (who.perhaps !== undefined) return { ...doubted(intent('answerFor', { name: who.perhaps, answer: meant })), kind: 'clarify' } as Answer
  return askWho(who, '代答 ', lexed.text.slice(from + said.length))
}

/** The tokens from `at` on, as a message of their own. */
function rest(lexed: Lexed, at: number): Lexed {
  const tokens = lexed.tokens.filter((t) => t.from >= at)
  return { ...lexed, tokens, clauses: clausesOf(tokens) }
}

const ANSWERS = new Set<Intent['intent']>(['availability', 'attend', 'rsvp', 'ballot', 'rate', 'acknowledge'])

function answered(answer: Answer | undefined): Answered | undefined {
  const meant = answer?.kind === 'intent' ? answer : answer?.reading
  return meant && ANSWERS.has(meant.intent) ? ({ intent: meant.intent, args: meant.args } as Answered) : undefined
}

/** 王德福打电话说来不了 · 王德福家2人来 · 吕家凤到 */
function named(lexed: Lexed, name: Token, ctx: Context, read: Read): Answer | undefined {
  const called = CALLED.exec(lexed.text.slice(name.to, name.to + CALLED_MAX_CHARS))
  const from = name.to + (called?.[0].length ?? 0)
  const left = ofHousehold(rest(lexed, from), name, lexed.text)
  if (left.tokens.length === 0) return undefined
  const answer = read(left, ctx)
  const meant = answered(answer)
  if (!meant) return undefined
  const said = lexed.text.slice(name.from, name.to)
  const who = resolveName(said, ctx)
  const may = commands(ctx, 'answerFor')
  if (meant.intent === 'attend') return arrived(said, meant.args.persons, answer!.kind === 'intent', ctx)
  if (!may || who.name === undefined) return undefined
  const words = called ? lexed.said.own(from) : undefined
  const whole = intent('answerFor', { name: who.name, answer: meant, ...(words !== undefined && { words }) })
  // 刘桂香说他周六可以: she, or somebody they spoke of?
  const certain = called && called[1] === undefined && answer!.kind === 'intent'
  return certain ? whole : doubted(whole)
}

/** 王德福家来了2个: people of the household, as in 我家来了两个. */
function ofHousehold(left: Lexed, { to }: Token, text: string): Lexed {
  const [first] = left.tokens
  if (text[to - 1] !== '家' || first?.kind !== 'pred' || first.sense !== 'arrive') return left
  return { ...left, ...clausesWith([{ kind: 'me', from: to - 1, to }, ...left.tokens]) }
}

const clausesWith = (tokens: Token[]): Pick<Lexed, 'tokens' | 'clauses'> => ({ tokens, clauses: clausesOf(tokens) })

/** 签到：吕家凤 */
function signedBy(lexed: Lexed, ctx: Context): Answer | undefined {
  const content = lexed.tokens.filter((t) => t.kind !== 'noise' && t.kind !== 'space' && t.kind !== 'sep' && t.kind !== 'particle')
  const [arrival, name, count] = content
  if (arrival?.kind !== 'pred' || arrival.sense !== 'arrive' || name?.kind !== 'name') return undefined
  if (!ctx.open.some((q) => q.question === 'attendance')) return undefined
  if (content.length > 3 || (count && count.kind !== 'people' && count.kind !== 'count')) return undefined
  return arrived(lexed.text.slice(name.from, name.to), count?.n, true, ctx)
}

function arrived(said: string, persons: number | undefined, certain: boolean, ctx: Context): Answer | undefined {
  const who = resolveName(said, ctx)
  if (who.name === undefined) return who.several ? askWho(who, '代签 ') : undefined
  const args = { name: who.name, ...(persons !== undefined && { persons }) }
  if (commands(ctx, 'markAttendance')) {
    const marked = intent('markAttendance', args)
    return certain ? marked : doubted(marked)
  }
  return doubted(intent('attend', { ...(persons !== undefined && { persons }), onBehalfOf: who.name }))
}
