/**
 * The part of WeChat that the sandbox plays: the groups, what is said in them, and the line to the bot's puppet with the faults
 * that such lines have. It outlives the puppets: a rebuilt connection finds the same groups.
 */
import { randomUUID } from 'node:crypto'
import { join } from 'node:path'
import type { Instant } from '../../src/kernel/time.ts'
import type { MessageKind } from '../../src/understand/outcome.ts'
import { NotSent } from '../gateway.ts'
import type { SandboxRoom } from './control.ts'
import { Directory } from './directory.ts'
import { MediaStore } from './media.ts'
import { type Said, Transcript } from './transcript.ts'
import { BOT_NAME, mentioned, quoting } from './wording.ts'

/**
 * `down`: the account is logged out; what is said meanwhile reaches it when it is back, as WeChat does. `deaf`: it looks logged in but
 * hears and answers nothing, until the connection is built anew; what was said meanwhile is lost. `failSends`: sending fails.
 * `duplicate`: every message arrives twice. They add up, and `up` ends them all.
 */
export type Fault = 'down' | 'up' | 'deaf' | 'failSends' | 'duplicate'

/** The bot's end of the line. */
export interface Line {
  /** Resolves when messages can be announced. */
  login(): Promise<void>
  logout(): Promise<void>
  /** A message has arrived. */
  announce(messageId: string): void
  /** Forget what was cached: the groups are different ones now. */
  forget(): void
}

export interface Speech {
  room: string
  from: string
  text: string
  kind: MessageKind
  at: Instant
  id?: string
  quote?: Said
  mentionBot?: boolean
  media?: { bytes: Buffer; type: string }
}

/** What a quote of a message without words shows. */
const SHOWN: Partial<Record<MessageKind, string>> = { image: '[图片]', audio: '[语音]', recalled: '[已撤回]' }

export const newMessageId = (): string => `m${randomUUID().replaceAll('-', '')}`

export class SandboxChat {
  readonly directory = new Directory()
  readonly transcript: Transcript
  readonly media: MediaStore
  readonly #now: () => Instant
  readonly #faults = new Set<Fault>()
  #line: Line | undefined
  #connected = false
  #heldBack: string[] = []

  /** Everything is kept under `<dataDir>/sandbox/`. `now` is the sandbox's clock. */
  constructor(options: { dataDir: string; now: () => Instant }) {
    const folder = join(options.dataDir, 'sandbox')
    this.transcript = new Transcript(folder)
    this.media = new MediaStore(join(folder, 'media'))
    this.#now = options.now
  }

  /** The groups and their members, as the database has them now. */
  load(rooms: readonly SandboxRoom[]): void {
    this.directory.load(rooms)
    this.#line?.forget()
  }

  /** Back to the beginning: other groups, nothing said, no fault. */
  async reset(rooms: readonly SandboxRoom[]): Promise<void> {
    this.#heldBack = []
    await this.transcript.clear()
    this.media.clear()
    this.load(rooms)
    this.fault('up')
  }

  /** Somebody says something. The same id again is the same message arriving again; the transcript shows it once. */
  async says(speech: Speech): Promise<Said> {
    const known = speech.id === undefined ? undefined : this.transcript.get(speech.id)
    if (known) {
      this.#arrive(known.id)
      return known
    }
    const id = speech.id ?? newMessageId()
    if (speech.media) await this.media.put(id, speech.media.bytes)
    return this.#put(id, speech)
  }

  /** Many at once: without pictures nothing has to be waited for. */
  #put(id: string, speech: Speech): Said {
    const { room, from, kind, at } = speech
    const spoken = speech.mentionBot ? mentioned(speech.text) : speech.text
    const text = speech.quote
      ? quoting({ fromName: speech.quote.fromName, text: SHOWN[speech.quote.kind] ?? speech.quote.text }, spoken)
      : spoken
    const said = this.transcript.add({
      room,
      id,
      from,
      fromName: this.directory.nickname(room, from) || this.directory.name(from),
      at,
      kind,
      text,
      ...(speech.mentionBot ? { mentionsBot: true as const } : {}),
      ...(speech.media ? { media: { type: speech.media.type } } : {}),
    })
    this.#arrive(id)
    return said
  }

  /** The bot says something in a room. Throws NotSent when the line is down or made to fail: nobody has seen it then. */
  botSays(room: string, text: string): Said {
    return this.#botSent({ room, kind: 'text', text })
  }

  /** A picture or a voice is shown; of any other file the name stands in the chat, as on a phone. */
  async botShows(room: string, bytes: Buffer, { type, name }: { type: string; name: string }): Promise<Said> {
    const kind = /^(audio|image)\//.exec(type)?.[1] as 'audio' | 'image' | undefined
    const said = this.#botSent({ room, kind: kind ?? 'text', text: kind ? '' : `[文件] ${name}`, media: { type } })
    await this.media.put(said.id, bytes)
    return said
  }

  #botSent(sent: Pick<Said, 'room' | 'kind' | 'text' | 'media'>): Said {
    if (this.#faults.has('down')) throw new NotSent('sandbox: the account is logged out')
    if (this.#faults.has('failSends')) throw new NotSent('sandbox: sending fails')
    const said = this.transcript.add({
      ...sent,
      id: `b${randomUUID().replaceAll('-', '')}`,
      from: 'bot',
      fromName: BOT_NAME,
      at: this.#now(),
    })
    // Our own message comes back, after the send itself is answered.
    setImmediate(() => this.#arrive(said.id))
    return said
  }

  fault(fault: Fault): void {
    if (fault === 'up') {
      this.#faults.clear()
      void this.#connect()
      return
    }
    this.#faults.add(fault)
    if (fault === 'down') {
      this.#connected = false
      void this.#line?.logout()
    }
  }

  /** False while what is said waits at the phone, or is lost: nobody can wait for it to arrive then. */
  get reaches(): boolean {
    return !this.#faults.has('down') && !this.#faults.has('deaf')
  }

  has(fault: Fault): boolean {
    return this.#faults.has(fault)
  }

  /** A puppet has started: the one line there is is now its own. */
  attach(line: Line): void {
    this.#line = line
    this.#connected = false
    this.#faults.delete('deaf')
    void this.#connect()
  }

  detach(line: Line): void {
    if (this.#line !== line) return
    this.#line = undefined
    this.#connected = false
  }

  async #connect(): Promise<void> {
    const line = this.#line
    if (!line || this.#connected || this.#faults.has('down')) return
    await line.login()
    // Meanwhile the line may have gone down again, or another puppet may have taken it.
    if (this.#line !== line || this.#connected || this.#faults.has('down')) return
    this.#connected = true
    for (const id of this.#heldBack.splice(0)) this.#arrive(id)
  }

  #arrive(id: string): void {
    if (!this.#line || !this.#connected) this.#heldBack.push(id)
    else if (!this.#faults.has('deaf')) {
      this.#line.announce(id)
      if (this.#faults.has('duplicate')) this.#line.announce(id)
    }
  }
}
