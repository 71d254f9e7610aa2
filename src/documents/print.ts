/** Binds the parts of a paper into a .docx. */
import { AlignmentType, Document, Footer, type ISectionOptions, Packer, PageNumber, Paragraph, TextRun } from 'docx'
import type { Instant } from '../kernel/time.ts'
import { FONT_TABLE, FONTS } from './fonts.ts'
import { MM, PAGE, SIZE } from './paper.ts'
import { carried } from './wording.ts'

const FORM_MARGIN = Math.round(20 * MM)

/**
 * — 1 — in 四号 half-width 宋体, 7 mm below the printed area: on the outer side, one character in, where both sides of a sheet are printed
 * (单页码居右空一字，双页码居左空一字: GB/T 9704-2012, 7.5); in the middle of a form, which has one side.
 */
function pageFoot(side: 'left' | 'right' | 'center', above: readonly Paragraph[] = []): Footer {
  const character = SIZE.four * 10
  return new Footer({
    children: [
      ...above,
      new Paragraph({
        ...(above.length > 0 && { spacing: { before: Math.round(5 * MM) } }),
        alignment: AlignmentType[side === 'left' ? 'LEFT' : side === 'right' ? 'RIGHT' : 'CENTER'],
        indent: { left: side === 'left' ? character : 0, right: side === 'right' ? character : 0 },
        children: [new TextRun({ children: ['— ', PageNumber.CURRENT, ' —'], font: FONTS.plain.name, size: SIZE.four })],
      }),
    ],
  })
}

export interface Properties {
  title: string
  /** Who issues it. */
  creator: string
  /** When it was issued; also what the file's own properties say. */
  at: Instant
  /** Narrow margins at top and bottom: a form to fill in, where every row counts. */
  form?: boolean
  /** False: without page numbers, for what hangs on a wall or is cut apart. */
  numbered?: boolean
}

const xml = (text: string): string => carried(text).replace(/[&<>"]/g, (c) => `&#${c.charCodeAt(0)};`)

function coreProperties({ title: name, creator, at }: Properties): string {
  const moment = new Date(at).toISOString()
  return `<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"><dc:title>${xml(name)}</dc:title><dc:creator>${xml(creator)}</dc:creator><cp:lastModifiedBy>${xml(creator)}</cp:lastModifiedBy><dcterms:created xsi:type="dcterms:W3CDTF">${moment}</dcterms:created><dcterms:modified xsi:type="dcterms:W3CDTF">${moment}</dcterms:modified></cp:coreProperties>`
}

/** What begins on a page of its own and is the last of the paper: its foot carries the 版记. */
export interface Annex {
  children: ISectionOptions['children']
  /** Made anew for the foot of either side. */
  foot: () => Paragraph[]
}

function section({ form, numbered = true }: Properties, foot: () => Paragraph[] = () => []): Omit<ISectionOptions, 'children'> {
  const feet = !numbered
    ? {}
    : form
      ? { default: pageFoot('center') }
      : { default: pageFoot('right', foot()), even: pageFoot('left', foot()) }
  return {
    properties: {
      page: {
        size: { width: PAGE.width, height: PAGE.height },
        margin: {
          top: form ? FORM_MARGIN : PAGE.top,
          bottom: form ? FORM_MARGIN : PAGE.bottom,
          left: PAGE.left,
          right: PAGE.right,
          footer: Math.round((form ? 11 : 25) * MM),
        },
      },
    },
    footers: feet,
  }
}

/** Binds the parts into a .docx. The library would stamp it with the host's clock; it gets the moment of issue instead. */
export async function print(children: ISectionOptions['children'], properties: Properties, annex?: Annex): Promise<Buffer> {
  const document = new Document({
    title: carried(properties.title),
    creator: carried(properties.creator),
    ...(properties.form ? {} : { evenAndOddHeaderAndFooters: true }),
    styles: {
      default: {
        document: {
          run: {
            font: { ascii: FONTS.body.latin, hAnsi: FONTS.body.latin, eastAsia: FONTS.body.name },
            size: SIZE.three,
            language: { value: 'en-US', eastAsia: 'zh-CN' },
          },
        },
      },
    },
    sections: [{ ...section(properties), children }, ...(annex ? [{ ...section(properties, annex.foot), children: annex.children }] : [])],
  })
  return Packer.toBuffer(document, undefined, [
    { path: 'docProps/core.xml', data: coreProperties(properties) },
    { path: 'word/fontTable.xml', data: FONT_TABLE },
  ])
}
