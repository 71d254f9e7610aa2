import { ask, type Context, intent, isOpen, type Parser, reading } from '../context.ts'
import { AGREEABLE, FALSE_WORDS, ME, NO_TIME, oneOf, RECEIVED, TRUE_WORDS } from '../lexicon.ts'
import { NUM, numberOf } from '../numerals.ts'
import type { Clarify } from '../outcome.ts'
import { SAY } from '../say.ts'

const TRUE = new Set(TRUE_WORDS)
const FALSE = new Set(FALSE_WORDS)
const HELP = new Set(['帮助', '怎么用', '使用说明', '使用帮助', '怎么使用', 'help', '怎么弄', '有哪些命令', '命令'])
const AGREE = new Set(AGREEABLE)
const BUSY = new Set([...NO_TIME, '有事', '不在家'])
const RECEIPT = new RegExp(`^(?:好的?,?|嗯,?)?${ME}?[ ,]*${oneOf(RECEIVED)}[ ,!]*(?:${oneOf(RECEIVED)}|谢谢|辛苦了?)?$`)

/** confirm := 是 | 对 | 嗯 …   deny := 不是 | 不对 …   Only while a clarification is open for this person. */
export const confirmOrDeny: Parser = (said, ctx) => {
  if (!isOpen(ctx, 'clarify')) return undefined
  if (TRUE.has(said.core)) return intent('confirm', {})
  if (FALSE.has(said.core)) return intent('deny', {})
  return undefined
}

/** acknowledge := 收到 | 晓得了 | 已阅 …   While an announcement waits for receipts. */
export const acknowledge: Parser = (said, ctx) =>
  isOpen(ctx, 'receipt') && RECEIPT.test(said.core) ? intent('acknowledge', {}) : undefined

/** help := 帮助 | 怎么用 | ? (the bare question mark only to the bot) */
export const help: Parser = (said, ctx) => {
  if (
    HELP.has(said.core) ||
    HELP.has(said.text.replace(/\?$/, '')) ||
    (ctx.mentioned && /^\?$|^(?:你会(?:做)?什么|你能(?:做|干)什么|怎么用\?|帮助\?)$/.test(said.text))
  )
    return intent('help', {})
  return undefined
}

/** witness := 属实 | 有异议   Anyone present, about the count that the head announced. */
export const witness: Parser = (said) => {
  if (/^(?:我?(?:证明|确认)?属实|情况属实|数字属实|票数属实)$/.test(said.core)) return intent('witness', { holds: true })
  if (/^(?:我(?:家)?)?(?:有异议|有不同意见|票数不对|数字不对|数错了)$/.test(said.core)) return intent('witness', { holds: false })
  return undefined
}

const oneReading = (readings: (Clarify | undefined)[]): Clarify | undefined => {
  const left = readings.filter((r) => r !== undefined)
  return left.length > 1 ? ask(SAY.whichQuestion()) : left[0]
}

/** 可以 / 要得 / 👌: a yes, but to what, and is it a vote? Always asked. (好 and 嗯 fit nothing at all.) */
export const agreeable: Parser = (said, ctx) => {
  if (!AGREE.has(said.core)) return undefined
  return oneReading([
    isOpen(ctx, 'motion') ? reading('ballot', { choice: 'approve' }) : undefined,
    isOpen(ctx, 'rsvp') ? reading('rsvp', { coming: true }) : undefined,
    isOpen(ctx, 'timePoll') ? ask(SAY.whichOption()) : undefined,
  ])
}

/** 没空: no to the invitation, no to every evening, or both; asked unless only the invitation is open. */
export const busy: Parser = (said, ctx) => {
  const core = said.core.replace(/^我/, '')
  if (!BUSY.has(core)) return undefined
  const rsvp = isOpen(ctx, 'rsvp')
  const poll = isOpen(ctx, 'timePoll')
  if (rsvp && !poll && NO_TIME.includes(core)) return intent('rsvp', { coming: false })
  return oneReading([rsvp ? reading('rsvp', { coming: false }) : undefined, poll ? reading('availability', { none: true }) : undefined])
}

/** 我家有3个人, 我家5口人 and 一家三口 tell how large a family is. */
const PERSONS = new RegExp(`^(?:(${ME}|一家)[ ,]*(?:一共|总共|共)?(${NUM})(?:个人|人|个|位|名)|(?:一共|总共|共)?(${NUM})(?:个人|人|位))$`)

/** persons := 2人 | 我家两个   Attendance, or the invitation if only that is open; with both, asked. */
export const persons: Parser = (said, ctx) => {
  const attendance = isOpen(ctx, 'attendance')
  const rsvp = isOpen(ctx, 'rsvp')
  if (!attendance && !rsvp) return undefined
  const found = PERSONS.exec(said.core)
  if (!found) return undefined
  const n = numberOf(found[2] ?? found[3] ?? '')
  if (n === undefined || n < 1 || n > PERSONS_MAX) return undefined
  if (attendance && rsvp) return ask(SAY.arrivedOrComing(n))
  // 一个人 without 我家 is a word about anybody.
  if (n === 1 && found[1] === undefined)
    return attendance ? reading('attend', { persons: n }) : reading('rsvp', { coming: true, persons: n })
  return attendance ? intent('attend', { persons: n }) : intent('rsvp', { coming: true, persons: n })
}

/** No household sends more; a larger number is a price, a weight, a joke. */
export const PERSONS_MAX = 20

export const countOf = (word: string | undefined): number | undefined => {
  if (word === undefined) return undefined
  const n = numberOf(word)
  return n !== undefined && n >= 1 && n <= PERSONS_MAX ? n : undefined
}

const COMES = /^(?:我|我们|我家|我们家)?来$/

/** 来 alone: I shall come, or I am here. */
export const comes: Parser = (said, ctx: Context) => {
  if (!COMES.test(said.core)) return undefined
  const rsvp = isOpen(ctx, 'rsvp')
  if (isOpen(ctx, 'attendance')) return rsvp ? ask(SAY.arrivedOrComing()) : reading('attend', {})
  return rsvp ? intent('rsvp', { coming: true }) : undefined
}
