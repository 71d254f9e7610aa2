/**
 * The next messages of one room, in one transaction: understood one after another against what is open at that moment, decided, answered.
 * A message whose handling throws is kept as failed with its reason and does not take the others down; neither does one whose effect the
 * database refuses.
 */
import { isDeepStrictEqual } from 'node:util'
import type { Actor } from '../domain/commands.ts'
import { waitingHands } from '../domain/meeting/hands.ts'
import { openClarification } from '../domain/member/clarify.ts'
import type { AccountRow } from '../domain/rows.ts'
import { hamletOf } from '../domain/state.ts'
import { type Instant, isoShanghai } from '../kernel/time.ts'
import { findAccounts } from '../store/accounts.ts'
import { inTransaction, isPassing, type Transaction } from '../store/database.ts'
import { lockRoom, type RoomRow } from '../store/directory.ts'
import { lockHamlet } from '../store/hamlet.ts'
import { type Handled, type InboxRow, markHandled, nextOfRoom, type PendingRoom } from '../store/inbox.ts'
import { knowIssues, numbersIn } from '../store/issues.ts'
import { forgetMedia } from '../store/media.ts'
import { resolveEcho } from '../store/outbox.ts'
import { sayReading } from '../text/reading.ts'
import { sayRefusal } from '../text/refusals.ts'
import * as talk from '../text/talk.ts'
import { noteHeading } from '../understand/group-note.ts'
import type { Clarify, Intent, MessageKind, Outcome, Role } from '../understand/outcome.ts'
import { understand } from '../understand/understand.ts'
import { handleUnboundRoom } from './bind-room.ts'
import { type Hearing, interpret } from './interpret.ts'
import { picturedIssue, withQuotedReport } from './interpret-issue.ts'
import { speakerName } from './interpret-night.ts'
import type { Deps } from './ports.ts'
import { kinOf, openQuestions, roleOf, rosterOf } from './questions.ts'
import { LastRecord } from './quoted-line.ts'
import { keepLine, meetingGoingOn, type Speaking } from './recording.ts'
import { Sitting } from './sitting.ts'
import { hearOffice, OFFICE_BATCH_MESSAGES } from './village-room.ts'

/** Messages of one transaction: a hundred “到” in a burst are one commit, and a lock is not held for long. */
export const BATCH_MESSAGES = 200

/**
 * Handles up to BATCH_MESSAGES of a room. Returns how many there were. A batch that cannot be written is gone through message by message, so
 * that the one that is to blame is set aside and the room does not stand still. Throws what the database's state is to blame for: then all
 * of it is still there for the next try.
 */
export async function handleBatch(deps: Deps, pending: PendingRoom): Promise<number> {
  try {
    return await handleTogether(deps, pending, BATCH_MESSAGES)
  } catch (error) {
    if (isPassing(error)) throw error
    return oneByOne(deps, pending)
  }
}

async function oneByOne(deps: Deps, pending: PendingRoom): Promise<number> {
  for (let count = 0; count < BATCH_MESSAGES; count++) {
    const [next] = await nextOfRoom(deps.db, pending, 1)
    if (!next) return count
    try {
      await handleTogether(deps, pending, 1)
    } catch (error) {
      if (isPassing(error)) throw error
      const failed = failedWith(deps, next, pending.externalRoomId, error)
      await inTransaction(deps.db, (tx) => markHandled(tx, [failed], deps.clock.now()))
    }
  }
  return BATCH_MESSAGES
}

async function handleTogether(deps: Deps, pending: PendingRoom, atMost: number): Promise<number> {
  const now = deps.clock.now()
  const done = await inTransaction(deps.db, async (tx) => {
    const room = await lockRoom(tx, pending.account, pending.externalRoomId)
    const messages = await nextOfRoom(tx, pending, room && room.kind !== 'hamlet' ? Math.min(atMost, OFFICE_BATCH_MESSAGES) : atMost)
    if (messages.length === 0) return { count: 0, wake: undefined }
    const batch = room ? await handleIn(deps, tx, room, messages, now) : await handleUnboundRoom(deps, tx, pending, messages, now)
    await markHandled(tx, batch.handled, now)
    return { count: messages.length, wake: batch.wake }
  })
  done.wake?.()
  return done.count
}

const ignored = (message: InboxRow): Handled => ({ seq: message.seq, outcome: 'silence', keepText: false })

async function handleIn(
  deps: Deps,
  tx: Transaction,
  room: RoomRow,
  messages: InboxRow[],
  now: Instant,
): Promise<{ handled: Handled[]; wake: (() => void) | undefined }> {
  for (const echo of messages.filter((m) => m.self)) await resolveEcho(tx, echo.account, echo.externalRoomId, echo.text, now)
  if (room.kind !== 'hamlet') return hearOffices(deps, tx, room, messages, now)
  const state = room.hamletId === null ? undefined : await lockHamlet(tx, room.hamletId, now)
  if (!state) return { handled: messages.map(ignored), wake: undefined }
  await knowIssues(tx, state, numbersIn(messages.map((m) => m.text).join(' ')))
  const sitting = new Sitting(deps, state, now)
  const speakers = await Speakers.of(tx, deps, sitting, messages)
  const record = await LastRecord.of(tx, state, messages)
  const unwanted: string[] = []
  const handled = messages.map((message): Handled => {
    if (message.self || message.kind === 'other') return ignored(message)
    sitting.because(`in/${message.seq}`, room.id)
    const evening = meetingGoingOn(sitting)
    const done = attempt(deps, message, room, () => hear(sitting, room, message, speakers, record))
    const recorded = attempt(deps, message, room, () =>
      keepLine(sitting, evening, message, () => speakers.speaking(message), done.outcome) ? 'recorded' : 'silence',
    )
    if (message.mediaId && done.outcome === 'silence' && recorded.outcome === 'silence') unwanted.push(message.mediaId)
    return done.error || !recorded.error ? done : recorded
  })
  await forgetMedia(tx, unwanted)
  return { handled, wake: await sitting.close(tx) }
}

