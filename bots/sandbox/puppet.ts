/**
 * A puppet with no WeChat behind it: what Wechaty sees of the sandbox's groups, answered straight from the chat. (Wechaty's own mock lacks
 * group nicknames, ids of sent messages, mentions and media, and brings a library of made-up people that takes longer to load than all of this.)
 */
import { FileBox, type FileBoxInterface } from 'file-box'
import { log, Puppet, type payloads } from 'wechaty-puppet'
import * as types from 'wechaty-puppet/types'
import type { MessageKind } from '../../src/understand/outcome.ts'
import type { Line, SandboxChat } from './chat.ts'
import { BOT_ID } from './wording.ts'

const TYPES: Record<MessageKind, types.Message> = {
  text: types.Message.Text,
  groupNote: types.Message.GroupNote,
  audio: types.Message.Audio,
  image: types.Message.Image,
  recalled: types.Message.Recalled,
}

/** A file box tells its type by its name; for these the second half of the type is not the usual ending. */
const EXTENSIONS: Record<string, string> = { 'audio/mpeg': 'mp3', 'audio/mp4': 'm4a', 'audio/x-m4a': 'm4a', 'audio/x-wav': 'wav' }

/** For `wechatyGateway`: a fresh puppet each time, on the same chat. */
export const sandboxPuppet = (chat: SandboxChat) => async (): Promise<SandboxPuppet> => new SandboxPuppet(chat)

export class SandboxPuppet extends Puppet {
  readonly #chat: SandboxChat
  readonly #line: Line
  #changing: Promise<void> = Promise.resolve()

  constructor(chat: SandboxChat) {
    super()
    this.#chat = chat
    this.#line = {
      login: () =>
        this.#inTurn(async () => {
          if (!this.isLoggedIn) super.login(BOT_ID)
        }),
      logout: () => this.#inTurn(() => this.logout('sandbox: the account was logged out')),
      announce: (messageId) => this.emit('message', { messageId }),
      forget: () => this.#forget(),
    }
  }

  /** A logout takes a moment; a login that overtook it would be lost. */
  #inTurn(change: () => Promise<void>): Promise<void> {
    this.#changing = this.#changing.then(change).catch((error: unknown) => log.error('SandboxPuppet', 'login or logout: %s', error))
    return this.#changing
  }

  override async onStart(): Promise<void> {
    // Not before start() is through: nobody would be listening yet.
    setImmediate(() => this.#chat.attach(this.#line))
  }

  override async onStop(): Promise<void> {
    this.#chat.detach(this.#line)
  }

  #forget(): void {
    this.cache.clear()
    for (const payloadId of this.#chat.directory.roomIds()) this.emit('dirty', { payloadType: types.Dirty.RoomMember, payloadId })
  }

  override ding(data?: string): void {
    if (this.#chat.has('deaf') || this.#chat.has('down')) return
    setImmediate(() => this.emit('dong', { data: data ?? '' }))
  }

  /** What is answered raw is already in Wechaty's own shape. */
  override async messageRawPayloadParser(payload: payloads.Message): Promise<payloads.Message> {
    return payload
  }

  override async contactRawPayloadParser(payload: payloads.Contact): Promise<payloads.Contact> {
    return payload
  }

  override async roomRawPayloadParser(payload: payloads.Room): Promise<payloads.Room> {
    return payload
  }

  override async roomMemberRawPayloadParser(payload: payloads.RoomMember): Promise<payloads.RoomMember> {
    return payload
  }

  override async messageRawPayload(id: string): Promise<payloads.Message> {
    const said = this.#chat.transcript.get(id)
    if (!said) throw new Error(`sandbox: no message ${id}`)
    const talkerId = said.from === 'bot' ? BOT_ID : said.from
    return {
      id,
      talkerId,
      // In a group nobody in particular is spoken to; alone, the other of the two.
      ...(this.#chat.directory.isPerson(said.room) ? { listenerId: talkerId === BOT_ID ? said.room : BOT_ID } : { roomId: said.room }),
      mentionIdList: said.mentionsBot ? [BOT_ID] : [],
      text: said.text,
      timestamp: said.at,
      type: TYPES[said.kind],
    }
  }

  override async messageFile(id: string): Promise<FileBox> {
    const type = this.#chat.transcript.get(id)?.media?.type
    if (type === undefined) throw new Error(`sandbox: message ${id} has no file`)
    return FileBox.fromBuffer(await this.#chat.media.get(id), `${id}.${EXTENSIONS[type] ?? type.split('/')[1] ?? 'bin'}`)
  }

  override async messageImage(id: string): Promise<FileBox> {
    return this.messageFile(id)
  }

  override async messageSendText(conversationId: string, text: string): Promise<void> {
    return answer(this.#chat.botSays(conversationId, text).id)
  }

  override async messageSendFile(conversationId: string, file: FileBoxInterface): Promise<void> {
    const said = await this.#chat.botShows(conversationId, await file.toBuffer(), {
      type: file.mediaType || 'application/octet-stream',
      name: file.name,
    })
    return answer(said.id)
  }

  override async contactList(): Promise<string[]> {
    return this.#chat.directory.contactIds()
  }

  /** Wechaty 1.20 asks for a room under its id as if it were a contact; it gets an answer, not an error. */
  override async contactRawPayload(id: string): Promise<payloads.Contact> {
    const { Contact, ContactGender } = types
    return { id, name: this.#chat.directory.name(id), avatar: '', gender: ContactGender.Unknown, type: Contact.Individual, phone: [] }
  }

  override async roomList(): Promise<string[]> {
    return this.#chat.directory.roomIds()
  }

  override async roomRawPayload(id: string): Promise<payloads.Room> {
    const room = this.#chat.directory.room(id)
    if (!room) throw new Error(`sandbox: no room ${id}`)
    return { id, topic: room.name, memberIdList: room.memberIds, adminIdList: [] }
  }

  override async roomMemberList(roomId: string): Promise<string[]> {
    return this.#chat.directory.room(roomId)?.memberIds ?? []
  }

  override async roomMemberRawPayload(roomId: string, memberId: string): Promise<payloads.RoomMember> {
    const { directory } = this.#chat
    return { id: memberId, name: directory.name(memberId), roomAlias: directory.nickname(roomId, memberId), avatar: '' }
  }
}

/** The stock mock declares that sends answer nothing; real puppets answer the id of what was sent, and so does this one. */
const answer = (messageId: string): void => messageId as unknown as undefined
