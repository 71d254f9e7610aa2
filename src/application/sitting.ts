/**
 * The only way to change a hamlet. A sitting holds the hamlet's lock for one transaction: commands are decided one after another on the same
 * state, what is said about them is collected, and at the end rows, ledger, deadlines and outbox are written together or not at all.
 */
import type { Command } from '../domain/base/commands.ts'
import type { DomainEvent } from '../domain/base/events.ts'
import { afterQuiet } from '../domain/base/quiet.ts'
import type { Refusal } from '../domain/base/refusals.ts'
import { type HamletState, hamletOf, takeBack } from '../domain/base/state.ts'
import { decide } from '../domain/decide.ts'
import { chain } from '../domain/ledger/chain.ts'
import { randomSalt } from '../kernel/ids.ts'
import type { Instant } from '../kernel/time.ts'
import { inTransaction, type Transaction } from '../store/database.ts'
import { hamletRoom, privateRooms, townRoom, villageRoom } from '../store/directory.ts'
import { type Draft, put } from '../store/edges/outbox.ts'
import { keepHamlet, lockHamlet, saveHamlets } from '../store/turn/hamlet.ts'
import { appendLedger } from '../store/turn/ledger.ts'
import type { Deps } from './ports.ts'
import { announce } from './saying/announce.ts'
import { type AboutEvent, aboutOf } from './saying/standing.ts'
import type { Said } from './saying/telling.ts'

export class Sitting {
  readonly state: HamletState
  readonly now: Instant
  readonly ownRoomId: string | undefined
  readonly #deps: Deps
  readonly #events: DomainEvent[] = []
  readonly #said: Collected[] = []
  /** What is being dealt with: `in/17`, `due/…`. Makes the keys of what is said, so that a repeat says nothing twice. */
  #cause = ''
  #originRoomId: string | undefined
  #saidAt: Instant
  #count = 0

  /** `ownRoomId`: the hamlet's own group, where the turn is about what was said in it. */
  constructor(deps: Deps, state: HamletState, now: Instant, ownRoomId?: string) {
    this.ownRoomId = ownRoomId
    this.#deps = deps
    this.state = state
    this.now = now
    this.#saidAt = now
  }

  /** `saidAt`: when, where somebody has said it. */
  because(cause: string, originRoomId?: string, saidAt = this.now): void {
    this.#cause = cause
    this.#saidAt = saidAt
    this.#originRoomId = originRoomId
    this.#count = 0
  }

