/** One message of a hamlet's group: understood, decided, answered. */

import { isDeepStrictEqual } from 'node:util'
import type { Refusal } from '../../domain/base/refusals.ts'
import type { AccountRow } from '../../domain/base/rows.ts'
import type { HamletState } from '../../domain/base/state.ts'
import type { Actor } from '../../domain/base/who.ts'
import { openClarification } from '../../domain/member/clarify.ts'
import { waitingHands } from '../../domain/motion/hands.ts'
import { answerablePoll } from '../../domain/poll/standing.ts'
import { isoShanghai } from '../../kernel/time.ts'
import type { RoomRow } from '../../store/directory.ts'
import type { InboxRow } from '../../store/edges/inbox.ts'
import { numbersIn } from '../../store/turn/older-issues.ts'
import { sayReading } from '../../text/reading.ts'
import { sayRefusal } from '../../text/refusals/refusals.ts'
import * as talk from '../../text/talk.ts'
import { chainQuestion } from '../../understand/chain-question.ts'
import { noteHeading } from '../../understand/group-note.ts'
import type { Clarify, Intent, MessageKind, OpenQuestion, Outcome, Role, Understandable } from '../../understand/outcome.ts'
import { understand } from '../../understand/understand.ts'
import type { Sitting } from '../sitting.ts'
import { type Asked, answerable, answered } from './asked.ts'
import { aboutYesPerhaps, withDoubts } from './doubts.ts'
import { spelledOut, wanting } from './full-name.ts'
import type { Hearing } from './hearing.ts'
import { interpret } from './interpret.ts'
import { lateAnswer } from './late-answer.ts'
import { aboutLateCommand } from './late-words.ts'
import type { MissedWords } from './missed.ts'
import { convenorOf, kinOf, ratedTooLate, roleOf, rosterOf } from './questions.ts'
import type { LastRecord } from './quoted-line.ts'
import { picturedIssue, quotedWords, withQuotedReport } from './quoted-words.ts'
import { hadBegun, type Moment, momentOf } from './said-at.ts'
import type { Speakers } from './speakers.ts'

/** What a batch knows of its messages beyond their words. */
export interface Beside {
  speakers: Speakers
  record: LastRecord | undefined
  /** What a quoted message of ours speaks of, by the message that quotes it. */
  quoted: ReadonlyMap<bigint, string>
  missed: MissedWords
}

/** One message. Returns what became of it: silence, clarify, refused, or the intent. */
export function hear(sitting: Sitting, room: RoomRow, message: InboxRow, beside: Beside): string {
  const { speakers, record } = beside
  const account = speakers.speaker(message)
  if (!account) return 'silence'
  const { state, now } = sitting
  const moment = momentOf(message, now)
  const { role, asked, said, note, outcome, once } = understood(sitting, room, message, {
    account,
    moment,
    quoted: beside.quoted.get(message.seq),
  })
  beside.missed.note(state, message, said, outcome)
  const actor: Actor & { kind: 'account' } = { kind: 'account', accountId: account.id }
  if (outcome.kind === 'silence') return picture(sitting, message, role, actor)
  if (outcome.kind === 'clarify' && isOverNow(state, account, outcome, asked, moment)) return 'silence'
  speakers.keep(account)
  if (outcome.kind === 'clarify') {
    askBack(sitting, outcome, { account, actor, roomId: room.id, words: message.text }, once)
    return 'clarify'
  }
  const quotedLine = outcome.intent === 'correctLine' ? record?.find(message) : undefined
  const words = quotedWords(message.text)
  const hearing: Hearing = {
    state,
    account,
    actor,
    via: 'chat',
    role,
    roomId: room.id,
    now,
    saidAt: moment.saidAt,
    asked,
    mentioned: (said) => speakers.mentioned(said, message),
    ...(note?.chain ? { chain: note.chain } : {}),
    ...(quotedLine ? { quotedLine } : {}),
    ...(words === undefined ? {} : { quoted: words }),
    ...(message.mediaId ? { mediaId: message.mediaId } : {}),
  }
  if (note?.chain && outcome.intent === 'entries')
    sitting.order({ type: 'rememberNote', actor, roomId: room.id, heading: note.heading, about: chainKey(note.chain), text: message.text })
  return act(sitting, outcome, hearing)
}

