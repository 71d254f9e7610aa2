/**
 * The connection to PostgreSQL. Only src/store imports Prisma. Statements that are written out (`$queryRawUnsafe`, `$executeRawUnsafe`) go to the
 * driver, in a transaction and outside; models go through Prisma, on the same connections.
 */
import { PrismaPg } from '@prisma/adapter-pg'
import { counted } from './counted.ts'
import { PrismaClient } from './generated/client.ts'
import { type Failure, stateOf } from './wire/failure.ts'
import { Pool } from './wire/pool.ts'
import { asking } from './wire/raw.ts'
import { type Transaction, transact, write } from './wire/transaction.ts'

export type Database = PrismaClient
/** Inside a transaction. */
export type { Transaction }
export { write }
export type Reader = Database | Transaction

/** Milliseconds. */
const ANSWERED_WITHIN = 30_000

export function openDatabase(url: string, maxConnections = 10, answeredWithin = ANSWERED_WITHIN): Database {
  const pool = new Pool(url, maxConnections, answeredWithin)
  const prisma = new PrismaClient({ adapter: counted(new PrismaPg(pool)) })
  const ask = (sql: string, values: unknown[]) => pool.query(asking(sql, values))
  const own: Record<string | symbol, unknown> = {
    $queryRawUnsafe: async (sql: string, ...values: unknown[]) => (await ask(sql, values)).rows,
    $executeRawUnsafe: async (sql: string, ...values: unknown[]) => (await ask(sql, values)).rowCount ?? 0,
    $disconnect: async () => {
      await prisma.$disconnect()
      if (!pool.ending) await pool.end()
    },
  }
  const db = new Proxy(prisma, {
    get: (target, key) => {
      const value = own[key] ?? Reflect.get(target, key)
      return typeof value === 'function' && typeof key === 'string' && key.startsWith('$') ? value.bind(target) : value
    },
  })
  opened.set(db, { pool, prisma })
  return db
}

const opened = new WeakMap<Database, { pool: Pool; prisma: PrismaClient }>()

/** Connections of this process: open, of these idle, and how many wait for one. */
export interface PoolSigns {
  open: number
  idle: number
  waiting: number
  most: number
}

export function poolOf(db: Database): PoolSigns | undefined {
  const pool = opened.get(db)?.pool
  return pool && { open: pool.totalCount, idle: pool.idleCount, waiting: pool.waitingCount, most: pool.options.max }
}

/** Milliseconds. A turn holds its hamlet's lock: it may wait for another turn, but not for ever. */
const TRANSACTED_WITHIN = 60_000

/** Which database a transaction is of: what a process keeps, it keeps of one database. */
const databases = new WeakMap<Transaction, Database>()
export const databaseOf = (tx: Transaction): Database | undefined => databases.get(tx)

/** Throws what the work throws, and what the database says to it or to the COMMIT; nothing of it is kept then. */
export function inTransaction<T>(db: Database, work: (tx: Transaction) => Promise<T>): Promise<T> {
  const { pool, prisma } = opened.get(db) ?? neverOpened()
  return transact(pool, prisma, TRANSACTED_WITHIN, (tx) => {
    databases.set(tx, db)
    return work(tx)
  })
}

const neverOpened = (): never => {
  throw new Error('a database is opened with openDatabase')
}

/** PostgreSQL's classes of what is not the statement's fault: connection, rolled back for another's sake, no room, locks, shutting down, disk. */
const PASSING_STATES = ['08', '40', '53', '55', '57', '58']
const PASSING_CODES = /^(P10\d\d|P2024|P2028|P2034|P2037|ECONN\w+|EPIPE|ETIMEDOUT)$/

/** What the driver itself says, without a code: no connection came about, it broke, or nothing was answered on it. */
const PASSING_WORDS =
  /^(Query read timeout|Connection terminated|timeout exceeded when trying to connect|Client has encountered a connection error|Client was closed)/

/** What Prisma's adapter calls the same, where the driver had no code. */
const PASSING_KINDS = ['DatabaseNotReachable', 'ConnectionClosed', 'SocketTimeout', 'TooManyConnections', 'TransactionWriteConflict']

/** Whether the database's state is to blame, and not what it was asked to do: the same may work in a minute. */
export function isPassing(error: unknown): boolean {
  const { code, message, meta } = error as Failure
  const state = stateOf(error)
  const kind = meta?.driverAdapterError?.cause?.kind
  if (state !== undefined && PASSING_STATES.includes(state.slice(0, 2))) return true
  if (typeof kind === 'string' && PASSING_KINDS.includes(kind)) return true
  if (typeof code === 'string' && PASSING_CODES.test(code)) return true
  return typeof message === 'string' && PASSING_WORDS.test(message)
}
