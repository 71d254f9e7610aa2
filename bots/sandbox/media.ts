/** Pictures and voices put into the sandbox: a file each beside the transcript, the oldest of too many removed. */
import { createHash } from 'node:crypto'
import { mkdirSync, readdirSync, rmSync, statSync } from 'node:fs'
import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'

const KEPT_FILES = 500

export class MediaStore {
  readonly #folder: string
  readonly #names: string[]

  constructor(folder: string) {
    this.#folder = folder
    mkdirSync(folder, { recursive: true })
    const age = (name: string): number => statSync(join(folder, name)).mtimeMs
    this.#names = readdirSync(folder).sort((a, b) => age(a) - age(b))
  }

  async put(messageId: string, bytes: Buffer): Promise<void> {
    const name = nameOf(messageId)
    await writeFile(join(this.#folder, name), bytes)
    this.#names.push(name)
    while (this.#names.length > KEPT_FILES) rmSync(join(this.#folder, this.#names.shift()!), { force: true })
  }

  /** Rejects when there is none, or none any more. */
  async get(messageId: string): Promise<Buffer> {
    return readFile(join(this.#folder, nameOf(messageId)))
  }

  clear(): void {
    for (const name of this.#names.splice(0)) rmSync(join(this.#folder, name), { force: true })
  }
}

/** Message ids are whatever a caller chose; a file's name is not. */
const nameOf = (messageId: string): string => createHash('sha256').update(messageId).digest('hex').slice(0, 40)
