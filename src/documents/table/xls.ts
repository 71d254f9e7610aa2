/** The old binary workbooks (.xls, and WPS's .et, which are built alike). */
import { type CellObject, read, utils, type WorkSheet } from '@e965/xlsx'
import { MAX_COLUMNS, MAX_ROWS, TOO_WIDE, Unreadable } from './limits.ts'
import { Budget, type Cell, RowKeeper, type Sheet, type Tables } from './sheet.ts'

const OLD = '这是旧的 .xls 格式或设了密码，请另存为 .xlsx 再试'

/** Names inside the container, in UTF-16. */
const holds = (bytes: Buffer, stream: string): boolean => bytes.includes(Buffer.from(stream, 'utf16le'))

export function readXls(bytes: Buffer): Tables {
  if (holds(bytes, 'EncryptedPackage')) return { reason: '这个文件设了打开密码，请去掉密码另存一份再导' }
  if (holds(bytes, 'WordDocument')) return { reason: '这是旧的 Word 文档（.doc），请另存为 .docx，或把表格复制到 .xlsx 里再导' }
  if (!holds(bytes, 'Workbook') && !holds(bytes, 'Book')) return { reason: OLD }
  let book: ReturnType<typeof read>
  try {
    book = read(bytes, { type: 'buffer', cellFormula: false, cellHTML: false, cellDates: false, cellNF: true, sheetRows: MAX_ROWS + 1_000 })
  } catch {
    // Damaged, or of a make that the library does not know: whatever it says, the person can only save it again.
    return { reason: OLD }
  }
  const budget = new Budget()
  const state = (i: number): boolean => (book.Workbook?.Sheets?.[i]?.Hidden ?? 0) > 0
  const sheets = book.SheetNames.flatMap((name, i) => (state(i) ? [] : [sheetOf(name, book.Sheets[name] ?? {}, budget, book)]))
  return { sheets, hidden: book.SheetNames.filter((_, i) => state(i)) }
}

function sheetOf(name: string, sheet: WorkSheet, budget: Budget, book: ReturnType<typeof read>): Sheet {
  const keeper = new RowKeeper(budget)
  const merges = (sheet['!merges'] ?? []).map(({ s, e }) => ({ from: s.r + 1, to: e.r + 1, left: s.c, right: e.c }))
  if (sheet['!ref'] === undefined) return { name, rows: [], merges }
  const { s, e } = utils.decode_range(sheet['!ref'])
  const last = Math.min(e.c, MAX_COLUMNS)
  for (let r = s.r; r <= e.r; r++) {
    const cells: Cell[] = []
    for (let c = s.c; c <= last; c++) cells[c] = cellOf(sheet[utils.encode_cell({ r, c })] as CellObject | undefined, book)
    keeper.add(r + 1, cells)
  }
  if (e.c > MAX_COLUMNS && Object.keys(sheet).some((ref) => !ref.startsWith('!') && utils.decode_cell(ref).c > MAX_COLUMNS))
    throw new Unreadable(TOO_WIDE)
  return { name, rows: keeper.rows, merges }
}

const DAY_MS = 86_400_000

function cellOf(cell: CellObject | undefined, book: ReturnType<typeof read>): Cell {
  if (!cell || cell.t === 'z') return null
  if (cell.t === 'e') return { error: cell.w ?? '#N/A' }
  if (cell.t !== 'n' || typeof cell.v !== 'number') return cell.v as Cell
  const isDate = /[ymd]/i.test(`${cell.z ?? ''}`.replace(/"[^"]*"|\[[^\]]*\]|\\./g, ''))
  if (!isDate || cell.v < 1) return cell.v
  return new Date((Math.floor(cell.v) - (book.Workbook?.WBProps?.date1904 ? 24_107 : 25_569)) * DAY_MS)
}
