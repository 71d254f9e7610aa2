/** The end of a clause, and of the message: what was named without a verdict, and what stands beside the answer. */
import { type Clause, isUnread } from '../clauses.ts'
import { reading } from '../context.ts'
import type { Token, Verdict } from '../lex/token.ts'
import { newFrame } from './poll-frame.ts'
import type { PollScan } from './poll-scan.ts'
import { allWord } from './poll-verdicts.ts'

/** Characters that the words for yes and no are made of. */
const LIKE_A_VERDICT = /^[a-z]{1,4}$|[行得可成要好能空闲搞冇不莫]/

/** Named with words that give a reason and no verdict. */
export function imply(scan: PollScan): void {
  const { state } = scan
  scan.talk = true
  const named = state.pending.slice(scan.carried).filter((n) => n > 0)
  // 周四NO: a word that nobody can read may have judged it.
  if (
    scan.frame.loose.some((t) => LIKE_A_VERDICT.test(scan.text(t))) &&
    !scan.frame.loose.some((t) => t.kind === 'busy' || t.kind === 'cause') &&
    named.some((n) => !state.yes.has(n) && !state.no.has(n))
  )
    scan.unread = true
  state.implied.push(...named)
  state.pending = state.pending.slice(0, scan.carried)
  scan.frame = newFrame()
}

export function endOfClause(scan: PollScan, clause: Clause): void {
  const { state, frame } = scan
  // 还差一个人打牌 counts nobody who comes.
  if (scan.counted === clause && clause.tokens.some(isUnread)) state.persons = undefined
  const after = frame.loose.length > 0 ? frame.loose : []
  // 随便，都能吃: what everything can be said of is not the times.
  if (
    state.outcome?.all &&
    /随[便意]/.test(scan.lexed.text) &&
    frame.verdict === undefined &&
    clause.tokens.some((t) => t.kind === 'all') &&
    after.some((t) => t.kind === 'word')
  )
    state.unsure = true
  if (frame.refs > 0 && state.pending.length > 0 && frame.verdict === undefined && after.length > 0) {
    imply(scan)
    if (!scan.judgedHere) scan.by.delete(clause)
  } else if (
    state.pending.length > 0 &&
    frame.hedge &&
    frame.verdict === undefined &&
    !clause.tokens.every((t) => t.kind === 'moment' || t.kind === 'hedge' || t.kind === 'number')
  ) {
    // 周日应该好了: a guess about something else.
    scan.talk = true
    imply(scan)
  } else if (frame.refs > 0 && state.pending.length > 0 && frame.before.length > 0 && frame.verdict === undefined) scan.stray = true
  else if (frame.refs === 0 && frame.verdict === undefined && frame.before.length > 0) scan.talk = true
  else if (frame.verdict !== undefined && after.length > 0) behind(scan, frame.verdict, after)
  if (state.pending.length > 0) state.broken = state.pending.length
}

/** Words behind a verdict without a pause: a reason behind a no, or one that opens as reasons do; behind a yes they change its meaning. */
function behind(scan: PollScan, verdict: Verdict, after: readonly Token[]): void {
  const first = after[0]!
  if (first.kind === 'cause' || (verdict !== 'yes' && first.opens)) scan.talk = true
  else scan.stray = true
}

