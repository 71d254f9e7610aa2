/** The two things that BullMQ can stand on here, and how to reach them. */
import { createPostgresBackend, type QueueOptions } from 'bullmq'
import { Redis } from 'ioredis'
import { type Log, withoutPassword } from '../src/kernel/log.ts'
import { within } from '../src/kernel/within.ts'

const QUEUE = 'wuchang'
/** Redis that does not answer within this time at the start stops the start. */
const CONNECT_MS = 4_000

/** What queue and worker are both opened with. */
export interface Wiring {
  name: string
  options: Pick<QueueOptions, 'connection' | 'prefix'>
  /** Third argument of a Queue, fourth of a Worker. Their declared types know only Redis' unless every class is spelled out. */
  factory: undefined
}

/** `failFast`: for callers that must be told at once when Redis is gone; a worker waits for it to come back. */
export function wiring(
  settings: { redisUrl?: string | undefined; databaseUrl: string; prefix?: string | undefined },
  failFast: boolean,
): Wiring {
  const prefix = settings.prefix ?? 'bullmq'
  if (settings.redisUrl === undefined) {
    const connection = { connectionString: settings.databaseUrl, schema: prefix, migrate: true, max: failFast ? 2 : 4 }
    return {
      name: QUEUE,
      options: { connection: connection as unknown as QueueOptions['connection'] },
      factory: createPostgresBackend as unknown as undefined,
    }
  }
  // Without a connection a caller must be told at once, not be queued in memory; a worker has time.
  const connection = {
    url: settings.redisUrl,
    enableOfflineQueue: !failFast,
    maxRetriesPerRequest: null,
    retryStrategy: (n: number) => Math.min(100 * 2 ** n, 5_000),
  }
  return { name: QUEUE, options: { connection, prefix }, factory: undefined }
}

/** Throws within 4 s a line naming REDIS_URL and its host, never the password, when that Redis does not answer. */
export async function requireRedis(url: string): Promise<void> {
  let reason = ''
  const probe = new Redis(url, { lazyConnect: true, connectTimeout: CONNECT_MS, maxRetriesPerRequest: 0, retryStrategy: () => null })
  probe.on('error', (error) => {
    reason = error.message
  })
  try {
    await within(CONNECT_MS, 'Redis', () => probe.connect())
  } catch (error) {
    const { hostname, port } = new URL(url)
    throw new Error(`REDIS_URL: no Redis answers at ${hostname}:${port || 6379} (${withoutPassword(reason || (error as Error).message)})`)
  } finally {
    probe.disconnect()
  }
}

/** A lost connection repeats its error at every attempt to come back: the first is a warning, the rest are for debugging. */
export function sayOnce(log: Log, part: string): (error: Error) => void {
  let last = ''
  return (error) => {
    const said = error.message || error.name
    if (said === last) log.debug({ part, err: error }, 'jobs: still in trouble')
    else log.warn({ part, err: error }, 'jobs: trouble with the connection')
    last = said
  }
}
