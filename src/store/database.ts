/** The connection to PostgreSQL. Only src/store imports Prisma. */
import { PrismaPg } from '@prisma/adapter-pg'
import { PrismaClient } from './generated/client.ts'

export type Database = PrismaClient
/** Inside a transaction. */
export type Transaction = Parameters<Parameters<PrismaClient['$transaction']>[0]>[0]
export type Reader = Database | Transaction

export function openDatabase(url: string, maxConnections = 10): Database {
  // Session time zone is UTC, so that instants read as JSON carry their offset whatever the server's setting is.
  const adapter = new PrismaPg({ connectionString: url, max: maxConnections, options: '-c timezone=UTC' })
  return new PrismaClient({ adapter })
}

/** A turn holds its hamlet's lock: it may wait for another turn, but not for ever. Milliseconds. */
const LIMITS = { maxWait: 20_000, timeout: 60_000 }

export const inTransaction = <T>(db: Database, work: (tx: Transaction) => Promise<T>): Promise<T> => db.$transaction(work, LIMITS)