interface Understood {
  role: Role
  asked: readonly Asked[]
  said: Understandable
  note: Note | undefined
  outcome: Outcome
  /** A question of its words alone: asked once. One about what else is open is asked each time. */
  once: boolean
}

/** What a message means in this room, for whoever said it and when it was said. */
function understood(
  sitting: Sitting,
  room: RoomRow,
  message: InboxRow,
  { account, moment, quoted }: { account: AccountRow; moment: Moment; quoted: string | undefined },
): Understood {
  const { state, now } = sitting
  const role = roleOf(state, account)
  const asked = answerable(state, { accountId: account.id, named: numbersIn(message.text) }, moment, quoted)
  const note = noteOf(state, room, message, asked)
  const said: Understandable = {
    text: withQuotedReport(message.text),
    kind: message.kind as MessageKind,
    role,
    mentionsBot: message.mentionsBot,
    now: isoShanghai(moment.saidAt),
    roster: rosterOf(state),
    convenor: convenorOf(state),
    kin: kinOf(state, account.id),
    open: questionsOf(state, message, asked),
    ...(note?.previous === undefined ? {} : { previous: note.previous }),
  }
  const heard = headsWord(state, said) ?? understand(said)
  const named = heard.kind === 'intent' && heard.intent === 'fullName'
  const meant = named ? spelledOut(sitting, account.id, heard.args.name, said) : heard
  const speaker = { id: account.id, nickname: account.nickname, role }
  // Who quotes what he answers has said which it is.
  const certain = quoted === undefined ? withDoubts(state, meant, speaker, asked, now) : meant
  const settled = aboutYesPerhaps(state, certain, speaker, now)
  const late = settled.kind === 'intent' ? aboutLateCommand(sitting, settled, speaker, moment) : undefined
  const outcome = late ?? settled
  return { role, asked, said, note, outcome, once: outcome === meant }
}

/** A rating that names what is closed answers that; what is asked of it by itself stands among the others already. */
function questionsOf(state: HamletState, { text }: InboxRow, asked: readonly Asked[]): OpenQuestion[] {
  const open = asked.map((a) => a.question)
  const rated = ratedTooLate(state, text).filter((closed) => !open.some((q) => isDeepStrictEqual(q, closed)))
  return [...rated, ...open]
}

/** A doubt about an answer to what is over by now is nobody's any more: no 是 could settle it. */
function isOverNow(state: HamletState, { id }: AccountRow, { reading }: Clarify, asked: readonly Asked[], { now }: Moment): boolean {
  const meant = reading && answered(reading, asked)
  if (!meant) return false
  const open = answerable(state, { accountId: id, named: [] }, { saidAt: now, now }, meant.subject)
  return !open.some((q) => q.question.question === meant.question.question && q.until === null)
}

/** The same heading may be used for one question after another: what was seen before belongs to the question that it answered. */
const chainKey = ({ question: { question }, subject, since }: Asked): string => `${question}/${subject}/${since}`

/** Of a 接龙: the question that it answers, and its text as last seen. */
interface Note {
  heading: string
  chain: Asked | undefined
  previous: string | undefined
}

function noteOf(state: HamletState, room: RoomRow, message: InboxRow, asked: readonly Asked[]): Note | undefined {
  const heading = noteHeading(message.text, message.kind as MessageKind)
  if (heading === undefined) return undefined
  const meant = chainQuestion(
    heading,
    asked.map((a) => a.question),
  )
  const chain = asked.find((a) => a.question === meant)
  const about = chain && chainKey(chain)
  const seen = state.groupNotes.find((n) => n.roomId === room.id && n.heading === heading && n.about === about)
  return { heading, chain, previous: seen?.text }
}

/**
 * 1 办好了 from the recorder, of what lies with the hamlet: the head's to say, and no gossip. The rules answer who may; from a neighbour it stays
 * chat.
 */
function headsWord(state: HamletState, said: Understandable): Intent | undefined {
  if (said.role !== 'recorder') return undefined
  const meant = understand({ ...said, role: 'head' })
  if (meant.kind !== 'intent' || meant.intent !== 'handled') return undefined
  const issue = state.issues.find((i) => i.no === meant.args.issueNo)
  return issue?.status === 'raised' || issue?.status === 'inHamlet' ? meant : undefined
}

