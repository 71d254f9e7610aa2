/**
 * (message, what is open in this room, who speaks, now) → silence, an intent, or a clarification. Pure: reads nothing, never throws.
 * A message goes through once: unwrap (quote, mention), 接龙 apart, normalize, choose the questions it can answer, read it as tokens and clauses;
 * then a command claims it, or the open questions answer it. At most one does; `claims` shows which, so that tests can hold them to it.
 */

import { excerpt } from '../kernel/excerpt.ts'
import { chainQuestion } from './chain-question.ts'
import { clausesOf } from './clauses.ts'
import { type Order, orderOf } from './commands/order.ts'
import { candidates, type Entry } from './commands/table.ts'
import { readingsOf } from './compose.ts'
import { type Answer, ask, askWhich, type Context, contextOf, doubted, intent } from './context.ts'
import { spokenTo, open as unwrap } from './envelope.ts'
import { headingOf, isChain, latest, personIn, readChain, sameEntry } from './group-note.ts'
import { plainName } from './names.ts'
import { ANSWER_MAX_CHARS, normalize, normalizeText, type Said } from './normalize.ts'
import type { IntentName, MessageKind, Outcome, Understandable } from './outcome.ts'
import { longRating } from './questions/long-rating.ts'
import type { Lexed } from './questions/reading.ts'
import { readLexed } from './read.ts'
import { addressed } from './resolve.ts'
import { SAY } from './say.ts'

/** Nobody types more into a group chat by hand; longer texts are pasted and not for us. */
const TEXT_MAX_CHARS = 4_000

const KINDS = new Map<string, MessageKind>(
  (['text', 'groupNote', 'audio', 'image', 'recalled'] as const).map((kind) => [kind.toLowerCase(), kind]),
)
/** Channels write Audio and GroupNote, too. A kind that is none of these (redPacket, system …) says nothing to us. */
const kindOf = (message: Understandable): MessageKind | undefined => KINDS.get((message.kind ?? 'text').toLowerCase())

const SILENCE: Outcome = { kind: 'silence' }
/** What a voice may never do without a confirming reply. */
const NEEDS_HAND = new Set<IntentName>(['ballot', 'rate', 'rateOnBehalf', 'confirmVisits', 'handCount', 'answerFor'])

/** What is asked of everybody: 到, 同意, 满意, 收到. `@李四 可以` may be about a hoe. */
const BETWEEN_NO_NEIGHBOURS = new Set(['attendance', 'motion', 'survey', 'receipt'])

export interface Claim {
  parser: string
  answer: Answer
}

interface Prepared {
  said: Said
  ctx: Context
  elsewhere: boolean
  /** Said to somebody who may be the one who asked: only what could be no word between neighbours answers, and a vote is asked back. */
  perhaps: boolean
}

function prepare(message: Understandable): Prepared {
  const unwrapped = unwrap(message.text, message.quoted, message.mentionsBot === true)
  const quoted = unwrapped.quoted === '' ? '' : normalizeText(unwrapped.quoted.slice(0, TEXT_MAX_CHARS))
  const { open, elsewhere } = addressed(message.open ?? [], quoted)
  const to = open.length > 0 ? spokenTo(unwrapped.reply, calledNames(message)) : undefined
  const ctx = contextOf(message, open, quoted, unwrapped.mentioned)
  return { said: normalize(to?.rest ?? unwrapped.reply), ctx, elsewhere, perhaps: to !== undefined && message.convenor === undefined }
}

const calledNames = ({ text, convenor, roster }: Understandable): ReadonlySet<string> =>
  new Set(/[@＠]/.test(text) ? (convenor ?? roster?.map((r) => r.name) ?? []).map(plainName) : [])

function claimsOf(prepared: Prepared): Claim[] {
  const { said, ctx } = prepared
  const commands = candidates(said.text)
  const answerable = ctx.open.length > 0 || ctx.mentioned
  if (said.text === '' || (commands.length === 0 && !answerable)) return []
  const lexed = readLexed(said, ctx)
  const given = commands.length > 0 ? commanded(commands, orderOf(said, lexed), ctx) : []
  if (given.length > 0 || !answerable) return given
  return said.text.length > ANSWER_MAX_CHARS ? answeredAtLength(prepared) : answered(lexed, prepared)
}

/** Of what is longer than an answer only a rating with its reasons is one. */
function answeredAtLength(prepared: Prepared): Claim[] {
  const { said, ctx } = prepared
  const answer = longRating(said, ctx, (front) => {
    const short = { ...prepared, said: front }
    const [claim, ...others] = answered(readLexed(front, ctx), short)
    return others.length === 0 ? claim?.answer : undefined
  })
  return answer === undefined ? [] : [{ parser: 'survey', answer }]
}

