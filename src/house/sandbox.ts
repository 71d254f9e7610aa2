/** The sandbox's clock and its beginning: the only parts of it that know the whole house. */
import { setTimeout as sleep } from 'node:timers/promises'
import type { Arrivals } from '../../bots/sandbox/arrivals.ts'
import {
  ClockBackwards,
  type ClockOrder,
  type Fired,
  type Going,
  type SandboxControl,
  type SandboxState,
  SettleTimeout,
} from '../../bots/sandbox/control.ts'
import { isScheduleName, occurrencesBetween } from '../../jobs/schedule.ts'
import { seedTown } from '../../prisma/seed/town.ts'
import { newAddress } from '../application/orders/boards.ts'
import { anyCard } from '../application/orders/cards.ts'
import { headPhoneLink } from '../application/orders/phones.ts'
import type { ManualClock } from '../kernel/clock.ts'
import { type Instant, instantAt } from '../kernel/time.ts'
import { findAccounts } from '../store/accounts.ts'
import { boardOfRoom } from '../store/boards.ts'
import type { Database } from '../store/database.ts'
import { countDueDeadlines, dueBy, nextDeadline } from '../store/edges/deadlines.ts'
import { countPending } from '../store/edges/inbox.ts'
import { countDue, nextHeld } from '../store/edges/outbox.ts'
import { settleKind } from '../store/kind.ts'
import { hamletOfRoom } from '../store/media.ts'
import { askedIn, issuesAt, roomsWithMembers } from '../store/reading/rooms.ts'
import { resetTo } from '../store/reset.ts'
import { readSetting, writeSetting } from '../store/settings.ts'
import type { House } from './house.ts'

export const SANDBOX_ACCOUNT = 'sandbox'
/** Monday, 2026-09-07 09:00 +08:00. */
export const SANDBOX_START: Instant = instantAt('2026-09-07', 9)
const CLOCK_SETTING = 'sandbox.clock'
const SETTLE_WITHIN_MS = 30_000
/** Ticks that look at the tables for what was missed: in a sandbox nothing is, because its clock waits for everything. */
const TICKS = ['digest', 'monthlyReminder', 'monthTurn'].filter(isScheduleName)

export const readSandboxClock = async (db: Database): Promise<Instant> => Number((await readSetting(db, CLOCK_SETTING)) ?? SANDBOX_START)

export async function seedSandbox(db: Database, order: { now?: Instant; hamlets?: number; households?: number }): Promise<Instant> {
  // Whatever led here: nothing but a demonstration is ever emptied.
  if ((await settleKind(db, 'demo')) !== 'demo') throw new Error('a real town’s database is not reset')
  const now = order.now ?? SANDBOX_START
  await resetTo(db, seedTown({ ...order, now: new Date(now), account: SANDBOX_ACCOUNT, address: newAddress }))
  await writeSetting(db, CLOCK_SETTING, now)
  return now
}

export class Sandbox implements SandboxControl {
  readonly #house: House
  readonly #clock: ManualClock
  /** Everything that the gateway has heard has been handed over. */
  readonly #heard: () => Promise<void>
  readonly #arrivals: Arrivals

  constructor(house: House, clock: ManualClock, heard: () => Promise<void>, arrivals: Arrivals) {
    this.#house = house
    this.#clock = clock
    this.#heard = heard
    this.#arrivals = arrivals
  }

