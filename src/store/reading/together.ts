/**
 * What a page asks in the same breath goes to the database in one statement: each question is a column of it, its rows as JSON. A page is
 * written as if it asked one small thing after another, and pays for each time that it has to wait for an answer before it can ask on. All
 * that it asked in one breath is also of one moment.
 */
import { AsyncLocalStorage } from 'node:async_hooks'
import type { Database, Reader } from '../database.ts'
import { isInstantName } from './instants.ts'

type Row = Record<string, unknown>

interface Question {
  sql: string
  values: readonly unknown[]
  answer(rows: Row[]): void
  fail(error: unknown): void
}

class Breath {
  readonly db: Database
  #asked: Question[] = []

  constructor(db: Database) {
    this.db = db
  }

  /** Whatever is asked until the loop turns is asked with it: all that follows from one answer without waiting for another. */
  ask(sql: string, values: readonly unknown[]): Promise<Row[]> {
    return new Promise((answer, fail) => {
      if (this.#asked.length === 0) setImmediate(() => void this.#send())
      this.#asked.push({ sql, values, answer, fail })
    })
  }

  async #send(): Promise<void> {
    const asked = this.#asked
    this.#asked = []
    try {
      const answers = await together(this.db, asked)
      for (const [i, question] of asked.entries()) question.answer(answers[i] ?? [])
    } catch (error) {
      for (const question of asked) question.fail(error)
    }
  }
}

async function together(db: Database, asked: readonly Question[]): Promise<Row[][]> {
  const [only] = asked
  if (asked.length === 1 && only) return [await alone(db, only.sql, only.values)]
  const values: unknown[] = []
  const columns = asked.map((question, i) => {
    const sql = question.sql.replace(/\$(\d+)/g, (_, n: string) => `$${values.length + Number(n)}`)
    values.push(...question.values)
    return `(SELECT json_agg(q) FROM (${sql}) q) AS "${i}"`
  })
  const [found] = await db.$queryRawUnsafe<Record<string, Row[] | null>[]>(`SELECT ${columns.join(',\n')}`, ...values)
  return asked.map((_, i) => revived(found?.[i] ?? []))
}

/** JSON has no instants: PostgreSQL writes them as it always does, and their columns' names say which they are. */
const WRITTEN = /^\d{4,}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?\+00:00$/

function revived(rows: Row[]): Row[] {
  const instants = Object.keys(rows[0] ?? {}).filter(isInstantName)
  if (instants.length > 0) for (const row of rows) for (const name of instants) row[name] = asInstant(row[name])
  return rows
}

function asInstant(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(asInstant)
  return typeof value === 'string' && WRITTEN.test(value) ? Date.parse(value) : value
}

async function alone(db: Reader, sql: string, values: readonly unknown[]): Promise<Row[]> {
  const found = await db.$queryRawUnsafe<Row[]>(sql, ...values)
  return found.map((row) => Object.fromEntries(Object.entries(row).map(([name, value]) => [name, plain(name, value)])))
}

function plain(name: string, value: unknown): unknown {
  if (value instanceof Date) {
    if (!isInstantName(name)) throw new Error(`the column ${name} is an instant: its name has to say so (src/store/reading/instants.ts)`)
    return value.getTime()
  }
  if (typeof value === 'bigint') return Number(value)
  if (Array.isArray(value)) return value.map((one) => plain(name, one))
  return value
}

const breaths = new AsyncLocalStorage<Breath>()

/** Of everything that `work` reads from this database, what it asks in one breath is one statement. */
export const inOneBreath = <T>(db: Database, work: () => Promise<T>): Promise<T> => breaths.run(new Breath(db), work)

/** Rows with instants and counts as numbers. A transaction's statements are its own: their order is part of what it does. */
export function answered(db: Reader, sql: string, values: readonly unknown[]): Promise<Row[]> {
  const breath = breaths.getStore()
  return breath?.db === db ? breath.ask(sql, values) : alone(db, sql, values)
}
