/** One message of a hamlet's group: understood, decided, answered. */

import { isDeepStrictEqual } from 'node:util'
import type { AccountRow } from '../../domain/base/rows.ts'
import type { HamletState } from '../../domain/base/state.ts'
import type { Actor } from '../../domain/base/who.ts'
import { openClarification } from '../../domain/member/clarify.ts'
import { waitingHands } from '../../domain/motion/hands.ts'
import { isoShanghai } from '../../kernel/time.ts'
import type { RoomRow } from '../../store/directory.ts'
import type { InboxRow } from '../../store/edges/inbox.ts'
import { numbersIn } from '../../store/turn/older-issues.ts'
import { sayReading } from '../../text/reading.ts'
import { sayRefusal } from '../../text/refusals/refusals.ts'
import * as talk from '../../text/talk.ts'
import { noteHeading } from '../../understand/group-note.ts'
import type { Clarify, Intent, MessageKind, Role, Understandable } from '../../understand/outcome.ts'
import { understand } from '../../understand/understand.ts'
import type { Sitting } from '../sitting.ts'
import type { Hearing } from './hearing.ts'
import { interpret } from './interpret.ts'
import type { MissedWords } from './missed.ts'
import { convenorOf, kinOf, openQuestions, ratedTooLate, roleOf, rosterOf } from './questions.ts'
import type { LastRecord } from './quoted-line.ts'
import { picturedIssue, withQuotedReport } from './quoted-words.ts'
import type { Speakers } from './speakers.ts'

/** One message. Returns what became of it: silence, clarify, refused, or the intent. */
export function hear(
  sitting: Sitting,
  room: RoomRow,
  message: InboxRow,
  speakers: Speakers,
  record: LastRecord | undefined,
  missed: MissedWords,
): string {
  const account = speakers.speaker(message)
  if (!account) return 'silence'
  const { state, now } = sitting
  const role = roleOf(state, account)
  const heading = noteHeading(message.text, message.kind as MessageKind)
  const note = heading === undefined ? undefined : state.groupNotes.find((n) => n.roomId === room.id && n.heading === heading)
  const said: Understandable = {
    text: withQuotedReport(message.text),
    kind: message.kind as MessageKind,
    role,
    mentionsBot: message.mentionsBot,
    now: isoShanghai(now),
    roster: rosterOf(state),
    convenor: convenorOf(state),
    kin: kinOf(state, account.id),
    open: [...ratedTooLate(state, message.text), ...openQuestions(state, account.id, now, numbersIn(message.text))],
    ...(note ? { previous: note.text } : {}),
  }
  const outcome = headsWord(state, said) ?? understand(said)
  missed.note(state, message, said, outcome)
  const actor: Actor = { kind: 'account', accountId: account.id }
  if (outcome.kind === 'silence') return picture(sitting, message, role, actor)
  speakers.keep(account)
  if (outcome.kind === 'clarify') {
    askBack(sitting, outcome, account, actor, room)
    return 'clarify'
  }
  const quotedLine = outcome.intent === 'correctLine' ? record?.find(message) : undefined
  const hearing: Hearing = {
    state,
    account,
    actor,
    role,
    roomId: room.id,
    now,
    mentioned: (said) => speakers.mentioned(said, message),
    ...(heading === undefined ? {} : { heading }),
    ...(quotedLine ? { quotedLine } : {}),
    ...(message.mediaId ? { mediaId: message.mediaId } : {}),
  }
  if (heading !== undefined && outcome.intent === 'entries')
    sitting.order({ type: 'rememberNote', actor, roomId: room.id, heading, text: message.text })
  return act(sitting, outcome, hearing)
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
  if (message.kind !== 'image' || role !== 'recorder' || !waitingHands(sitting)) return undefined
  sitting.order({ type: 'confirmHands', actor, mediaId: message.mediaId })
  return 'confirmHands'
}

function act(sitting: Sitting, intent: Intent, hearing: Hearing): string {
  const { actor, account } = hearing
  const todo = interpret(intent, hearing)
  // What turns out to be about nothing was ordinary chat.
  if (todo.commands === undefined && todo.say === undefined) return 'silence'
  for (const command of todo.commands ?? []) {
    const decided = sitting.order(command)
    if ('refusal' in decided) {
      sitting.say({ to: 'origin', text: sayRefusal(decided.refusal, sitting.now) })
      return 'refused'
    }
  }
  if (todo.say !== undefined) sitting.say({ to: 'origin', text: todo.say })
  // What an unknown account answered is kept; it is told, once a day at most, how it will count.
  if (hearing.role === 'unbound' && intent.intent !== 'claimIdentity' && intent.intent !== 'entries')
    sitting.order({ type: 'greet', actor, accountId: account.id })
  return intent.intent
}

function askBack(sitting: Sitting, outcome: Clarify, account: AccountRow, actor: Actor, room: RoomRow): void {
  const { state, now } = sitting
  // Asked once: while 是 would still settle it, the same words again are no new question.
  const asked = outcome.reading && openClarification(state, account.id, now)
  if (asked && isDeepStrictEqual(asked.reading, outcome.reading)) return
  sitting.order({
    type: 'askBack',
    actor,
    accountId: account.id,
    roomId: room.id,
    ...(outcome.reading ? { reading: outcome.reading } : {}),
  })
  const options = openQuestions(state, account.id, now).flatMap((q) =>
    q.question === 'timePoll' ? q.options.map((o) => Date.parse(o)) : [],
  )
  const text =
    outcome.say ??
    (outcome.reading ? talk.askReading(account.nickname, sayReading(outcome.reading, options, now)) : talk.askAgain(account.nickname))
  sitting.say({ to: 'origin', text })
}
