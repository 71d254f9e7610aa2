/** Prisma's `pg` adapter, with each statement counted for the unit of work that sends it (src/kernel/wide.ts). */
import type { SqlDriverAdapter, SqlDriverAdapterFactory, SqlQueryable, Transaction } from '@prisma/driver-adapter-utils'
import { countStatement } from '../kernel/wide.ts'

const queries = (on: SqlQueryable): Pick<SqlQueryable, 'queryRaw' | 'executeRaw'> => ({
  queryRaw: (query) => {
    countStatement()
    return on.queryRaw(query)
  },
  executeRaw: (query) => {
    countStatement()
    return on.executeRaw(query)
  },
})

/** Everything as the adapter has it, but for what goes through `own`. */
function instead<T extends object>(on: T, own: Partial<T>): T {
  return new Proxy(on, {
    get: (target, key) => {
      const value = Reflect.get(key in own ? own : target, key)
      return typeof value === 'function' && !(key in own) ? value.bind(target) : value
    },
  })
}

const adapter = (on: SqlDriverAdapter): SqlDriverAdapter =>
  instead(on, {
    ...queries(on),
    startTransaction: async (level) => {
      const transaction = await on.startTransaction(level)
      return instead<Transaction>(transaction, queries(transaction))
    },
  })

/** `connected` is given what the factory itself has made. */
export const counted = <A extends SqlDriverAdapter>(
  factory: Omit<SqlDriverAdapterFactory, 'connect'> & { connect(): Promise<A> },
  connected: (made: A) => void,
): SqlDriverAdapterFactory =>
  instead<SqlDriverAdapterFactory>(factory as SqlDriverAdapterFactory, {
    connect: async () => {
      const made = await factory.connect()
      connected(made)
      return adapter(made)
    },
  })
