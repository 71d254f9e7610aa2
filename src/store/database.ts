/** The connection to PostgreSQL. Only src/store imports Prisma. */
import { PrismaPg } from '@prisma/adapter-pg'
import { counted } from './counted.ts'
import { PrismaClient } from './generated/client.ts'

export type Database = PrismaClient
/** Inside a transaction. */
export type Transaction = Parameters<Parameters<PrismaClient['$transaction']>[0]>[0]
export type Reader = Database | Transaction

/** Milliseconds. A network that went away without a word would otherwise hold every connection for a quarter of an hour. */
const CONNECTED_WITHIN = 10_000
const ANSWERED_WITHIN = 30_000
/** A process that was stopped or cut off in the middle of a transaction holds its hamlets' locks for no longer than so many times that. */
const IDLE_TIMES = 3

export function openDatabase(url: string, maxConnections = 10, answeredWithin = ANSWERED_WITHIN): Database {
  // Session time zone is UTC, so that instants read as JSON carry their offset whatever the server's setting is.
  const adapter = new PrismaPg({
    connectionString: url,
    max: maxConnections,
    connectionTimeoutMillis: CONNECTED_WITHIN,
    query_timeout: answeredWithin,
    options: `-c timezone=UTC -c idle_in_transaction_session_timeout=${IDLE_TIMES * answeredWithin}`,
  })
  let pool: ReturnType<Awaited<ReturnType<PrismaPg['connect']>>['underlyingDriver']> | undefined
  const db = new PrismaClient({
    adapter: counted(adapter, (made: Awaited<ReturnType<PrismaPg['connect']>>) => {
      pool = made.underlyingDriver()
    }),
  })
  pools.set(db, () => ({ open: pool?.totalCount ?? 0, idle: pool?.idleCount ?? 0, waiting: pool?.waitingCount ?? 0, most: maxConnections }))
  return db
}

/** Connections of this process: open, of these idle, and how many wait for one. */
export interface PoolSigns {
  open: number
  idle: number
  waiting: number
  most: number
}

const pools = new WeakMap<Database, () => PoolSigns>()
export const poolOf = (db: Database): PoolSigns | undefined => pools.get(db)?.()

/** A turn holds its hamlet's lock: it may wait for another turn, but not for ever. Milliseconds. */
const LIMITS = { maxWait: 20_000, timeout: 60_000 }

/** Which database a transaction is of: what a process keeps, it keeps of one database. */
const databases = new WeakMap<Transaction, Database>()
export const databaseOf = (tx: Transaction): Database | undefined => databases.get(tx)

export const inTransaction = <T>(db: Database, work: (tx: Transaction) => Promise<T>): Promise<T> =>
  db.$transaction((tx) => {
    databases.set(tx, db)
    return work(tx)
  }, LIMITS)

/** PostgreSQL's classes of what is not the statement's fault: connection, rolled back for another's sake, no room, locks, shutting down, disk. */
const PASSING_STATES = ['08', '40', '53', '55', '57', '58']
const PASSING_CODES = /^(P10\d\d|P2024|P2028|P2034|P2037|ECONN\w+|EPIPE|ETIMEDOUT)$/

/** What the driver itself says, without a code: no connection came about, it broke, or nothing was answered on it. */
const PASSING_WORDS =
  /^(Query read timeout|Connection terminated|timeout exceeded when trying to connect|Client has encountered a connection error)/

/** What Prisma's adapter calls the same, where the driver had no code. */
const PASSING_KINDS = ['DatabaseNotReachable', 'ConnectionClosed', 'SocketTimeout', 'TooManyConnections', 'TransactionWriteConflict']

interface Failure {
  code?: unknown
  message?: unknown
  meta?: { driverAdapterError?: { cause?: { originalCode?: unknown; kind?: unknown } } }
}

/** Whether the database's state is to blame, and not what it was asked to do: the same may work in a minute. */
export function isPassing(error: unknown): boolean {
  const { code, message, meta } = error as Failure
  const { originalCode: state, kind } = meta?.driverAdapterError?.cause ?? {}
  if (typeof state === 'string' && PASSING_STATES.includes(state.slice(0, 2))) return true
  if (typeof kind === 'string' && PASSING_KINDS.includes(kind)) return true
  if (typeof code === 'string' && PASSING_CODES.test(code)) return true
  return typeof message === 'string' && PASSING_WORDS.test(message)
}