function commanded(commands: readonly Entry[], order: Order, ctx: Context): Claim[] {
  const found: Claim[] = []
  for (const { name, read } of commands) {
    const answer = read(order, ctx)
    if (answer) found.push({ parser: name, answer })
  }
  return found
}

function answered(lexed: Lexed, { ctx, elsewhere, perhaps }: Prepared): Claim[] {
  const found = readingsOf(lexed, ctx).filter(({ frame }) => !perhaps || (frame !== undefined && BETWEEN_NO_NEIGHBOURS.has(frame)))
  if (found.length > 0)
    return found.map(({ question, frame, answer }) => ({
      parser: question,
      answer: elsewhere || (perhaps && frame !== 'attendance') ? doubted(answer) : answer,
    }))
  // @李大山 周四行: said to a neighbour, and an answer all the same? Asked; @李四 1 is left alone.
  const to = MENTION.exec(lexed.text)
  const own = to ? readingsOf(behindMention(lexed, to[0].length), ctx) : []
  return own.filter(({ frame }) => frame === 'timePoll').map(({ question, answer }) => ({ parser: question, answer: doubted(answer) }))
}

/** Somebody else, called by name at the front. */
const MENTION = /^@[^ @]{1,30} +/

function behindMention(lexed: Lexed, from: number): Lexed {
  const tokens = lexed.tokens.filter((t) => t.from >= from)
  return { ...lexed, tokens, clauses: clausesOf(tokens) }
}

/** The steps of a message, for whoever asks why (explain.ts). */
export function look(message: Understandable): { lexed: Lexed; found: Claim[]; elsewhere: boolean } {
  const prepared = prepare(message)
  return { lexed: readLexed(prepared.said, prepared.ctx), found: claims(message), elsewhere: prepared.elsewhere }
}

/** Every parser that claims this message. More than one is a defect: the tests run this over all their lines. */
export function claims(message: Understandable): Claim[] {
  return isChain(message.text, kindOf(message)) ? [] : claimsOf(prepare(message))
}

function readEntries(message: Understandable): Outcome {
  const unwrapped = unwrap(message.text, message.quoted, message.mentionsBot === true)
  const ctx = contextOf(message, message.open ?? [], '', unwrapped.mentioned)
  const chain = readChain(unwrapped.reply, personIn(ctx))
  const question = chainQuestion(chain.header, message.open ?? [])
  if (question === undefined) return SILENCE
  const polled = question === 'several' || question.question === 'timePoll'
  const now = latest(chain, ctx, polled)
  // Another list's entries say nothing about this one's.
  const last = typeof message.previous === 'string' ? readChain(message.previous, personIn(ctx)) : undefined
  const before = last && headingOf(last) === headingOf(chain) ? latest(last, ctx, polled) : undefined
  const entries = [...now].filter(([name, entry]) => !sameEntry(entry, before?.get(name))).map(([, entry]) => entry)
  if (entries.length === 0) return SILENCE
  return question === 'several' ? askWhich() : intent('entries', { entries })
}

/** What of its words goes on record: too long to be read, it is refused and not passed over. A pasted page that only begins like one is chat. */
const TAKES_WORDS = new Set<IntentName>([
  'raiseIssue',
  'note',
  'correctLine',
  'decideIssue',
  'handled',
  'reportToTown',
  'studyIssue',
  'rate',
])
const BEGINNING = 200

function tooLong(message: Understandable): Outcome {
  const begun = understand({ ...message, text: excerpt(message.text, BEGINNING) })
  return begun.kind === 'intent' && TAKES_WORDS.has(begun.intent) ? ask(SAY.tooLong([...message.text].length, TEXT_MAX_CHARS)) : SILENCE
}

export function understand(message: Understandable): Outcome {
  const kind = kindOf(message)
  if (typeof message.text !== 'string' || kind === undefined || kind === 'recalled') return SILENCE
  if (message.text.length > TEXT_MAX_CHARS * 10) return SILENCE
  if (isChain(message.text, kind)) return readEntries(message)
  if (message.text.length > TEXT_MAX_CHARS) return tooLong(message)
  const prepared = prepare(message)
  const found = claimsOf(prepared)
  const answer = found.length > 1 ? askWhich() : found[0]?.answer
  if (!answer) return prepared.ctx.mentioned ? ask(SAY.notUnderstood()) : SILENCE
  return kind === 'audio' && answer.kind === 'intent' && NEEDS_HAND.has(answer.intent) ? doubted(answer) : answer
}
