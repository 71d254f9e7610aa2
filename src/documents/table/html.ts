/** A web page that was saved as .xls, which many systems offer as an “Excel export”, and Excel's own XML of 2003. */
import { MAX_COLUMNS, TOO_WIDE, Unreadable } from './limits.ts'
import { Budget, type Cell, type Merge, RowKeeper, type Sheet, type Tables } from './sheet.ts'
import { walk } from './xml.ts'

const SPAN_MAX = 1_000
const spanOf = (said: string | undefined): number => Math.min(SPAN_MAX, Math.max(1, Number.parseInt(said ?? '1', 10) || 1))

/** One table after another into one sheet each; a table inside a cell belongs to the cell. */
export function readHtml(text: string): Tables {
  const budget = new Budget()
  const sheets: Sheet[] = []
  let depth = 0
  let at: Grid | undefined
  walk(
    text,
    {
      open(name, a) {
        if (name === 'table') {
          depth += 1
          if (depth === 1) at = new Grid(budget)
        } else if (depth !== 1 || !at) return
        else if (name === 'tr') at.row()
        else if (name === 'td' || name === 'th') at.cell(spanOf(a.rowspan), spanOf(a.colspan))
        else if (name === 'br') at.text(' ')
      },
      text: (piece) => at?.text(piece),
      close(name) {
        if (name !== 'table') return
        depth -= 1
        if (depth !== 0 || !at) return
        sheets.push(at.sheet(sheets.length === 0 ? '' : `第${sheets.length + 1}张表`))
        at = undefined
      },
    },
    { html: true },
  )
  if (at) sheets.push(at.sheet(''))
  return { sheets: sheets.filter((sheet) => sheet.rows.length > 0), hidden: [] }
}

/** Lays cells out that span rows and columns. */
class Grid {
  readonly #keeper: RowKeeper
  readonly #merges: Merge[] = []
  /** Until which line a column is taken by a cell from above. */
  readonly #taken: number[] = []
  #line = 0
  #cells: Cell[] = []
  #column = -1

  constructor(budget: Budget) {
    this.#keeper = new RowKeeper(budget)
  }

  row(): void {
    this.#finish()
    this.#line += 1
    this.#column = -1
  }

  cell(down: number, across: number): void {
    if (this.#line === 0) this.row()
    this.#column += 1
    while ((this.#taken[this.#column] ?? 0) >= this.#line) this.#column += 1
    if (this.#column + across > MAX_COLUMNS * 2) throw new Unreadable(TOO_WIDE)
    const left = this.#column
    const right = left + across - 1
    for (let c = left; c <= right; c++) this.#taken[c] = this.#line + down - 1
    if (down > 1 || across > 1) this.#merges.push({ from: this.#line, to: this.#line + down - 1, left, right })
    this.#cells[left] = ''
    this.#column = right
    this.#at = left
  }
  #at = 0

  text(piece: string): void {
    if (this.#column < 0) return
    this.#cells[this.#at] = `${this.#cells[this.#at] ?? ''}${piece.replace(/\s+/g, ' ')}`
  }

  #finish(): void {
    if (this.#line > 0) this.#keeper.add(this.#line, this.#cells)
    this.#cells = []
  }

  sheet(name: string): Sheet {
    this.#finish()
    return { name, rows: this.#keeper.rows, merges: this.#merges }
  }
}

/** Excel's “XML 表格 2003”: rows and cells may skip some with ss:Index. */
export function readXml2003(text: string): Tables {
  const budget = new Budget()
  const sheets: Sheet[] = []
  const hidden: string[] = []
  let keeper = new RowKeeper(budget)
  let merges: Merge[] = []
  let [name, state] = ['', '']
  let cells: Cell[] = []
  let [line, column, type] = [0, -1, '']
  let [value, inData, inState] = ['', false, false]
  walk(text, {
    open(tag, a) {
      if (tag === 'Worksheet') {
        ;[name, state, line] = [a['ss:Name'] ?? '', '', 0]
        keeper = new RowKeeper(budget)
        merges = []
      } else if (tag === 'Row') [line, column, cells] = [Number(a['ss:Index']) || line + 1, -1, []]
      else if (tag === 'Cell') {
        column = Number(a['ss:Index']) > 0 ? Number(a['ss:Index']) - 1 : column + 1
        if (column >= MAX_COLUMNS * 10) throw new Unreadable(TOO_WIDE)
        const [down, across] = [Number(a['ss:MergeDown']) || 0, Number(a['ss:MergeAcross']) || 0]
        if (down + across > 0) merges.push({ from: line, to: line + down, left: column, right: column + across })
      } else if (tag === 'Data') [value, inData, type] = ['', true, a['ss:Type'] ?? 'String']
      else if (tag === 'Visible') inState = true
    },
    text(piece) {
      if (inData) value += piece
      if (inState) state += piece
    },
    close(tag) {
      if (tag === 'Data') {
        inData = false
        cells[column] = typed(type, value)
      } else if (tag === 'Visible') inState = false
      else if (tag === 'Row') keeper.add(line, cells)
      else if (tag === 'Worksheet') {
        if (/Hidden/.test(state)) hidden.push(name)
        else sheets.push({ name, rows: keeper.rows, merges })
      }
    },
  })
  return { sheets, hidden }
}

function typed(type: string, value: string): Cell {
  if (type === 'Number') return Number.isNaN(Number(value)) ? value : Number(value)
  if (type === 'DateTime') return Number.isNaN(Date.parse(value)) ? value : new Date(value.slice(0, 10))
  if (type === 'Error') return { error: value }
  return type === 'Boolean' ? value === '1' : value
}
