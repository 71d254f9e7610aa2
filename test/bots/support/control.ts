/** A town that exists only in memory, for the routes: a clock with a list of things to fire, and rooms that a reset makes. */
import {
  ClockBackwards,
  type ClockOrder,
  type Fired,
  type Going,
  type SandboxControl,
  type SandboxRoom,
  type SandboxState,
  SettleTimeout,
} from '../../../bots/sandbox/control.ts'
import type { Instant } from '../../../src/kernel/time.ts'
import { NINE, rooms } from './village.ts'

export class FakeControl implements SandboxControl {
  clockNow: Instant = NINE
  rooms: SandboxRoom[] = rooms()
  /** What is due, in order. */
  due: Fired[] = []
  /** What a settle finds left over. */
  left: string | undefined
  /** Whether what is said reaches the inbox. */
  takes = true
  statesAsked = 0
  readonly resets: Parameters<SandboxControl['reset']>[0][] = []

  async state(): Promise<SandboxState> {
    this.statesAsked++
    return { now: this.clockNow, settled: this.left === undefined, town: '青山镇', rooms: this.rooms }
  }

  now(): Instant {
    return this.clockNow
  }

  /** What is going on, whichever the group. */
  goingOn: Going = { questions: [], issues: [] }

  async going(): Promise<Going> {
    return this.goingOn
  }

  async boardOf(room: string): Promise<string | undefined> {
    return this.rooms.find(({ id, kind }) => id === room && kind === 'hamlet') && '/b/board'
  }

  async phoneOf(): Promise<string | undefined> {
    return undefined
  }

  async cardOf(member: string): Promise<string | undefined> {
    return this.rooms.flatMap(({ members }) => members).find(({ id }) => id === member)?.household && '/c/card'
  }

  async clock(order: ClockOrder): Promise<{ now: Instant; fired: Fired[] }> {
    const to = 'to' in order ? order.to : 'advanceMs' in order ? this.clockNow + order.advanceMs : (this.due[0]?.at ?? this.clockNow)
    if (to < this.clockNow) throw new ClockBackwards()
    const fired = this.due.filter((one) => one.at <= to)
    this.due = this.due.filter((one) => one.at > to)
    this.clockNow = to
    return { now: to, fired }
  }

  async taken(): Promise<boolean> {
    return this.takes
  }

  async settle(): Promise<{ now: Instant }> {
    if (this.left !== undefined) throw new SettleTimeout(this.left)
    return { now: this.clockNow }
  }

  async reset(order: Parameters<SandboxControl['reset']>[0]): Promise<void> {
    this.resets.push(order)
    this.clockNow = order.now ?? NINE
    this.rooms = rooms().slice(0, order.hamlets ?? 2)
  }
}
