import { type Clause, isNoise } from '../clauses.ts'
import { type Answer, ask, type Context, doubted, intent, isOpen, reading } from '../context.ts'
import { persons } from '../lex/people.ts'
import type { Token } from '../lex/token.ts'
import type { IntentArgs } from '../outcome.ts'
import { SAY } from '../say.ts'
import { type Frame, frameOf, isWhole } from './frame.ts'
import { forOther } from './on-behalf.ts'
import type { Lexed, Question } from './reading.ts'

/** No household is larger unless it says so: 来了20人 and 一共到了5人 count the room. */
const HOUSEHOLD_MAX = 9

const arrives = (token: Token): boolean => token.kind === 'pred' && token.sense === 'arrive'
const comesOrGoes = (token: Token): boolean => token.kind === 'pred' && (token.sense === 'arrive' || token.sense === 'come')

/**
 * attend := [me] (到 | 来了 | 签到 …) [people]          (来了两个 without me: asked, two of whose?)
 *         | people (到 | 来了 …) | [me] 来 people
 *         | [me] (替 | 代 | 帮) NAME[家] (来 | 到 | 签到) [people]
 * A further clause may tell why or where (到了，坐最后一排), unless somebody comes or arrives in it, too.
 */
export const attendance: Question = (lexed, ctx) => {
  if (!isOpen(ctx, 'attendance')) return undefined
  const other = forOther(lexed, ctx)
  if (other) return other
  const found = arrivalsIn(lexed)
  if (found === undefined) return undefined
  const answer = arrived(found.frames, lexed, ctx)
  return (
    answer && { answer: found.behind ? doubted(answer) : found.talk ? beside(answer, lexed) : answer, by: found.by, frame: 'attendance' }
  )
}

interface Found {
  frames: Frame[]
  by: Set<Clause>
  talk: boolean
  /** 到了刚坐下: words follow without a pause. */
  behind: boolean
}

/** The clauses that say who is here; undefined when another clause speaks of coming, asks or wonders. */
function arrivalsIn(lexed: Lexed): Found | undefined {
  const found: Found = { frames: [], by: new Set(), talk: false, behind: false }
  for (const clause of lexed.clauses) {
    if (isNoise(clause)) continue
    const frame = frameOf(clause, arrives)
    if (isWhole(frame) || isCount(frame, clause, lexed) || comesAs(frame)) {
      found.frames.push(frame)
      found.by.add(clause)
    } else if (another(clause)) found.behind = true
    else if (opensReason(frame, lexed)) {
      found.frames.push({ ...frame, after: [] })
      found.by.add(clause)
      found.behind = true
    } else if (clause.tokens.some(comesOrGoes) || frame.block || frame.people || frame.count || /[到来]/.test(span(lexed, clause)))
      return undefined
    else if (frame.soft || /^别/.test(span(lexed, clause))) return undefined
    else found.talk = true
  }
  return found.frames.some((f) => f.words.length > 0) ? found : undefined
}

/** 我家两个人, beside 到. */
function isCount(frame: Frame, clause: Clause, lexed: Lexed): boolean {
  if (frame.people === undefined && frame.count === undefined && frame.numbers.length !== 1) return false
  // 定一个时间: a count of times.
  if (frame.count && /[间天晚]/.test(lexed.text[frame.count.to - 1]!)) return false
  return (
    frame.words.length === 0 &&
    frame.before.length + frame.after.length === 0 &&
    frame.who === undefined &&
    !frame.block &&
    clause.tokens.length > 0
  )
}

/** 我一个人来的, 来3人: the verb is 来, the people make it an arrival. */
function comesAs(frame: Frame): boolean {
  const house = frame.count !== undefined && frame.clause.tokens.some((t) => t.kind === 'me' && t.to - t.from > 1)
  if (frame.words.length > 0 || (frame.people === undefined && !house) || frame.block || frame.who) return false
  const loose = [...frame.before, ...frame.after]
  const verb = loose.length === 1 ? loose[0]! : undefined
  if (verb?.kind !== 'pred' || verb.sense !== 'come' || verb.verdict !== 'yes' || verb.weak !== true) return false
  frame.words.push(verb)
  return true
}

