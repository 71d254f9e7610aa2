/** One door to .xlsx: whatever a villager typed is text in it, and never a formula. */
import writeWorkbook, { type CellObject, type SheetData } from 'write-excel-file/node'
import { carried } from './wording.ts'

/** Excel refuses a file with a longer cell; UTF-16 units. */
const CELL_UNITS = 32_000
const CUT = '…（后文略）'

/**
 * What Excel, WPS, LibreOffice or a CSV made from the sheet could take for the start of a formula, also behind blanks and in full width.
 * Such text gets an apostrophe in front, the sign by which spreadsheets themselves mark text.
 */
const FORMULA_START = /^[\s\u00a0\u3000]*[=+\-@\t\r|＝＋－＠]/

/**
 * A text as it may stand in a cell. The library (write-excel-file 4.1.1) looks texts up in a plain object, where `constructor` or `toString`
 * finds JavaScript's own and spoils the file: those few words get the apostrophe too.
 */
export function cellText(text: string): string {
  const plain = carried(text)
  const safe = FORMULA_START.test(plain) || plain in Object.prototype ? `'${plain}` : plain
  return safe.length > CELL_UNITS ? `${carried(safe.slice(0, CELL_UNITS - CUT.length))}${CUT}` : safe
}

type Entry = string | number | null

interface Column<Row> {
  head: string
  /** In characters. */
  width: number
  value: (row: Row) => Entry
  align?: 'left' | 'center'
}

export interface Sheet<Row> {
  /** Up to 31 characters; what Excel forbids in a name is taken out. */
  name: string
  /** A line above the table: what it is, when it was made, what the figures are based on. */
  caption: string
  columns: readonly Column<Row>[]
  rows: readonly Row[]
}

/** A sheet ready for the workbook: sheets of different rows lie side by side. */
export interface LaidSheet {
  name: string
  widths: number[]
  data: SheetData
}

const STYLE = {
  alignVertical: 'center',
  wrap: true,
  borderStyle: 'thin',
  borderColor: '#999999',
  fontFamily: '宋体',
  fontSize: 11,
} as const

function cell(entry: Entry, align: 'left' | 'center'): CellObject {
  if (typeof entry === 'number') return { ...STYLE, align: 'center', type: Number, value: entry }
  // An empty string would be a cell without a type; a blank cell keeps the borders.
  return entry === null || entry === '' ? { ...STYLE } : { ...STYLE, align, type: String, value: cellText(entry) }
}

const LINE_POINTS = 15
/** Excel's own limit for a row. */
const ROW_POINTS_MAX = 409

/** In Chinese characters; what is narrower counts as half of one. */
const breadth = (text: string): number => [...text].reduce((n, c) => n + (/[\u2e80-\uffef]/.test(c) ? 1 : 0.5), 0)

/** Lines that a text takes in a column; a little is lost at each line's end. */
const linesOf = (entry: Entry, width: number): number =>
  entry === null ? 1 : `${entry}`.split('\n').reduce((n, line) => n + Math.max(1, Math.ceil(breadth(line) / (width - 0.5))), 0)

/** Nobody makes a row as high as its text on opening: without a height, a long text is printed over the rows beside it. */
const heightOf = (entries: readonly Entry[], widths: readonly number[]): number =>
  Math.min(ROW_POINTS_MAX, 3 + LINE_POINTS * Math.max(1, ...entries.map((entry, i) => linesOf(entry, widths[i] ?? 1))))

export function laid<Row>({ name, caption, columns, rows }: Sheet<Row>): LaidSheet {
  const above: CellObject = {
    type: String,
    value: cellText(caption),
    fontFamily: '宋体',
    fontSize: 11,
    columnSpan: columns.length,
    wrap: true,
    height: 34,
  }
  const widths = columns.map((c) => c.width)
  const heads = columns.map((c) => c.head)
  const headHeight = heightOf(heads, widths)
  const head = columns.map(
    (c, i): CellObject => ({
      ...STYLE,
      ...(i === 0 ? { height: headHeight } : {}),
      align: 'center',
      fontWeight: 'bold',
      backgroundColor: '#E8EEF4',
      type: String,
      value: cellText(c.head),
    }),
  )
  return {
    name:
      carried(name)
        .replace(/[[\]:*?/\\']/g, '')
        .slice(0, 31) || '表',
    // A Chinese character is about two of the units in which Excel counts a column's width.
    widths: columns.map(({ width }) => width * 2.1),
    data: [
      [above, ...columns.slice(1).map(() => null)],
      head,
      ...rows.map((row) => {
        const entries = columns.map((c) => c.value(row))
        const height = heightOf(entries, widths)
        return entries.map((entry, i) => ({ ...cell(entry, columns[i]?.align ?? 'left'), ...(i === 0 ? { height } : {}) }))
      }),
    ],
  }
}

/**
 * Printed, a sheet is as wide as its paper and as long as it needs to be: a line of 问题台账 is not torn over three pages. The library has no
 * option for it; the part's schema wants sheetPr first.
 */
const ONE_PAGE_WIDE = {
  files: {
    transform: {
      'xl/worksheets/sheet{id}.xml': {
        transform: (xml: string): string =>
          xml
            .replace(/<worksheet[^>]*>/, (root) => `${root}<sheetPr><pageSetUpPr fitToPage="1"/></sheetPr>`)
            .replace('<pageSetup ', '<pageSetup fitToWidth="1" fitToHeight="0" '),
      },
    },
  },
}

/** A workbook (.xlsx) with the caption and the heads kept in view. Throws RangeError without a sheet. */
export async function workbook(sheets: readonly LaidSheet[]): Promise<Buffer> {
  if (sheets.length === 0) throw new RangeError('a workbook needs a sheet')
  return writeWorkbook(
    sheets.map(({ name, widths, data }) => ({
      sheet: name,
      data,
      columns: widths.map((width) => ({ width })),
      stickyRowsCount: 2,
      orientation: 'landscape' as const,
    })),
    { features: [ONE_PAGE_WIDE] },
  ).toBuffer()
}
