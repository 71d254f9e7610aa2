/** Which options have been judged so far, and what has been named and still waits for its verdict. */
import type { Answer } from '../context.ts'
import { ask, reading } from '../context.ts'
import type { Verdict } from '../lex/token.ts'
import type { IntentArgs } from '../outcome.ts'
import { SAY } from '../say.ts'

export class PollState {
  readonly yes = new Set<number>()
  readonly no = new Set<number>()
  readonly maybe = new Set<number>()
  /** Named, not yet judged. */
  pending: number[] = []
  /** How many of the pending stood before a comma: 周三，周四不行 may mean only the last. */
  broken = 0
  all = false
  /** So many of the times: 三个都行. */
  count: number | undefined
  except: number[] | undefined
  /** 其他 was said. */
  others = false
  restVerdict: Verdict | undefined
  outcome: { all?: true; none?: true } | undefined
  persons: number | undefined
  unsure = false
  /** 最好: what is named suits best. */
  liked = false
  doubt: Answer | undefined
  /** Named, and a reason given, but no verdict: 周三要走亲戚. No by implication; filed only when a no follows. */
  implied: number[] = []
  private readonly options: number

  constructor(options: number) {
    this.options = options
  }

  get judged(): boolean {
    return this.yes.size + this.no.size + this.maybe.size > 0
  }

  /** Something waits for a verdict. */
  get waiting(): boolean {
    return (
      this.pending.length > 0 ||
      (this.outcome === undefined && (this.all || this.count !== undefined || this.except !== undefined)) ||
      (this.others && this.restVerdict === undefined)
    )
  }

  file(verdict: Verdict): void {
    for (const option of this.pending) {
      // 1可以1不行: which of the two?
      if (option > 0 && [this.yes, this.no, this.maybe].some((other) => other !== this[verdict] && other.has(option)))
        this.doubt ??= ask(SAY.whichOption())
      this[verdict].add(option)
    }
    this.pending = []
    this.broken = 0
  }

  /** 周五以外: what was listed so far is the exception. */
  exclude(): boolean {
    if (this.pending.length === 0 || (this.except && this.except.length > 0)) return false
    this.except = this.pending
    this.pending = []
    this.broken = 0
    return true
  }

  /** False when the verdict cannot stand here. */
  judge(verdict: Verdict): boolean {
    if (this.except && this.except.length === 0 && this.pending.length > 0) this.exclude()
    if (this.except) {
      if (this.outcome || verdict === 'maybe') return false
      this.outcome = verdict === 'yes' ? { all: true } : { none: true }
      return true
    }
    if (this.count !== undefined && this.pending.length === 0) return this.judgeCount(verdict)
    if (this.others && this.restVerdict === undefined) {
      this.restVerdict = verdict
      return true
    }
    if (this.pending.length > 0) {
      if (verdict !== 'yes' && this.broken > 0 && this.broken < this.pending.length) this.split(verdict)
      else this.file(verdict)
      this.all = false
      this.count = undefined
      return true
    }
    if (!this.all || this.outcome || verdict === 'maybe' || this.judged) return false
    this.outcome = verdict === 'yes' ? { all: true } : { none: true }
    return true
  }

  /** 三个都行 where there are three is all of them; 一个都不行 is none. Of any other number it must be asked which. */
  private judgeCount(verdict: Verdict): boolean {
    if (this.outcome || verdict === 'maybe' || this.judged) return false
    const none = this.count === 1 && this.all && verdict === 'no'
    if (!none && this.count !== this.options) this.doubt ??= ask(SAY.whichOption())
    this.outcome = verdict === 'yes' ? { all: true } : { none: true }
    return true
  }

  /** 周三，周四不行: the first as a yes and the last as a no is one reading, no to both the other. */
  private split(verdict: Verdict): void {
    const before = this.pending.slice(0, this.broken)
    this.pending = this.pending.slice(this.broken)
    for (const option of before) this.yes.add(option)
    this.file(verdict)
    this.unsure = true
  }

  /** Fills in what was said of all but some. False when it was left open. */
  finish(): boolean {
    if (this.count !== undefined && !this.outcome && this.pending.length === 0) return false
    if (this.except) return this.finishExcept()
    if (this.others) {
      if (!this.restVerdict) return this.judged
      // 周三我要值夜班，别的时间可以
      for (const n of this.implied) if (this.restVerdict === 'yes') this.no.add(n)
      for (let n = 1; n <= this.options; n++)
        if (![this.yes, this.no, this.maybe].some((set) => set.has(n)) && !this.implied.includes(n)) this[this.restVerdict].add(n)
    }
    return this.outcome !== undefined || this.judged
  }

  private finishExcept(): boolean {
    if (!this.outcome || this.except!.length === 0) return false
    const target = this.outcome.all ? this.yes : this.no
    const opposite = this.outcome.all ? this.no : this.yes
    for (let n = 1; n <= this.options; n++) (this.except!.includes(n) ? opposite : target).add(n)
    const { none } = this.outcome
    this.outcome = undefined
    // 除了周五都不行 says that Friday is possible only by implication.
    if (none) this.doubt ??= reading('availability', this.args() ?? {})
    return true
  }

  /** 都行，就礼拜三不行: all but those. 都不行，周三可以: none but that. */
  private butFor(): boolean {
    const { all } = this.outcome!
    // 都可以，最好是周六: one of them is liked best, or only that one is meant.
    if (all && this.yes.size > 0 && this.no.size + this.maybe.size === 0) return this.preferred()
    if (all && this.yes.size > 0) return false
    if (!all && this.no.size > 0) return false
    const target = all ? this.yes : this.no
    for (let n = 1; n <= this.options; n++) if (![this.yes, this.no, this.maybe].some((set) => set.has(n))) target.add(n)
    this.outcome = undefined
    return true
  }

  private preferred(): true {
    this.yes.clear()
    this.unsure ||= !this.liked
    return true
  }

  args(): IntentArgs['availability'] | undefined {
    const persons = this.persons === undefined ? {} : { persons: this.persons }
    if (this.outcome && !this.judged) return { ...this.outcome, ...persons }
    if (this.outcome && !this.butFor()) return undefined
    if (this.outcome) return { ...this.outcome, ...persons }
    const [yes, maybe, no] = [sorted(this.yes), sorted(this.maybe), sorted(this.no)]
    return { ...(yes.length > 0 && { yes }), ...(maybe.length > 0 && { maybe }), ...(no.length > 0 && { no }), ...persons }
  }
}

const sorted = (set: Set<number>): number[] => [...set].filter((n) => n > 0).sort((a, b) => a - b)
