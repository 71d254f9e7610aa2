/** The connection to PostgreSQL. Only src/store imports Prisma. */
import { PrismaPg } from '@prisma/adapter-pg'
import { counted } from './counted.ts'
import { PrismaClient } from './generated/client.ts'

export type Database = PrismaClient
/** Inside a transaction. */
export type Transaction = Parameters<Parameters<PrismaClient['$transaction']>[0]>[0]
export type Reader = Database | Transaction

export function openDatabase(url: string, maxConnections = 10): Database {
  // Session time zone is UTC, so that instants read as JSON carry their offset whatever the server's setting is.
  const adapter = new PrismaPg({ connectionString: url, max: maxConnections, options: '-c timezone=UTC' })
  return new PrismaClient({ adapter: counted(adapter) })
}

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

/** Whether the database's state is to blame, and not what it was asked to do: the same may work in a minute. */
export function isPassing(error: unknown): boolean {
  const { code, meta } = error as { code?: unknown; meta?: { driverAdapterError?: { cause?: { originalCode?: unknown } } } }
  const state = meta?.driverAdapterError?.cause?.originalCode
  if (typeof state === 'string' && PASSING_STATES.includes(state.slice(0, 2))) return true
  return typeof code === 'string' && PASSING_CODES.test(code)
}
