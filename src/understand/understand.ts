/**
 * (message, what is open in this room, who speaks, now) → silence, an intent, or a clarification. Pure: reads nothing, never throws.
 * A message goes through once: unwrap (quote, mention), 接龙 apart, normalize, choose the questions it can answer, then the parsers.
 * At most one parser claims a message; `claims` shows which, so that tests can hold them to it.
 */

import { type Answer, ask, type Context, contextOf, intent, type Parser } from './context.ts'
import { open as unwrap } from './envelope.ts'
import { chainQuestion, isChain, latest, readChain, sameEntry } from './group-note.ts'
import { normalize, normalizeText, type Said } from './normalize.ts'
import type { IntentName, MessageKind, Outcome, Understandable } from './outcome.ts'
import { attend } from './parsers/attend.ts'
import { availability } from './parsers/availability.ts'
import { ballot } from './parsers/ballot.ts'
import { categorise, decideIssue } from './parsers/decide-issue.ts'
import { assignIssue, cadreCommand, desk, rateOnBehalf } from './parsers/desk.ts'
import { dispute } from './parsers/dispute.ts'
import { approveClaim, bindMember, claimIdentity, nameKin } from './parsers/identity.ts'
import { askProgress, raiseIssue, support, withdrawIssue } from './parsers/issue.ts'
import { addTopic, cancelMeeting, endMeeting, nudge, reschedule, scheduleMeeting, setVenue } from './parsers/meeting.ts'
import { handCount, note, openMotion } from './parsers/motion.ts'
import { chooseOption, endPoll, extendPoll, openTimePoll } from './parsers/poll.ts'
import { rate } from './parsers/rate.ts'
import { correctLine } from './parsers/record.ts'
import { acknowledge, agreeable, busy, comes, confirmOrDeny, help, persons, witness } from './parsers/reply.ts'
import { markAttendance, openAttendance, setAtHome, unmarkAttendance } from './parsers/roll.ts'
import { rsvp } from './parsers/rsvp.ts'
import { addressed } from './resolve.ts'
import { SAY } from './say.ts'

const ANSWERS: [string, Parser][] = Object.entries({
  availability,
  attend,
  rsvp,
  ballot,
  rate,
  acknowledge,
  confirmOrDeny,
  dispute,
  nameKin,
  persons,
  comes,
  agreeable,
  busy,
})
const COMMANDS: [string, Parser][] = Object.entries({
  help,
  witness,
  raiseIssue,
  askProgress,
  withdrawIssue,
  support,
  claimIdentity,
  bindMember,
  approveClaim,
  openTimePoll,
  endPoll,
  chooseOption,
  extendPoll,
  scheduleMeeting,
  reschedule,
  cancelMeeting,
  setVenue,
  addTopic,
  endMeeting,
  nudge,
  openAttendance,
  markAttendance,
  unmarkAttendance,
  setAtHome,
  openMotion,
  handCount,
  note,
  correctLine,
  categorise,
  decideIssue,
  cadreCommand,
  assignIssue,
  desk,
  rateOnBehalf,
}) // prettier-ignore

/** Nobody types more into a group chat by hand; longer texts are pasted and not for us. */
export const TEXT_MAX_CHARS = 4_000

const KINDS = new Map<string, MessageKind>(
  (['text', 'groupNote', 'audio', 'image', 'recalled'] as const).map((kind) => [kind.toLowerCase(), kind]),
)
/** Channels write Audio and GroupNote, too. A kind that is none of these (redPacket, system …) says nothing to us. */
const kindOf = (message: Understandable): MessageKind | undefined => KINDS.get((message.kind ?? 'text').toLowerCase())

const SILENCE: Outcome = { kind: 'silence' }
/** What a voice may never do without a confirming reply. */
const NEEDS_HAND = new Set<IntentName>(['ballot', 'rate', 'rateOnBehalf', 'handCount'])

export interface Claim {
  parser: string
  answer: Answer
}

interface Prepared {
  said: Said
  ctx: Context
  elsewhere: boolean
}

