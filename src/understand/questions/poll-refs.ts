/** References to the options of a poll, in a message that is being scanned. */
import type { Clause } from '../clauses.ts'
import type { Token } from '../lex/token.ts'
import { fits, wallOf } from '../moments.ts'
import { refOf, weekdayRef } from './option-refs.ts'
import { imply } from './poll-end.ts'
import { newFrame } from './poll-frame.ts'
import type { PollScan } from './poll-scan.ts'
import { predicate } from './poll-verdicts.ts'
import type { Ref } from './ref.ts'

/** 1，不对，是2: takes back what stood before. 就是那个… only fills. */
export function truth(scan: PollScan, token: Token): boolean {
  const { frame } = scan
  const word = scan.text(token)
  const next = scan.lexed.tokens[scan.lexed.tokens.indexOf(token) + 1]
  const alone = next === undefined || next.kind === 'sep' || next.kind === 'space' || next.kind === 'particle'
  const ofRef = next !== undefined && word.startsWith('不是') && refOf(next, scan.lexed.text, scan.options, scan.ctx.wall) !== undefined
  // 打错了，是3不是2: what was named stands, what follows never did. 周三不是周末 is a statement.
  const chosen = (scan.corrected || scan.marker || scan.me) && frame.loose.length === 0 && frame.verdict === undefined
  if (token.verdict === 'no' && ofRef && chosen && scan.state.pending.some((n) => n > 0)) {
    scan.state.file('yes')
    scan.corrected = true
    scan.negated = true
    return true
  }
  if (token.verdict === 'no' && frame.refs === 0 && frame.before.length === 0 && (alone || ofRef)) {
    if (ofRef) scan.negated = true
    else scan.startAgain()
    scan.corrected = true
    return true
  }
  // 十二日是星期六 tells what day it is.
  if (word === '是' && scan.last?.kind === 'moment' && next?.kind === 'moment' && !scan.corrected && !scan.marker) return false
  // 周六是可以的; 我是周六周日都有空, but not 我是周六来的.
  if (word === '是' && next?.kind === 'pred' && frame.refs > 0) return true
  if (word === '是' && scan.last?.kind === 'me' && next?.kind === 'moment' && judgesTime(scan)) return true
  // 周三不是周末
  if (token.verdict === 'no' && ofRef && frame.refs > 0 && !scan.corrected && !scan.marker && !scan.me) return false
  if (word === '就是' || (word === '是' && (scan.corrected || scan.marker))) return true
  return scan.loose(token)
}

const judgesTime = ({ lexed }: PollScan): boolean => {
  const judging = lexed.tokens.filter((t) => t.kind === 'pred')
  return judging.length > 0 && judging.every((t) => (t.sense === 'fit' || t.sense === 'free') && !t.weak)
}

export function join(scan: PollScan, token: Token): boolean {
  const { state } = scan
  if (state.pending.length === 0 && !state.judged && state.outcome === undefined) return scan.loose(token)
  // 1/3 may be a third.
  if (scan.text(token) === '/' && scan.last?.kind === 'number') {
    state.unsure = true
    scan.slashed = true
  }
  return true
}

/** 周日有, 礼拜三冇得: the noun was said before. 晚上 may be one of the times. */
export function busy(scan: PollScan, token: Token, clause: Clause): boolean {
  if (token.moment) return partOfDay(scan, token, clause)
  const word = scan.text(token)
  // 要2
  const next = clause.tokens[clause.tokens.indexOf(token) + 1]
  if (token.modal && next && (next.kind === 'number' || next.kind === 'ordinal' || next.kind === 'relative')) return true
  const last = clause.tokens.findLast((t) => t.kind !== 'particle' && t.kind !== 'space' && t.kind !== 'noise')
  if (last === token && scan.frame.refs > 0 && scan.frame.loose.length === 0 && scan.explicit) {
    if (word === '有') return predicate(scan, { ...token, kind: 'pred', sense: 'free', verdict: 'yes' }, clause)
    if (/^[没冇]/.test(word)) return predicate(scan, { ...token, kind: 'pred', sense: 'free', verdict: 'no' }, clause)
  }
  return scan.loose(token)
}

function partOfDay(scan: PollScan, token: Token, clause: Clause): boolean {
  if (refOf(token, scan.lexed.text, scan.options, scan.ctx.wall)) return reference(scan, token, clause)
  const all = scan.options.every((o) => {
    const time = wallOf(o)
    return time !== undefined && fits(token.moment!, time)
  })
  // 我晚上都有空, where all of the times are in the evening.
  return all || scan.loose(token)
}

