/** Reads a message clause by clause against one poll. Each token is looked at once, in the order said. */
import { blockIn, type Clause, isNoise } from '../clauses.ts'
import { type Context, commands, isOpen } from '../context.ts'
import type { Token } from '../lex/token.ts'
import { endOfClause } from './poll-end.ts'
import { newFrame } from './poll-frame.ts'
import type { PollScan } from './poll-scan.ts'
import { step } from './poll-steps.ts'

/** 没问题，1 */
const agrees = (t: Token): boolean =>
  (t.kind === 'pred' && t.sense === 'fit' && t.verdict === 'yes' && !t.weak) ||
  t.kind === 'noise' ||
  t.kind === 'particle' ||
  t.kind === 'space'

/** 收到。周六: received, where nothing asks for a receipt. */
const received = ({ tokens }: Clause, ctx: Context): boolean =>
  !isOpen(ctx, 'receipt') && tokens.every((t) => t.kind === 'ack' || t.kind === 'noise' || t.kind === 'particle')

/** 周六，因为只有周六我爸在家: the days in it are no further answer. */
const tellsReason = ({ tokens }: Clause): boolean =>
  tokens[0]?.kind === 'cause' &&
  tokens[0].to - tokens[0].from > 1 &&
  blockIn({ tokens }) === undefined &&
  tokens.every((t) => t.kind !== 'pred' || t.weak === true)

/** 改成周四 from whoever may move a meeting moves it. */
const movesMeeting = (clause: Clause, text: string, ctx: Context): boolean => {
  const [first, second] = clause.tokens.filter((t) => t.kind !== 'me')
  if (first?.kind !== 'correct' || !/^(?:改|换)/.test(text.slice(first.from, first.to))) return false
  return second?.kind === 'moment' && commands(ctx, 'reschedule')
}

/** False when the message cannot be about the poll. */
export function readClause(scan: PollScan, clause: Clause): boolean {
  if (movesMeeting(clause, scan.lexed.text, scan.ctx)) return false
  if (
    isNoise(clause) ||
    received(clause, scan.ctx) ||
    (!scan.state.waiting && scan.state.implied.length === 0 && clause.tokens.every(agrees))
  ) {
    for (const t of clause.tokens) scan.soft(t)
    if (clause.tokens.some((t) => t.kind === 'correct')) scan.corrected = true
    return true
  }
  if (tellsReason(clause) && scan.state.pending.some((n) => n > 0)) {
    scan.talk = true
    scan.marker = true
    return true
  }
  scan.frame = newFrame()
  scan.carried = scan.state.pending.length
  scan.judgedHere = false
  const before = scan.progress()
  for (const token of clause.tokens) {
    if (!step(scan, token, clause)) return false
    if (token.kind !== 'space') scan.last = token
  }
  endOfClause(scan, clause)
  if (scan.progress() === before) scan.talk = true
  return true
}
