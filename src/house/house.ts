/**
 * The composition of the running house: gateways into the inbox, deadlines through the queue, the outbox through one sender per account.
 * Here, and nowhere else under src/, bots and jobs meet the application.
 */
import type { Gateway } from '../../bots/gateway.ts'
import { type Jobs, openJobs } from '../../jobs/queues.ts'
import { occurrencesBetween, startSchedules } from '../../jobs/schedule.ts'
import { Firing } from '../application/clock/firing.ts'
import { Sweep } from '../application/clock/sweep.ts'
import { makeUpFor, onTick } from '../application/clock/ticks.ts'
import { LEASE, type LeaseTiming } from '../application/connection/ownership.ts'
import { Intake } from '../application/hearing/intake.ts'
import type { Deps } from '../application/ports.ts'
import type { Pace } from '../application/saying/sender.ts'
import type { Machine } from '../application/watch/signs.ts'
import { Watch } from '../application/watch/watch.ts'
import type { Clock } from '../kernel/clock.ts'
import { randomId } from '../kernel/ids.ts'
import type { Log } from '../kernel/log.ts'
import { type Instant, isoShanghai, MINUTE, SECOND } from '../kernel/time.ts'
import type { Database } from '../store/database.ts'
import { type Ask, openVital } from '../store/vital.ts'
import { Connection } from './connection.ts'

export interface HouseSettings {
  db: Database
  databaseUrl: string
  redisUrl?: string | undefined
  clock: Clock
  log: Log
  /** The accounts that this process carries, each with the pace it is spoken through at. Empty in a process that carries no chat. */
  channels: readonly { gateway: Gateway; pace: Pace }[]
  /** Whether this process works on jobs and lets the schedules tick. */
  worksJobs: boolean
  /** Queue name: keeps several houses on one Redis or database apart. */
  queuePrefix?: string
  /** With a clock that is moved by hand, real time must not run the schedules. */
  clockMovesByHand: boolean
  /** With it this process, if it works on jobs, tells the town when something is wrong with the program itself. */
  machine?: Machine
  /** Other times than the real ones: for tests. */
  timing?: { lease?: LeaseTiming; sweepEveryMs?: number }
  onTaken?: (messageId: string) => void
  onScan?: (code: string) => void
  onConnection?: (state: 'online' | 'offline', at: Instant, why?: string) => void
}

export interface House {
  readonly deps: Deps
  readonly intake: Intake
  readonly connections: readonly Connection[]
  readonly jobs: Jobs
  /** Whether the database is there at all. */
  readonly ask: Ask
  /** Runs one occurrence of a schedule, as the clock's tick would. */
  tick(name: string, at: Instant): Promise<void>
  /** Batches under way finish, the sender stops between two messages, jobs that run end. */
  stop(): Promise<void>
}

