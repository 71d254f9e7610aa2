/** The tables of a Word document: many a roster is one. */
import { Budget, type Cell, type Merge, RowKeeper, type Sheet, type Tables } from './sheet.ts'
import { walker } from './xml.ts'
import type { Zip } from './zip.ts'

export async function readDocx(zip: Zip): Promise<Tables> {
  const reader = new TableReader()
  const parser = walker(reader)
  await zip.read('word/document.xml', (piece) => {
    parser.write(piece)
    return true
  })
  parser.end()
  return { sheets: reader.sheets, hidden: [] }
}

/** Rows of tables that follow each other with the same heading, page after page, are one table: the heading is met again and passed over later. */
class TableReader {
  readonly sheets: Sheet[] = []
  readonly #budget = new Budget()
  #keeper = new RowKeeper(this.#budget)
  #merges: Merge[] = []
  #depth = 0
  #line = 0
  #column = 0
  #across = 1
  #cells: Cell[] = []
  #text = ''
  #reading = false
  /** Where a column's cell that reaches down began. */
  #open: (number | undefined)[] = []

  open(name: string, a: Record<string, string>): void {
    if (name === 'tbl') this.#begin()
    else if (this.#depth !== 1) return
    else if (name === 'tr') [this.#line, this.#column, this.#cells] = [this.#line + 1, 0, []]
    else if (name === 'tc') [this.#text, this.#across] = ['', 1]
    else if (name === 'gridSpan') this.#across = Math.min(100, Math.max(1, Number(a['w:val']) || 1))
    else if (name === 'vMerge') this.#down(a['w:val'] === 'restart')
    else if (name === 't') this.#reading = true
    else if (name === 'br' || name === 'tab') this.#text += ' '
  }

  text(piece: string): void {
    if (this.#reading && this.#depth === 1) this.#text += piece
  }

  close(name: string): void {
    if (name === 't') this.#reading = false
    else if (name === 'tbl') this.#end()
    else if (this.#depth !== 1) return
    else if (name === 'tc') {
      this.#cells[this.#column] = this.#text.trim()
      this.#column += this.#across
    } else if (name === 'tr') this.#keeper.add(this.#line, this.#cells)
  }

  #begin(): void {
    this.#depth += 1
    if (this.#depth > 1) return
    this.#keeper = new RowKeeper(this.#budget)
    this.#merges = []
    this.#open = []
    this.#line = 0
  }

  #end(): void {
    this.#depth -= 1
    if (this.#depth === 0) this.sheets.push({ name: `第${this.sheets.length + 1}张表`, rows: this.#keeper.rows, merges: this.#merges })
  }

  #down(restart: boolean): void {
    const from = restart ? this.#line : (this.#open[this.#column] ?? this.#line)
    this.#open[this.#column] = from
    if (from < this.#line) {
      const last = this.#merges.find((m) => m.left === this.#column && m.from === from)
      if (last) last.to = this.#line
      else this.#merges.push({ from, to: this.#line, left: this.#column, right: this.#column })
    }
  }
}
