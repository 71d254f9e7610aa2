/** How the desk reads: SQL with numbered parameters, instants as numbers, lists by cursor and never unbounded. */
import { isStorable } from '../../kernel/storable.ts'
import type { Reader } from '../database.ts'
import { answered } from './together.ts'

export const LIMIT_DEFAULT = 50
export const LIMIT_MAX = 200

/** Collects conditions and their parameters: `where.and('h.id = ?', id)`. */
export class Conditions {
  readonly values: unknown[] = []
  readonly #parts: string[] = []

  /** The placeholder of a value. */
  value(value: unknown): string {
    this.values.push(value instanceof Date ? value.toISOString() : value)
    return `$${this.values.length}`
  }
  /** Adds a condition; each `?` in it takes the next value. */
  and(sql: string, ...values: unknown[]): this {
    let i = 0
    this.#parts.push(sql.replace(/\?/g, () => this.value(values[i++])))
    return this
  }
  andIf(given: unknown, sql: string, ...values: unknown[]): this {
    return given === undefined || given === null || given === '' ? this : this.and(sql, ...(values.length ? values : [given]))
  }
  toString(): string {
    return this.#parts.length ? this.#parts.map((p) => `(${p})`).join(' AND ') : 'true'
  }
}

/** Rows with instants as numbers (timestamptz) and counts as numbers (bigint). Text is never put into `sql`, only into `values`. */
export const rows = async <T>(db: Reader, sql: string, values: readonly unknown[] = []): Promise<T[]> =>
  (await answered(db, sql, values)) as T[]

export async function row<T>(db: Reader, sql: string, values: readonly unknown[] = []): Promise<T | undefined> {
  return (await rows<T>(db, sql, values))[0]
}

export interface Paging {
  /** Where the last page ended; opaque to whoever asks. */
  cursor?: string | undefined
  limit?: number | undefined
}

export interface Page<T> {
  items: T[]
  /** Undefined on the last page. */
  next: string | undefined
}

type Key = (string | number)[]

/** A cursor that is none of ours: made up, of another list, or cut short on its way. */
export class BadCursor extends Error {
  override name = 'BadCursor'
}

/** What a part of a cursor is: the row's number (`int` in four bytes), a moment, an id or a name. */
type KeyPart = 'seq' | 'int' | 'instant' | 'text'
type KeyOf<P extends readonly KeyPart[]> = { [K in keyof P]: P[K] extends 'text' ? string : P[K] extends 'instant' ? Date : number }

const INT_MAX = 2 ** 31 - 1
/** The end of the year 9999, after which a date is no longer written with four digits. */
const INSTANT_MAX = 253_402_300_799_999

const within = (value: unknown, max: number): boolean => Number.isSafeInteger(value) && (value as number) >= 0 && (value as number) <= max

const FITS: Readonly<Record<KeyPart, (value: unknown) => boolean>> = {
  seq: (value) => within(value, Number.MAX_SAFE_INTEGER),
  int: (value) => within(value, INT_MAX),
  instant: (value) => within(value, INSTANT_MAX),
  text: (value) => typeof value === 'string' && isStorable(value),
}

/** Where the last page ended; undefined for the first page. What does not fit this list is refused, never taken for the first page. */
export function readCursor<const P extends readonly KeyPart[]>(cursor: string | undefined, ...parts: P): KeyOf<P> | undefined {
  if (!cursor) return undefined
  const key = decoded(cursor)
  if (!Array.isArray(key) || key.length !== parts.length || !parts.every((part, i) => FITS[part](key[i]))) throw new BadCursor(cursor)
  return key.map((value, i) => (parts[i] === 'instant' ? new Date(value) : value)) as KeyOf<P>
}

function decoded(cursor: string): unknown {
  try {
    return JSON.parse(Buffer.from(cursor, 'base64url').toString())
  } catch {
    return undefined
  }
}

export const limitOf = ({ limit }: Paging): number => Math.min(Math.max(1, limit ?? LIMIT_DEFAULT), LIMIT_MAX)

/** Cuts what was read with one row more than the limit. */
export function paged<T>(found: T[], limit: number, key: (row: T) => Key): Page<T> {
  const items = found.slice(0, limit)
  const last = items.at(-1)
  return { items, next: found.length > limit && last ? Buffer.from(JSON.stringify(key(last))).toString('base64url') : undefined }
}
