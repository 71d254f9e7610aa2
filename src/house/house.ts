/**
 * The composition of the running house: gateways into the inbox, deadlines through the queue, the outbox through one sender per account.
 * Here, and nowhere else under src/, bots and jobs meet the application.
 */
import { AccountLimited, type Gateway, type GatewayEvents, type Incoming, NotSent } from '../../bots/gateway.ts'
import { type Jobs, openJobs } from '../../jobs/queues.ts'
import { startSchedules } from '../../jobs/schedule.ts'
import { fireDeadline } from '../application/fire-deadline.ts'
import { Intake } from '../application/intake.ts'
import { takeMedia } from '../application/media.ts'
import { Ownership } from '../application/ownership.ts'
import type { Deps } from '../application/ports.ts'
import { type Pace, Sender } from '../application/sender.ts'
import { sweep } from '../application/sweep.ts'
import { onTick } from '../application/ticks.ts'
import type { Clock } from '../kernel/clock.ts'
import { randomId } from '../kernel/ids.ts'
import type { Log } from '../kernel/log.ts'
import { type Instant, isoShanghai } from '../kernel/time.ts'
import type { Database } from '../store/database.ts'
import type { Received } from '../store/inbox.ts'

export interface HouseSettings {
  db: Database
  databaseUrl: string
  redisUrl?: string | undefined
  clock: Clock
  log: Log
  pace: Pace
  /** Undefined in a process that carries no chat. */
  gateway: Gateway | undefined
  /** Whether this process works on jobs and lets the schedules tick. */
  worksJobs: boolean
  /** Queue name: keeps several houses on one Redis or database apart. */
  queuePrefix?: string
  /** With a clock that is moved by hand, real time must not run the schedules. */
  clockMovesByHand: boolean
  onScan?: (code: string) => void
  onConnection?: (state: 'online' | 'offline', at: Instant, why?: string) => void
}

export interface House {
  readonly deps: Deps
  readonly intake: Intake
  readonly sender: Sender | undefined
  readonly jobs: Jobs
  readonly online: boolean
  /** Runs one occurrence of a schedule, as the clock's tick would. */
  tick(name: string, at: Instant): Promise<void>
  /** Batches under way finish, the sender stops between two messages, jobs that run end. */
  stop(): Promise<void>
}

export async function openHouse(settings: HouseSettings): Promise<House> {
  const { db, clock, log, gateway } = settings
  let sender: Sender | undefined
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
      outbox: () => sender?.wake(),
      deadlines: (rows) => {
        for (const { id, dueAt } of rows) {
          const delayMs = dueAt - clock.now()
          // Far deadlines are the sweep's; and a clock that is moved by hand wakes them itself.
          if (delayMs > 0 && (settings.clockMovesByHand || delayMs > DELAY_AT_MOST_MS)) continue
          void jobs.enqueue('fireDeadline', `${id}-${dueAt}`, { deadlineId: id }, { delayMs })
        }
      },
    },
  }
  const intake = new Intake(deps)
  if (settings.worksJobs)
    await jobs.work({
      fireDeadline: async ({ deadlineId }) => ((await fireDeadline(deps, deadlineId)) === 'gone' ? 'cancel' : 'done'),
      sweep: async () => {
        await sweep(deps, intake)
        return 'done'
      },
      tick: async ({ name, at }) => {
        await onTick(deps, name, at)
        return 'done'
      },
    })
  const connection = gateway ? connect(settings, gateway, deps, intake) : undefined
  sender = connection?.sender
  await connection?.start()
  await intake.resume()
  await sweep(deps, intake)
  const stopSchedules = settings.clockMovesByHand || !settings.worksJobs ? async () => {} : startSchedules(jobs.enqueue)
  return {
    deps,
    intake,
    sender,
    jobs,
    get online() {
      return connection?.online() ?? false
    },
    async tick(name, at) {
      await jobs.enqueue('tick', `${name}-${isoShanghai(at)}-${randomId()}`, { name, at })
    },
    async stop() {
      await stopSchedules()
      await connection?.hearNoMore()
      await intake.stop()
      await connection?.sayNoMore()
      await jobs.close()
    },
  }
}

/** The account's connection: ours by lease, heard into the inbox, spoken through by one sender. */
function connect(settings: HouseSettings, gateway: Gateway, deps: Deps, intake: Intake) {
  const { log } = settings
  const ownership = new Ownership(deps, gateway.account)
  const sender = new Sender(deps, channelOf(gateway), settings.pace)
  let online = false
  let connected = false
  const events: GatewayEvents = {
    message: async (incoming) => intake.take(await received(deps, incoming)),
    messages: async (batch) => {
      // Pictures are loaded side by side; the order is that of the batch.
      const taken = await Promise.all(batch.map((incoming) => received(deps, incoming)))
      await Promise.all(taken.map((message) => intake.take(message)))
    },
    status: (state, at, why) => {
      online = state === 'online'
      log.info({ account: gateway.account, state, why }, 'connection')
      settings.onConnection?.(state, at, why)
      if (online) sender.wake()
    },
    ...(settings.onScan ? { scan: settings.onScan } : {}),
  }
  const hearNoMore = async () => {
    if (connected) await gateway.stop()
  }
  const lost = () => {
    log.error({ account: gateway.account }, 'the account was lost to another process; this one hears and says no more')
    void sender.stop().then(hearNoMore)
  }
  const begin = async () => {
    connected = true
    await sender.start()
    await gateway.start(events)
  }
  return {
    sender,
    online: () => online,
    /** Throws what makes the connection impossible. A process that has to wait for the account is up all the same. */
    async start() {
      if (await ownership.tryTake(lost)) return begin()
      log.warn({ account: gateway.account }, 'another process owns the account; this one waits for it')
      void ownership
        .take(lost)
        .then((ours) => (ours ? begin() : undefined))
        .catch((error: unknown) => log.error({ account: gateway.account, reason: String(error) }, 'the connection could not be started'))
    },
    hearNoMore,
    async sayNoMore() {
      await sender.stop()
      await ownership.release()
    },
  }
}

/** A delayed job may be lost with its queue; what is further away than this is left to the sweep, which reads the table. */
const DELAY_AT_MOST_MS = 24 * 3_600_000

async function received(deps: Deps, incoming: Incoming): Promise<Received> {
  const {
    account,
    messageId,
    roomId: externalRoomId,
    senderId: externalSenderId,
    senderName,
    kind,
    text,
    mentionsBot,
    mentionIds,
    self,
    at,
  } = incoming
  const message = { account, messageId, externalRoomId, externalSenderId, senderName, kind, text, mentionsBot, mentionIds, self, at }
  const media = incoming.media && !self ? await takeMedia(deps, message, incoming.media) : undefined
  return { ...message, mediaId: media && 'mediaId' in media ? media.mediaId : null }
}

const channelOf = (gateway: Gateway) => ({
  account: gateway.account,
  send: (roomId: string, text: string) => gateway.send(roomId, text),
  isLimit: (error: unknown) => error instanceof AccountLimited,
  isUnknown: (error: unknown) => !(error instanceof NotSent) && !(error instanceof AccountLimited),
})
