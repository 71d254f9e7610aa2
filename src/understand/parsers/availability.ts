import { type Answer, ask, type Context, intent, isOpen, type Parser, reading } from '../context.ts'
import type { IntentArgs, OpenQuestion } from '../outcome.ts'
import { SAY } from '../say.ts'
import { type Token, tokens } from './availability-words.ts'

/**
 * availability := clause+ [persons]
 * clause  := picks [都|也] [verdict] | verdict picks (可以周三) | ALL verdict | 除了 picks [以外] ALL verdict
 * picks   := pick (和|或|、|,| ) …        pick := option number | digits run together (13) | a day or time that one option fits
 * verdict := 行/可以/有空 … | 不行/没空 … | 勉强/看情况 …      none said: yes
 * persons := [我家] 来 n 个 | n 人
 * Every character must belong to one of these; one stray word makes it chat (1块钱, 周三下雨, 不是周三吗).
 */
export const availability: Parser = (said, ctx) => {
  if (said.core === '' || !isOpen(ctx, 'timePoll')) return undefined
  const polls = ctx.open.filter((q): q is Extract<OpenQuestion, { question: 'timePoll' }> => q.question === 'timePoll')
  const answers = polls.map((poll) => readAnswer(said.core, poll.options, ctx)).filter((a) => a !== undefined)
  if (answers.length > 1) return ask(SAY.whichQuestion())
  return answers[0]
}

interface State {
  yes: Set<number>
  no: Set<number>
  maybe: Set<number>
  pending: number[]
  all: boolean
  except: number[] | undefined
  /** A verdict said before its picks: 可以周三. */
  ahead: Token['verdict'] | undefined
  outcome: { all?: true; none?: true } | undefined
  persons: number | undefined
  /** 其他 was said after some options were judged. */
  others: boolean
  restVerdict?: NonNullable<Token['verdict']>
  unsure?: true
  /** How many of the pending picks stood before a comma or space: 周三，周四不行 may mean only the last. */
  broken: number
  doubt: Answer | undefined
}

const LONE_NUMBER = /^\d+$/

function readAnswer(core: string, options: readonly string[], ctx: Context): Answer | undefined {
  const list = tokens(core, options, ctx.wall)
  if (!list || list.length === 0) return undefined
  const state: State = {
    yes: new Set(),
    no: new Set(),
    maybe: new Set(),
    pending: [],
    all: false,
    except: undefined,
    ahead: undefined,
    outcome: undefined,
    persons: undefined,
    others: false,
    broken: 0,
    doubt: undefined,
  } // prettier-ignore
  for (const token of list) if (!step(state, token)) return undefined
  if (!finish(state, options.length)) return undefined
  // A lone number that is no option may be anything a village counts; quoting the question, or calling the bot, makes it an answer.
  if (state.doubt && LONE_NUMBER.test(core) && ctx.quoted === '' && !ctx.mentioned) return undefined
  if (state.doubt) return state.doubt
  const args = argsOf(state)
  if (!args) return undefined
  if (list.some((t) => t.kind === 'several')) return { ...reading('availability', args), say: SAY.severalOptions() }
  // 都不行吧 is as often said about the weather.
  const doubtful = args.none === true && core.endsWith('吧')
  return doubtful || state.unsure || list.some((t) => t.unsure) ? reading('availability', args) : intent('availability', args)
}

/** False when the token cannot stand here. */
function step(state: State, token: Token): boolean {
  switch (token.kind) {
    case 'pick':
    case 'several':
      if (state.outcome) return false
      state.pending.push(...token.options!)
      if (state.ahead) {
        file(state, state.ahead)
        state.ahead = undefined
      }
      return true
    case 'off':
      state.doubt ??= ask(token.say!)
      state.pending.push(0)
      return true
    case 'others':
      if (state.except && state.except.length === 0 && state.pending.length > 0) exclude(state)
      state.others = true
      return state.except !== undefined || (judged(state) && state.pending.length === 0)
    case 'break':
      if (state.pending.length > 0) state.broken = state.pending.length
      return true
    case 'all':
      state.all = true
      state.broken = 0
      return !token.any || (state.pending.length === 0 && !judged(state))
    case 'except':
      if (state.except || state.pending.length > 0 || state.outcome) return false
      state.except = []
      return true
    case 'excepted':
      return exclude(state)
    case 'persons':
      if (state.persons !== undefined) return false
      state.persons = token.persons!
      return true
    case 'verdict':
      return (!token.afterPick || state.pending.length > 0) && judge(state, token.verdict!)
    default:
      return true
  }
}

