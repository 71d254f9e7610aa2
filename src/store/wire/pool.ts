/**
 * The connections that Prisma's models and our own statements share. In the driver's pipeline a statement is written as soon as it is asked,
 * whether or not those before it have been answered: what waits for no other's answer goes out together and costs one wait.
 */
import { AsyncLocalStorage } from 'node:async_hooks'
import pg from 'pg'

/** Milliseconds. A network that went away without a word would otherwise hold every connection for a quarter of an hour. */
const CONNECTED_WITHIN = 10_000
/** A process that was stopped or cut off in the middle of a transaction holds its hamlets' locks for no longer than so many times that. */
const IDLE_TIMES = 3

const lent = new AsyncLocalStorage<pg.PoolClient>()

/** Whatever `work` takes from the pool is this connection, which is in a transaction already. */
export const lending = <T>(connection: pg.PoolClient, work: () => T): T => lent.run(guestOf(connection), work)

export class Pool extends pg.Pool {
  /** `answeredWithin`: milliseconds; a connection on which something has not been answered by then is given up. */
  constructor(url: string, maxConnections: number, answeredWithin: number) {
    super({
      connectionString: url,
      max: maxConnections,
      connectionTimeoutMillis: CONNECTED_WITHIN,
      query_timeout: answeredWithin,
      pipeline: true,
      // Session time zone is UTC, so that instants read as JSON carry their offset whatever the server's setting is.
      options: `-c timezone=UTC -c idle_in_transaction_session_timeout=${IDLE_TIMES * answeredWithin}`,
    })
    // A connection that breaks while nobody has it is simply not there for the next one.
    this.on('error', () => undefined)
  }

  override connect(): Promise<pg.PoolClient>
  override connect(callback: (error: Error | undefined, client: pg.PoolClient | undefined, done: () => void) => void): void
  override connect(callback?: Parameters<pg.Pool['connect']>[0]): Promise<pg.PoolClient> | undefined {
    if (callback) {
      super.connect(callback)
      return undefined
    }
    const guest = lent.getStore()
    return guest ? Promise.resolve(guest) : super.connect()
  }
}

/** A transaction's beginning and end are its owner's, as the connection is: whoever is lent it has neither. */
function guestOf(connection: pg.PoolClient): pg.PoolClient {
  const nothing = { rows: [], fields: [], rowCount: 0 }
  const own: Record<string, unknown> = {
    query: (asked: pg.QueryConfig) => (/^(BEGIN|COMMIT|ROLLBACK)$/.test(asked.text) ? Promise.resolve(nothing) : connection.query(asked)),
    on: () => undefined,
    removeListener: () => undefined,
    release: () => undefined,
  }
  return new Proxy(connection, { get: (target, key) => own[String(key)] ?? Reflect.get(target, key) })
}
