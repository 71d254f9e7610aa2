/**
 * A backup as a file: a tar archive, packed, and encrypted in the format of age, so that it can be opened without this program too. It
 * has its name only once it lies whole on the disk.
 */
import { mkdir, open, readdir, rename, rm, stat } from 'node:fs/promises'
import { basename, dirname, join } from 'node:path'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import type { ReadableStream } from 'node:stream/web'
import { createGzip } from 'node:zlib'
import { Encrypter } from 'age-encryption'
import { pack } from 'tar-stream'
import { isAlive } from '../postgres/lock.ts'
import { dump, type Entry } from './dump.ts'
import { KEYS, type Manifest } from './manifest.ts'

export interface Written {
  file: string
  bytes: number
  manifest: Manifest
}

export interface WriteOptions {
  url: string
  file: string
  /** Undefined: whoever has the file can read it. */
  passphrase: string | undefined
  /** The keys of the personal columns (`keysInUse`): without them phone numbers could not be read where it is put back. */
  keys: string | undefined
  version: string
  /** How hard it is to guess the passphrase, as a power of two; age's own 18 unless a test cannot wait for it. */
  effort?: number
  /** ISO 8601. */
  at: string
}

/** The keys go only into a file that is encrypted. */
export async function writeBackup({ url, file, passphrase, keys, version, at, effort = 18 }: WriteOptions): Promise<Written> {
  const folder = dirname(file)
  await mkdir(folder, { recursive: true, mode: 0o700 })
  await removeBroken(folder)
  const draft = join(folder, `.${basename(file)}.${process.pid}.part`)
  try {
    const archive = pack()
    const gzip = createGzip()
    const packed = archiveOf(archive, dump(url, { version, at }), passphrase === undefined ? undefined : keys)
    // Whichever side breaks ends the other; what is waited for below tells of it.
    packed.catch((error: Error) => archive.destroy(error))
    const plain = pipeline(archive, gzip)
    plain.catch(() => undefined)
    const out = passphrase === undefined ? gzip : await encrypted(gzip, passphrase, effort)
    const handle = await open(draft, 'w', 0o600)
    await pipeline(out, handle.createWriteStream({ flush: true }))
    await plain
    const manifest = await packed
    await rename(draft, file)
    await settle(folder)
    return { file, bytes: (await stat(file)).size, manifest }
  } finally {
    await rm(draft, { force: true })
  }
}

async function archiveOf(archive: Archive, entries: AsyncGenerator<Entry, Manifest>, keys: string | undefined): Promise<Manifest> {
  for (;;) {
    const next = await entries.next()
    if (next.done) {
      if (keys !== undefined) await add(archive, { name: KEYS, body: Buffer.from(keys) })
      archive.finalize()
      return next.value
    }
    await add(archive, next.value)
  }
}

type Archive = ReturnType<typeof pack>

const add = (archive: Archive, { name, body }: Entry): Promise<void> =>
  new Promise((done, fail) => {
    archive.once('error', fail)
    archive.entry({ name, size: body.length }, body, (error) => {
      archive.off('error', fail)
      if (error) fail(error)
      else done()
    })
  })

async function encrypted(plain: Readable, passphrase: string, effort: number): Promise<Readable> {
  const encrypter = new Encrypter()
  encrypter.setPassphrase(passphrase)
  encrypter.setScryptWorkFactor(effort)
  const stream = await encrypter.encrypt(Readable.toWeb(plain) as globalThis.ReadableStream<Uint8Array>)
  return Readable.fromWeb(stream as ReadableStream)
}

/** What a process that was killed has left of its backup. */
async function removeBroken(folder: string): Promise<void> {
  for (const name of await readdir(folder)) {
    const pid = Number(/^\..+\.(\d+)\.part$/.exec(name)?.[1])
    if (pid && !isAlive(pid)) await rm(join(folder, name), { force: true })
  }
}

/** The new name survives a power failure too. */
async function settle(folder: string): Promise<void> {
  const handle = await open(folder, 'r')
  await handle.sync().catch(() => undefined)
  await handle.close()
}
