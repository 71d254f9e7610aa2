/**
 * A village to talk to in tests: real PostgreSQL, the real path from inbox to outbox, a clock moved by hand. Dialogues read as dialogues:
 * `await v.huaishu.head.says('约时间 …'); v.huaishu.heard('…')`.
 */
import { fireDeadline } from '../../src/application/clock/fire-deadline.ts'
import { handleBatch } from '../../src/application/hearing/handle-batch.ts'
import { plausiblyTimed } from '../../src/application/hearing/said-at.ts'
import type { Deps } from '../../src/application/ports.ts'
import { nextToSay } from '../../src/application/saying/outgoing.ts'
import { ManualClock } from '../../src/kernel/clock.ts'
import { countingIds } from '../../src/kernel/ids.ts'
import { silentLog } from '../../src/kernel/log.ts'
import type { Instant } from '../../src/kernel/time.ts'
import { type Database, openDatabase } from '../../src/store/database.ts'
import { dueBy, nextDeadline } from '../../src/store/edges/deadlines.ts'
import { takeIn } from '../../src/store/edges/inbox.ts'
import { markSent, nextHeld } from '../../src/store/edges/outbox.ts'
import { ACCOUNT, MONDAY_9, type TownOptions } from './town.ts'
import { townOfATest } from './town-of-a-test.ts'

export { ACCOUNT, MONDAY_9 }

export interface Message {
  kind?: string
  quote?: string
  /** Whose words are quoted; the bot's unless said. */
  quoteOf?: string
  mentionIds?: string[]
  mediaId?: string
  mentionsBot?: boolean
  id?: string
  /** When it was said; now unless told. */
  at?: Instant
}

export class Village {
  readonly db: Database
  readonly url: string
  readonly clock: ManualClock
  deps: Deps
  /** Everything the bot has said, with the group it was said in. */
  readonly said: { room: string; text: string; at: Instant }[] = []
  /** Documents that were sent, with the group they went to. */
  readonly files: { room: string; name: string }[] = []
  /** The account is not connected: what is to be said waits. */
  offline = false
  #count = 0

  private constructor(db: Database, url: string, clock: ManualClock) {
    this.db = db
    this.url = url
    this.clock = clock
    this.deps = { db, clock, newId: countingIds('t'), wake: { outbox() {}, deadlines() {}, inbox() {} }, log: silentLog }
  }

  static async open(options: TownOptions = {}): Promise<Village> {
    const { db, url } = await townOfATest(options)
    return new Village(db, url, new ManualClock(options.now ?? MONDAY_9))
  }

  room(key: string): Room {
    return new Room(this, `${key}@chatroom`, key)
  }

  get now(): Instant {
    return this.clock.now()
  }

  /** Takes messages in, handles them, sends what is to be sent. Returns what the bot said because of them. */
  async receive(room: string, messages: readonly (Message & { from: string; text: string })[]): Promise<string[]> {
    const before = this.said.length
    await takeIn(
      this.db,
      plausiblyTimed(
        messages.map((m) => ({
          account: ACCOUNT,
          messageId: m.id ?? `m${++this.#count}`,
          externalRoomId: room,
          externalSenderId: m.from,
          senderName: '',
          kind: m.kind ?? 'text',
          text: m.quote ? `「${m.quoteOf ?? '小助手'}：${m.quote}」\n- - - - - - - - - - - - - - -\n${m.text}` : m.text,
          mentionsBot: m.mentionsBot ?? false,
          mentionIds: m.mentionIds ?? [],
          self: false,
          mediaId: m.mediaId ?? null,
          at: m.at ?? this.now,
        })),
        this.now,
        this.deps.log,
      ),
      this.now,
    )
    await this.handle(room)
    return this.said.slice(before).map((s) => s.text)
  }

  /** The process ends and another one goes on, with nothing but what is written. */
  async restart(): Promise<void> {
    const before = this.deps.db
    this.deps = { ...this.deps, db: openDatabase(this.url, 2) }
    if (before !== this.db) await before.$disconnect()
  }

  /** Handles what waits in a room and sends what is to be sent. */
  async handle(room: string): Promise<void> {
    while ((await handleBatch(this.deps, { account: ACCOUNT, externalRoomId: room })) > 0);
    await this.send()
  }

  async send(): Promise<void> {
    for (;;) {
      const message = this.offline ? undefined : await nextToSay(this.deps, ACCOUNT, [])
      if (!message) return
      if (message.documentId === null) this.said.push({ room: message.externalRoomId, text: message.text, at: this.now })
      else this.files.push({ room: message.externalRoomId, name: message.text })
      await markSent(this.db, message.seq, this.now)
    }
  }

  /** Moves the clock, meeting every deadline on the way at its own time. Returns what was said. */
  async until(to: Instant): Promise<string[]> {
    const before = this.said.length
    for (;;) {
      const due = (await nextDeadline(this.db))?.dueAt
      const held = await nextHeld(this.db, this.offline ? [ACCOUNT] : [])
      const next = Math.min(due ?? Number.POSITIVE_INFINITY, held ?? Number.POSITIVE_INFINITY)
      if (next > to) break
      this.clock.moveTo(Math.max(next, this.now))
      for (const deadline of await dueBy(this.db, this.now, 100)) await fireDeadline(this.deps, deadline.id)
      await this.send()
    }
    this.clock.moveTo(to)
    return this.said.slice(before).map((s) => s.text)
  }

  after(ms: number): Promise<string[]> {
    return this.until(this.now + ms)
  }
}

/** One group chat. */
export class Room {
  readonly village: Village
  readonly id: string
  readonly key: string
  constructor(village: Village, id: string, key: string) {
    this.village = village
    this.id = id
    this.key = key
  }
  /** `head`, `recorder`, `12`, `4b`, `guest`, or a full external id. */
  who(short: string): string {
    return short.startsWith('wxid_') ? short : `wxid_${this.key}_${short}`
  }
  /** Says something and returns what the bot answers (empty: silence). */
  says(from: string, text: string, more: Message = {}): Promise<string[]> {
    return this.village.receive(this.id, [{ from: this.who(from), text, ...more }])
  }
  /** Everybody at once: one batch. */
  all(words: readonly (readonly [from: string, text: string])[]): Promise<string[]> {
    return this.village.receive(
      this.id,
      words.map(([from, text]) => ({ from: this.who(from), text })),
    )
  }
}

const HUAISHU_AT_HOME = Array.from({ length: 36 }, (_, i) => i + 1).filter((n) => n % 6 !== 0)
/** At-home households of 槐树 with a bound account, by the short id of one account. */
export const HUAISHU_REACHED = HUAISHU_AT_HOME.slice(0, -4).map((n) => (n === 1 ? 'head' : n === 2 ? 'recorder' : `${n}`))
