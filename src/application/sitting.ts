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
import type { Instant } from '../kernel/time.ts'
import { inTransaction, type Transaction } from '../store/database.ts'
import { hamletRoom, privateRooms, townRoom, villageRoom } from '../store/directory.ts'
import { type Draft, put } from '../store/edges/outbox.ts'
import { lockHamlet, saveHamlet } from '../store/turn/hamlet.ts'
import { appendLedger } from '../store/turn/ledger.ts'
import type { Deps } from './ports.ts'
import { announce } from './saying/announce.ts'
import { type AboutEvent, aboutOf } from './saying/standing.ts'
import type { Said } from './saying/telling.ts'

export class Sitting {
  readonly state: HamletState
  readonly now: Instant
  readonly #deps: Deps
  readonly #events: DomainEvent[] = []
  readonly #said: (Said & { key: string; originRoomId: string | undefined; about: AboutEvent | undefined })[] = []
  /** What is being dealt with: `in/17`, `due/…`. Makes the keys of what is said, so that a repeat says nothing twice. */
  #cause = ''
  #originRoomId: string | undefined
  #count = 0

  constructor(deps: Deps, state: HamletState, now: Instant) {
    this.#deps = deps
    this.state = state
    this.now = now
  }

  because(cause: string, originRoomId?: string): void {
    this.#cause = cause
    this.#originRoomId = originRoomId
    this.#count = 0
  }

  /** Decides one command. A refusal is returned for whoever asked; nothing has changed then. */
  order(command: Command): { events: DomainEvent[] } | { refusal: Refusal } {
    const decided = decide(this.state, command, { now: this.now, id: this.#deps.newId })
    if ('refusal' in decided) return decided
    const before = { events: this.#events.length, said: this.#said.length, count: this.#count }
    try {
      for (const event of decided.events) {
        this.#events.push(event)
        for (const said of announce(event, this.state, this.now)) this.#collect(said, aboutOf(event, said, hamletOf(this.state).id))
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
    this.#collect(said, undefined)
  }

  #collect(said: Said, about: AboutEvent | undefined): void {
    this.#count += 1
    const key = `${this.#cause}/${hamletOf(this.state).id}/${this.#count}`
    this.#said.push({ ...said, key, originRoomId: this.#originRoomId, about })
  }

  /** Writes everything. Returns what to wake once the transaction has committed. */
  async close(tx: Transaction): Promise<() => void> {
    const { state, now } = this
    const hamlet = hamletOf(state)
    const entries = chain(hamlet.id, hamlet.ledgerHash, this.#events)
    const last = entries.at(-1)
    if (last) state.hamlet.put({ ...hamlet, ledgerHash: last.hash })
    const deadlines = state.deadlines.changed().filter((d) => d.doneAt === null)
    await saveHamlet(tx, state)
    await appendLedger(tx, entries)
    const drafts = await this.#drafts(tx)
    await put(tx, drafts, now)
    return () => {
      if (drafts.length > 0) this.#deps.wake.outbox()
      if (deadlines.length > 0) this.#deps.wake.deadlines(deadlines)
    }
  }

  async #drafts(tx: Transaction): Promise<Draft[]> {
    const hamlet = hamletOf(this.state)
    const rooms = new Map<string, string | undefined>()
    const find = {
      hamlet: () => hamletRoom(tx, hamlet.id),
      village: () => villageRoom(tx, hamlet.villageId),
      town: () => townRoom(tx, hamlet.townId),
    }
    const drafts: Draft[] = []
    const told = this.#said.filter((said) => said.to === 'person').map((said) => said.accountId)
    const privately = await privateRooms(
      tx,
      this.state.accounts.where((a) => told.includes(a.id)),
    )
    for (const said of this.#said) {
      if (said.to in find && !rooms.has(said.to)) rooms.set(said.to, (await find[said.to as keyof typeof find]())?.id)
      const roomId =
        said.to === 'origin' ? said.originRoomId : said.to === 'person' ? privately.get(said.accountId ?? '') : rooms.get(said.to)
      // What the person is told in so many words needs no receipt beside it.
      if (said.to === 'origin' && said.discreet && this.#said.some((s) => s.to === 'person' && privately.get(s.accountId ?? '') === roomId))
        continue
      // A hamlet whose group is not bound yet has nobody to tell; the ledger has it all the same.
      if (!roomId) continue
      const notBefore = said.scheduled ? afterQuiet(this.now, this.state.town.policy) : this.now
      drafts.push({
        key: said.key,
        roomId,
        text: said.text,
        priority: said.scheduled ? 'reminder' : 'answer',
        notBefore,
        ...(said.about ? { about: said.about } : {}),
      })
    }
    return drafts
  }
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
