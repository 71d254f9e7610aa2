/**
 * Columns that are encrypted at rest: phones; why somebody could not come, which is most often an illness or somebody to care for; and what a
 * household's code says, with which anybody could answer for it.
 */
import type { Keyring } from '../../kernel/keyring.ts'

export const SEALED: Readonly<Record<string, readonly string[]>> = {
  Villager: ['phone'],
  Official: ['phone'],
  Rsvp: ['reason'],
  HouseholdCard: ['token'],
}

/** Of this process: it has one town. */
let ring: Keyring | undefined

/** To be called before anything is read or written: without keys nothing is, in the clear least of all. */
export function sealWith(keys: Keyring): void {
  ring = keys
}

function keys(): Keyring {
  if (!ring) throw new Error('the keys of the personal columns have not been read')
  return ring
}

export const seal = (table: string, column: string, value: string | null): string | null =>
  value === null ? null : keys().seal(value, `${table}.${column}`)

export const open = (table: string, column: string, value: string | null): string | null =>
  value === null ? null : keys().open(value, `${table}.${column}`)

type Row = Record<string, unknown>

const each =
  (work: typeof seal) =>
  <R extends object>(table: string, row: R): R => {
    const columns = SEALED[table]
    if (!columns) return row
    const copy: Row = { ...(row as Row) }
    for (const column of columns) if (typeof copy[column] === 'string') copy[column] = work(table, column, copy[column])
    return copy as R
  }

/** A row as it is written, and as it is read. */
export const sealRow = each(seal)
export const openRow = each(open)
