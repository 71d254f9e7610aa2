/**
 * A tap on a page of ours: on the head's, the recorder's or a cadre's phone, or behind a household's code. It comes into the same inbox as a word in
 * a chat and is made into the same commands; only nobody has to understand it, and nobody is asked back (docs/decisions/pages.md).
 */
import { type AccountRow, doorOf } from '../../domain/base/rows.ts'
import { type HamletState, hamletOf } from '../../domain/base/state.ts'
import type { Actor } from '../../domain/base/who.ts'
import { currentPoll } from '../../domain/poll/standing.ts'
import { findAccounts } from '../../store/accounts.ts'
import type { Transaction } from '../../store/database.ts'
import type { RoomRow } from '../../store/directory.ts'
import type { InboxRow } from '../../store/edges/inbox.ts'
import { type Office, officeOf } from '../../store/offices.ts'
import * as text from '../../text/late.ts'
import { sayReading } from '../../text/reading.ts'
import { sayRefusal } from '../../text/refusals/refusals.ts'
import type { Intent, IntentName, Role } from '../../understand/outcome.ts'
import type { Sitting } from '../sitting.ts'
import { answerable, answered } from './asked.ts'
import type { Hearing } from './hearing.ts'
import { interpret } from './interpret.ts'
import { lateAnswer } from './late-answer.ts'
import { aboutLateCommand } from './late-words.ts'
import { roleOf } from './questions.ts'
import { type Moment, momentOf } from './said-at.ts'
import type { Speakers } from './speakers.ts'

/** What was tapped, as it lies in the inbox (kind `tap`, the text is this as JSON): the intent itself instead of words for it. */
export type Tap = Omit<Intent, 'kind'> & {
  /** The poll, meeting, motion, issue … that stood there when it was tapped: an answer belongs to no other. */
  about?: string
  /** Not tapped, but read out of what was pasted. */
  pasted?: true
  /** Tapped once more after a doubt. */
  sure?: true
}

export const isTap = (message: Pick<InboxRow, 'kind'>): boolean => message.kind === 'tap'

/** Who taps without being of the hamlet: a cadre of its village, an official of its town. By the account's id in the channel. */
export async function officesAt(tx: Transaction, state: HamletState, messages: readonly InboxRow[]): Promise<Map<string, AtHamlet>> {
  const [first] = messages.filter(isTap)
  if (!first) return new Map()
  const { townId, villageId } = hamletOf(state)
  const found = new Map<string, AtHamlet>()
  for (const account of await findAccounts(tx, first.account, [...new Set(messages.map((m) => m.externalSenderId))])) {
    const office = account.officialId === null ? null : await officeOf(tx, account.officialId)
    if (office && office.townId === townId && (office.office === 'official' || office.villageId === villageId))
      found.set(account.externalId, { account, office })
  }
  return found
}

export interface AtHamlet {
  account: AccountRow
  office: Office
}

interface Tapping {
  account: AccountRow
  actor: Actor & { accountId: string }
  role: Role
}

function tapping(state: HamletState, message: InboxRow, speakers: Speakers, office: AtHamlet | undefined): Tapping | undefined {
  if (office) {
    const { id, name, office: of } = office.office
    const door = doorOf(office.account)
    const actor = { kind: 'official', id, name, office: of, accountId: office.account.id, ...(door ? { door } : {}) } as const
    return { account: office.account, actor, role: of }
  }
  const account = speakers.speaker(message)
  if (account?.householdId == null) return undefined
  return { account, actor: { kind: 'account', accountId: account.id, alone: true }, role: roleOf(state, account) }
}

/** What became of it: refused, late, silence, or the intent. What there is to say is said to the phone alone; the group hears what it would have heard. */
export function hearTap(
  sitting: Sitting,
  room: RoomRow,
  message: InboxRow,
  { speakers, offices }: { speakers: Speakers; offices: ReadonlyMap<string, AtHamlet> },
): string {
  const { state, now } = sitting
  const who = tapping(state, message, speakers, offices.get(message.externalSenderId))
  // A page that has been closed is told so at its door; what still comes from it is nobody's.
  if (!who) return 'silence'
  const { about, sure, pasted, ...read } = JSON.parse(message.text) as Tap
  const intent = { kind: 'intent', ...read } as Intent
  const moment = momentOf(message, now)
  const asked = answerable(state, { accountId: who.account.id, named: 'alone' }, moment, about)
  const over = about === undefined ? undefined : elsewhere(intent, about, asked)
  const hearing: Hearing = {
    ...{ state, roomId: room.id, now, saidAt: moment.saidAt, asked, ...who },
    via: pasted ? 'paste' : (doorOf(who.account) ?? 'chat'),
    mentioned: () => undefined,
    ...(message.mediaId ? { mediaId: message.mediaId } : {}),
    ...(sure ? { sure } : {}),
  }
  const said = over ?? tooLate(sitting, intent, hearing, moment)
  if (said === undefined) return act(sitting, intent, hearing)
  sitting.say({ to: 'origin', text: said })
  return 'refused'
}

const QUESTIONS: { readonly [K in IntentName]?: Parameters<typeof text.tapOnOver>[0] } = {
  availability: 'timePoll',
  rsvp: 'rsvp',
  attend: 'attendance',
  ballot: 'motion',
  rate: 'survey',
  acknowledge: 'receipt',
}

/** An answer to what nobody remembers any more: it must not become one to what is open now. */
function elsewhere(intent: Intent, about: string, asked: Hearing['asked']): string | undefined {
  const said = intent.intent === 'answerFor' ? intent.args.answer : intent
  const question = QUESTIONS[said.intent]
  const meant = question && answered(said, asked)
  if (question === undefined || meant?.subject === about || meant?.about === about) return undefined
  return text.tapOnOver(question)
}

/** A command that was tapped hours ago, or about what was there before what is there now. */
function tooLate(sitting: Sitting, intent: Intent, { role }: Hearing, moment: Moment): string | undefined {
  // An office stands in for the head.
  const chair = role === 'cadre' || role === 'official' ? 'head' : role
  const doubt = aboutLateCommand(sitting, intent, { role: chair, nickname: '' }, moment)
  if (!doubt) return undefined
  const { state, now } = sitting
  const words = sayReading(intent, currentPoll(state)?.options ?? [], now)
  return doubt.reading ? text.tapTooLate(words, moment.saidAt, now) : text.tapOfThen(words, moment.saidAt, now)
}

function act(sitting: Sitting, intent: Intent, hearing: Hearing): string {
  const late = lateAnswer(intent, hearing)
  if (late) sitting.order(late.command)
  if (late && late.about.until !== null) return 'late'
  const todo = interpret(intent, hearing)
  if (todo.commands === undefined && todo.say === undefined) return 'silence'
  for (const command of todo.commands ?? []) {
    const decided = sitting.order(command)
    if (!('refusal' in decided)) continue
    sitting.say({ to: 'origin', text: sayRefusal(decided.refusal, sitting.now) })
    return 'refused'
  }
  if (todo.say !== undefined) sitting.say({ to: 'origin', text: todo.say })
  // A name that is nobody's, or several people's: nothing was done.
  return todo.commands === undefined && intent.intent !== 'askProgress' && intent.intent !== 'whoIsMissing' ? 'refused' : intent.intent
}