export async function openHouse(settings: HouseSettings): Promise<House> {
  const { db, clock, log } = settings
  const connections: Connection[] = []
  const vital = openVital(settings.databaseUrl)
  // Made below, with what it wakes.
  let woken: Intake | undefined
  let firing: Firing | undefined
  const jobs = await openJobs({
    redisUrl: settings.redisUrl,
    databaseUrl: settings.databaseUrl,
    log,
    ...(settings.queuePrefix ? { prefix: settings.queuePrefix } : {}),
  })
  const deps: Deps = {
    db,
    clock,
    newId: randomId,
    log,
    wake: {
      outbox: (account) => {
        for (const c of connections) if (account === undefined || c.account === account) c.sender.wake()
      },
      inbox: (room) => woken?.poke(room),
      deadlines: queueing(jobs, settings, (id) => firing?.fire(id)),
    },
  }
  const intake = new Intake(deps)
  woken = intake
  const fires = new Firing(deps)
  if (settings.worksJobs) firing = fires
  for (const { gateway, pace } of settings.channels)
    connections.push(
      new Connection({
        gateway,
        pace,
        deps,
        ask: vital.ask,
        lease: settings.timing?.lease ?? LEASE,
        intake,
        clockMovesByHand: settings.clockMovesByHand,
        ...told(settings),
      }),
    )
  // Before the jobs: what a process that was killed has missed must be known before the first question falls due.
  for (const connection of connections) await connection.start()
  if (settings.worksJobs) await jobs.work(workOf(deps, fires))
  const ticking = settings.worksJobs && !settings.clockMovesByHand
  const sweep = new Sweep(deps, intake, {
    deadlines: settings.worksJobs,
    fire: (id) => fires.fire(id),
    ...(settings.timing?.sweepEveryMs === undefined ? {} : { everyMs: settings.timing.sweepEveryMs }),
    ...(ticking ? { also: () => makeUpFor(deps, lateTicks(clock.now())) } : {}),
  })
  await sweep.look()
  sweep.start()
  const watch = ticking && settings.machine ? new Watch(deps, settings.machine) : undefined
  watch?.start()
  const stopSchedules = ticking ? startSchedules(jobs.enqueue, (name, at) => onTick(deps, name, at)) : async () => {}
  return {
    deps,
    intake,
    connections,
    jobs,
    ask: vital.ask,
    async tick(name, at) {
      await jobs.enqueue('tick', `${name}-${isoShanghai(at)}-${randomId()}`, { name, at })
    },
    async stop() {
      await stopSchedules()
      await watch?.stop()
      await sweep.stop()
      for (const connection of connections) await connection.hearNoMore()
      await intake.stop()
      for (const connection of connections) await connection.sayNoMore()
      await jobs.close()
      await fires.stop()
      await vital.end()
    },
  }
}

/** Deadlines that fall due soon go through the queue; so do those that are due now, where this process meets none itself. */
const queueing =
  (
    jobs: Jobs,
    { clock, clockMovesByHand, log }: HouseSettings,
    fire: (id: string) => Promise<unknown> | undefined,
  ): Deps['wake']['deadlines'] =>
  (rows) => {
    for (const { id, dueAt } of rows) {
      const delayMs = dueAt - clock.now()
      // Far deadlines are the sweep's; and a clock that is moved by hand wakes them itself.
      if (delayMs > 0 && (clockMovesByHand || delayMs > DELAY_AT_MOST_MS)) continue
      const fired = delayMs > 0 ? undefined : fire(id)
      if (fired) {
        // Its row says why, and the sweep tries again.
        void fired.catch((error) => log.warn({ deadline: id, reason: String(error) }, 'a deadline could not be met at once'))
        continue
      }
      // What the queue does not take is met by the sweep.
      void jobs.enqueue('fireDeadline', `${id}-${dueAt}`, { deadlineId: id }, { delayMs })
    }
  }

const workOf = (deps: Deps, fires: Firing): Parameters<Jobs['work']>[0] => ({
  fireDeadline: async ({ deadlineId }) => {
    const outcome = await fires.fire(deadlineId)
    // What was refused stays open, with the reason on its row: the sweep tries again.
    return outcome === 'gone' || outcome === 'refused' ? 'cancel' : 'done'
  },
  tick: async ({ name, at }) => {
    await onTick(deps, name, at)
    return 'done'
  },
})

const told = ({ onScan, onTaken, onConnection }: HouseSettings) => ({
  ...(onScan ? { onScan } : {}),
  ...(onTaken ? { onTaken } : {}),
  ...(onConnection ? { onConnection } : {}),
})

/** Ticks of the last minutes that should be done by now; older ones are the next run's. */
const lateTicks = (now: Instant) => occurrencesBetween(now - 10 * MINUTE, now - 5 * SECOND)

/** A delayed job may be lost with its queue; what is further away than this is left to the sweep, which reads the table. */
const DELAY_AT_MOST_MS = 24 * 3_600_000