function prepare(message: Understandable): Prepared {
  const unwrapped = unwrap(message.text, message.quoted, message.mentionsBot === true)
  const quoted = unwrapped.quoted === '' ? '' : normalizeText(unwrapped.quoted.slice(0, TEXT_MAX_CHARS))
  const { open, elsewhere } = addressed(message.open ?? [], quoted)
  return { said: normalize(unwrapped.reply), ctx: contextOf(message, open, quoted, unwrapped.mentioned), elsewhere }
}

function claimsOf({ said, ctx, elsewhere }: Prepared): Claim[] {
  const found: Claim[] = []
  if (said.text === '') return found
  if (said.core !== '' && ctx.open.length + Number(ctx.mentioned) > 0) {
    for (const [parser, parse] of ANSWERS) {
      const answer = parse(said, ctx)
      if (answer) found.push({ parser, answer: elsewhere || contradicted(answer, said.mood) ? doubted(answer) : answer })
    }
  }
  for (const [parser, parse] of COMMANDS) {
    const answer = parse(said, ctx)
    if (answer) found.push({ parser, answer })
  }
  return found
}

/** Every parser that claims this message. More than one is a defect: the tests run this over all their lines. */
export function claims(message: Understandable): Claim[] {
  return isChain(message.text, kindOf(message)) ? [] : claimsOf(prepare(message))
}

/** 反对👍, 没意见,反对, 满意[弱]: the sign or the word beside the answer says the opposite. */
function contradicted(answer: Answer, mood: Said['mood']): boolean {
  if (mood === undefined || answer.kind !== 'intent') return false
  switch (answer.intent) {
    case 'ballot':
      return (answer.args.choice === 'approve') !== (mood === 'yes')
    case 'rate':
      return (answer.args.score !== 'dissatisfied') !== (mood === 'yes')
    // 好的,来不了 and 周三不行👌 only greet.
    case 'rsvp':
      return mood === 'no' && answer.args.coming
    case 'availability':
      return mood === 'no' && (answer.args.all === true || answer.args.yes !== undefined)
    default:
      return false
  }
}

/** An answer that cannot be acted on as it came (under a quote of chat, spoken, or with a sign that denies it): offered back for a yes. */
function doubted(answer: Answer): Answer {
  return answer.kind === 'intent' ? ({ kind: 'clarify', reading: { intent: answer.intent, args: answer.args } } as Answer) : answer
}

function readEntries(message: Understandable): Outcome {
  const unwrapped = unwrap(message.text, message.quoted, message.mentionsBot === true)
  const chain = readChain(unwrapped.reply)
  const question = chainQuestion(chain.header, message.open ?? [])
  if (question === undefined) return SILENCE
  const ctx = contextOf(message, message.open ?? [], '', unwrapped.mentioned)
  const polled = question === 'several' || question.question === 'timePoll'
  const now = latest(chain, ctx, polled)
  // Another list's entries say nothing about this one's.
  const last = typeof message.previous === 'string' ? readChain(message.previous) : undefined
  const before = last && normalizeText(last.header) === normalizeText(chain.header) ? latest(last, ctx, polled) : undefined
  const entries = [...now].filter(([name, entry]) => !sameEntry(entry, before?.get(name))).map(([, entry]) => entry)
  if (entries.length === 0) return SILENCE
  return question === 'several' ? ask(SAY.whichQuestion()) : intent('entries', { entries })
}

export function understand(message: Understandable): Outcome {
  const kind = kindOf(message)
  if (typeof message.text !== 'string' || kind === undefined || kind === 'recalled') return SILENCE
  if (message.text.length > TEXT_MAX_CHARS * 10) return SILENCE
  if (isChain(message.text, kind)) return readEntries(message)
  if (message.text.length > TEXT_MAX_CHARS) return SILENCE
  const prepared = prepare(message)
  const found = claimsOf(prepared)
  const answer = found.length > 1 ? ask(SAY.whichQuestion()) : found[0]?.answer
  if (!answer) return prepared.ctx.mentioned ? ask(SAY.notUnderstood()) : SILENCE
  return kind === 'audio' && answer.kind === 'intent' && NEEDS_HAND.has(answer.intent) ? doubted(answer) : answer
}
