/**
 * Every minute: is anything wrong with the program itself? Whoever can do something is told once, with what to do, and once more when it is over.
 * What was told stands in the database beside the words in the outbox, in one commit: a restart neither repeats nor forgets.
 */
import type { Signs } from '../../domain/signs/signs.ts'
import { canJudge, type Trouble, troubleKey, troublesOf } from '../../domain/signs/trouble.ts'
import { LookAgain } from '../../kernel/look-again.ts'
import { type Instant, MINUTE } from '../../kernel/time.ts'
import { inTransaction, type Transaction } from '../../store/database.ts'
import { put } from '../../store/edges/outbox.ts'
import { beginTrouble, endTrouble, type KeptTrouble, openTroubles, watchRooms } from '../../store/troubles.ts'
import { troubleBegan, troubleOver } from '../../text/trouble.ts'
import type { Deps } from '../ports.ts'
import { type Machine, signsOf } from './signs.ts'

const LOOK_EVERY_MS = MINUTE

export class Watch {
  readonly #deps: Deps
  readonly #machine: Machine
  readonly #looking: LookAgain

  constructor(deps: Deps, machine: Machine) {
    this.#deps = deps
    this.#machine = machine
    this.#looking = new LookAgain(
      LOOK_EVERY_MS,
      () => this.look(),
      (error) => deps.log.warn({ reason: String(error) }, 'the watch could not look; it looks again'),
    )
  }

  start(): void {
    this.#looking.start()
  }

  stop(): Promise<void> {
    return this.#looking.stop()
  }

  /** One look. Tells what has begun and what is over since the last one, of whatever process. */
  async look(): Promise<void> {
    const signs = await signsOf(this.#deps, this.#machine)
    const open = await openTroubles(this.#deps.db)
    const troubles = troublesOf(signs, new Set(open.map(troubleKey)))
    const still = new Set(troubles.map(troubleKey))
    const known = new Set(open.map(troubleKey))
    const begun = troubles.filter((trouble) => !known.has(troubleKey(trouble)))
    const over = open.filter((trouble) => !still.has(troubleKey(trouble)) && canJudge(signs, trouble))
    if (begun.length + over.length === 0) return
    await inTransaction(this.#deps.db, async (tx) => {
      for (const trouble of begun) await this.#begin(tx, trouble, signs)
      for (const trouble of over) await this.#over(tx, trouble, signs.now)
    })
    this.#deps.wake.outbox()
  }

  async #begin(tx: Transaction, trouble: Trouble, { now }: Signs): Promise<void> {
    const id = this.#deps.newId()
    if (!(await beginTrouble(tx, { id, ...trouble, toldAt: now }))) return
    this.#deps.log.error(
      { trouble: trouble.kind, subject: trouble.subject, figure: trouble.figure },
      'something is wrong; the town is told',
    )
    await tell(tx, `trouble/${id}/begun`, troubleBegan(trouble, now), now)
  }

  async #over(tx: Transaction, trouble: KeptTrouble, now: Instant): Promise<void> {
    if (!(await endTrouble(tx, trouble.id, now))) return
    this.#deps.log.info({ trouble: trouble.kind, subject: trouble.subject }, 'a trouble is over')
    await tell(tx, `trouble/${trouble.id}/over`, troubleOver(trouble), now)
  }
}

/** At any hour: who is told has asked to be. */
async function tell(tx: Transaction, key: string, text: string, now: Instant): Promise<void> {
  const rooms = await watchRooms(tx)
  await put(
    tx,
    rooms.map(({ id }) => ({ key: `${key}/${id}`, roomId: id, text, priority: 'answer', notBefore: now })),
    now,
  )
}
