/**
 * Pages that change while somebody looks at them. However many are open, the town is looked at once a second, and once every ten seconds it is
 * asked whose sessions have ended: a page that is only left open keeps nobody logged in. Each page is told when what it shows has changed.
 */

import { eveningsOf } from '../application/evening/looks.ts'
import type { EveningPicture } from '../application/evening/picture.ts'
import type { Principal } from '../domain/rights/desk.ts'
import type { DoorDeps } from '../door/deps.ts'
import type { Instant } from '../kernel/time.ts'
import { sessionsStill } from '../store/door/sessions.ts'

/** Milliseconds. */
const LOOK_EVERY = 1_000
const SESSIONS_EVERY = 10_000
/** A line that says nothing, so that what lies between keeps the connection and we notice who has gone. */
const BEAT_EVERY = 15_000
/** Open pages of a process; and of one session, the oldest of which is ended by one more. */
const LISTENERS_AT_MOST = 300
const A_SESSION_AT_MOST = 6
/** Pictures that may lie unread before a page is left out until it has read on. */
const UNREAD_AT_MOST = 4

export interface Painting {
  /** Paintings of one name are the same for everybody: made once. */
  name: string
  paint(evenings: readonly EveningPicture[], now: Instant): string
}

interface Listener {
  who: Principal
  csrf: string
  painting: Painting
  shown: string | undefined
  controller: ReadableStreamDefaultController<Uint8Array>
}

export class Live {
  readonly #deps: DoorDeps
  readonly #listeners = new Set<Listener>()
  #timer: NodeJS.Timeout | undefined
  #sessionsAt = 0
  #beatAt = 0

  constructor(deps: DoorDeps) {
    this.#deps = deps
  }

  /** What the page is told, until its session ends or it is closed; undefined when as many as we bear are open. */
  async listen(who: Principal, csrf: string, painting: Painting): Promise<ReadableStream<Uint8Array> | undefined> {
    const own = [...this.#listeners].filter((listener) => listener.csrf === csrf)
    if (own.length >= A_SESSION_AT_MOST && own[0]) this.#end(own[0])
    if (this.#listeners.size >= LISTENERS_AT_MOST) return undefined
    const now = this.#deps.clock.now()
    const first = painting.paint(await eveningsOf(this.#deps.db, who.townId, now), now)
    let listener: Listener | undefined
    return new ReadableStream<Uint8Array>(
      {
        start: (controller) => {
          listener = { who, csrf, painting, shown: undefined, controller }
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
    for (const townId of new Set([...this.#listeners].map(({ who }) => who.townId))) {
      const evenings = await eveningsOf(this.#deps.db, townId, now)
      const made = new Map<string, string>()
      for (const listener of this.#listeners) {
        if (listener.who.townId !== townId) continue
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
    if (at - this.#sessionsAt < SESSIONS_EVERY || this.#listeners.size === 0) return
    this.#sessionsAt = at
    await this.endSessions()
  }

  /** Ends what is open of sessions that have ended, or whose people may other things now. */
  async endSessions(): Promise<void> {
    const csrfs = [...new Set([...this.#listeners].map(({ csrf }) => csrf))]
    const still = new Map((await sessionsStill(this.#deps.db, csrfs, this.#deps.wall.now())).map((found) => [found.csrf, found]))
    for (const listener of this.#listeners) {
      const found = still.get(listener.csrf)
      if (!found || reachOf(found) !== reachOf(listener.who)) this.#end(listener)
    }
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

const reachOf = ({ role, villageId, department }: Pick<Principal, 'role' | 'villageId' | 'department'>): string =>
  `${role}/${villageId}/${department}`

const BEAT = new TextEncoder().encode(':\n\n')
const event = (name: string, data: string): Uint8Array =>
  new TextEncoder().encode(
    `event: ${name}\n${data
      .split(/\r\n|[\r\n]/)
      .map((line) => `data: ${line}\n`)
      .join('')}\n`,
  )
