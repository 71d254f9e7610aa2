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

/** A share is a number: part of base, rounded down as everywhere (src/text/figures.ts), and a blank without a base. */
type Entry = string | number | { part: number; base: number } | null

export interface Column<Row> {
  head: string
  /** In characters. */
  width: number
  value: (row: Row) => Entry
  align?: 'left' | 'center'
}

export interface Sheet<Row> {
  /** Up to 31 characters; what Excel forbids in a name is taken out. */
  name: string
  /** In large letters above it; what is no book has none. */
  title?: string
  /** A line above the table: what it covers, who made it and when, what the figures are based on. */
  caption: string
  columns: readonly Column<Row>[]
  rows: readonly Row[]
  /** What it comes to, below. */
  sums?: readonly Row[]
}

/** A sheet ready for the workbook: sheets of different rows lie side by side. */
export interface LaidSheet {
  name: string
  widths: number[]
  data: SheetData
  /** Rows that stay in view, and stand at the top of each printed page. */
  heads: number
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
  if (entry === null || entry === '') return { ...STYLE }
  if (typeof entry === 'string') return { ...STYLE, align, type: String, value: cellText(entry) }
  if (entry.base === 0) return { ...STYLE }
  return { ...STYLE, align: 'center', type: Number, format: '0.0%', value: Math.floor((1000 * entry.part) / entry.base) / 1000 }
}

const LINE_POINTS = 15
/** Excel's own limit for a row. */
const ROW_POINTS_MAX = 409

/** In Chinese characters; what is narrower counts as half of one. */
const breadth = (text: string): number => [...text].reduce((n, c) => n + (/[\u2e80-\uffef]/.test(c) ? 1 : 0.5), 0)

/** Lines that a text takes in a column; a little is lost at each line's end. */
const linesOf = (entry: Entry, width: number): number =>
  entry === null || typeof entry === 'object'
    ? 1
    : `${entry}`.split('\n').reduce((n, line) => n + Math.max(1, Math.ceil(breadth(line) / (width - 0.5))), 0)

/** Nobody makes a row as high as its text on opening: without a height, a long text is printed over the rows beside it. */
const heightOf = (entries: readonly Entry[], widths: readonly number[]): number =>
  Math.min(ROW_POINTS_MAX, 3 + LINE_POINTS * Math.max(1, ...entries.map((entry, i) => linesOf(entry, widths[i] ?? 1))))

/** A line over the whole table. */
const across = (text: string, columns: number, style: Partial<CellObject>): (CellObject | null)[] => [
  { type: String, value: cellText(text), fontFamily: '宋体', alignVertical: 'center', columnSpan: columns, wrap: true, ...style },
  ...Array.from({ length: columns - 1 }, () => null),
]

export function laid<Row>({ name, title, caption, columns, rows, sums = [] }: Sheet<Row>): LaidSheet {
  const widths = columns.map((c) => c.width)
  const heads = columns.map((c) => c.head)
  const headHeight = heightOf(heads, widths)
  const total = widths.reduce((sum, width) => sum + width, 0)
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
  const line = (row: Row, style: Partial<CellObject>) => {
    const entries = columns.map((c) => c.value(row))
    const height = heightOf(entries, widths)
    return entries.map((entry, i) => ({ ...cell(entry, columns[i]?.align ?? 'left'), ...style, ...(i === 0 ? { height } : {}) }))
  }
  const above = [
    ...(title === undefined ? [] : [across(title, columns.length, { align: 'center', fontSize: 18, fontWeight: 'bold', height: 32 })]),
    across(caption, columns.length, { fontSize: 11, height: Math.max(title === undefined ? 34 : 20, heightOf([caption], [total])) }),
  ]
  return {
    name:
      carried(name)
        .replace(/[[\]:*?/\\']/g, '')
        .slice(0, 31) || '表',
    // A Chinese character is about two of the units in which Excel counts a column's width.
    widths: columns.map(({ width }) => width * 2.1),
    data: [...above, head, ...rows.map((row) => line(row, {})), ...sums.map((row) => line(row, { fontWeight: 'bold' }))],
    heads: above.length + 1,
  }
}

/** In inches: a centimetre and a half at the sides leaves 267 of the 297 mm of A4. */
const MARGINS = '<pageMargins left="0.59" right="0.59" top="0.6" bottom="0.7" header="0.3" footer="0.35"/>'
const FOOT = '<headerFooter><oddFooter>&amp;C第&amp;P页，共&amp;N页</oddFooter></headerFooter>'
const escaped = (text: string): string => text.replace(/[&<>"]/g, (c) => `&#${c.charCodeAt(0)};`)

/**
 * Printed, a sheet is as wide as its paper and as long as it needs to be, with its heads at the top and its number at the foot of each page. The library
 * has no options for it; the parts' schemas want these elements in this order.
 */
const forPaper = (sheets: readonly LaidSheet[]) => ({
  files: {
    transform: {
      'xl/worksheets/sheet{id}.xml': {
        transform: (xml: string): string =>
          xml
            .replace(/<worksheet[^>]*>/, (root) => `${root}<sheetPr><pageSetUpPr fitToPage="1"/></sheetPr>`)
            .replace(/<pageMargins [^>]*>/, MARGINS)
            .replace(/<pageSetup ([^>]*)\/>/, (_, rest: string) => `<pageSetup fitToWidth="1" fitToHeight="0" ${rest}/>${FOOT}`),
      },
      'xl/workbook.xml': {
        transform: (xml: string): string =>
          xml.replace(
            '<definedNames/>',
            `<definedNames>${sheets.map(({ name, heads }, i) => `<definedName name="_xlnm.Print_Titles" localSheetId="${i}">'${escaped(name)}'!$1:$${heads}</definedName>`).join('')}</definedNames>`,
          ),
      },
    },
  },
})

/** A workbook (.xlsx) with the caption and the heads kept in view. Throws RangeError without a sheet. */
export async function workbook(sheets: readonly LaidSheet[]): Promise<Buffer> {
  if (sheets.length === 0) throw new RangeError('a workbook needs a sheet')
  return writeWorkbook(
    sheets.map(({ name, widths, data, heads }) => ({
      sheet: name,
      data,
      columns: widths.map((width) => ({ width })),
      stickyRowsCount: heads,
      orientation: 'landscape' as const,
    })),
    { features: [forPaper(sheets)] },
  ).toBuffer()
}
