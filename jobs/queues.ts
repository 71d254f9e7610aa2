/**
 * The queue that wakes us: BullMQ on Redis where REDIS_URL is set, else on the same PostgreSQL by BullMQ's own backend. Nothing
 * depends on it for being remembered: every deadline is a row, and the sweep, which goes
 * past the queue, finds within seconds what it has lost.
 */
import { type JobsOptions, Queue } from 'bullmq'
import type { Log } from '../src/kernel/log.ts'
import { within } from '../src/kernel/within.ts'
import { requireRedis, sayOnce, wiring } from './backend.ts'
import type { Handlers, JobName, Payload } from './payloads.ts'
import { startWorker } from './worker.ts'

export type { Handlers, Outcome } from './payloads.ts'

/** How long a caller of `enqueue` waits at most. */
const ENQUEUE_MS = 2_000

const ANSWER_MS = 700

/** Tries of a job whose handler throws, by default after 2, 4, 8 and 16 s; then the sweep finds the deadline again. */
const ATTEMPTS = 5
const BACKOFF_MS = 2_000

/**
 * BullMQ ignores a second job of an id that it remembers. A deadline's id must be free again as soon as the job has ended (a failed
 * one is enqueued again by the sweep); an occurrence's must be remembered for as long as another process may still announce it.
 */
const REMEMBERED: Record<JobName, Pick<JobsOptions, 'removeOnComplete' | 'removeOnFail'>> = {
  fireDeadline: { removeOnComplete: true, removeOnFail: true },
  tick: { removeOnComplete: { age: 86_400 }, removeOnFail: { age: 86_400 } },
}

export interface JobsSettings {
  /** Redis if given; otherwise `databaseUrl` carries the jobs in a schema of its own. */
  redisUrl?: string | undefined
  databaseUrl: string
  /** Keeps several installations on one Redis or one database apart. Lower-case letters, digits and `_`. Default `bullmq`. */
  prefix?: string | undefined
  /** First pause before a job whose handler threw is tried again, doubled each time. Default 2 000 ms. */
  backoffMs?: number
  log: Log
}

export interface Jobs {
  readonly backend: 'redis' | 'postgres'
  /** BullMQ's own queue, for a dashboard. */
  readonly queue: Queue
  /**
   * Hands a job over, due in `delayMs` (default at once). The same name and id again is harmless while the first is remembered.
   * Resolves within 2 s: false (and a warning in the log) when the queue could not be reached. Never rejects.
   */
  enqueue<N extends JobName>(name: N, id: string, payload: Payload<N>, options?: { delayMs?: number }): Promise<boolean>
  /** Starts working here. Once only. `concurrency`: jobs at a time, default 4. */
  work(handlers: Handlers, options?: { concurrency?: number }): Promise<void>
  /** True when nothing waits and nothing runs; jobs that are not due yet do not count. */
  idle(): Promise<boolean>
  /** Whether the queue answers at this moment; known within 0.7 s. Never rejects. */
  answers(): Promise<boolean>
  /** Takes no new job, lets those that run finish, closes the connections. May be called twice. */
  close(): Promise<void>
}

/** `:` separates keys in Redis and may not stand in an id; `%` keeps the mapping one-to-one. */
const safeId = (name: JobName, id: string): string => `${name}/${id.replace(/[%:]/g, encodeURIComponent)}`

export async function openJobs(settings: JobsSettings): Promise<Jobs> {
  const { log, redisUrl } = settings
  if (redisUrl !== undefined) await requireRedis(redisUrl)
  const wired = wiring(settings, true)
  const queue = new Queue(wired.name, wired.options, wired.factory)
  const quiet = sayOnce(log, 'queue')
  queue.on('error', quiet)
  await queue.waitUntilReady()
  const retry: JobsOptions = { attempts: ATTEMPTS, backoff: { type: 'exponential', delay: settings.backoffMs ?? BACKOFF_MS } }
  let worker: Awaited<ReturnType<typeof startWorker>> | undefined
  let closing: Promise<void> | undefined

  return {
    backend: redisUrl === undefined ? 'postgres' : 'redis',
    queue,
    async enqueue(name, id, payload, options = {}) {
      const job: JobsOptions = {
        ...retry,
        ...REMEMBERED[name],
        jobId: safeId(name, id),
        delay: Math.max(0, Math.ceil(options.delayMs ?? 0)),
      }
      try {
        if (closing) throw new Error('the queue has been closed')
        await within(ENQUEUE_MS, 'the queue', () => queue.add(name, payload, job))
        return true
      } catch (error) {
        log.warn({ job: name, err: error }, 'a job could not be handed to the queue; the sweep will find it')
        return false
      }
    },
    async work(handlers, options = {}) {
      if (worker) throw new Error('this process works already')
      worker = await startWorker(wiring(settings, false), handlers, options.concurrency ?? 4, log)
    },
    async idle() {
      const counts = await queue.getJobCounts('waiting', 'active', 'prioritized')
      return Object.values(counts).every((count) => count === 0)
    },
    answers: () =>
      within(ANSWER_MS, 'the queue', () => queue.getJobCounts('active')).then(
        () => true,
        () => false,
      ),
    close() {
      closing ??= (async () => {
        await worker?.close()
        await queue.close().catch(quiet)
      })()
      return closing
    },
  }
}
