/** 户码 (.docx): a household's code each, eight on a sheet of A4, to be cut apart. */
import { BorderStyle, type IBorderOptions, Paragraph, Table, TableCell, TableLayoutType, TableRow, VerticalAlign, WidthType } from 'docx'
import type { Instant } from '../kernel/time.ts'
import { MM, paragraph, TEXT_WIDTH } from './paper.ts'
import { print } from './print.ts'
import { qrOnPaper } from './qr.ts'

export interface CardsInput {
  hamlet: string
  cards: readonly { groupNo: number; number: number; address: string }[]
  issuedAt: Instant
}

const ROWS_A_SHEET = 4
const ROW_MM = 63
const QR_MM = 34
const CUT: IBorderOptions = { style: BorderStyle.DASHED, size: 4, color: '888888' }
const NONE: IBorderOptions = { style: BorderStyle.NONE, size: 0, color: 'auto' }
/** The code on the left of a card, what it is on the right. */
const WIDTHS = [0.24, 0.26, 0.24, 0.26].map((share) => Math.round(TEXT_WIDTH * share))

const cell = (children: Paragraph[], side: 'code' | 'words'): TableCell =>
  new TableCell({
    width: { size: WIDTHS[side === 'code' ? 0 : 1] ?? 0, type: WidthType.DXA },
    verticalAlign: VerticalAlign.CENTER,
    margins: { top: 40, bottom: 40, left: 60, right: 60 },
    borders: { top: CUT, bottom: CUT, left: side === 'code' ? CUT : NONE, right: side === 'code' ? NONE : CUT },
    children,
  })

const line = { indent: 0, align: 'left', pitch: 17 } as const

async function card(hamlet: string, { groupNo, number, address }: CardsInput['cards'][number]): Promise<TableCell[]> {
  return [
    cell([new Paragraph({ children: [await qrOnPaper(address, QR_MM)] })], 'code'),
    cell(
      [
        paragraph(hamlet, { ...line, font: 'heading', size: 26, pitch: 20 }),
        paragraph(`${groupNo}组${number}户`, { ...line, font: 'title', size: 36, pitch: 28, after: 3 }),
        paragraph('微信扫一扫，替您家回话：哪天能来、到了、表决、办得好不好；有事也在上面反映。', { ...line, size: 20 }),
        paragraph('只给自家人用。丢了告诉屋场长，换一张。', { ...line, size: 20, before: 3 }),
      ],
      'words',
    ),
  ]
}

/** The last sheet's empty places stay empty. */
export async function cardsDocument({ hamlet, cards, issuedAt }: CardsInput): Promise<Buffer> {
  const cells = await Promise.all(cards.map((one) => card(hamlet, one)))
  const empty = (): TableCell[] => [cell([paragraph('', line)], 'code'), cell([paragraph('', line)], 'words')]
  const rows = Array.from({ length: Math.ceil(cells.length / 2) }, (_, i) => [
    ...(cells[2 * i] ?? empty()),
    ...(cells[2 * i + 1] ?? empty()),
  ])
  const sheets = Array.from({ length: Math.ceil(rows.length / ROWS_A_SHEET) }, (_, i) =>
    rows.slice(i * ROWS_A_SHEET, (i + 1) * ROWS_A_SHEET),
  )
  const table = (some: TableCell[][]): Table =>
    new Table({
      width: { size: TEXT_WIDTH, type: WidthType.DXA },
      columnWidths: WIDTHS,
      layout: TableLayoutType.FIXED,
      rows: some.map((children) => new TableRow({ cantSplit: true, height: { value: Math.round(ROW_MM * MM), rule: 'exact' }, children })),
    })
  // A table must be followed by something: the smallest line there is, which also keeps two sheets' tables apart.
  const between = (): Paragraph => paragraph('', { size: 2, pitch: 1, indent: 0 })
  return print(
    sheets.flatMap((some) => [table(some), between()]),
    { title: `${hamlet}户码`, creator: hamlet, at: issuedAt, form: true, numbered: false },
  )
}