/** A picture is of raised hands, or of an issue, or nobody's business. */
function picture(sitting: Sitting, message: InboxRow, role: Role, actor: Actor): string {
  return handsInPicture(sitting, message, role, actor) ?? issueInPicture(sitting, message, actor) ?? 'silence'
}

function issueInPicture(sitting: Sitting, { kind, mediaId, text }: InboxRow, actor: Actor): string | undefined {
  if (kind !== 'image' || mediaId === null) return undefined
  const issueNo = picturedIssue(text)
  const decided = sitting.order({ type: 'attachMedia', actor, mediaId, ...(issueNo === undefined ? {} : { issueNo }) })
  return 'refusal' in decided || decided.events.length === 0 ? undefined : 'attachMedia'
}

/** The recorder's picture, while a hand count waits for its witnesses, is the witness. */
function handsInPicture(sitting: Sitting, message: InboxRow, role: Role, actor: Actor): string | undefined {
  const hands = waitingHands(sitting)
  if (message.kind !== 'image' || role !== 'recorder' || !hands || !hadBegun(hands.at, momentOf(message, sitting.now))) return undefined
  sitting.order({ type: 'confirmHands', actor, mediaId: message.mediaId })
  return 'confirmHands'
}

function act(sitting: Sitting, intent: Intent, hearing: Hearing): string {
  const { actor, account } = hearing
  const late = lateAnswer(intent, hearing)
  if (late) sitting.order(late.command)
  // What is over takes no answer; what has lapsed undecided takes it, and the head is told of it.
  if (late && late.about.until !== null) return intent.intent
  const todo = interpret(intent, hearing)
  // What turns out to be about nothing was ordinary chat.
  if (todo.commands === undefined && todo.say === undefined) return 'silence'
  for (const command of todo.commands ?? []) {
    const decided = sitting.order(command)
    if ('refusal' in decided) return refused(sitting, decided.refusal, intent, hearing)
  }
  if (todo.say !== undefined) sitting.say({ to: 'origin', text: todo.say })
  // What an unknown account answered is kept; it is told, once a day at most, how it will count.
  if (hearing.role === 'unbound' && todo.commands !== undefined && intent.intent !== 'claimIdentity' && intent.intent !== 'entries')
    sitting.order({ type: 'greet', actor, accountId: account.id })
  return intent.intent
}

/** What 是 has done all the same. */
const UNSURE: ReadonlySet<Refusal['code']> = new Set(['attendanceFarAhead'])

function refused(sitting: Sitting, refusal: Refusal, { intent, args }: Intent, hearing: Hearing): string {
  const text = sayRefusal(refusal, sitting.now)
  if (UNSURE.has(refusal.code)) {
    askBack(sitting, { kind: 'clarify', reading: { intent, args } as Omit<Intent, 'kind'>, say: text }, hearing, false)
    return 'clarify'
  }
  sitting.say({ to: 'origin', text })
  return 'refused'
}

type Asker = Pick<Hearing, 'account' | 'actor' | 'roomId'> & { words?: string }

/** `once`: while 是 would still settle it, the same words again are no new question. A doubt about which of two is meant is one each time. */
function askBack(sitting: Sitting, outcome: Clarify, { account, actor, roomId, words }: Asker, once: boolean): void {
  const { state, now } = sitting
  const asked = once && outcome.reading && openClarification(state, account.id, now)
  if (asked && isDeepStrictEqual(asked.reading, outcome.reading)) return
  // Which of several is meant: what 是 would settle goes on waiting for it.
  const waits = outcome.several ? openClarification(state, account.id, now)?.reading : undefined
  const reading = outcome.reading ?? wanting(outcome, words) ?? waits
  sitting.order({ type: 'askBack', actor, accountId: account.id, roomId, ...(reading ? { reading } : {}) })
  const options = answerablePoll(state, now)?.options ?? []
  const text =
    outcome.say ??
    (outcome.reading ? talk.askReading(account.nickname, sayReading(outcome.reading, options, now)) : talk.askAgain(account.nickname))
  sitting.say({ to: 'origin', text })
}