/** True when the only answer is a bare reference; undefined when there is none. */
export function finish(scan: PollScan): boolean | undefined {
  const { state } = scan
  if (scan.from !== undefined) return undefined
  const bare = state.pending.some((n) => n > 0) || (state.pending.length > 0 && !scan.explicit)
  if (tooFaint(scan)) return undefined
  if (
    scan.offs.length > 0 &&
    !scan.talk &&
    !scan.stray &&
    (scan.offDoubt || (scan.offRefused && !state.judged && !state.outcome && state.pending.length === 0) || state.pending.includes(0))
  )
    state.doubt ??= { kind: 'clarify', say: scan.offs[0]!.off! }
  if (scan.offs.length > 0 && !state.doubt && !state.judged && !state.outcome && state.pending.every((n) => n === 0)) return undefined
  state.pending = state.pending.filter((n) => n > 0)
  if (bare && scan.passing && scan.days > 0 && !scan.marker) return undefined
  if (state.except && state.except.length === 0 && state.pending.length > 0 && !state.outcome) return exceptOnly(scan)
  if (state.except && state.except.length > 0 && !state.outcome && !state.judged && isListedOut(scan)) return exceptOnly(scan)
  // 随便哪天
  if (state.all && !state.outcome && !state.judged && state.pending.length === 0 && /随便|任意/.test(allWord(scan)) && !ofThings(scan)) {
    state.outcome = { all: true }
    scan.explicit = true
  }
  if (scan.unlisted) {
    if (bare && !scan.explicit) return undefined
    state.unsure = true
  }
  if (bare && !scan.explicit && (scan.frame.hedge || byCount(scan))) return undefined
  // 都选周三了: what everybody chose.
  if (bare && !scan.me && !state.outcome && scan.lexed.tokens[0]?.kind === 'all') return undefined
  const lone = bare && !scan.explicit && !scan.marker
  if (lone && scan.hours > 0 && !pointed(scan)) state.unsure = true
  if (state.pending.length > 0) state.file('yes')
  if (!state.finish() && !state.doubt) return undefined
  if (state.outcome?.none && softEnd(scan)) state.unsure = true
  return bare && !scan.explicit && !scan.chosen
}

/** 随便哪天的票都有 */
const ofThings = ({ lexed }: PollScan): boolean =>
  lexed.clauses.some(({ tokens }) => tokens.some((t) => t.kind === 'all') && tokens.some((t) => t.kind === 'word' || t.kind === 'thing'))

/** 周三除外, but not 周四以外. */
const isListedOut = (scan: PollScan): boolean =>
  scan.state.pending.length === 0 &&
  !scan.lexed.tokens.some((t) => isUnread(t) || t.kind === 'all') &&
  scan.lexed.tokens.some((t) => t.kind === 'excepted' && scan.text(t) === '除外')

/** 第二次, 第三天 alone are said of anything. */
function byCount(scan: PollScan): boolean {
  return scan.lexed.tokens.some((t) => t.kind === 'ordinal' && /[次天]/.test(scan.text(t)))
}

/** 除了下周一: all the others, by implication. */
function exceptOnly(scan: PollScan): boolean {
  const { state } = scan
  state.exclude()
  state.outcome = { all: true }
  state.finish()
  state.doubt ??= reading('availability', state.args() ?? {})
  return true
}

/** 那个, 那次: a word that points at the hour as one of several. */
function pointed(scan: PollScan): boolean {
  const at = scan.lexed.tokens.findLast((t) => t.kind === 'moment' || t.kind === 'relative')?.to ?? 0
  return /^(?:那|的|这)/.test(scan.lexed.text.slice(at))
}

function softEnd(scan: PollScan): boolean {
  const last = scan.lexed.tokens.at(-1)
  return last?.soft === true
}

/** 周三了 tells the day; 明天 is about the times only as a whole message, or with a plain yes behind it. */
function tooFaint(scan: PollScan): boolean {
  if (scan.faint === undefined) return false
  const words = scan.lexed.tokens.filter((t) => t.kind !== 'particle' && t.kind !== 'noise' && t.kind !== 'space' && t.kind !== 'sep')
  const [first, second] = words
  if (first?.kind !== 'moment' || words.length > 2) return true
  if (second) return second.kind !== 'pred' || second.verdict !== 'yes' || second.sense === 'come' || second.notAll === true
  return scan.faint === 'today' || scan.lexed.tokens.some((t) => t.kind === 'particle' && /[了啦的]/.test(scan.text(t)))
}

/** Do the clauses beside the answer tell why? Then they change nothing. */
export function explains(scan: PollScan, bare: boolean): boolean {
  const { state } = scan
  if (scan.chosen && !scan.explicit) return scan.evidence || state.implied.length > 0 || state.persons !== undefined
  if (bare) return scan.marker || scan.state.implied.length > 0 || state.persons !== undefined
  if (state.outcome?.all) return (scan.me || scan.evidence === false || calm(scan)) && !scan.they
  return true
}

function calm(scan: PollScan): boolean {
  return /退休|在家|闲|没事|没什么事|不上班|放假|听|服从|随/.test(scan.lexed.text)
}
