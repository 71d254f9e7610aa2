/**
 * One person alone with the bot. What is not for the group is heard here: 悄悄反映, 我反映的, 进度, ratings; and from the head what becomes of an issue
 * that is kept out of the group. Nothing of it is ever said in a group, and none of it belongs to a record.
 */
import type { Actor } from '../../domain/base/who.ts'
import { isoShanghai } from '../../kernel/time.ts'
import { findAccounts } from '../../store/accounts.ts'
import type { Transaction } from '../../store/database.ts'
import { openPrivateRoom, placeOfHamlet, type RoomRow } from '../../store/directory.ts'
import type { InboxRow, PendingRoom } from '../../store/edges/inbox.ts'
import { sayReading } from '../../text/reading.ts'
import { sayRefusal } from '../../text/refusals/refusals.ts'
import * as talk from '../../text/talk.ts'
import type { Intent, MessageKind } from '../../understand/outcome.ts'
import { understand } from '../../understand/understand.ts'
import type { Deps } from '../ports.ts'
import type { Sitting } from '../sitting.ts'
import { answerableAlone, answered } from './asked.ts'
import type { Hearing } from './hearing.ts'
import { interpret } from './interpret.ts'
import { aboutLateCommand, lateCommand } from './late-words.ts'
import { kinOf, roleOf, rosterOf } from './questions.ts'
import { momentOf } from './said-at.ts'
import type { Speakers } from './speakers.ts'

/** A talk of its own begins when somebody of a hamlet first speaks to the bot alone. Undefined for anybody else, and for a group. */
export async function privateRoomOf(
  deps: Deps,
  tx: Transaction,
  pending: PendingRoom,
  messages: readonly InboxRow[],
): Promise<RoomRow | undefined> {
  if (!messages.some((m) => !m.self && m.externalSenderId === pending.externalRoomId)) return undefined
  const [account] = await findAccounts(tx, pending.account, [pending.externalRoomId])
  if (!account?.hamletId || account.officialId !== null) return undefined
  const hamlet = await placeOfHamlet(tx, account.hamletId)
  return openPrivateRoom(tx, {
    id: deps.newId(),
    townId: hamlet.townId,
    villageId: hamlet.villageId,
    hamletId: hamlet.id,
    name: talk.PRIVATE_TALK,
    account: pending.account,
    externalId: pending.externalRoomId,
  })
}

/** What one person may settle alone; the rest is the group's. */
const ALONE: ReadonlySet<Intent['intent']> = new Set(['raiseIssue', 'askProgress', 'rate', 'withdrawIssue', 'confirm', 'deny', 'help'])
/** Of an issue that is kept out of the group, also what the head makes of it. */
const HEADS: ReadonlySet<Intent['intent']> = new Set(['decideIssue', 'handled'])

/** `own`: what is kept of them, when that is what they ask for. */
export function hearAlone(sitting: Sitting, room: RoomRow, message: InboxRow, speakers: Speakers, own?: string): string {
  const account = speakers.speaker(message)
  if (!account) return 'silence'
  if (own !== undefined) {
    sitting.say({ to: 'origin', text: own })
    return 'askOwnData'
  }
  const { state, now } = sitting
  const moment = momentOf(message, now)
  const role = roleOf(state, account)
  const asked = answerableAlone(state, account.id, moment)
  const understood = understand({
    text: message.text,
    kind: message.kind as MessageKind,
    role,
    // Whoever speaks to the bot alone means the bot.
    mentionsBot: true,
    now: isoShanghai(moment.saidAt),
    roster: rosterOf(state),
    kin: kinOf(state, account.id),
    open: asked.map((a) => a.question),
  })
  const late =
    understood.kind === 'intent' ? aboutLateCommand(sitting, understood, { role, nickname: account.nickname }, moment) : undefined
  const outcome = late ?? understood
  const actor: Actor & { kind: 'account' } = { kind: 'account', accountId: account.id, alone: true }
  const say = (text: string): void => sitting.say({ to: 'origin', text })
  if (outcome.kind === 'silence') return 'silence'
  speakers.keep(account)
  if (outcome.kind === 'clarify') {
    const { reading } = outcome
    sitting.order({ type: 'askBack', actor, accountId: account.id, roomId: room.id, ...(reading ? { reading } : {}) })
    say(outcome.say ?? (reading ? talk.askReading(account.nickname, sayReading(reading, [], now)) : talk.askAgain(account.nickname)))
    return 'clarify'
  }
  if (!isForAlone(sitting, outcome)) {
    say(talk.SAY_IT_IN_THE_GROUP)
    return 'refused'
  }
  if (outcome.intent === 'help') {
    say(talk.helpAlone(role === 'head'))
    return 'help'
  }
  if (outcome.intent === 'raiseIssue' && !outcome.args.confidential) {
    say(talk.OPENLY_OR_QUIETLY)
    return 'clarify'
  }
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
    mentioned: () => undefined,
    ...(message.mediaId ? { mediaId: message.mediaId } : {}),
  }
  return act(sitting, outcome, hearing, say)
}

function isForAlone({ state }: Sitting, intent: Intent): boolean {
  if (ALONE.has(intent.intent)) return true
  if (!HEADS.has(intent.intent)) return false
  const { issueNo } = intent.args as { issueNo?: number }
  return state.issues.find((i) => i.no === issueNo)?.confidential === true
}

function act(sitting: Sitting, intent: Intent, hearing: Hearing, say: (text: string) => void): string {
  const about = answered(intent, hearing.asked)
  const late = about && lateCommand(about, { actor: hearing.actor, from: { accountId: hearing.account.id, via: 'chat' } }, hearing)
  if (late) {
    sitting.order(late)
    return intent.intent
  }
  const todo = interpret(intent, hearing)
  for (const command of todo.commands ?? []) {
    const decided = sitting.order(command)
    if ('refusal' in decided) {
      say(sayRefusal(decided.refusal, sitting.now))
      return 'refused'
    }
    // In a group ratings are summed up; alone nobody would know that it was heard.
    const rated = decided.events.find((event) => event.type === 'rated')
    if (rated && !sitting.state.issues.must(rated.subject).confidential) say(talk.NOTED)
  }
  if (todo.say !== undefined) say(todo.say)
  return intent.intent
}
