/**
 * Everything said in the sandbox's groups, in order, villagers' and the bot's. Kept as JSON lines so that a restart shows the same
 * conversation; bounded, because a load test says more in a minute than a person reads in a year.
 */
import { randomUUID } from 'node:crypto'
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { appendFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Instant } from '../../src/kernel/time.ts'
import type { MessageKind } from '../../src/understand/outcome.ts'

export interface Said {
  /** Place among everything said, from 1; never used twice, also not after a reset. */
  seq: number
  room: string
  id: string
  /** The speaker's account, or `bot`. */
  from: string
  fromName: string
  at: Instant
  kind: MessageKind
  /** As the chat shows it: quotes and mentions are part of it. */
  text: string
  mentionsBot?: true
  media?: { type: string }
}

/** Messages kept, in one room and in all; the oldest go first. */
const KEPT_IN_ROOM = 5_000
const KEPT = 200_000

export class Transcript {
  readonly #file: string
  readonly #byId = new Map<string, Said>()
  readonly #rooms = new Map<string, Said[]>()
  #seq = 0
  #epoch = randomUUID()
  #lines: string[] = []
  #writing: Promise<void> | undefined

  /** Reads what an earlier run left in `folder`, which is made if need be. */
  constructor(folder: string) {
    mkdirSync(folder, { recursive: true })
    this.#file = join(folder, 'transcript.jsonl')
    const lines = readLines(this.#file)
    for (const line of lines) {
      const said = parse(line)
      if (said && !this.#byId.has(said.id)) this.#keep(said)
    }
    // The file only grows while running; what is no longer kept, or was torn by a crash, leaves it here.
    if (this.#byId.size < lines.length)
      writeFileSync(this.#file, [...this.#byId.values()].map((said) => `${JSON.stringify(said)}\n`).join(''))
  }

  get lastSeq(): number {
    return this.#seq
  }

  /** Another one after each start and each clearing: who followed along has to begin anew. */
  get epoch(): string {
    return this.#epoch
  }

  add(said: Omit<Said, 'seq'>): Said {
    const kept = { seq: this.#seq + 1, ...said }
    this.#keep(kept)
    this.#lines.push(`${JSON.stringify(kept)}\n`)
    this.#writing ??= this.#write()
    return kept
  }

  get(id: string): Said | undefined {
    return this.#byId.get(id)
  }

  inRoom(room: string): readonly Said[] {
    return this.#rooms.get(room) ?? []
  }

  /** What was said after `seq`, in all rooms, oldest first, at most the `limit` newest. */
  after(seq: number, limit: number): Said[] {
    const found: Said[] = []
    for (const list of this.#rooms.values()) {
      for (let i = list.length - 1; i >= 0 && list[i]!.seq > seq; i--) found.push(list[i]!)
    }
    return found.sort((a, b) => a.seq - b.seq).slice(-limit)
  }

  /** The newest message of each room. */
  last(): Said[] {
    return [...this.#rooms.values()].flatMap((list) => list.at(-1) ?? [])
  }

  /** Forgets everything, in the file too. */
  async clear(): Promise<void> {
    this.#epoch = randomUUID()
    this.#byId.clear()
    this.#rooms.clear()
    this.#lines = []
    await this.#writing
    rmSync(this.#file, { force: true })
  }

  /** Resolves when the file holds all that was added so far. */
  async written(): Promise<void> {
    await this.#writing
  }

  #keep(said: Said): void {
    this.#seq = Math.max(this.#seq, said.seq)
    this.#byId.set(said.id, said)
    const list = this.#rooms.get(said.room)
    if (list) list.push(said)
    else this.#rooms.set(said.room, [said])
    const oldest = list && list.length > KEPT_IN_ROOM ? list[0] : this.#byId.size > KEPT ? this.#byId.values().next().value : undefined
    if (oldest) this.#drop(oldest)
  }

  #drop(said: Said): void {
    this.#byId.delete(said.id)
    const list = this.#rooms.get(said.room)
    if (list?.[0] === said) list.shift()
  }

  /** One write at a time; what is said meanwhile goes with the next. A full disk costs the copy, never the conversation. */
  async #write(): Promise<void> {
    await Promise.resolve()
    while (this.#lines.length > 0) {
      const lines = this.#lines.splice(0).join('')
      await appendFile(this.#file, lines).catch(() => {})
    }
    this.#writing = undefined
  }
}

function readLines(file: string): string[] {
  try {
    return readFileSync(file, 'utf8').split('\n').slice(0, -1)
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return []
    throw error
  }
}

/** Undefined for a line that a crash tore. */
function parse(line: string): Said | undefined {
  try {
    const said: Said = JSON.parse(line)
    return typeof said.id === 'string' && typeof said.seq === 'number' ? said : undefined
  } catch {
    return undefined
  }
}