async function hearOffices(deps: Deps, tx: Transaction, room: RoomRow, messages: InboxRow[], now: Instant) {
  const heard: Awaited<ReturnType<typeof hearOffice>>[] = []
  for (const message of messages) heard.push(await hearOffice(deps, tx, room, message, now))
  return { handled: heard.map((h) => h.handled), wake: () => heard.forEach((h) => void h.wake?.()) }
}

/** What throws is kept as failed with its reason, and does not take the rest of the batch down. */
function attempt(deps: Deps, message: InboxRow, room: RoomRow, work: () => string): Handled {
  try {
    const outcome = work()
    return { seq: message.seq, outcome, keepText: outcome !== 'silence' }
  } catch (error) {
    return failedWith(deps, message, room.id, error)
  }
}

function failedWith(deps: Deps, { seq }: InboxRow, room: string, error: unknown): Handled {
  const reason = error instanceof Error ? (error.stack ?? error.message) : String(error)
  deps.log.error({ seq: String(seq), room, reason }, 'a message could not be handled')
  return { seq, outcome: 'failed', keepText: true, error: reason.slice(0, 4_000) }
}

/** One message. Returns what became of it: silence, clarify, refused, or the intent. */
function hear(sitting: Sitting, room: RoomRow, message: InboxRow, speakers: Speakers, record: LastRecord | undefined): string {
  const account = speakers.speaker(message)
  if (!account) return 'silence'
  const { state, now } = sitting
  const role = roleOf(state, account)
  const heading = noteHeading(message.text, message.kind as MessageKind)
  const note = heading === undefined ? undefined : state.groupNotes.find((n) => n.roomId === room.id && n.heading === heading)
  const outcome: Outcome = understand({
    text: withQuotedReport(message.text),
    kind: message.kind as MessageKind,
    role,
    mentionsBot: message.mentionsBot,
    now: isoShanghai(now),
    roster: rosterOf(state),
    kin: kinOf(state, account.id),
    open: openQuestions(state, account.id, now, numbersIn(message.text)),
    ...(note ? { previous: note.text } : {}),
  })
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

/** The accounts of a batch: those of the hamlet, newcomers, and people who belong elsewhere. */
class Speakers {
  readonly #sitting: Sitting
  readonly #deps: Deps
  readonly #known = new Map<string, AccountRow>()

  private constructor(deps: Deps, sitting: Sitting) {
    this.#deps = deps
    this.#sitting = sitting
    for (const account of sitting.state.accounts.all()) this.#known.set(account.externalId, account)
  }

  static async of(tx: Transaction, deps: Deps, sitting: Sitting, messages: readonly InboxRow[]): Promise<Speakers> {
    const speakers = new Speakers(deps, sitting)
    const strangers = [...new Set(messages.flatMap((m) => [m.externalSenderId, ...m.mentionIds]))].filter((id) => !speakers.#known.has(id))
    const account = messages[0]?.account
    if (account && strangers.length) for (const row of await findAccounts(tx, account, strangers)) speakers.#known.set(row.externalId, row)
    return speakers
  }

  /**
   * Who spoke. Of a newcomer, or one with a new name in the group, nothing is written until something was meant for us (`keep`). Undefined
   * for somebody who belongs to another hamlet or to the town.
   */
  speaker(message: InboxRow): AccountRow | undefined {
    const known = this.#latest(message.externalSenderId)
    if (known && known.hamletId !== hamletOf(this.#sitting.state).id) return undefined
    if (!known) return this.#stranger(message.account, message.externalSenderId, message.senderName)
    return known.nickname === message.senderName || !message.senderName ? known : { ...known, nickname: message.senderName }
  }

  /** Whose words these are, for the record: also of people who belong elsewhere, and of those nobody knows. */
  speaking(message: InboxRow): Speaking {
    const account = this.speaker(message) ?? this.#latest(message.externalSenderId)
    if (!account) return { name: message.senderName, accountId: null }
    const kept = this.#sitting.state.accounts.get(account.id) ?? (account.officialId ? account : undefined)
    return { name: speakerName(this.#sitting.state, account), accountId: kept?.id ?? null }
  }

  keep(account: AccountRow): void {
    if (this.#sitting.state.accounts.get(account.id) !== account) this.#sitting.state.accounts.put(account)
    this.#known.set(account.externalId, account)
  }

  mentioned(said: string, message: InboxRow): AccountRow | undefined {
    const name = said.replace(/^@/, '').trim()
    const ids = message.mentionIds.map((id) => this.#latest(id) ?? this.#stranger(message.account, id, name))
    const meant = ids.find((a) => a.nickname === name) ?? ids[0] ?? this.#sitting.state.accounts.find((a) => a.nickname === name)
    if (meant) this.keep(meant)
    return meant
  }

  #latest(externalId: string): AccountRow | undefined {
    const known = this.#known.get(externalId)
    return known && (this.#sitting.state.accounts.get(known.id) ?? known)
  }

  #stranger(account: string, externalId: string, nickname: string): AccountRow {
    return {
      id: this.#deps.newId(),
      account,
      externalId,
      nickname,
      hamletId: hamletOf(this.#sitting.state).id,
      villagerId: null,
      householdId: null,
      officialId: null,
      boundAt: null,
      boundBy: null,
      greetedAt: null,
    }
  }
}
