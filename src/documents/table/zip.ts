/** The parts of a zip (.xlsx, .docx), each read as a stream and held to the size that it was declared with. */
import type { Readable } from 'node:stream'
import yauzl, { type Entry, type ZipFile } from 'yauzl'
import { DAMAGED, MAX_PARTS, MAX_UNFOLDED_BYTES, TOO_MANY_PARTS, UNFOLDS_TOO_FAR, Unreadable } from './limits.ts'

export interface Zip {
  has(name: string): boolean
  names(): string[]
  /** Hands the part over piece by piece; undefined parts are nothing. `piece` ends it early by returning false. */
  read(name: string, piece: (text: string) => boolean | undefined): Promise<void>
  /** A small part whole. */
  text(name: string): Promise<string>
}

const WHOLE_PART_CHARS = 4_000_000

export async function openZip(bytes: Buffer): Promise<Zip> {
  const zip = await new Promise<ZipFile>((resolve, reject) => {
    // Sizes that do not hold while reading end the stream with an error: a bomb declares what it is, or is found out.
    yauzl.fromBuffer(bytes, { lazyEntries: true, validateEntrySizes: true }, (error, opened) => (error ? reject(error) : resolve(opened)))
  })
  const entries = await entriesOf(zip)
  let unfolded = 0
  const read = async (name: string, piece: (text: string) => boolean | undefined): Promise<void> => {
    const entry = entries.get(name)
    if (!entry) return
    if (entry.isEncrypted()) throw new Unreadable('这个文件设了打开密码，请去掉密码另存一份再导')
    unfolded += entry.uncompressedSize
    if (unfolded > MAX_UNFOLDED_BYTES) throw new Unreadable(UNFOLDS_TOO_FAR)
    const stream = await new Promise<Readable>((resolve, reject) => {
      zip.openReadStream(entry, (error, opened) => (error ? reject(error) : resolve(opened)))
    })
    const decoder = new TextDecoder()
    for await (const chunk of stream) if (piece(decoder.decode(chunk as Buffer, { stream: true })) === false) return
  }
  return {
    has: (name) => entries.has(name),
    names: () => [...entries.keys()],
    read,
    async text(name) {
      let whole = ''
      await read(name, (text) => {
        whole += text
        if (whole.length > WHOLE_PART_CHARS) throw new Unreadable(DAMAGED)
        return true
      })
      return whole
    },
  }
}

function entriesOf(zip: ZipFile): Promise<Map<string, Entry>> {
  if (zip.entryCount > MAX_PARTS) throw new Unreadable(TOO_MANY_PARTS)
  const entries = new Map<string, Entry>()
  return new Promise((resolve, reject) => {
    zip.on('error', reject)
    zip.on('end', () => resolve(entries))
    zip.on('entry', (entry: Entry) => {
      // Some programs write the names with a slash in front, or the other way round.
      entries.set(entry.fileName.replace(/^\//, ''), entry)
      zip.readEntry()
    })
    zip.readEntry()
  })
}
