/** A backup read from its beginning to its end, without a database: whether it is whole, ours, and not of a later version. */
import { createHash, type Hash } from 'node:crypto'
import { text } from 'node:stream/consumers'
import { readKeys } from '../../kernel/keyring.ts'
import {
  BackupError,
  type Checked,
  FORMAT,
  HEAD,
  headSchema,
  KEYS,
  MANIFEST,
  type Manifest,
  manifestSchema,
  tableOfPart,
} from './manifest.ts'
import { damaged, entriesOf, foreign } from './read.ts'

interface Found {
  bytes: number
  rows: number
  digest: Hash
}

const NEW_LINE = 10

/** `known`: the migrations of this version. Throws BackupError. */
export async function checkBackup(file: string, passphrase: string | undefined, known: readonly string[]): Promise<Checked> {
  const found = new Map<string, Found>()
  let manifest: Manifest | undefined
  let keys: string | undefined
  let begun = false
  // A part of the file that cannot be read is found by whoever reads it: here, in the middle of an entry.
  const broken = (error: Error): never => {
    throw error instanceof BackupError ? error : damaged(file, error.message)
  }
  for await (const entry of entriesOf(file, passphrase)) {
    const { name } = entry.header
    const table = tableOfPart(name)
    if (!begun) {
      requireReadable(name === HEAD ? asJson(await text(entry).catch(broken)) : undefined, file, known)
      begun = true
    } else if (table !== undefined) await count(entry, of(found, table)).catch(broken)
    else if (name === MANIFEST) manifest = manifestSchema.safeParse(asJson(await text(entry).catch(broken))).data
    else if (name === KEYS) keys = await text(entry).catch(broken)
    else throw foreign(file)
  }
  if (!begun) throw foreign(file)
  if (!manifest) throw damaged(file, 'its end is missing')
  for (const { name, rows, bytes, sha256 } of manifest.tables) {
    const { digest, ...counted } = of(found, name)
    if (counted.rows !== rows || counted.bytes !== bytes || digest.digest('hex') !== sha256)
      throw damaged(file, `${name} is not what the manifest says: ${counted.rows} of ${rows} rows`)
    found.delete(name)
  }
  if (found.size > 0) throw damaged(file, `${[...found.keys()].join(', ')} is not in the manifest`)
  if (keys !== undefined && !readKeys(keys)) throw damaged(file, 'its keys of the personal columns are none')
  return { ...manifest, keys }
}

function of(found: Map<string, Found>, table: string): Found {
  const known = found.get(table) ?? { bytes: 0, rows: 0, digest: createHash('sha256') }
  found.set(table, known)
  return known
}

/** COPY writes a line for each row; a line's end inside a value is written `\n`. */
async function count(part: AsyncIterable<Buffer>, table: Found): Promise<void> {
  for await (const chunk of part) {
    table.bytes += chunk.length
    table.digest.update(chunk)
    for (let at = chunk.indexOf(NEW_LINE); at >= 0; at = chunk.indexOf(NEW_LINE, at + 1)) table.rows += 1
  }
}

function asJson(words: string): unknown {
  try {
    return JSON.parse(words)
  } catch {
    return undefined
  }
}

function requireReadable(given: unknown, file: string, known: readonly string[]): void {
  const head = headSchema.safeParse(given).data
  if (!head) throw foreign(file)
  const unknown = head.migrations.find((name) => !known.includes(name))
  if (head.format > FORMAT || unknown !== undefined)
    throw new BackupError(
      `${file} was made by a newer version of this program (${head.version}${unknown === undefined ? '' : `, migration ${unknown}`}): nothing was touched; put it back with that version`,
    )
}
