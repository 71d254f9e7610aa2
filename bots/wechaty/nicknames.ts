import type { impls } from 'wechaty-puppet'
import type { Instant } from '../../src/kernel/time.ts'

/** Milliseconds. A changed group nickname shows up after this at the latest; most puppets announce the change at once. */
const KEEP_MS = 10 * 60_000
const KEEP_AT_MOST = 20_000

/**
 * Names shown in groups. A puppet asks its server for each one, and everybody speaks many times an evening, so they are kept for
 * a while; Wechaty's own cache for them never hits (it stores every member under the key `memberId`).
 */
export class Nicknames {
  readonly #kept = new Map<string, { name: string; at: Instant }>()

  /** Never rejects: a message without its sender's name is still a message. */
  async of(puppet: impls.PuppetInterface, roomId: string, memberId: string, now: Instant): Promise<string> {
    const key = `${roomId}\n${memberId}`
    const kept = this.#kept.get(key)
    if (kept && Math.abs(now - kept.at) < KEEP_MS) return kept.name
    const name = await ask(puppet, roomId, memberId)
    if (name !== '') {
      if (this.#kept.size >= KEEP_AT_MOST) this.#kept.clear()
      this.#kept.set(key, { name, at: now })
    }
    return name
  }

  /** Everything known about one room, or about everybody, is asked again. */
  forget(roomId?: string): void {
    if (roomId === undefined) this.#kept.clear()
    else for (const key of this.#kept.keys()) if (key.startsWith(`${roomId}\n`)) this.#kept.delete(key)
  }
}

async function ask(puppet: impls.PuppetInterface, roomId: string, memberId: string): Promise<string> {
  if (memberId === '') return ''
  if (roomId !== memberId) {
    const member = await puppet.roomMemberPayload(roomId, memberId).catch(() => undefined)
    const name = member?.roomAlias || member?.name
    if (name) return name
  }
  const contact = await puppet.contactPayload(memberId).catch(() => undefined)
  return contact?.name ?? ''
}
