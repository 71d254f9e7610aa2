/** Counts of people and of times, and the others that were not named. */
import type { Clause } from '../clauses.ts'
import { persons } from '../lex/people.ts'
import type { Token } from '../lex/token.ts'
import { refOf } from './option-refs.ts'
import { newFrame } from './poll-frame.ts'
import type { PollScan } from './poll-scan.ts'

export function rest(scan: PollScan, token: Token, clause: Clause): boolean {
  const { state } = scan
  // 周三后面几天下雨: beside that day, and about no other of the times.
  if (token.end && scan.last?.to === token.from && state.pending.length > 0) return false
  if (!state.except && !state.judged && state.implied.length === 0 && state.pending.length === 0) return scan.loose(token)
  if (state.except && state.except.length === 0 && state.pending.length > 0) state.exclude()
  if (state.pending.length > 0 && state.except === undefined) state.file('yes')
  scan.frame = newFrame()
  if (token.end) return besideNamed(scan, token.end === 'back', clause)
  state.others = true
  scan.by.add(clause)
  return state.except !== undefined || state.judged || state.implied.length > 0
}

/** 明天不行，后面几天都可以; 最后一个不行，前面都行: those behind, or before, all that was named so far. */
function besideNamed(scan: PollScan, behind: boolean, clause: Clause): boolean {
  const { state } = scan
  if (state.except !== undefined) return false
  const named = [...state.yes, ...state.no, ...state.maybe, ...state.implied]
  const [from, to] = behind ? [Math.max(...named) + 1, scan.options.length] : [1, Math.min(...named) - 1]
  for (let n = from; n <= to; n++) state.pending.push(n)
  scan.frame.refs = 1
  scan.by.add(clause)
  return state.pending.length > 0
}

export function people(scan: PollScan, token: Token, clause: Clause): boolean {
  if (scan.state.persons !== undefined || persons(token.n) === undefined) return false
  // 1、2人: one and two, or one or two people?
  if (scan.last?.kind === 'join' && scan.text(scan.last) === '、') return false
  scan.state.persons = token.n!
  scan.counted = clause
  scan.by.add(clause)
  // 两个人都行 may be about two people, not about all the times.
  const next = scan.lexed.tokens[scan.lexed.tokens.indexOf(token) + 1]
  if (token.from === 0 && next?.kind === 'all') scan.state.unsure = true
  return true
}

export function count(scan: PollScan, token: Token, clause: Clause): boolean {
  const { state, last } = scan
  const n = token.n!
  // 其余三个时间, where three are left.
  if (last?.kind === 'rest' && state.others && state.restVerdict === undefined) {
    const judged = new Set([...state.yes, ...state.no, ...state.maybe, ...state.implied])
    if (scan.options.length - judged.size !== n) state.unsure = true
    return true
  }
  const named = state.pending.length > 0 || state.judged || state.outcome !== undefined
  // 周三，我家来两个; 1 家里两个
  if (named && (last?.sense === 'come' || last?.kind === 'me') && persons(n) !== undefined && state.persons === undefined) {
    state.persons = n
    scan.by.add(clause)
    return true
  }
  // 周末两天都行, where one of the two is offered; 国庆两天, where three are.
  if (state.pending.length > 0 && last?.kind === 'relative' && (last.group || last.end === 'weekend')) {
    if (n < state.pending.length) state.unsure = true
    return true
  }
  if (state.pending.length > 0) return state.pending.length === n
  const next = scan.lexed.tokens[scan.lexed.tokens.indexOf(token) + 1]
  // 两个上午, where two of the times are in the morning.
  if (next?.kind === 'busy' && next.moment && refOf(next, scan.lexed.text, scan.options, scan.ctx.wall)?.options.length === n) return true
  // 这两天腰疼 tells of days, not of the times.
  if (next && !['all', 'pred', 'particle', 'space', 'sep', 'adv', 'noise', 'hedge', 'me'].includes(next.kind)) return scan.loose(token)
  // 以上四个时间; 这几天我在省城，四个时间都…: all of them, said twice.
  if (state.all && !named && n === scan.options.length && (next?.kind === 'all' || (last?.kind === 'all' && /上/.test(scan.text(last))))) {
    state.all = false
    state.count = n
    return true
  }
  if (named || state.all || state.except || n < 1 || n > 9) return false
  state.count = n
  scan.by.add(clause)
  return true
}
