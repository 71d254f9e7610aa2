/**
 * Deadlines that have come at the same moment are met in shared turns: at 19:00 six hundred meetings begin to take attendance. As with messages
 * (hearing/handle-rooms.ts), each hamlet's is decided on its own state and all of it is written together; hamlets that somebody holds are not
 * waited for, and what goes wrong takes the turn back, and its deadlines are met one by one.
 */
import { measured } from '../../kernel/wide.ts'
import { inTransaction, type Transaction } from '../../store/database.ts'
import { lockHamlets } from '../../store/directory.ts'
import { type DueDeadline, toMeet } from '../../store/edges/deadlines.ts'
import { lockedHamlets } from '../../store/turn/hamlet.ts'
import { mayBeHeld } from '../connection/gap.ts'
import type { Deps } from '../ports.ts'
import { closeSittings, Sitting } from '../sitting.ts'
import { ERRANDS } from './errands.ts'
import { type FireOutcome, fall, fireDeadline } from './fire-deadline.ts'

/** As many as share a turn's statements without keeping the first of them waiting. */
const DEADLINES_A_TURN = 100
const ALONE_AT_ONCE = 4

interface Asked {
  id: string
  answer: (outcome: FireOutcome) => void
  fail: (error: unknown) => void
}

export class Firing {
  readonly #deps: Deps
  #asked: Asked[] = []
  #running: Promise<void> | undefined

  constructor(deps: Deps) {
    this.#deps = deps
  }

  /** As `fireDeadline`; what else has come by now, and that nobody has failed to meet, is met with it. */
  fire(id: string): Promise<FireOutcome> {
    return new Promise((answer, fail) => {
      this.#asked.push({ id, answer, fail })
      this.#running ??= this.#run()
    })
  }

  /** When nothing is under way any more. */
  async stop(): Promise<void> {
    await this.#running
  }

  async #run(): Promise<void> {
    // One turn of the event loop lets what comes at one moment gather.
    await new Promise((resolve) => setImmediate(resolve))
    while (this.#asked.length > 0) await this.#meet(this.#asked.splice(0, DEADLINES_A_TURN))
    this.#running = undefined
  }

  async #meet(asked: readonly Asked[]): Promise<void> {
    const met = await this.#together(asked.map(({ id }) => id))
    const left = asked.filter((one) => !answered(one, met))
    // What was met along with these need not be looked for again.
    this.#asked = this.#asked.filter((one) => !answered(one, met))
    const next = left[Symbol.iterator]()
    await Promise.all(Array.from({ length: ALONE_AT_ONCE }, () => this.#meetAlone(next)))
  }

  async #meetAlone(next: Iterator<Asked>): Promise<void> {
    for (let { value, done } = next.next(); !done; { value, done } = next.next())
      await fireDeadline(this.#deps, value.id).then(value.answer, value.fail)
  }

  async #together(ids: readonly string[]): Promise<ReadonlyMap<string, FireOutcome>> {
    const { db, clock, log } = this.#deps
    const now = clock.now()
    try {
      const shared = oneOfEach(await toMeet(db, ids, now, DEADLINES_A_TURN))
      // A single one is the usual case, and has its own way.
      if (shared.length < 2) return new Map()
      const fallen = await measured(
        () => inTransaction(db, (tx) => this.#turn(tx, shared)),
        (cost, outcome) => 'value' in outcome && log.info({ deadlines: outcome.value.ids.length, ...cost }, 'deadlines met together'),
      )
      fallen.wake()
      return new Map(fallen.ids.map((id) => [id, 'fired']))
    } catch (error) {
      log.warn({ deadlines: ids.length, reason: String(error) }, 'deadlines could not be met together; each is met alone')
      return new Map()
    }
  }

  async #turn(tx: Transaction, shared: readonly Shared[]): Promise<{ ids: string[]; wake: () => void }> {
    const now = this.#deps.clock.now()
    const of = new Map(shared.map((d) => [d.hamletId, d]))
    const sittings: Sitting[] = []
    const ids: string[] = []
    const held = await lockHamlets(tx, [...of.keys()])
    const states = await lockedHamlets(tx, held, now)
    for (const [i, { id: hamletId, roomId }] of held.entries()) {
      const [state, deadline] = [states[i], of.get(hamletId)]
      if (!state || !deadline) continue
      const sitting = new Sitting(this.#deps, state, now, roomId ?? undefined)
      fall(sitting, deadline)
      sittings.push(sitting)
      ids.push(deadline.id)
    }
    return { ids, wake: await closeSittings(this.#deps, tx, sittings, now) }
  }
}

type Shared = DueDeadline & { hamletId: string }

/** The first of each hamlet. What needs an errand, or may have to wait for a connection, is met alone. */
function oneOfEach(due: readonly DueDeadline[]): Shared[] {
  const of = new Map<string, Shared>()
  for (const deadline of due) {
    const { hamletId, kind } = deadline
    if (hamletId === null || ERRANDS[kind] || mayBeHeld(kind) || of.has(hamletId)) continue
    of.set(hamletId, { ...deadline, hamletId })
  }
  return [...of.values()]
}

function answered({ id, answer }: Asked, met: ReadonlyMap<string, FireOutcome>): boolean {
  const outcome = met.get(id)
  if (outcome !== undefined) answer(outcome)
  return outcome !== undefined
}