const span = (lexed: Lexed, { tokens }: Clause): string => lexed.text.slice(tokens[0]!.from, tokens.at(-1)!.to)

/** 唐月娥也来了, beside 我来了: how many came is left open. */
function another(clause: Clause): boolean {
  const frame = frameOf(clause, arrives)
  return (
    frame.words.length > 0 &&
    frame.after.length === 0 &&
    frame.block === undefined &&
    frame.before.every((t) => t.kind === 'name' || t.kind === 'kin')
  )
}

/** 刚 is an adverb: 我到了刚坐下 */
const opensReason = (frame: Frame, lexed: Lexed): boolean =>
  frame.words.length > 0 &&
  frame.words.every((w) => !w.weak) &&
  frame.before.length + frame.between.length === 0 &&
  frame.block === undefined &&
  /^[刚正坐站在]/.test(lexed.text.slice(frame.after[0]?.from ?? lexed.text.length)) &&
  !frame.clause.tokens.some((t) => t.kind === 'pick')

const text = (lexed: Lexed, token: Token | undefined): string => (token ? lexed.text.slice(token.from, token.to) : '')

function arrived(frames: readonly Frame[], lexed: Lexed, ctx: Context): Answer | undefined {
  const counted = frames.flatMap((f) => [f.people, f.count]).filter((t) => t !== undefined)
  const numbers = frames.flatMap((f) => f.numbers)
  // 到2个，我和我崽: the same count said twice.
  if (new Set([...counted, ...numbers].map((t) => t.n)).size > 1) return undefined
  const word = frames.find((f) => f.words.length > 0 && (f.people || f.count))?.words[0] ?? frames.flatMap((f) => f.words)[0]
  const count = counted[0] ?? numbers[0]
  const me = frames.some((f) => f.me)
  const all = frames.some((f) => f.all)
  // 都到了 is said of everybody.
  if (all && !me && count === undefined && !/全家|一家/.test(lexed.text)) return undefined
  if (frames.some((f) => f.hedge || (count === undefined && f.words.some((w) => w.soft)))) return undefined
  if (count === undefined) return intent('attend', {})
  const n = persons(count.n)
  if (n === undefined || (count.kind === 'number' && count.marked) || count.kind === 'ordinal') return undefined
  return countedArrival(n, count, word!, me, lexed, ctx)
}

function countedArrival(n: number, count: Token, word: Token, me: boolean, lexed: Lexed, ctx: Context): Answer | undefined {
  const args: IntentArgs['attend'] = { persons: n }
  const verb = text(lexed, word)
  if (!verb.includes('了') && verb.startsWith('来') && isOpen(ctx, 'rsvp')) return ask(SAY.arrivedOrComing(n))
  // 到 两个 says whose by itself; 来了两个 may be anybody.
  const whole = /[一共]共?/.test(lexed.text.slice(0, 2)) && /^一?共/.test(lexed.text)
  if (!me && (n > HOUSEHOLD_MAX || whole) && verb.includes('了') && word.from < count.from) return reading('attend', args)
  if (!me && count.kind === 'count' && count.from > word.from && verb.startsWith('来')) return reading('attend', args)
  if (count.kind === 'number' && (count.from < word.from || n > HOUSEHOLD_MAX)) return undefined
  return intent('attend', args)
}

/** A clause beside the arrival that brings somebody else along leaves open how many came. */
function beside(answer: Answer, lexed: Lexed): Answer {
  const brings = lexed.tokens.some(
    (t) =>
      (t.kind === 'they' || t.kind === 'name' || t.kind === 'kin') && /带|陪|和|跟/.test(lexed.text.slice(Math.max(0, t.from - 3), t.from)),
  )
  return brings ? doubted(answer) : answer
}
