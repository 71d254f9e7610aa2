/** What both sides are given, and how a thing that is declared on one of them says who may. */
import type { Deps } from '../application/ports.ts'
import type { Machine } from '../application/watch/signs.ts'
import type { Capability } from '../domain/rights/desk.ts'
import type { IsAmong } from '../kernel/addresses.ts'
import { type Clock, systemClock } from '../kernel/clock.ts'
import type { Instant } from '../kernel/time.ts'

/** A job of the queue, as the admin sees it. */
export interface JobLine {
  id: string
  /** fireDeadline, or what a tick is called. */
  name: string
  state: 'failed' | 'active' | 'waiting' | 'delayed'
  /** When it is to run, failed, or was handed over. */
  at: Instant
  attempts: number
  error: string | null
}

/** The queue that wakes us, for looking at (jobs/look.ts). */
export interface QueueDesk {
  look(): Promise<{ counts: Record<string, number>; jobs: JobLine[]; lastRun: Instant | null }>
  /** Tries again what failed; false when it has not. */
  again(id: string): Promise<boolean>
}

export interface DoorDeps extends Deps {
  /** Real time, for sessions and guesses, also where the town's clock is moved by hand. */
  wall: Clock
  /** Addresses whose word is taken for who is calling; absent: nobody's. */
  isProxy?: IsAmong | undefined
  machine: Machine
  /** The village without WeChat is there to be played with, at /sandbox. */
  sandbox?: boolean
  /** Absent where none was opened: a test's. */
  queue?: QueueDesk | undefined
}

/** A machine of which nothing is known: a test's. */
const NO_MACHINE: Machine = { wall: () => systemClock.now(), disk: async () => null }

export const atDoor = (deps: Deps, wall: Clock = systemClock, isProxy?: IsAmong, machine: Machine = NO_MACHINE): DoorDeps => ({
  ...deps,
  wall,
  isProxy,
  machine,
})

/** A route or a page: the tests that walk all of them with everybody read it. */
export interface Declared {
  method: string
  path: string
  may: Capability
}
