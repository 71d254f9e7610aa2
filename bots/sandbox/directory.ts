import type { SandboxMember, SandboxRoom } from './control.ts'
import { BOT_ID, BOT_NAME } from './wording.ts'

interface Room {
  id: string
  name: string
  members: Map<string, SandboxMember>
}

/** Who is in which room, as last seen in the database. 600 rooms of 120 are only maps of what the state already holds. */
export class Directory {
  #rooms = new Map<string, Room>()
  #names = new Map<string, string>()

  load(rooms: readonly SandboxRoom[]): void {
    this.#rooms = new Map()
    this.#names = new Map([[BOT_ID, BOT_NAME]])
    for (const { id, name, members } of rooms) {
      this.#rooms.set(id, { id, name, members: new Map(members.map((member) => [member.id, member])) })
      for (const member of members) this.#names.set(member.id, member.name)
    }
  }

  roomIds(): string[] {
    return [...this.#rooms.keys()]
  }

  contactIds(): string[] {
    return [...this.#names.keys()]
  }

  room(id: string): { id: string; name: string; memberIds: string[] } | undefined {
    const room = this.#rooms.get(id)
    return room && { id, name: room.name, memberIds: [BOT_ID, ...room.members.keys()] }
  }

  hasRoom(id: string): boolean {
    return this.#rooms.has(id)
  }

  isMember(roomId: string, memberId: string): boolean {
    return this.#rooms.get(roomId)?.members.has(memberId) ?? false
  }

  isPerson(id: string): boolean {
    return id !== BOT_ID && this.#names.has(id)
  }

  /** The account's own name; its id when nobody knows it. */
  name(memberId: string): string {
    return this.#names.get(memberId) ?? memberId
  }

  /** The name in this group, empty when there is none of its own. */
  nickname(roomId: string, memberId: string): string {
    return this.#rooms.get(roomId)?.members.get(memberId)?.nickname ?? ''
  }
}
