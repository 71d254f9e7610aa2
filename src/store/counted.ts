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

export const counted = (factory: SqlDriverAdapterFactory): SqlDriverAdapterFactory =>
  instead<SqlDriverAdapterFactory>(factory, { connect: async () => adapter(await factory.connect()) })
