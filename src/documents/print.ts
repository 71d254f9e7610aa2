/** Binds the parts of a paper into a .docx. */
import { AlignmentType, Document, Footer, type ISectionOptions, Packer, PageNumber, Paragraph, TextRun } from 'docx'
import type { Instant } from '../kernel/time.ts'
import { FONT_TABLE, FONTS } from './fonts.ts'
import { MM, PAGE, SIZE } from './paper.ts'
import { carried } from './wording.ts'

const FORM_MARGIN = Math.round(20 * MM)

/** — 1 — in the middle of the foot. */
function pageFoot(): Footer {
  return new Footer({
    children: [
      new Paragraph({
        alignment: AlignmentType.CENTER,
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
}

const xml = (text: string): string => carried(text).replace(/[&<>"]/g, (c) => `&#${c.charCodeAt(0)};`)

function coreProperties({ title: name, creator, at }: Properties): string {
  const moment = new Date(at).toISOString()
  return `<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"><dc:title>${xml(name)}</dc:title><dc:creator>${xml(creator)}</dc:creator><cp:lastModifiedBy>${xml(creator)}</cp:lastModifiedBy><dcterms:created xsi:type="dcterms:W3CDTF">${moment}</dcterms:created><dcterms:modified xsi:type="dcterms:W3CDTF">${moment}</dcterms:modified></cp:coreProperties>`
}

/** Binds the parts into a .docx. The library would stamp it with the host's clock; it gets the moment of issue instead. */
export async function print(children: ISectionOptions['children'], properties: Properties): Promise<Buffer> {
  const document = new Document({
    title: carried(properties.title),
    creator: carried(properties.creator),
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
    sections: [
      {
        properties: {
          page: {
            size: { width: PAGE.width, height: PAGE.height },
            margin: {
              top: properties.form ? FORM_MARGIN : PAGE.top,
              bottom: properties.form ? FORM_MARGIN : PAGE.bottom,
              left: PAGE.left,
              right: PAGE.right,
              footer: Math.round((properties.form ? 11 : 25) * MM),
            },
          },
        },
        footers: { default: pageFoot() },
        children,
      },
    ],
  })
  return Packer.toBuffer(document, undefined, [
    { path: 'docProps/core.xml', data: coreProperties(properties) },
    { path: 'word/fontTable.xml', data: FONT_TABLE },
  ])
}