/** 周五以外, 周五除外: what was listed so far is the exception. */
function exclude(state: State): boolean {
  if (state.except && state.except.length === 0) state.except = state.pending
  else if (!state.except && state.pending.length > 0) state.except = state.pending
  else return false
  state.pending = []
  return true
}

/** Every option that has not been named yet. The number of options is filled in at the end. */
function judgeOthers(state: State, verdict: NonNullable<Token['verdict']>): boolean {
  if (state.restVerdict) return false
  state.restVerdict = verdict
  return true
}

/** 周三，周四不行: the first as a yes and the last as a no is one reading, no to both the other. */
function split(state: State, verdict: NonNullable<Token['verdict']>): boolean {
  const before = state.pending.slice(0, state.broken)
  state.pending = state.pending.slice(state.broken)
  for (const option of before) state.yes.add(option)
  file(state, verdict)
  state.unsure = true
  return true
}

const judged = (state: State): boolean => state.yes.size + state.no.size + state.maybe.size > 0

function judge(state: State, verdict: NonNullable<Token['verdict']>): boolean {
  if (state.except && state.except.length === 0 && state.pending.length > 0) exclude(state)
  if (state.except) {
    if (state.outcome || verdict === 'maybe') return false
    state.outcome = verdict === 'yes' ? { all: true } : { none: true }
    return true
  }
  if (state.others) return judgeOthers(state, verdict)
  if (state.pending.length > 0) {
    if (verdict !== 'yes' && state.broken > 0 && state.broken < state.pending.length) return split(state, verdict)
    file(state, verdict)
    return true
  }
  if (state.all) {
    if (state.outcome || verdict === 'maybe' || state.yes.size + state.no.size + state.maybe.size > 0) return false
    state.outcome = verdict === 'yes' ? { all: true } : { none: true }
    return true
  }
  if (verdict !== 'yes' || state.ahead || state.yes.size + state.no.size + state.maybe.size > 0) return false
  state.ahead = verdict
  return true
}

function file(state: State, verdict: NonNullable<Token['verdict']>): void {
  for (const option of state.pending) {
    for (const other of [state.yes, state.no, state.maybe]) other.delete(option)
    state[verdict].add(option)
  }
  state.pending = []
  state.broken = 0
}

function finish(state: State, count: number): boolean {
  if (state.ahead) return false
  if (state.except) {
    if (!state.outcome || state.except.length === 0) return false
    const others = Array.from({ length: count }, (_, i) => i + 1).filter((n) => !state.except!.includes(n))
    const target = state.outcome.all ? state.yes : state.no
    const opposite = state.outcome.all ? state.no : state.yes
    for (const n of others) target.add(n)
    for (const n of state.except) opposite.add(n)
    // 除了周五都不行 says that Friday is possible only by implication.
    if (state.outcome.none) state.doubt ??= reading('availability', argsOf({ ...state, outcome: undefined }) ?? {})
    state.outcome = undefined
    return true
  }
  if (state.pending.length > 0) file(state, 'yes')
  if (state.others) {
    if (!state.restVerdict) return false
    for (let n = 1; n <= count; n++) if (![state.yes, state.no, state.maybe].some((set) => set.has(n))) state[state.restVerdict].add(n)
  }
  return state.outcome !== undefined || state.yes.size + state.no.size + state.maybe.size > 0
}

const sorted = (set: Set<number>): number[] => [...set].filter((n) => n > 0).sort((a, b) => a - b)

function argsOf(state: State): IntentArgs['availability'] | undefined {
  const persons = state.persons === undefined ? {} : { persons: state.persons }
  if (state.outcome) return state.yes.size + state.no.size + state.maybe.size > 0 ? undefined : { ...state.outcome, ...persons }
  const [yes, maybe, no] = [sorted(state.yes), sorted(state.maybe), sorted(state.no)]
  return { ...(yes.length > 0 && { yes }), ...(maybe.length > 0 && { maybe }), ...(no.length > 0 && { no }), ...persons }
}
