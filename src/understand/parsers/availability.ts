import { type Answer, ask, type Context, commands, intent, isOpen, type Parser, reading } from '../context.ts'
import type { IntentArgs, OpenQuestion } from '../outcome.ts'
import { SAY } from '../say.ts'
import { type Token, tokens } from './availability-words.ts'

/**
 * availability := [改成 | 改] clause+ [persons]
 * clause  := picks [都|也] [verdict] | verdict picks (可以周三) | ALL verdict | 除了 picks [以外] ALL verdict
 * picks   := pick (和|或|、|,| ) … | pick 到 pick | 前 n 个
 * pick    := option number | digits run together (13) | a day or time that one option fits | weekdays run together (周三四)
 * ALL     := 都 | 哪天都 … | n 个 [都], if there are n; 一个都 only with a no. Another number is asked: which of them?
 * verdict := 行/可以/有空 … | 不行/没空 … | 勉强/看情况 …      none said: yes
 * persons := [我家] 来 n 个 | n 人
 * Every character must belong to one of these; one stray word makes it chat (1块钱, 周三下雨, 不是周三吗).
 */
export const availability: Parser = (said, ctx) => {
  if (said.core === '' || !isOpen(ctx, 'timePoll')) return undefined
  const polls = ctx.open.filter((q): q is Extract<OpenQuestion, { question: 'timePoll' }> => q.question === 'timePoll')
  const core = changed(said.core, ctx)
  const answers = polls.map((poll) => readAnswer(core, poll.options, ctx)).filter((a) => a !== undefined)
  if (answers.length > 1) return ask(SAY.whichQuestion())
  return answers[0]
}

const CHANGED = /^我?(?:要|想)?改(?:成|为|选|投)?[ :]?(?=\S)/

/** 改成2: the new answer is what follows. From whoever may move a meeting, 改成周四 is that. */
function changed(core: string, ctx: Context): string {
  const rest = core.replace(CHANGED, '')
  return rest !== core && (/^第?\d/.test(rest) || !commands(ctx, 'reschedule')) ? rest : core
}

interface State {
  yes: Set<number>
  no: Set<number>
  maybe: Set<number>
  pending: number[]
  all: boolean
  /** How many there are, and how many were said (三个都行). */
  readonly options: number
  count: number | undefined
  /** 周三到 …: from this option on. */
  from: number | undefined
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
  const vote = list.findIndex((t) => t.vote)
  // 1,同意: the first of the times, and a vote?
  if (vote > 0 && isOpen(ctx, 'motion') && list.slice(0, vote).some((t) => t.kind === 'pick')) return ask(SAY.whichQuestion())
  if (passing(list, core)) return undefined
  const state: State = {
    options: options.length,
    count: undefined,
    from: undefined,
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
  // 两个人都行 may be about two people, not about all the times.
  const whose = list[0]!.kind === 'persons' && list[1]?.kind === 'all'
  return doubtful || whose || state.unsure || list.some((t) => t.unsure) ? reading('availability', args) : intent('availability', args)
}

/** 周三了 tells the day; 明天 is about the times only as a whole message, or with a plain yes behind it. */
function passing(list: readonly Token[], core: string): boolean {
  const words = list.filter((t) => t.kind !== 'filler' && t.kind !== 'break')
  const [first, second] = words
  if (core.endsWith('了') && words.every((t) => t.day || t.kind === 'all') && !/[就选定投]/.test(core)) return true
  if (!words.some((t) => t.faint)) return false
  if (!first?.faint || words.length > 2) return true
  return second
    ? second.verdict !== 'yes' || second.afterPick === true || second.notAll === true
    : first.faint === 'today' || list.length > 1
}

/** False when the token cannot stand here. */
function step(state: State, token: Token): boolean {
  switch (token.kind) {
    case 'pick':
    case 'several':
      if (state.outcome || state.count !== undefined) return false
      if (state.from !== undefined && !fillUp(state, token)) return false
      state.pending.push(...token.options!)
      if (state.ahead) {
        file(state, state.ahead)
        state.ahead = undefined
      }
      return true
    case 'to':
      state.from = state.pending.at(-1)
      return state.from !== undefined
    case 'count':
      state.count = token.count!
      return !state.all && !state.ahead && !state.except && !state.outcome && state.pending.length === 0 && !judged(state)
    case 'off':
      if (state.from !== undefined) return false
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
      if (token.afterPick && state.pending.length === 0) return false
      if (token.notAll && state.pending.length === 0 && (state.all || state.count !== undefined) && !state.except) return false
      if (token.ofPeople && state.count !== undefined) return false
      return judge(state, token.verdict!)
    default:
      return true
  }
}

/** 周三到周五: the options between the two. */
function fillUp(state: State, token: Token): boolean {
  const to = token.kind === 'pick' && token.options!.length === 1 ? token.options![0]! : 0
  const from = state.from!
  for (let n = from + 1; n < to; n++) state.pending.push(n)
  state.from = undefined
  return to > from
}

/** 三个都行 where there are three is all of them; 一个都不行 is none. Of any other number it must be asked which. */
function judgeCount(state: State, verdict: NonNullable<Token['verdict']>): boolean {
  if (state.outcome || verdict === 'maybe') return false
  const none = state.count === 1 && state.all && verdict === 'no'
  if (!none && state.count !== state.options) state.doubt ??= ask(SAY.whichOption())
  state.outcome = verdict === 'yes' ? { all: true } : { none: true }
  return true
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
  if (state.count !== undefined) return judgeCount(state, verdict)
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
    // 1可以1不行: which of the two?
    if (option > 0 && [state.yes, state.no, state.maybe].some((other) => other !== state[verdict] && other.has(option)))
      state.doubt ??= ask(SAY.whichOption())
    state[verdict].add(option)
  }
  state.pending = []
  state.broken = 0
}

function finish(state: State, count: number): boolean {
  if (state.ahead || state.from !== undefined || (state.count !== undefined && !state.outcome)) return false
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
