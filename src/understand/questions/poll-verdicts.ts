/** Verdicts on what has been named: which words may judge it, and beside what they may not. */
import type { Clause } from '../clauses.ts'
import { isOpen } from '../context.ts'
import type { Token, Verdict } from '../lex/token.ts'
import type { PollScan } from './poll-scan.ts'

export function vote(scan: PollScan, token: Token, clause: Clause): boolean {
  if (scan.text(token) === '👍') return predicate(scan, { ...token, kind: 'pred', sense: 'fit', verdict: 'yes' }, clause)
  if (scan.text(token) !== '同意') return false
  if (scan.state.pending.length === 0 && !scan.state.judged) return false
  scan.voted = true
  if (scan.state.pending.length > 0) return predicate(scan, { ...token, kind: 'pred', sense: 'fit', verdict: 'yes' }, clause)
  return isOpen(scan.ctx, 'motion')
}

export function predicate(scan: PollScan, token: Token, clause: Clause): boolean {
  const { state, frame } = scan
  const word = scan.text(token)
  let verdict: Verdict = token.verdict ?? 'yes'
  if (token.sense === 'arrive' && word !== '到' && !token.face) return scan.loose(token)
  if (frame.hedge && verdict === 'yes') verdict = 'maybe'
  else if (frame.hedge && verdict === 'no') state.unsure = true
  if (token.face) return true
  // 车子修好了就来: what stands in front is the condition.
  if (
    verdict === 'yes' &&
    scan.last?.kind === 'pick' &&
    scan.text(scan.last).endsWith('就') &&
    frame.before.length + frame.loose.length > 0
  )
    scan.block ??= { ...token, kind: 'cond' }
  if (token.sense === 'leave') state.unsure = true
  if (token.notAll && token.sense === 'fit') state.liked = true
  if (!state.waiting) return bareVerdict(scan, token, verdict, clause)
  if (!takes(scan, token, word, verdict)) {
    // 我天天在屋里: tells of every day, judges none.
    state.all = false
    state.count = undefined
    scan.by.delete(clause)
    frame.loose.push(token)
    return true
  }
  if (frame.verdict === undefined && !allowed(scan, verdict)) {
    // 2，屋里装修师傅周三来: the choice before stands, what this says is not clear.
    if (state.judged && frame.before.length > 0) state.unsure = true
    else scan.stray = true
    state.pending = []
    frame.verdict = verdict
    return true
  }
  if (!judge(scan, verdict)) return false
  frame.verdict = verdict
  scan.lastVerdict = verdict
  scan.judgedHere = true
  scan.explicit = true
  scan.by.add(clause)
  return true
}

function judge(scan: PollScan, verdict: Verdict): boolean {
  const { state } = scan
  if (state.pending.includes(0) && state.except === undefined) {
    // What is not offered cannot be had: a no to it says nothing, a yes is asked.
    if (verdict === 'yes') scan.offDoubt = true
    else scan.offRefused = true
    state.pending = state.pending.filter((n) => n > 0)
    if (state.pending.length === 0) {
      state.all = false
      return true
    }
  }
  return state.judge(verdict)
}

/** Words of other questions judge only what has been named: 周三参加, but not 都参加. */
function takes(scan: PollScan, token: Token, word: string, verdict: Verdict): boolean {
  const { state } = scan
  const named = state.pending.length > 0 || (state.except !== undefined && state.except.length > 0) || state.judged
  // 周六我侄子摆酒，都来 invites: the day was named for something else.
  const invites = state.all && token.sense === 'come' && verdict === 'yes'
  if (named || (state.implied.length > 0 && !invites)) return true
  const everyDay = /[天日时间次晚]/.test(allWord(scan))
  if (token.notAll || (token.weak && token.sense === 'free')) return everyDay && verdict === 'no' && (/不在/.test(word) || busyAll(scan))
  if (token.sense === 'come' && state.count !== undefined && !everyDay) return false
  if (token.sense !== 'come' || verdict !== 'yes') return true
  return everyDay || (!token.weak && word !== '参加' && !isOpen(scan.ctx, 'rsvp') && !isOpen(scan.ctx, 'attendance'))
}

/** 这几天都有事, 三天都要上班: a reason that holds for all of the times, and no word of a no yet. Asked. */
function busyAll(scan: PollScan): boolean {
  const of = allWord(scan)
  if (!/这[几些二两三四五六]?[天个次]|^[二两三四五六2-6][天个次]|几[天个]/.test(of)) return false
  scan.state.unsure = true
  return true
}

export function allWord(scan: PollScan): string {
  return scan.lexed.tokens
    .filter((t) => t.kind === 'all' || t.kind === 'count')
    .map((t) => scan.text(t))
    .join()
}

/** May this verdict stand behind what could not be read? A no may, when the words before it tell why. */
function allowed(scan: PollScan, verdict: Verdict): boolean {
  const { loose, before, who } = scan.frame
  const all = [...before, ...loose]
  if (all.length === 0) return true
  const last = all.at(-1)!
  const why = all.some((t) => t.kind === 'busy' || t.kind === 'cause')
  if (verdict === 'yes' || verdict === 'maybe') {
    if (all.every((t) => t.kind === 'cause')) return true
    if (loose.length === 0 && why && !who) {
      scan.state.unsure = true
      return true
    }
    return false
  }
  if (!why && (who || last.kind === 'thing')) return false
  return why || scan.me || (who === undefined && last.kind === 'word' && loose.length > 0)
}

/** A verdict with nothing that it could be about. */
function bareVerdict(scan: PollScan, token: Token, verdict: Verdict, clause: Clause): boolean {
  const { state, frame } = scan
  const word = scan.text(token)
  const own = frame.before.every((t) => t.kind === 'busy' || t.kind === 'cause')
  if (verdict === 'no' && state.implied.length > 0 && !token.weak && own) {
    state.pending = [...new Set(state.implied)]
    state.implied = []
    state.file('no')
    scan.explicit = true
    scan.lastVerdict = 'no'
    frame.verdict = 'no'
    scan.by.add(clause)
    return true
  }
  // 国庆二号晚上回来，可以
  if (verdict === 'yes' && state.implied.length > 0 && own && !frame.who && !state.judged && token.sense !== 'free') {
    state.pending = [...new Set(state.implied)]
    state.implied = []
    state.file('yes')
    state.unsure = true
    scan.explicit = true
    scan.by.add(clause)
    return true
  }
  if (frame.who) {
    // 媳妇坐月子走不脱: somebody else's no is a reason.
    if (verdict === 'no') scan.evidence = true
    else scan.stray = true
    return true
  }
  if (word === '随便' && !state.judged && frame.before.length === 0) {
    state.all = true
    scan.explicit = true
    scan.by.add(clause)
    return state.judge('yes')
  }
  if (state.judged || state.outcome) {
    const same =
      token.mood !== undefined ||
      scan.lastVerdict === 'maybe' ||
      verdict === scan.lastVerdict ||
      frame.loose.length + frame.before.length > 0 ||
      token.why
    if (!same && verdict !== 'maybe') state.unsure = true
    return true
  }
  if (verdict === 'yes' && frame.before.length === 0 && (token.sense === 'fit' || token.sense === 'come')) {
    frame.verdict = 'yes'
    frame.ahead = true
    return true
  }
  // 平时可以停车，周末不行: a yes to something else.
  if (verdict === 'yes' && token.sense === 'fit' && !token.weak) state.unsure = true
  // 有事，… and 腿疼走不动，… open a reason.
  scan.evidence = true
  frame.before.push(token)
  return true
}
