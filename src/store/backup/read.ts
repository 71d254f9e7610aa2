/** A backup's entries, one after the other, and what is wrong with a file that does not give them. */
import { createReadStream } from 'node:fs'
import { open } from 'node:fs/promises'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import type { ReadableStream } from 'node:stream/web'
import { createGunzip } from 'node:zlib'
import { Decrypter } from 'age-encryption'
import { extract, type Header } from 'tar-stream'
import { BackupError } from './manifest.ts'

const AGE = 'age-encryption.org/v1\n'
const GZIP = Buffer.from([0x1f, 0x8b])

type Entry = Readable & { header: Header }

/** Throws BackupError: one sentence that names the file. */
export async function* entriesOf(file: string, passphrase: string | undefined): AsyncGenerator<Entry> {
  const start = await beginningOf(file)
  const isEncrypted = start.subarray(0, AGE.length).toString('latin1') === AGE
  if (!isEncrypted && !start.subarray(0, GZIP.length).equals(GZIP)) throw foreign(file)
  const raw = createReadStream(file)
  try {
    const plain = isEncrypted ? await decrypted(raw, file, passphrase) : raw
    const archive = extract()
    // A part that breaks destroys the archive with its reason, which the loop then throws.
    const whole = pipeline(plain, createGunzip(), archive)
    whole.catch(() => undefined)
    for await (const entry of archive) yield entry as unknown as Entry
    await whole
  } catch (error) {
    if (error instanceof BackupError) throw error
    throw damaged(file, (error as Error).message)
  } finally {
    raw.destroy()
  }
}

export const foreign = (file: string) => new BackupError(`${file} is no backup of this program`)
export const damaged = (file: string, why: string) =>
  new BackupError(`${file} is damaged or incomplete (${why}): nothing was touched; take another copy of it, or an earlier backup`)

async function beginningOf(file: string): Promise<Buffer> {
  const handle = await open(file, 'r').catch((error: NodeJS.ErrnoException) => {
    throw new BackupError(error.code === 'ENOENT' ? `there is no file ${file}` : `${file} cannot be read (${error.message})`)
  })
  try {
    const { buffer, bytesRead } = await handle.read(Buffer.alloc(AGE.length), 0, AGE.length, 0)
    return buffer.subarray(0, bytesRead)
  } catch (error) {
    throw new BackupError(`${file} cannot be read (${(error as Error).message})`)
  } finally {
    await handle.close()
  }
}

async function decrypted(raw: Readable, file: string, passphrase: string | undefined): Promise<Readable> {
  if (passphrase === undefined) throw new BackupError(`${file} is encrypted: set BACKUP_PASSPHRASE to the passphrase that it was made with`)
  const decrypter = new Decrypter()
  decrypter.addPassphrase(passphrase)
  try {
    const stream = await decrypter.decrypt(Readable.toWeb(raw) as globalThis.ReadableStream<Uint8Array>)
    return Readable.fromWeb(stream as ReadableStream)
  } catch (error) {
    const { message } = error as Error
    if (/identit|recipient|passphrase/i.test(message))
      throw new BackupError(`BACKUP_PASSPHRASE is not the passphrase that ${file} was made with: nothing was touched`)
    throw damaged(file, message)
  }
}
