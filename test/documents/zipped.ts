/** A zip written by hand, as office programs write theirs and as nobody's library would: any part, any declared size. */
import { crc32, deflateRawSync } from 'node:zlib'

export interface Part {
  name: string
  raw: Buffer
  /** What the directory claims, when it is not so. */
  declared?: number
}

export function zipped(parts: readonly Part[]): Buffer {
  const local: Buffer[] = []
  const central: Buffer[] = []
  let offset = 0
  for (const { name, raw, declared = raw.length } of parts) {
    const packed = deflateRawSync(raw)
    const fields = Buffer.alloc(26)
    fields.writeUInt16LE(20, 0)
    fields.writeUInt16LE(0x0800, 2)
    fields.writeUInt16LE(8, 4)
    fields.writeUInt32LE(0x00210000, 6)
    fields.writeUInt32LE(crc32(raw), 10)
    fields.writeUInt32LE(packed.length, 14)
    fields.writeUInt32LE(declared, 18)
    fields.writeUInt16LE(Buffer.byteLength(name), 22)
    local.push(Buffer.from('PK\x03\x04', 'latin1'), fields, Buffer.from(name), packed)
    const entry = Buffer.alloc(14)
    entry.writeUInt32LE(offset, 10)
    central.push(Buffer.from('PK\x01\x02\x14\x00', 'latin1'), fields, entry, Buffer.from(name))
    offset += 30 + Buffer.byteLength(name) + packed.length
  }
  const directory = Buffer.concat(central)
  const end = Buffer.alloc(22)
  end.write('PK\x05\x06', 0, 'latin1')
  end.writeUInt16LE(parts.length, 8)
  end.writeUInt16LE(parts.length, 10)
  end.writeUInt32LE(directory.length, 12)
  end.writeUInt32LE(offset, 16)
  return Buffer.concat([...local, directory, end])
}

const MAIN = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main'
const LINKS = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships'

/** A workbook of one sheet from the XML of its rows. */
export const workbookOf = (sheetData: string | Buffer, more: { declared?: number; extra?: Part[] } = {}): Buffer => {
  const sheet = Buffer.concat([
    Buffer.from(`<worksheet xmlns="${MAIN}"><sheetData>`),
    Buffer.from(sheetData),
    Buffer.from('</sheetData></worksheet>'),
  ])
  return zipped([
    {
      name: 'xl/workbook.xml',
      raw: Buffer.from(
        `<workbook xmlns="${MAIN}" xmlns:r="${LINKS}"><sheets><sheet name="花名册" sheetId="1" r:id="rId1"/></sheets></workbook>`,
      ),
    },
    {
      name: 'xl/_rels/workbook.xml.rels',
      raw: Buffer.from(`<Relationships><Relationship Id="rId1" Type="${LINKS}/worksheet" Target="worksheets/sheet1.xml"/></Relationships>`),
    },
    { name: 'xl/worksheets/sheet1.xml', raw: sheet, ...(more.declared === undefined ? {} : { declared: more.declared }) },
    ...(more.extra ?? []),
  ])
}

export const rowXml = (line: number, cells: readonly (string | number | { error: string })[]): string =>
  `<row r="${line}">${cells
    .map((cell, i) => {
      const ref = `${String.fromCharCode(65 + i)}${line}`
      if (typeof cell === 'number') return `<c r="${ref}"><v>${cell}</v></c>`
      if (typeof cell === 'object') return `<c r="${ref}" t="e"><v>${cell.error}</v></c>`
      const text = cell.replace(/[&<>]/g, (c) => `&#${c.charCodeAt(0)};`)
      return `<c r="${ref}" t="inlineStr"><is><t xml:space="preserve">${text}</t></is></c>`
    })
    .join('')}</row>`
