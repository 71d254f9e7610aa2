/**
 * One transaction on one connection. Our own statements are written to it as they are asked; Prisma's models join it when they are first
 * used. What is left to be written down goes out with the COMMIT, in one wait: where one of them fails, PostgreSQL makes a ROLLBACK of it.
 */
import type pg from 'pg'
import type { PrismaClient } from '../generated/client.ts'
import { stateOf } from './failure.ts'
import { lending, type Pool } from './pool.ts'
import { asking } from './raw.ts'

type Models = Parameters<Parameters<PrismaClient['$transaction']>[0]>[0]
/** Statements with their values written into them are Prisma's, and go through its engine: not in here. */
export type Transaction = Omit<Models, '$queryRaw' | '$executeRaw'>

/** PostgreSQL's answer to whatever comes after a statement that has failed. */
const ABORTED = '25P02'

class Under {
  readonly #connection: pg.PoolClient
  readonly #prisma: PrismaClient
  readonly #within: number
  readonly #timer: NodeJS.Timeout
  /** What was sent and has not been waited for. */
  readonly #left: Promise<unknown>[] = []
  /** What went wrong first: what comes after it fails for its sake. */
  #first: unknown
  #over: Error | undefined
  #models: Promise<Models> | undefined
  #modelsDone: Promise<unknown> = Promise.resolve()
  #letGo = (): void => undefined

  constructor(connection: pg.PoolClient, prisma: PrismaClient, within: number) {
    this.#connection = connection
    this.#prisma = prisma
    this.#within = within
    this.leave(this.#send({ text: 'BEGIN' }))
    this.#timer = setTimeout(() => {
      this.#over = Object.assign(new Error(`a transaction took longer than ${within} ms`), { code: 'ETIMEDOUT' })
      this.leave(this.#connection.query('ROLLBACK'))
    }, within)
  }

  async ask(sql: string, values: readonly unknown[]): Promise<pg.QueryResult> {
    if (this.#over) throw this.#over
    return this.#send(asking(sql, values))
  }

  /** Goes out now and is waited for at the end, at the latest. */
  leave(sent: Promise<unknown>): void {
    this.#left.push(sent)
    sent.catch(() => undefined)
  }

  async #send(asked: pg.QueryConfig): Promise<pg.QueryResult> {
    try {
      return await this.#connection.query(asked)
    } catch (error) {
      this.#first ??= error
      throw this.#cause(error)
    }
  }

  #cause(error: unknown): unknown {
    return stateOf(error) === ABORTED ? (this.#first ?? error) : error
  }

  models(): Promise<Models> {
    this.#models ??= new Promise((resolve, reject) => {
      const letGo = new Promise<void>((done) => {
        this.#letGo = done
      })
      const join = (models: Models): Promise<void> => {
        resolve(models)
        return letGo
      }
      this.#modelsDone = lending(this.#connection, () => this.#prisma.$transaction(join, { timeout: this.#within })).catch(reject)
    })
    return this.#models
  }

  async commit(): Promise<void> {
    await this.#models?.then(this.#letGo)
    await this.#modelsDone
    if (this.#over) throw this.#over
    const committed = this.#connection.query('COMMIT')
    this.leave(committed)
    const failed = (await Promise.allSettled(this.#left)).find((one) => one.status === 'rejected')
    if (failed) throw this.#first ?? failed.reason
    if ((await committed).command !== 'COMMIT') throw this.#first ?? new Error('the transaction was rolled back')
  }

  /** The error that whoever waits is to be told of: a statement's own, and not that of one after it. */
  async rollback(error: unknown): Promise<unknown> {
    this.#letGo()
    await this.#connection.query('ROLLBACK')
    await Promise.allSettled(this.#left)
    return this.#over ?? this.#cause(error)
  }

  end(): void {
    clearTimeout(this.#timer)
  }
}

const underWay = new WeakMap<Transaction, Under>()

/**
 * A write that nothing in the transaction waits for: it goes out at once, and whether it has worked is known with the COMMIT. `told` is given its
 * rows before that. A transaction that Prisma has begun waits for it here.
 */
export async function write<R>(tx: Transaction, sql: string, values: readonly unknown[], told?: (rows: R[]) => void): Promise<void> {
  const own = underWay.get(tx)
  const rows = own ? own.ask(sql, values).then((result) => result.rows as R[]) : tx.$queryRawUnsafe<R[]>(sql, ...values)
  const written = Promise.resolve(rows).then((made) => told?.(made))
  if (own) own.leave(written)
  else await written
}

/** Milliseconds that the transaction may take in all. A connection that broke under it does not go back to the pool. */
export async function transact<T>(pool: Pool, prisma: PrismaClient, within: number, work: (tx: Transaction) => Promise<T>): Promise<T> {
  const connection = await pool.connect()
  let broken: Error | undefined
  const noteBroken = (error: Error): void => {
    broken = error
  }
  connection.on('error', noteBroken)
  const own = new Under(connection, prisma, within)
  const tx = transactionOf(own)
  try {
    const value = await work(tx)
    await own.commit()
    return value
  } catch (error) {
    throw await own.rollback(error).catch((lost: Error) => {
      broken ??= lost
      return error
    })
  } finally {
    own.end()
    connection.removeListener('error', noteBroken)
    connection.release(broken)
  }
}

/** As Prisma's own, with raw statements past its engine; a model joins the transaction when it is asked something. */
function transactionOf(own: Under): Transaction {
  const raw: Record<string, unknown> = {
    $queryRawUnsafe: async (sql: string, ...values: unknown[]) => (await own.ask(sql, values)).rows,
    $executeRawUnsafe: async (sql: string, ...values: unknown[]) => (await own.ask(sql, values)).rowCount ?? 0,
  }
  const tx = new Proxy(raw, {
    get: (target, key) => {
      if (typeof key === 'symbol' || key === 'then' || key in target) return Reflect.get(target, key)
      target[key] = modelOf(own, key)
      return target[key]
    },
  }) as unknown as Transaction
  underWay.set(tx, own)
  return tx
}

const modelOf = (own: Under, model: string): unknown =>
  new Proxy(
    {},
    {
      get:
        (_, verb) =>
        async (...asked: unknown[]) => {
          const models = (await own.models()) as unknown as Record<string, Record<string | symbol, (...asked: unknown[]) => unknown>>
          return models[model]?.[verb]?.(...asked)
        },
    },
  )