export function reference(scan: PollScan, token: Token, clause: Clause): boolean {
  const { state } = scan
  // 周四是教师节 tells why.
  if (token.group?.of === 'feast' && scan.last?.kind === 'truth') return scan.loose(token)
  const ref = touchesTalk(scan, token) || meansAnything(scan, token) ? undefined : refHere(scan, token)
  if (!ref) {
    // 除2外都行
    if (state.except && scan.text(token) === '外') return state.exclude()
    // 除了国庆都行, where none of the times is in it.
    if (state.except && token.group?.of === 'feast') {
      state.pending.push(0)
      return true
    }
    return scan.loose(token)
  }
  if (state.count !== undefined && state.pending.length === 0 && !state.outcome) {
    // 选两个：周三，周日
    if (!scan.marker) return false
    state.count = undefined
  }
  if (scan.negated) {
    scan.negated = false
    return true
  }
  // 2，屋里装修师傅周三来: the choice stood in the clause before.
  if (scan.frame.before.length > 0 && scan.frame.refs === 0 && state.pending.some((n) => n > 0) && !state.except) {
    state.pending = state.pending.filter((n) => n > 0)
    state.file('yes')
  }
  if (scan.frame.verdict !== undefined && !scan.frame.ahead) scan.frame = newFrame()
  // 我周四要下地 周三吧: what was named with a reason goes, the next begins.
  if (scan.frame.loose.length > 0) imply(scan)
  scan.frame.refs++
  scan.passing = false
  if (ref.off !== undefined) {
    scan.faint ??= ref.faint
    if (ref.faint === undefined || !state.judged) scan.offs.push(ref)
    state.pending.push(0)
    return scan.from === undefined
  }
  if (scan.from !== undefined && !fillUp(scan, ref)) return false
  state.pending.push(...ref.options)
  state.all = false
  if (ref.several) scan.several = true
  if (ref.unsure) {
    state.unsure = true
    if (token.kind === 'decimal' && scan.text(token).includes('/')) scan.slashed = true
  }
  if (ref.hour) scan.hours++
  if (ref.day && !ref.hour) {
    scan.days++
    scan.frame.days++
  }
  scan.by.add(clause)
  if (scan.frame.ahead) {
    state.file(scan.frame.refused ? 'no' : scan.frame.hedge ? 'maybe' : 'yes')
    scan.explicit = true
  }
  return true
}

/** 这个月不行了, 平时都在家: of the times only with 都, 平时 not even so, or where another has been judged. */
function meansAnything({ state, lexed }: PollScan, token: Token): boolean {
  if (!token.group?.bare || state.judged) return false
  if (lexed.text.startsWith('平', token.from)) return true
  const next = lexed.tokens[lexed.tokens.indexOf(token) + 1]?.kind
  return next !== 'all' && next !== 'count'
}

/** 1对1, 3缺一: a number beside unread characters is no reference. */
function touchesTalk(scan: PollScan, token: Token): boolean {
  if (token.kind !== 'number' && token.kind !== 'decimal') return false
  const { tokens } = scan.lexed
  const at = tokens.indexOf(token)
  const before = tokens[at - 1]
  const after = tokens[at + 1]
  if (before?.to === token.from && isTalk(before, scan)) return true
  return after?.from === token.to && isTalk(after, scan) && scan.text(after) !== '外'
}

const isTalk = ({ kind }: Token, { corrected }: PollScan): boolean =>
  kind === 'word' || kind === 'thing' || (kind === 'truth' && !corrected)

function refHere(scan: PollScan, token: Token): Ref | undefined {
  const { text } = scan.lexed
  const { last } = scan
  if (token.kind === 'number' && !token.marked && last && scan.frame.days > 0) {
    const joined = last.kind === 'join' ? beforeLast(scan) : last
    const glued = last.to === token.from
    const before = joined?.kind === 'moment' || joined?.kind === 'number' ? joined : undefined
    const named = before && glued ? weekdays(scan, token, before) : undefined
    if (named) return named
    // 周三1 is no list; 周三 四都行 is the fourth of the times, or Thursday.
    if (glued && last.kind === 'moment') return undefined
    const ref = refOf(token, text, scan.options, scan.ctx.wall)
    if (ref && !/\d/.test(token.digits ?? '')) scan.unlisted = true
    return ref
  }
  return refOf(token, text, scan.options, scan.ctx.wall)
}

function beforeLast(scan: PollScan): Token | undefined {
  const at = scan.last ? scan.lexed.tokens.indexOf(scan.last) : -1
  return at > 0 ? scan.lexed.tokens[at - 1] : undefined
}

/** 周三四五: each numeral is a weekday. */
function weekdays(scan: PollScan, token: Token, before: Token): Ref | undefined {
  const options: number[] = []
  let off: string | undefined
  for (const digit of token.digits ?? '') {
    const ref = weekdayRef({ ...token, digits: digit }, before, scan.lexed.text, scan.options, scan.ctx.wall)
    if (!ref) return undefined
    options.push(...ref.options)
    off ??= ref.off
  }
  return { options, day: true, ...(off !== undefined && { off }) }
}

/** 周三到周五: the options between the two. */
function fillUp(scan: PollScan, ref: Ref): boolean {
  const to = ref.options.length === 1 ? ref.options[0]! : 0
  const from = scan.from!
  for (let n = from + 1; n < to; n++) scan.state.pending.push(n)
  scan.from = undefined
  return to > from
}
