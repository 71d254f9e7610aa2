/**
 * The paper that every .docx is printed on: A4, with the margins, fonts and sizes of an official document (GB/T 9704-2012).
 * Everything here builds parts; a document is put together in its own file.
 */
import {
  AlignmentType,
  BorderStyle,
  type IBorderOptions,
  type IBordersOptions,
  type IShadingAttributesProperties,
  LineRuleType,
  Paragraph,
  Tab,
  Table,
  TableCell,
  TableLayoutType,
  TableRow,
  TabStopType,
  TextRun,
  VerticalAlign,
  WidthType,
} from 'docx'
import { FONTS, type FontName } from './fonts.ts'
import { carried } from './wording.ts'

/** Sizes in half points: 二号, 三号, 四号, 小四, 五号. */
export const SIZE = { two: 44, three: 32, four: 28, smallFour: 24, five: 21 } as const

/** A millimetre in twentieths of a point, the unit of the file. */
export const MM = 56.7
export const PAGE = {
  width: Math.round(210 * MM),
  height: Math.round(297 * MM),
  top: Math.round(37 * MM),
  bottom: Math.round(35 * MM),
  left: Math.round(28 * MM),
  right: Math.round(26 * MM),
} as const
/** Width of the printed area, in twentieths of a point. */
export const TEXT_WIDTH = PAGE.width - PAGE.left - PAGE.right

interface Style {
  font?: FontName
  size?: number
  bold?: boolean
  color?: string
}

/** A piece of a line in its own style. */
export type Piece = string | ({ text: string } & Style)

function run(text: string, style: Style = {}): TextRun[] {
  const font = FONTS[style.font ?? 'body']
  return carried(text)
    .split('\n')
    .map(
      (line, i) =>
        new TextRun({
          children: line.split('\t').flatMap((part, k) => (k === 0 ? [part] : [new Tab(), part])),
          ...(i > 0 && { break: 1 }),
          font: { ascii: font.latin, hAnsi: font.latin, cs: font.latin, eastAsia: font.name, hint: 'eastAsia' },
          size: style.size ?? SIZE.three,
          ...(style.bold && { bold: true }),
          ...(style.color && { color: style.color }),
        }),
    )
}

const runs = (pieces: Piece | readonly Piece[], style: Style = {}): TextRun[] =>
  (Array.isArray(pieces) ? pieces : [pieces]).flatMap((piece: Piece) =>
    typeof piece === 'string' ? run(piece, style) : run(piece.text, { ...style, ...piece }),
  )

export interface Setting extends Style {
  align?: 'left' | 'center' | 'right' | 'both'
  /** First line indented by so many characters; 2 for running text. */
  indent?: number
  /** Left edge moved in by so many characters. */
  left?: number
  /** Right edge moved in by so many characters. */
  right?: number
  /** Line pitch in points; fixed, so that 22 lines fill a page. */
  pitch?: number
  /** Space in points. */
  before?: number
  after?: number
  pageBreakBefore?: boolean
  keepNext?: boolean
  /** A line under the paragraph, in this colour. */
  ruled?: string
  /** How far below the words it lies, in points; at most 31. */
  ruledBelow?: number
  /** What follows a tab stands at the right edge. */
  rightTab?: boolean
  borders?: IBordersOptions
  /** The ground that the words stand on. */
  shading?: IShadingAttributesProperties
}

const ALIGN = { left: AlignmentType.LEFT, center: AlignmentType.CENTER, right: AlignmentType.RIGHT, both: AlignmentType.BOTH } as const

/** A paragraph of running text unless set otherwise: 三号仿宋, two characters in, 28.95 points a line. */
export function paragraph(pieces: Piece | readonly Piece[], setting: Setting = {}): Paragraph {
  const size = setting.size ?? SIZE.three
  const character = size * 10
  return new Paragraph({
    children: runs(pieces, { ...setting, size }),
    alignment: ALIGN[setting.align ?? 'both'],
    indent: {
      firstLine: (setting.indent ?? 2) * character,
      left: (setting.left ?? 0) * character,
      right: (setting.right ?? 0) * character,
    },
    spacing: {
      line: Math.round((setting.pitch ?? 28.95) * 20),
      lineRule: LineRuleType.EXACT,
      before: (setting.before ?? 0) * 20,
      after: (setting.after ?? 0) * 20,
    },
    ...(setting.pageBreakBefore && { pageBreakBefore: true }),
    ...(setting.keepNext && { keepNext: true, keepLines: true }),
    ...(setting.rightTab && { tabStops: [{ type: TabStopType.RIGHT, position: TEXT_WIDTH - (setting.right ?? 0) * character }] }),
    ...(setting.borders && { border: setting.borders }),
    ...(setting.shading && { shading: setting.shading }),
    ...(setting.ruled && {
      border: { bottom: { style: BorderStyle.SINGLE, size: 12, color: setting.ruled, space: setting.ruledBelow ?? 6 } },
    }),
  })
}

/** The document's title: 二号小标宋, centred. */
export const title = (text: string, setting: Setting = {}): Paragraph =>
  paragraph(text, { font: 'title', size: SIZE.two, align: 'center', indent: 0, pitch: 36, after: 14, ...setting })

/** 一、… in 三号黑体. */
export const heading = (text: string, setting: Setting = {}): Paragraph =>
  paragraph(text, { font: 'heading', keepNext: true, align: 'left', ...setting })

interface Column {
  /** Share of the text width; the shares of a table add up to 100. */
  percent: number
  align?: 'left' | 'center'
}

export interface TableCells {
  columns: readonly Column[]
  /** Repeated at the top of every page. */
  head?: readonly string[]
  rows: readonly (readonly (Piece | readonly Piece[])[])[]
  size?: number
  /** Least height of a row in millimetres: room for a signature. */
  rowHeightMm?: number
  /** Columns whose cells are labels, in 黑体. */
  labels?: readonly number[]
}

const LINE: IBorderOptions = { style: BorderStyle.SINGLE, size: 6, color: '000000' }

export function table({ columns, head, rows, size = SIZE.smallFour, rowHeightMm, labels = [] }: TableCells): Table {
  const widths = columns.map((c) => Math.round((TEXT_WIDTH * c.percent) / 100))
  const cell = (pieces: Piece | readonly Piece[], i: number, font: FontName): TableCell =>
    new TableCell({
      width: { size: widths[i] ?? 0, type: WidthType.DXA },
      verticalAlign: VerticalAlign.CENTER,
      margins: { top: 40, bottom: 40, left: 80, right: 80 },
      children: [
        paragraph(pieces, {
          font,
          size,
          indent: 0,
          align: font === 'heading' ? 'center' : (columns[i]?.align ?? 'left'),
          pitch: (size / 2) * 1.45,
        }),
      ],
    })
  const height = rowHeightMm === undefined ? {} : { height: { value: Math.round(rowHeightMm * MM), rule: 'atLeast' as const } }
  return new Table({
    width: { size: TEXT_WIDTH, type: WidthType.DXA },
    columnWidths: widths,
    layout: TableLayoutType.FIXED,
    borders: { top: LINE, bottom: LINE, left: LINE, right: LINE, insideHorizontal: LINE, insideVertical: LINE },
    rows: [
      ...(head
        ? [new TableRow({ tableHeader: true, cantSplit: true, ...height, children: head.map((text, i) => cell(text, i, 'heading')) })]
        : []),
      ...rows.map(
        (cells) =>
          new TableRow({
            cantSplit: true,
            ...height,
            children: cells.map((pieces, i) => cell(pieces, i, labels.includes(i) ? 'heading' : 'body')),
          }),
      ),
    ],
  })
}
