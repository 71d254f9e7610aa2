/** Forms that several questions could take: 2人, 来, 没空, 可以. Decided where only one of them is open, else asked. */
import { isSoft } from '../clauses.ts'
import { type Answer, ask, askWhich, type Context, intent, isOpen, reading } from '../context.ts'
import { persons } from '../lex/people.ts'
import type { Token } from '../lex/token.ts'
import type { Clarify } from '../outcome.ts'
import { SAY } from '../say.ts'
import type { Lexed, Reading } from './reading.ts'

/** Asked only when no question has a reading of its own. */
export function shared(lexed: Lexed, ctx: Context): Reading | undefined {
  const answer = people(lexed, ctx) ?? comes(lexed, ctx) ?? agrees(lexed, ctx) ?? busy(lexed, ctx)
  return answer && { answer, by: new Set(lexed.clauses) }
}

const words = (lexed: Lexed): Token[] => lexed.tokens.filter((t) => !isSoft(t))

/** persons := 2人 | 我家两个   Attendance, or the invitation if only that is open; with both, asked. */
function people(lexed: Lexed, ctx: Context): Answer | undefined {
  const attendance = isOpen(ctx, 'attendance')
  const rsvp = isOpen(ctx, 'rsvp')
  if (!attendance && !rsvp) return undefined
  const said = words(lexed)
  const counted = said.filter((t) => t.kind === 'people' || t.kind === 'count')
  // 来2个, while both are open: here, or going to be?
  const comes = (t: Token): boolean =>
    attendance && rsvp && t.kind === 'pred' && t.sense === 'come' && t.weak === true && t.verdict === 'yes'
  const rest = said.filter((t) => !counted.includes(t) && !comes(t))
  const verb = said.some(comes)
  const me = rest.some((t) => t.kind === 'me')
  const [count] = counted
  if (counted.length !== 1 || rest.some((t) => t.kind !== 'me')) return undefined
  if (count!.kind === 'count' && !me && !verb) return undefined
  // 我家有3个人 and 一家三口 tell how large a family is.
  if (count!.family || !/\d|[一二两三四五六七八九十俩仨]/.test(lexed.text.slice(count!.from, count!.to))) return undefined
  const n = persons(count!.n)
  if (n === undefined) return undefined
  // 我来一个: of cards, or of songs.
  if (verb && n === 1 && lexed.text.includes('一')) return undefined
  if (attendance && rsvp) return ask(SAY.arrivedOrComing(n))
  // 一个人 is a word about anybody; 1人 is an answer.
  if (n === 1 && !me && lexed.text.includes('一'))
    return attendance ? reading('attend', { persons: n }) : reading('rsvp', { coming: true, persons: n })
  return attendance ? intent('attend', { persons: n }) : intent('rsvp', { coming: true, persons: n })
}

/** 来 alone: I shall come, or I am here. 到 alone while only an invitation is open: I shall be there. */
function comes(lexed: Lexed, ctx: Context): Answer | undefined {
  const said = lexed.tokens.filter((t) => !['me', 'particle', 'space', 'sep', 'noise'].includes(t.kind))
  const [only] = said
  if (said.length === 0 || said.some((t) => t.kind !== 'pred' || t.verdict !== 'yes' || !t.weak)) return undefined
  const rsvp = isOpen(ctx, 'rsvp')
  if (only!.sense === 'arrive')
    return rsvp && !isOpen(ctx, 'attendance') && said.length === 1 && !only!.soft ? reading('rsvp', { coming: true }) : undefined
  if (only!.sense !== 'come' || lexed.text.includes('克')) return undefined
  const verb = lexed.text.slice(only!.from)
  if (!verb.startsWith('来') || /[的去]/.test(verb) || lexed.tokens.some((t) => t.soft)) return undefined
  if (isOpen(ctx, 'attendance')) return rsvp ? ask(SAY.arrivedOrComing()) : reading('attend', {})
  return undefined
}

const oneReading = (readings: (Clarify | undefined)[]): Clarify | undefined => {
  const left = readings.filter((r) => r !== undefined)
  return left.length > 1 ? askWhich() : left[0]
}

/** 可以 / 要得 / 👌: a yes, but to what, and is it a vote? Always asked. (好 and 嗯 fit nothing at all.) */
function agrees(lexed: Lexed, ctx: Context): Answer | undefined {
  const said = words(lexed)
  // 这也行 wonders.
  if (lexed.tokens.some((t) => t.kind === 'adv' || (t.kind === 'noise' && /^[这那]/.test(lexed.text.slice(t.from, t.to))))) return undefined
  if (said.length === 0 || !said.every((t) => t.kind === 'pred' && t.sense === 'fit' && t.verdict === 'yes' && !t.weak)) return undefined
  if (!AGREEABLE.has(lexed.text.slice(said[0]!.from, said[0]!.to))) return undefined
  return oneReading([
    isOpen(ctx, 'motion') ? reading('ballot', { choice: 'approve' }) : undefined,
    isOpen(ctx, 'rsvp') ? reading('rsvp', { coming: true }) : undefined,
    isOpen(ctx, 'timePoll') ? ask(SAY.whichOption()) : undefined,
  ])
}
const AGREEABLE = new Set([
  '可以',
  '要得',
  '行',
  '👌',
  '没意见',
  '无意见',
  '无异议',
  '没问题',
  '中',
  '阔以',
  '口以',
  '得行',
  '冇意见',
  '冇问题',
  '没得问题',
  '没得意见',
  '莫得问题',
  '莫得意见',
])

/** 没空: no to the invitation, no to every evening, or both; asked unless only the invitation is open. */
function busy(lexed: Lexed, ctx: Context): Answer | undefined {
  const said = words(lexed).filter((t) => t.kind !== 'me')
  if (said.length !== 1 || said[0]!.kind !== 'pred' || said[0]!.verdict !== 'no' || said[0]!.sense !== 'free') return undefined
  if (said[0]!.weak && !LEFT_OPEN.has(lexed.text.slice(said[0]!.from, said[0]!.to))) return undefined
  return oneReading([
    isOpen(ctx, 'rsvp') ? reading('rsvp', { coming: false }) : undefined,
    isOpen(ctx, 'timePoll') ? reading('availability', { none: true }) : undefined,
  ])
}
const LEFT_OPEN = new Set(['有事', '不在家', '有点事', '有安排', '有安排了'])
