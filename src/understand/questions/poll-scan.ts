/** What a message has said about one poll so far, and the clause that is being read. */
import type { Clause } from '../clauses.ts'
import type { Context } from '../context.ts'
import type { Token, Verdict } from '../lex/token.ts'
import { newFrame, type PollFrame } from './poll-frame.ts'
import { PollState } from './poll-state.ts'
import type { Lexed } from './reading.ts'
import type { Ref } from './ref.ts'

export class PollScan {
  readonly state: PollState
  readonly by = new Set<Clause>()
  /** A verdict was said, not only a reference. */
  explicit = false
  /** 就, 选, 吧: a choice, not only a mention. */
  marker = false
  me = false
  /** What keeps the message from being a plain answer. */
  block: Token | undefined
  /** An answer of somebody else's, or one with words in it that nobody can read. */
  stray = false
  they = false
  /** The clause that told how many come. */
  counted: Clause | undefined
  /** Clauses of talk or reasons. */
  talk = false
  several = false
  voted = false
  frame: PollFrame = newFrame()
  lastVerdict: Verdict | undefined
  passing = false
  faint: Ref['faint'] | undefined
  evidence = false
  last: Token | undefined
  from: number | undefined
  readonly lexed: Lexed
  readonly options: readonly string[]
  readonly ctx: Context
  /** 不是1，是3 */
  negated = false
  corrected = false
  slashed = false
  /** 周三 四: the fourth, or Thursday? */
  unlisted = false
  /** 周六吧: by the particle alone. */
  chosen = false
  readonly offs: Ref[] = []
  hours = 0
  days = 0
  offDoubt = false
  offRefused = false
  /** An option was named beside words that may be its verdict. */
  unread = false
  /** A verdict was said in this clause. */
  judgedHere = false
  /** How many options waited when the clause began. */
  carried = 0

  constructor(lexed: Lexed, options: readonly string[], ctx: Context) {
    this.lexed = lexed
    this.options = options
    this.ctx = ctx
    this.state = new PollState(options.length)
  }

  /** Changes with whatever a clause says about the times. */
  progress(): number {
    const { state } = this
    const judged = state.yes.size + state.no.size * 7 + state.maybe.size * 49
    const named = state.pending.length + (state.except?.length ?? 0) * 7 + (state.count ?? 0) * 49 + this.offs.length * 343
    const words =
      Number(state.all) + Number(state.others) * 2 + Number(state.restVerdict !== undefined) * 4 + Number(state.outcome !== undefined) * 8
    return judged + named * 1_000 + words * 1_000_000 + (state.persons ?? 0) * 100_000_000
  }

  text(token: Token): string {
    return this.lexed.text.slice(token.from, token.to)
  }

  soft(token: Token): void {
    if (token.kind === 'me') this.me = true
    if (token.kind === 'pick' || token.soft) this.marker = true
  }

  put(token: Token): void {
    if (this.frame.refs > 0 || this.frame.verdict !== undefined || this.state.all) this.frame.loose.push(token)
    else this.frame.before.push(token)
  }

  loose(token: Token): boolean {
    this.put(token)
    if (token.kind === 'busy' || token.kind === 'cause') this.evidence = true
    return true
  }

  /** 打错了, 改成: what stood before is taken back. */
  startAgain(): true {
    const { state } = this
    this.corrected = true
    if (!state.judged && state.outcome === undefined && state.pending.length === 0) return true
    for (const set of [state.yes, state.no, state.maybe]) set.clear()
    state.outcome = undefined
    state.pending = []
    state.implied = []
    state.doubt = undefined
    state.all = false
    this.frame = newFrame()
    return true
  }
}
