/** A table as every reader hands it over, whatever file it came from. */
import { MAX_CHARS, MAX_COLUMNS, MAX_ROWS, TOO_MANY_ROWS, TOO_MUCH_TEXT, TOO_WIDE, Unreadable } from './limits.ts'

/** A cell that shows #REF!, #N/A …: never the same as an empty one. */
export interface CellError {
  error: string
}

export type Cell = string | number | boolean | Date | CellError | null | undefined

export interface SheetRow {
  /** As a spreadsheet counts it, from 1. */
  line: number
  cells: Cell[]
}

/** Cells that are one: the rows from..to, in the columns left..right, counted from 0; lines from 1. */
export interface Merge {
  from: number
  to: number
  left: number
  right: number
}

export interface Sheet {
  name: string
  rows: SheetRow[]
  merges: Merge[]
}

/** `hidden`: names of sheets that nobody sees and that were not read. */
export type Tables = { sheets: Sheet[]; hidden: string[] } | { reason: string }

export const isError = (cell: Cell): cell is CellError =>
  typeof cell === 'object' && cell !== null && !(cell instanceof Date) && 'error' in cell

const isEmpty = (cell: Cell): boolean => cell === null || cell === undefined || (typeof cell === 'string' && cell.trim() === '')

/** Collects a file's rows and holds them to the limits. Empty rows are no rows, except for the lines that they take. */
export class RowKeeper {
  readonly rows: SheetRow[] = []
  readonly #budget: Budget

  constructor(budget: Budget) {
    this.#budget = budget
  }

  add(line: number, cells: Cell[]): void {
    const last = cells.findLastIndex((cell) => !isEmpty(cell))
    if (last < 0) return
    if (last >= MAX_COLUMNS) throw new Unreadable(TOO_WIDE)
    const kept = cells.slice(0, last + 1)
    this.#budget.spend(kept)
    this.rows.push({ line, cells: kept })
  }
}

/** One for a file, whatever number of sheets it has. */
export class Budget {
  #rows = 0
  #chars = 0

  spend(cells: readonly Cell[]): void {
    this.#rows += 1
    for (const cell of cells) if (typeof cell === 'string') this.#chars += cell.length
    if (this.#rows > MAX_ROWS) throw new Unreadable(TOO_MANY_ROWS)
    if (this.#chars > MAX_CHARS) throw new Unreadable(TOO_MUCH_TEXT)
  }
}