  /** Decides one command. A refusal is returned for whoever asked; nothing has changed then. */
  order(command: Command): { events: DomainEvent[] } | { refusal: Refusal } {
    const decided = decide(this.state, command, { now: this.now, saidAt: this.#saidAt, id: this.#deps.newId })
    if ('refusal' in decided) return decided
    const before = { events: this.#events.length, said: this.#said.length, count: this.#count }
    try {
      for (const event of decided.events) {
        this.#events.push(event)
        for (const said of announce(event, this.state, this.now))
          this.#collect(said, aboutOf(event, said, hamletOf(this.state).id), event.subject)
      }
    } catch (error) {
      // What cannot be told has not happened: nothing is done in silence.
      takeBack(this.state)
      this.#events.length = before.events
      this.#said.length = before.said
      this.#count = before.count
      throw error
    }
    return decided
  }

  say(said: Said): void {
    this.#collect(said)
  }

  #collect(said: Said, about?: AboutEvent, subject?: string): void {
    this.#count += 1
    const key = `${this.#cause}/${hamletOf(this.state).id}/${this.#count}`
    this.#said.push({ ...said, key, originRoomId: this.#originRoomId, about, subject })
  }

  /** Writes everything. Returns what to do once the transaction has committed. */
  close(tx: Transaction): Promise<() => void> {
    return closeSittings(this.#deps, tx, [this], this.now)
  }

  /** What was said, in order, with where: a hamlet's own room is known when the turn began in it. */
  get said(): readonly Collected[] {
    return this.#said
  }
  get events(): readonly DomainEvent[] {
    return this.#events
  }
}

/** What a sitting is to say. */
export type Collected = Said & { key: string; originRoomId: string | undefined; about: AboutEvent | undefined; subject: string | undefined }

/**
 * Writes everything that these sittings have decided, each table in one statement for all of them. Returns what to do once the transaction has
 * committed: keep the hamlets for their next turn, and wake.
 */
export async function closeSittings(deps: Deps, tx: Transaction, sittings: readonly Sitting[], now: Instant): Promise<() => void> {
  const entries = sittings.flatMap(({ state, events }) => {
    const hamlet = hamletOf(state)
    const added = chain(hamlet.id, hamlet.ledgerHash, events, randomSalt)
    const last = added.at(-1)
    if (last) state.hamlet.put({ ...hamlet, ledgerHash: last.hash })
    return added
  })
  const states = sittings.map((sitting) => sitting.state)
  const deadlines = states.flatMap((state) => state.deadlines.changed().filter((d) => d.doneAt === null))
  await saveHamlets(tx, states)
  await appendLedger(tx, entries)
  const drafts: Draft[] = []
  for (const sitting of sittings) drafts.push(...(await draftsOf(tx, sitting, now)))
  await put(tx, drafts, now)
  return () => {
    for (const state of states) keepHamlet(deps.db, state, now)
    if (drafts.length > 0) deps.wake.outbox()
    if (deadlines.length > 0) deps.wake.deadlines(deadlines)
  }
}

async function draftsOf(tx: Transaction, { state, said: all, ownRoomId }: Sitting, now: Instant): Promise<Draft[]> {
  const hamlet = hamletOf(state)
  const rooms = new Map<string, string | undefined>(ownRoomId === undefined ? [] : [['hamlet', ownRoomId]])
  const find = {
    hamlet: () => hamletRoom(tx, hamlet.id),
    village: () => villageRoom(tx, hamlet.villageId),
    town: () => townRoom(tx, hamlet.townId),
  }
  const drafts: Draft[] = []
  const told = all.filter((said) => said.to === 'person').map((said) => said.accountId)
  const privately =
    told.length === 0
      ? new Map()
      : await privateRooms(
          tx,
          state.accounts.where((a) => told.includes(a.id)),
        )
  for (const said of all) {
    if (said.to in find && !rooms.has(said.to)) rooms.set(said.to, (await find[said.to as keyof typeof find]())?.id)
    const roomId =
      said.to === 'origin' ? said.originRoomId : said.to === 'person' ? privately.get(said.accountId ?? '') : rooms.get(said.to)
    // What the person is told in so many words needs no receipt beside it.
    if (said.to === 'origin' && said.discreet && all.some((s) => s.to === 'person' && privately.get(s.accountId ?? '') === roomId)) continue
    // A hamlet whose group is not bound yet has nobody to tell; the ledger has it all the same.
    if (!roomId) continue
    const notBefore = said.scheduled ? afterQuiet(now, state.town.policy) : now
    drafts.push({
      key: said.key,
      roomId,
      text: said.text,
      priority: said.scheduled ? 'reminder' : 'answer',
      notBefore,
      ...(said.about ? { about: said.about } : {}),
      ...(said.subject ? { subject: said.subject } : {}),
    })
  }
  return drafts
}

/** A sitting of its own transaction: deadlines and orders of officials. Undefined when there is no such hamlet. */
export async function sit<T>(
  deps: Deps,
  hamletId: string,
  cause: string,
  work: (sitting: Sitting) => T | Promise<T>,
): Promise<T | undefined> {
  const now = deps.clock.now()
  const outcome = await inTransaction(deps.db, async (tx) => {
    const state = await lockHamlet(tx, hamletId, now)
    if (!state) return undefined
    const sitting = new Sitting(deps, state, now)
    sitting.because(cause)
    const result = await work(sitting)
    return { result, wake: await sitting.close(tx) }
  })
  outcome?.wake()
  return outcome?.result
}
