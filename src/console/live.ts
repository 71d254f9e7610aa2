/**
 * Pages that change while somebody looks at them. However many are open, the town is looked at once a second, and once every ten seconds it is
 * asked who may no longer look (a session that has ended, a board whose address is another now): a page that is only left open keeps nobody
 * logged in. Each page is told when what it shows has changed.
 */

import { eveningsOf } from '../application/evening/looks.ts'
import type { EveningPicture } from '../application/evening/picture.ts'
import type { Principal } from '../domain/rights/desk.ts'
import type { DoorDeps } from '../door/deps.ts'
import type { Instant } from '../kernel/time.ts'
import type { Database } from '../store/database.ts'
import { sessionsStill } from '../store/door/sessions.ts'

/** Milliseconds. */
const LOOK_EVERY = 1_000
const STILL_EVERY = 10_000
/** A line that says nothing, so that what lies between keeps the connection and we notice who has gone. */
const BEAT_EVERY = 15_000
/** Pictures that may lie unread before a page is left out until it has read on. */
const UNREAD_AT_MOST = 4

export interface Painting {
  /** Paintings of one name are the same for everybody: made once. */
  name: string
  paint(evenings: readonly EveningPicture[], now: Instant): string
}

/** Who listens, and how long they may. */
export interface Watch<W> {
  /** Open pages of a process; and of one key, the oldest of which is ended by one more. */
  listeners: number
  ofOne: number
  /** What somebody may look at. When it is something else, or nothing, what is open ends. */
  sees(who: W): string
  /** The same as of now, by key; keys that let nobody in any more are not there. */
  still(db: Database, keys: string[], wall: Instant): Promise<ReadonlyMap<string, string>>
}

const reachOf = ({ role, villageId, department }: Pick<Principal, 'role' | 'villageId' | 'department'>): string =>
  `${role}/${villageId}/${department}`

/** The desk: keys are what is kept of a session's forms. */
export const BY_SESSION: Watch<Principal> = {
  listeners: 300,
  ofOne: 6,
  sees: reachOf,
  still: async (db, csrfs, wall) => new Map((await sessionsStill(db, csrfs, wall)).map((found) => [found.csrf, reachOf(found)])),
}

interface Listener {
  townId: string
  key: string
  sees: string
  painting: Painting
  shown: string | undefined
  controller: ReadableStreamDefaultController<Uint8Array>
}

export class Live<W extends { townId: string }> {
  readonly #deps: DoorDeps
  readonly #watch: Watch<W>
  readonly #listeners = new Set<Listener>()
  #timer: NodeJS.Timeout | undefined
  #stillAt = 0
  #beatAt = 0

  constructor(deps: DoorDeps, watch: Watch<W>) {
    this.#deps = deps
    this.#watch = watch
  }

  /** What the page is told, until its key lets nobody in or it is closed; undefined when as many as we bear are open. */
  async listen(who: W, key: string, painting: Painting): Promise<ReadableStream<Uint8Array> | undefined> {
    const own = [...this.#listeners].filter((listener) => listener.key === key)
    if (own.length >= this.#watch.ofOne && own[0]) this.#end(own[0])
    if (this.#listeners.size >= this.#watch.listeners) return undefined
    const now = this.#deps.clock.now()
    const first = painting.paint(await eveningsOf(this.#deps.db, who.townId, now), now)
    let listener: Listener | undefined
    return new ReadableStream<Uint8Array>(
      {
        start: (controller) => {
          listener = { townId: who.townId, key, sees: this.#watch.sees(who), painting, shown: undefined, controller }
          this.#listeners.add(listener)
          this.#tell(listener, first)
          this.#goOn()
        },
        cancel: () => {
          if (listener) this.#listeners.delete(listener)
        },
      },
      { highWaterMark: UNREAD_AT_MOST },
    )
  }

  /** One look at each town that somebody looks at; once a second, by itself. */
  async look(): Promise<void> {
    const now = this.#deps.clock.now()
    await this.#endOld()
    for (const townId of new Set([...this.#listeners].map((listener) => listener.townId))) {
      const evenings = await eveningsOf(this.#deps.db, townId, now)
      const made = new Map<string, string>()
      for (const listener of this.#listeners) {
        if (listener.townId !== townId) continue
        const { name } = listener.painting
        const painted = made.get(name) ?? listener.painting.paint(evenings, now)
        made.set(name, painted)
        this.#tell(listener, painted)
      }
    }
    this.#beat()
  }

  #goOn(): void {
    if (this.#timer !== undefined || this.#listeners.size === 0) return
    this.#timer = setTimeout(() => {
      this.look()
        .catch((error: unknown) => this.#deps.log.error({ error }, 'the evenings could not be looked at for the pages that are open'))
        .finally(() => {
          this.#timer = undefined
          this.#goOn()
        })
    }, LOOK_EVERY)
    this.#timer.unref()
  }

  #tell(listener: Listener, painted: string): void {
    // Who does not read is told what it has come to once there is room again.
    if (listener.shown === painted || (listener.controller.desiredSize ?? 0) <= 0) return
    listener.shown = painted
    listener.controller.enqueue(event('picture', painted))
  }

  async #endOld(): Promise<void> {
    const at = performance.now()
    if (at - this.#stillAt < STILL_EVERY || this.#listeners.size === 0) return
    this.#stillAt = at
    await this.endThose()
  }

  /** Ends what is open of those who may no longer look, or may look at other things now. */
  async endThose(): Promise<void> {
    const keys = [...new Set([...this.#listeners].map(({ key }) => key))]
    const still = await this.#watch.still(this.#deps.db, keys, this.#deps.wall.now())
    for (const listener of this.#listeners) if (still.get(listener.key) !== listener.sees) this.#end(listener)
  }

  #end(listener: Listener): void {
    this.#listeners.delete(listener)
    listener.controller.enqueue(event('end', ''))
    listener.controller.close()
  }

  #beat(): void {
    const at = performance.now()
    if (at - this.#beatAt < BEAT_EVERY) return
    this.#beatAt = at
    for (const { controller } of this.#listeners) if ((controller.desiredSize ?? 0) > 0) controller.enqueue(BEAT)
  }
}

const BEAT = new TextEncoder().encode(':\n\n')
const event = (name: string, data: string): Uint8Array =>
  new TextEncoder().encode(
    `event: ${name}\n${data
      .split(/\r\n|[\r\n]/)
      .map((line) => `data: ${line}\n`)
      .join('')}\n`,
  )
