/** Reads the sheets of an .xlsx while they unfold: rows that are only formatted cost a moment each and nothing else. */
import { MAX_COLUMNS, MAX_MARKS, TOO_WIDE, UNFOLDS_TOO_FAR, Unreadable } from './limits.ts'
import { Budget, type Cell, type Merge, RowKeeper, type Sheet, type Tables } from './sheet.ts'
import { type WorkbookParts, workbookParts } from './workbook-parts.ts'
import { walker } from './xml.ts'
import type { Zip } from './zip.ts'

/** Undefined: the zip holds no workbook. */
export async function readXlsx(zip: Zip): Promise<Tables | undefined> {
  const book = await workbookParts(zip)
  if (!book) return undefined
  const budget = new Budget()
  const sheets: Sheet[] = []
  for (const { name, part, hidden } of book.sheets) if (!hidden) sheets.push(await readSheet(zip, part, name, book, budget))
  return { sheets, hidden: book.sheets.filter((s) => s.hidden).map((s) => s.name) }
}

async function readSheet(zip: Zip, part: string, name: string, book: WorkbookParts, budget: Budget): Promise<Sheet> {
  const reader = new SheetReader(book, budget)
  const parser = walker(reader)
  await zip.read(part, (piece) => {
    parser.write(piece)
    return true
  })
  parser.end()
  return { name, rows: reader.keeper.rows, merges: reader.merges }
}

const DAY_MS = 86_400_000
/** Day 0 in Unix time, given that Excel takes 1900 for a leap year. */
const EPOCH_1900 = -25_569 * DAY_MS
const EPOCH_1904 = -24_107 * DAY_MS
const LAST_DAY = 2_958_465

class SheetReader {
  readonly keeper: RowKeeper
  readonly merges: Merge[] = []
  readonly #book: WorkbookParts
  #line = 0
  #column = -1
  #cells: Cell[] = []
  #type = ''
  #style = 0
  #value = ''
  #said = false
  #computed = false
  #reading = false
  #marks = 0

  constructor(book: WorkbookParts, budget: Budget) {
    this.#book = book
    this.keeper = new RowKeeper(budget)
  }

  open(name: string, a: Record<string, string>): void {
    if (name === 'row') this.#row(a)
    else if (name === 'c') this.#cell(a)
    else if (name === 'v' || name === 't') {
      this.#reading = true
      this.#said = true
    } else if (name === 'f') this.#computed = true
    else if (name === 'rPh') this.#type = 'aid'
    else if (name === 'mergeCell') this.#merge(a.ref ?? '')
  }

  text(piece: string): void {
    if (this.#reading && this.#type !== 'aid') this.#value += piece
  }

  close(name: string): void {
    if (name === 'v' || name === 't') this.#reading = false
    else if (name === 'rPh') this.#type = 'inlineStr'
    else if (name === 'c') {
      if (this.#said || this.#computed) this.#cells[this.#column] = this.#read()
    } else if (name === 'row' && this.#cells.length > 0) {
      this.keeper.add(this.#line, this.#cells)
      this.#cells = []
    }
  }

  #row(a: Record<string, string>): void {
    this.#count()
    this.#line = Number(a.r) || this.#line + 1
    this.#column = -1
  }

  #cell(a: Record<string, string>): void {
    this.#count()
    this.#column = a.r === undefined ? this.#column + 1 : columnOf(a.r)
    this.#type = a.t ?? 'n'
    this.#style = Number(a.s ?? 0)
    this.#value = ''
    this.#said = false
    this.#computed = false
  }

  #count(): void {
    this.#marks += 1
    if (this.#marks > MAX_MARKS) throw new Unreadable(UNFOLDS_TOO_FAR)
  }

  #merge(ref: string): void {
    const [, left, from, right, to] = /^([A-Z]{1,3})(\d{1,7}):([A-Z]{1,3})(\d{1,7})$/.exec(ref) ?? []
    if (left && from && right && to && this.merges.length < MAX_MARKS)
      this.merges.push({ from: Number(from), to: Number(to), left: columnOf(left), right: columnOf(right) })
  }

  #read(): Cell {
    // Farther right than any table reaches something is an error all the same: it must not make an array of sixteen thousand.
    if (this.#column >= MAX_COLUMNS && this.#value !== '') throw new Unreadable(TOO_WIDE)
    if (!this.#said) return { error: '公式没有结果' }
    switch (this.#type) {
      case 's':
        return this.#book.texts[Number(this.#value)] ?? { error: '缺字' }
      case 'b':
        return this.#value === '1'
      case 'e':
        return { error: this.#value }
      case 'd':
        return Number.isNaN(Date.parse(this.#value)) ? this.#value : new Date(this.#value.slice(0, 10))
      case 'n':
        return this.#number()
      default:
        return unescaped(this.#value)
    }
  }

  #number(): Cell {
    if (this.#value === '') return this.#computed ? { error: '公式没有结果' } : null
    const number = Number(this.#value)
    if (Number.isNaN(number)) return { error: this.#value }
    if (!this.#book.isDate(this.#style) || number < 1 || number > LAST_DAY) return number
    return new Date((this.#book.from1904 ? EPOCH_1904 : EPOCH_1900) + Math.floor(number) * DAY_MS)
  }
}

/** A1 → 0, AB7 → 27. */
function columnOf(ref: string): number {
  let column = 0
  for (const letter of ref) {
    const code = letter.charCodeAt(0) - 64
    if (code < 1 || code > 26) break
    column = column * 26 + code
  }
  return column - 1
}

/** _x000D_ stands for a control character. */
const unescaped = (text: string): string =>
  text.includes('_x') ? text.replace(/_x([\dA-Fa-f]{4})_/g, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16))) : text
