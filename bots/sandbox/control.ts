/**
 * What the sandbox's routes ask of the rest of the system. The routes know chats and nothing else; who belongs to a room, what time
 * it is and how the clock is moved comes through here.
 */
import type { Instant } from '../../src/kernel/time.ts'
import type { Role } from '../../src/understand/outcome.ts'

type RoomKind = 'hamlet' | 'village' | 'town'

export interface SandboxMember {
  /** The chat account's external id: `wxid_huaishu_12`. */
  id: string
  /** The account's own name, which it keeps in every group. */
  name: string
  /** The name in this group (群昵称). */
  nickname: string
  role: Role
  /** Absent while the account is not bound to a villager. */
  villager?: string
  household?: string
  atHome?: boolean
}

export interface SandboxRoom {
  /** The chat's external id; it ends in `@chatroom`, as WeChat's do. */
  id: string
  kind: RoomKind
  name: string
  /** People only: the bot is in every room without being listed. */
  members: SandboxMember[]
}

export interface SandboxState {
  now: Instant
  /** Nothing is under way: no message unhandled, no deadline due, nothing waiting to be sent. */
  settled: boolean
  town: string
  rooms: SandboxRoom[]
}

export interface Fired {
  at: Instant
  kind: string
  subject: string
}

/** What is going on in a group, for the page's hints; the latest question last. */
export interface Going {
  questions: {
    /** The names that the page goes by: 约时间, 来不来, 签到, 表决, 评议. */
    kind: 'poll' | 'rsvp' | 'attend' | 'ballot' | 'rate'
    /** Of a poll. */
    options?: number
    /** Of a meeting that is ahead or going on. */
    startsAt?: Instant
    /** Of an issue. */
    no?: number
  }[]
  /** Issues that this group can do something about, the newest first: in a hamlet's by number, in an office's with its name (槐树12). */
  issues: { name: string; status: string; accepted: boolean }[]
}

export type ClockOrder = { to: Instant } | { advanceMs: number } | { next: true }

export interface SandboxControl {
  /** From the database. */
  state(): Promise<SandboxState>
  now(): Instant
  going(room: string): Promise<Going>
  /** Where the public board of this group's hamlet is; undefined when it has none. */
  boardOf(room: string): Promise<string | undefined>
  /** A link, to be used once, that opens the page of this group's head; undefined where there is no head. */
  phoneOf(room: string): Promise<string | undefined>
  /** Where the card of this member's household is; undefined for whoever belongs to none. */
  cardOf(member: string): Promise<string | undefined>
  /** Runs every deadline and cron tick on the way, each at its own time, then settles. Throws ClockBackwards, SettleTimeout. */
  clock(order: ClockOrder): Promise<{ now: Instant; fired: Fired[] }>
  /** True when these messages, which have just been said, are in the inbox; false when they do not get there. */
  taken(messageIds: readonly string[]): Promise<boolean>
  /** Throws SettleTimeout. */
  settle(): Promise<{ now: Instant }>
  reset(order: { now?: Instant; hamlets?: number; households?: number }): Promise<void>
}

/** The clock was to be moved to a moment before its own. */
export class ClockBackwards extends Error {
  override name = 'ClockBackwards'
}

/** Not everything was dealt with in time. */
export class SettleTimeout extends Error {
  override name = 'SettleTimeout'
  /** What is left, for a person: `3 messages unhandled, 1 waiting to be sent`. */
  readonly left: string
  constructor(left: string) {
    super(`still waiting for: ${left}`)
    this.left = left
  }
}
