/** What an .xlsx says about its sheets outside of them: names, which are hidden, texts used many times, and which formats are dates. */
import { MAX_CHARS, MAX_SHEETS, TOO_MANY_SHEETS, TOO_MUCH_TEXT, Unreadable } from './limits.ts'
import { walk, walker } from './xml.ts'
import type { Zip } from './zip.ts'

interface SheetPart {
  name: string
  hidden: boolean
  part: string
}

export interface WorkbookParts {
  sheets: SheetPart[]
  /** The day count begins in 1904, as on old Macs. */
  from1904: boolean
  texts: string[]
  /** Whether a cell of this style shows a date. */
  isDate(style: number): boolean
}

export async function workbookParts(zip: Zip): Promise<WorkbookParts | undefined> {
  const path = zip.has('xl/workbook.xml') ? 'xl/workbook.xml' : zip.names().find((name) => /(^|\/)workbook\d*\.xml$/.test(name))
  if (path === undefined) return undefined
  const folder = path.slice(0, path.lastIndexOf('/') + 1)
  const targets = await relations(zip, `${folder}_rels/${path.slice(folder.length)}.rels`, folder)
  const sheets: SheetPart[] = []
  let from1904 = false
  walk(await zip.text(path), {
    open(name, a) {
      if (name === 'workbookPr') from1904 = a.date1904 === '1' || a.date1904 === 'true'
      if (name !== 'sheet') return
      const part = targets.find((t) => t.id === (a['r:id'] ?? a[Object.keys(a).find((key) => key.endsWith(':id')) ?? '']))?.part
      if (part !== undefined && zip.has(part)) sheets.push({ name: a.name ?? '', hidden: /hidden/i.test(a.state ?? ''), part })
    },
  })
  if (sheets.length > MAX_SHEETS) throw new Unreadable(TOO_MANY_SHEETS)
  const other = (type: string): string => targets.find((t) => t.type.endsWith(`/${type}`))?.part ?? `${folder}${type}.xml`
  return { sheets, from1904, texts: await sharedTexts(zip, other('sharedStrings')), isDate: await dateStyles(zip, other('styles')) }
}

async function relations(zip: Zip, path: string, folder: string): Promise<{ id: string; type: string; part: string }[]> {
  const found: { id: string; type: string; part: string }[] = []
  walk(await zip.text(path), {
    open(name, a) {
      if (name !== 'Relationship' || a.TargetMode === 'External') return
      const target = a.Target ?? ''
      const part = target.startsWith('/') ? target.slice(1) : `${folder}${target}`.replace(/[^/]+\/\.\.\//g, '')
      found.push({ id: a.Id ?? '', type: a.Type ?? '', part })
    },
  })
  return found
}

async function sharedTexts(zip: Zip, path: string): Promise<string[]> {
  const texts: string[] = []
  let text = ''
  let chars = 0
  // A reading aid (rPh) stands beside the text and is no part of it.
  let aid = 0
  let inside = false
  const parser = walker({
    open(name) {
      if (name === 'si') text = ''
      if (name === 'rPh') aid += 1
      inside = name === 't' && aid === 0
    },
    text(piece) {
      if (!inside) return
      text += piece
      chars += piece.length
      if (chars > MAX_CHARS) throw new Unreadable(TOO_MUCH_TEXT)
    },
    close(name) {
      if (name === 'si') texts.push(text)
      if (name === 'rPh') aid -= 1
      inside = false
    },
  })
  await zip.read(path, (piece) => {
    parser.write(piece)
    return true
  })
  parser.end()
  return texts
}

/** Formats without a text of their own that show a date: those of every Excel, and those of the East Asian ones. */
const BUILT_IN = (id: number): boolean =>
  (id >= 14 && id <= 22) || (id >= 27 && id <= 36) || (id >= 45 && id <= 47) || (id >= 50 && id <= 58)

/** Letters of a date outside of quoted words, colours and escapes. */
const SHOWS_DATE = (code: string): boolean => /[ymd]/i.test(code.replace(/"[^"]*"|\[[^\]]*\]|\\.|_.|\*./g, ''))

async function dateStyles(zip: Zip, path: string): Promise<(style: number) => boolean> {
  const codes = new Map<number, string>()
  const dates: boolean[] = []
  let cells = false
  const parser = walker({
    open(name, a) {
      if (name === 'numFmt') codes.set(Number(a.numFmtId), a.formatCode ?? '')
      if (name === 'cellXfs') cells = true
      if (name !== 'xf' || !cells) return
      const id = Number(a.numFmtId)
      const code = codes.get(id)
      dates.push(code === undefined ? BUILT_IN(id) : SHOWS_DATE(code))
    },
    close(name) {
      if (name === 'cellXfs') cells = false
    },
  })
  await zip.read(path, (piece) => {
    parser.write(piece)
    return true
  })
  parser.end()
  return (style) => dates[style] === true
}