  get #db(): Database {
    return this.#house.deps.db
  }

  now(): Instant {
    return this.#clock.now()
  }

  taken(messageIds: readonly string[]): Promise<boolean> {
    return this.#arrivals.of(messageIds)
  }

  async state(): Promise<SandboxState> {
    const { town, rooms } = await roomsWithMembers(this.#db, SANDBOX_ACCOUNT)
    return {
      now: this.now(),
      settled: (await this.#left()) === undefined,
      town,
      rooms: rooms.map((room) => ({
        id: room.externalId,
        kind: room.kind,
        name: room.name,
        members: room.members.map((m) => ({
          id: m.externalId,
          name: m.nickname,
          nickname: m.nickname,
          role: m.role,
          ...(m.villager === null ? {} : { villager: m.villager }),
          ...(m.household === null ? {} : { household: m.household }),
          ...(m.atHome === null ? {} : { atHome: m.atHome }),
        })),
      })),
    }
  }

  async going(room: string): Promise<Going> {
    const [questions, issues] = await Promise.all([askedIn(this.#db, SANDBOX_ACCOUNT, room), issuesAt(this.#db, SANDBOX_ACCOUNT, room)])
    return {
      questions: questions.map(({ kind, options, startsAt, no }) => ({
        kind,
        ...(options === null ? {} : { options }),
        ...(startsAt === null ? {} : { startsAt }),
        ...(no === null ? {} : { no }),
      })),
      issues: issues.map(({ hamlet, no, kind, status, accepted }) => ({
        name: kind === 'hamlet' ? `${no}` : `${hamlet}${no}`,
        status,
        accepted,
      })),
    }
  }

  async boardOf(room: string): Promise<string | undefined> {
    const token = await boardOfRoom(this.#db, SANDBOX_ACCOUNT, room)
    return token && `/b/${token}`
  }

  async phoneOf(room: string): Promise<string | undefined> {
    const hamletId = await hamletOfRoom(this.#db, SANDBOX_ACCOUNT, room)
    const secret = hamletId && (await headPhoneLink(this.#house.deps, hamletId))
    return secret && `/h/in/${secret}`
  }

  async cardOf(member: string): Promise<string | undefined> {
    const [account] = await findAccounts(this.#db, SANDBOX_ACCOUNT, [member])
    if (!account?.hamletId || account.householdId === null) return undefined
    const token = await anyCard(this.#house.deps, account.hamletId, account.householdId)
    return token && `/c/${token}`
  }

  async clock(order: ClockOrder): Promise<{ now: Instant; fired: Fired[] }> {
    await this.settle()
    const target = await this.#target(order)
    if (target < this.now()) throw new ClockBackwards('the clock does not go backwards')
    const fired: Fired[] = []
    for (;;) {
      const next = await this.#nextEvent(target)
      if (next === undefined) break
      fired.push(...(await this.#happen(next)))
    }
    await this.#moveTo(target)
    return { now: this.now(), fired }
  }

  async #target(order: ClockOrder): Promise<Instant> {
    if ('to' in order) return order.to
    if ('advanceMs' in order) return this.now() + order.advanceMs
    const next = await nextDeadline(this.#db)
    return next === undefined ? this.now() : Math.max(next.dueAt, this.now())
  }

  /** The next moment, up to and including `target`, at which something is to happen. */
  async #nextEvent(target: Instant): Promise<Instant | undefined> {
    const moments = [(await nextDeadline(this.#db))?.dueAt, await nextHeld(this.#db, this.#offline())]
    const soonest = Math.min(target, ...moments.filter((m) => m !== undefined))
    const tick = occurrencesBetween(this.now(), soonest, TICKS)[0]?.at
    const next = tick ?? (moments.some((m) => m !== undefined && m <= target) ? soonest : undefined)
    return next === undefined ? undefined : Math.max(next, this.now())
  }

  async #happen(at: Instant): Promise<Fired[]> {
    const ticks = occurrencesBetween(this.now(), at, TICKS)
    await this.#moveTo(at)
    const due = await dueBy(this.#db, at, 1_000)
    this.#house.deps.wake.deadlines(due)
    for (const tick of ticks) await this.#house.tick(tick.name, tick.at)
    this.#house.deps.wake.outbox()
    await this.settle()
    return [
      ...due.map((d) => ({ at, kind: d.kind, subject: d.subject })),
      ...ticks.map((t) => ({ at: t.at, kind: t.name, subject: 'town' })),
    ]
  }

  #offline(): string[] {
    return this.#house.connections.filter((c) => c.state === 'offline').map((c) => c.account)
  }

  async #moveTo(at: Instant): Promise<void> {
    if (at === this.now()) return
    this.#clock.moveTo(at)
    await writeSetting(this.#db, CLOCK_SETTING, at)
  }

  async settle(): Promise<{ now: Instant }> {
    const giveUpAt = Date.now() + SETTLE_WITHIN_MS
    for (let pause = 1; ; pause = Math.min(pause * 2, 25)) {
      await this.#heard()
      const left = await this.#left()
      if (left === undefined) return { now: this.now() }
      if (Date.now() > giveUpAt) throw new SettleTimeout(left)
      await sleep(pause)
    }
  }

  /** What is not dealt with yet; undefined when the house is at rest. */
  async #left(): Promise<string | undefined> {
    const { intake, connections, jobs } = this.#house
    const messages = await countPending(this.#db)
    if (messages > 0 || !intake.idle) return `${messages} messages to be handled`
    const deadlines = await countDueDeadlines(this.#db, this.now())
    if (deadlines > 0) return `${deadlines} deadlines that are due`
    const toSend = await countDue(this.#db, this.now(), this.#offline())
    if (toSend > 0) {
      for (const connection of connections) connection.sender.wake()
      return `${toSend} messages to be sent`
    }
    return (await jobs.idle()) && connections.every((c) => c.sender.idle) ? undefined : 'jobs under way'
  }

  async reset(order: { now?: Instant; hamlets?: number; households?: number }): Promise<void> {
    // What is under way belongs to the town that is about to end.
    await this.settle().catch((error: unknown) => this.#house.deps.log.warn({ error: String(error) }, 'reset while something was left'))
    const now = await seedSandbox(this.#db, order)
    this.#clock.reset(now)
  }
}
