/** Opens a .docx or .xlsx the way any reader does, from the zip's directory, to see exactly what stands in it. */
import { inflateRawSync } from 'node:zlib'

export function partsOf(file: Buffer): Map<string, string> {
  const parts = new Map<string, string>()
  const end = file.lastIndexOf('PK\x05\x06', undefined, 'latin1')
  let at = file.readUInt32LE(end + 16)
  for (let i = 0; i < file.readUInt16LE(end + 10); i++) {
    const [method, size, nameLength] = [file.readUInt16LE(at + 10), file.readUInt32LE(at + 20), file.readUInt16LE(at + 28)]
    const name = file.toString('utf8', at + 46, at + 46 + nameLength)
    const local = file.readUInt32LE(at + 42)
    const start = local + 30 + file.readUInt16LE(local + 26) + file.readUInt16LE(local + 28)
    const packed = file.subarray(start, start + size)
    parts.set(name, (method === 0 ? packed : inflateRawSync(packed)).toString('utf8'))
    at += 46 + nameLength + file.readUInt16LE(at + 30) + file.readUInt16LE(at + 32)
  }
  return parts
}

export function partOf(file: Buffer, name: string): string {
  const part = partsOf(file).get(name)
  if (part === undefined) throw new Error(`no ${name} in the file`)
  return part
}

const ENTITIES: Record<string, string> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" }
const plain = (xml: string): string => xml.replace(/&(\w+);/g, (whole, name: string) => ENTITIES[name] ?? whole)

/** The text of each paragraph in order, cells included; line breaks as \n, tabs as \t. */
export const paragraphsOf = (docx: Buffer): string[] => wordsOf(partOf(docx, 'word/document.xml'))

/** The same of any part: a foot, say. */
export function wordsOf(part: string): string[] {
  return [...part.matchAll(/<w:p>(.*?)<\/w:p>|<w:p\/>/gs)].map(([, inside = '']) =>
    [...inside.matchAll(/<w:t(?: [^>]*)?>(.*?)<\/w:t>|<w:(br|tab)\/>/gs)]
      .map(([, text, mark]) => (mark === 'br' ? '\n' : mark === 'tab' ? '\t' : plain(text ?? '')))
      .join(''),
  )
}
