/** What each kind of word does to the reading of a poll. False: the message cannot be about it. */
import type { Clause } from '../clauses.ts'
import type { Kind, Token } from '../lex/token.ts'
import { refOf } from './option-refs.ts'
import { count, people, rest } from './poll-counts.ts'
import { newFrame } from './poll-frame.ts'
import { busy, join, reference, truth } from './poll-refs.ts'
import type { PollScan } from './poll-scan.ts'
import { predicate, vote } from './poll-verdicts.ts'

type Step = (scan: PollScan, token: Token, clause: Clause) => boolean

const pass: Step = () => true

/** 1 2不行: the pause may part them. */
const space: Step = ({ state }) => {
  if (state.pending.length > 0) state.broken = state.pending.length
  return true
}

/** 周四好, 其余两天随你们: a greeting's word that judges where a verdict is missing. */
const noise: Step = (scan, token, clause) => {
  const { frame, state } = scan
  if (frame.verdict !== undefined) return true
  const named = frame.refs > 0
  // 周五才看到消息: when it was seen.
  if (named && /[看忙]/.test(scan.text(token)) && token.verdict === undefined && /^[才刚]/.test(scan.text(token))) return scan.loose(token)
  if (named && frame.loose.length === 0 && scan.text(token) === '好') return predicate(scan, judging(token), clause)
  if (token.verdict && (named || (state.others && state.restVerdict === undefined))) return predicate(scan, judging(token), clause)
  return true
}

const judging = (token: Token): Token => ({ ...token, kind: 'pred', sense: 'fit', verdict: token.verdict ?? 'yes' })

/** 周六吧周六人齐: with 吧 the choice has been made. 周三了 tells the day. */
const particle: Step = (scan, token) => {
  const { frame, state } = scan
  scan.passing = /[了啦]/.test(scan.text(token)) && frame.refs > 0 && frame.verdict === undefined
  scan.soft(token)
  const plain = frame.loose.length + frame.before.length === 0 && !state.except && !frame.hedge
  if (!token.soft || !plain || !state.pending.some((n) => n > 0)) return true
  state.pending = state.pending.filter((n) => n > 0)
  state.file('yes')
  scan.chosen = true
  frame.verdict = 'yes'
  scan.lastVerdict = 'yes'
  return true
}

/** 选1，不选2 */
const pick: Step = (scan, token, clause) => {
  const { frame, state } = scan
  // 周六投票: what happens on that day.
  if (frame.refs > 0 && frame.verdict === undefined && token === clause.tokens.at(-1) && /^(?:我?投票|表决|登记)$/.test(scan.text(token)))
    return scan.loose(token)
  if (token.verdict !== 'no') {
    scan.soft(token)
    if (frame.refs > 1 && frame.verdict === undefined) chooseAmong(scan, token)
    return true
  }
  if (state.pending.length > 0) state.file('yes')
  frame.ahead = true
  frame.refused = true
  frame.verdict = 'no'
  return true
}

/** 周三周四选周四, 1和2我选2: what was named first is what there is to choose from. */
function chooseAmong({ state, lexed, options, ctx }: PollScan, token: Token): void {
  const next = lexed.tokens[lexed.tokens.indexOf(token) + 1]
  const chosen = next && refOf(next, lexed.text, options, ctx.wall)?.options
  if (chosen?.length && chosen.every((n) => state.pending.includes(n))) state.pending = []
}

const soft: Step = (scan, token) => {
  scan.soft(token)
  return true
}

const who: Step = (scan, token) => {
  scan.frame.who = token
  if (/^[你您]/.test(scan.text(token))) scan.they = true
  return scan.loose(token)
}

const all: Step = (scan, token, clause) => {
  const { state } = scan
  // 哪天的戏票: of any day, but not any day.
  const [of, thing] = clause.tokens.slice(clause.tokens.indexOf(token) + 1)
  if (of?.kind === 'particle' && scan.text(of) === '的' && thing?.from === of.to && (thing.kind === 'word' || thing.kind === 'thing'))
    return scan.loose(token)
  // 2/3都可以: said of both.
  if (scan.slashed) {
    scan.slashed = false
    state.unsure = false
  }
  if (scan.frame.verdict !== undefined) scan.frame = newFrame()
  state.all = true
  state.broken = 0
  scan.by.add(clause)
  return true
}

const except: Step = ({ state }) => {
  if (state.except || state.pending.length > 0 || state.outcome) return false
  state.except = []
  return true
}

const to: Step = (scan, token) => {
  scan.from = scan.state.pending.at(-1)
  if (/[-~]/.test(scan.text(token)) || scan.last?.kind !== 'moment') scan.state.unsure = true
  return scan.from !== undefined
}

const block: Step = (scan, token) => {
  scan.block ??= token
  return true
}

const hedge: Step = ({ frame }) => {
  frame.hedge = true
  return true
}

/** 28号全天, where the morning and the afternoon are two of the times. */
const adv: Step = (scan, token) => {
  if (/全天|整天/.test(scan.text(token))) scan.several = false
  return true
}

/** 十日应为周四 tells what day it is; 应为周四 alone corrects something that was not said here. */
const correct: Step = (scan, token) => {
  const should = /^[应实]/.test(scan.text(token))
  if (should && scan.frame.refs > 0 && scan.frame.verdict === undefined) return false
  if (should && !scan.corrected) scan.state.unsure = true
  return scan.startAgain()
}

const STEPS: Partial<Record<Kind, Step>> = {
  space,
  sep: pass,
  adv,
  noise,
  particle,
  pick,
  me: soft,
  hedge,
  truth,
  join,
  to,
  all,
  rest,
  except,
  people,
  count,
  vote,
  busy,
  pred: predicate,
  they: who,
  name: who,
  kin: who,
  ask: block,
  cond: block,
  but: block,
  report: block,
  invite: block,
  correct,
  // 周三外行: without 除 only 以外 and 除外 except.
  excepted: (scan, token) => scan.state.exclude() || scan.loose(token),
  // 投3一票
  votes: (scan, token) => (scan.state.pending.length > 0 && token.n === 1) || scan.loose(token),
  score: (scan, token, clause) => (scan.text(token) === '还可以' ? predicate(scan, judging(token), clause) : scan.loose(token)),
}

export const step: Step = (scan, token, clause) => (STEPS[token.kind] ?? reference)(scan, token, clause)
