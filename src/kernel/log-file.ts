/**
 * The log's file. A disk that is full must not end the program, nor make it forget what it had to say: lines wait, up to a bound, and are
 * written when there is room again.
 */
import { chmodSync, mkdirSync, openSync, writeSync } from 'node:fs'
import { dirname } from 'node:path'

/** Bytes that wait at most; beyond that the oldest lines go. */
const WAITING_BYTES = 4_000_000

/** Writes a part of what is given and says how many bytes; replaced in tests. */
export type Write = (fd: number, bytes: Uint8Array) => number

export class LogFile {
  readonly #fd: number
  readonly #write: Write
  readonly #trouble: (line: string) => void
  #waiting: Buffer[] = []
  #waitingBytes = 0
  /** Lines that waited and had to go. */
  #lost = 0
  #failing = false

  /** Made with its folder if missing; only its owner reads it. `trouble` gets a line for whoever watches the program. */
  constructor(path: string, trouble: (line: string) => void, write: Write = writeSync) {
    mkdirSync(dirname(path), { recursive: true })
    this.#fd = openSync(path, 'a', 0o600)
    // One of an earlier version was open to everybody of the machine.
    chmodSync(path, 0o600)
    this.#write = write
    this.#trouble = trouble
  }

  write(line: string): void {
    this.#waiting.push(Buffer.from(line))
    this.#waitingBytes += this.#waiting.at(-1)?.length ?? 0
    try {
      this.#writeWaiting()
    } catch (error) {
      if (!this.#failing) this.#trouble(`the log cannot be written (${(error as Error).message}); the program goes on, its lines wait`)
      this.#failing = true
      while (this.#waitingBytes > WAITING_BYTES) {
        this.#waitingBytes -= this.#waiting.shift()?.length ?? 0
        this.#lost += 1
      }
      return
    }
    if (!this.#failing) return
    this.#failing = false
    const lost = this.#lost
    this.#lost = 0
    this.#trouble(`the log can be written again${lost > 0 ? `; ${lost} lines are lost` : ''}`)
  }

  /** What a full disk has taken of a line stays taken: the rest of it follows when there is room. */
  #writeWaiting(): void {
    for (let bytes = this.#waiting[0]; bytes; bytes = this.#waiting[0]) {
      const written = this.#write(this.#fd, bytes)
      this.#waitingBytes -= written
      if (written === bytes.length) this.#waiting.shift()
      else this.#waiting[0] = bytes.subarray(written)
    }
  }
}
