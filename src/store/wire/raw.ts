/** Statements of our own, on the driver itself: rows are what Prisma would make of them, without its engine in between. */
import pg from 'pg'
import { countStatement } from '../../kernel/wide.ts'

type Parse = (text: string) => unknown

const { types } = pg
const INT8 = 20
const INT8_ARRAY = 1016
const DATE = 1082
const TIMESTAMP = 1114

/** Where the driver's own reading is another than Prisma's: whole numbers that are too large for a number, days, and moments without a zone. */
const READINGS: Readonly<Record<number, Parse>> = {
  [INT8]: BigInt,
  [INT8_ARRAY]: (text) =>
    (types.getTypeParser(INT8_ARRAY as number)(text) as unknown as (string | null)[]).map((n) => (n === null ? null : BigInt(n))),
  [DATE]: (text) => new Date(text),
  [TIMESTAMP]: (text) => new Date(`${text.replace(' ', 'T')}Z`),
}
const READING: pg.CustomTypesConfig = {
  getTypeParser: ((oid: number, format?: 'text' | 'binary') => READINGS[oid] ?? types.getTypeParser(oid, format as 'text')) as never,
}

const names = new Map<string, string>()

/** Of a statement that each turn sends: a connection parses and plans it once. The texts are the program's own, and so their number is bounded. */
export function prepared(sql: string): string {
  if (!names.has(sql)) names.set(sql, `w${names.size}`)
  return sql
}

export function asking(sql: string, values: readonly unknown[]): pg.QueryConfig {
  countStatement()
  const name = names.get(sql)
  return { ...(name === undefined ? {} : { name }), text: sql, values: [...values], types: READING }
}
