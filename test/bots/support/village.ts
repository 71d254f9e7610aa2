/** A small village for the channel's tests: two rooms, a few people, a sandbox chat in a scratch folder, and an ear that remembers. */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { GatewayEvents, Incoming } from '../../../bots/gateway.ts'
import { SandboxChat, type Speech } from '../../../bots/sandbox/chat.ts'
import type { SandboxMember, SandboxRoom } from '../../../bots/sandbox/control.ts'
import { instantAt } from '../../../src/kernel/time.ts'

export const NINE = instantAt('2026-09-07', 9)
export const HUAISHU = 'huaishu@chatroom'
export const VILLAGE = 'hekou@chatroom'

const villager = (n: number): SandboxMember => ({
  id: `wxid_huaishu_${n}`,
  name: `微信${n}`,
  nickname: `村民${n}`,
  role: 'villager',
  villager: `村民${n}`,
  household: `${n}户`,
  atHome: true,
})

export const HEAD: SandboxMember = {
  id: 'wxid_huaishu_head',
  name: '老李',
  nickname: '李大山',
  role: 'head',
  villager: '李大山',
  household: '1户',
  atHome: true,
}

export const STRANGER: SandboxMember = { id: 'wxid_huaishu_new', name: '远方', nickname: '', role: 'unbound' }

export const rooms = (): SandboxRoom[] => [
  {
    id: HUAISHU,
    kind: 'hamlet',
    name: '槐树屋场',
    members: [HEAD, ...Array.from({ length: 12 }, (_, i) => villager(i + 1)), STRANGER],
  },
  {
    id: VILLAGE,
    kind: 'village',
    name: '河口村干部群',
    members: [{ id: 'wxid_hekou_1', name: '刘书记', nickname: '刘书记', role: 'cadre' }],
  },
]

export function scratch(): { dir: string; remove: () => void } {
  const dir = mkdtempSync(join(tmpdir(), 'wuchang-bots-'))
  return { dir, remove: () => rmSync(dir, { recursive: true, force: true, maxRetries: 10, retryDelay: 50 }) }
}

export function chatIn(dir: string): SandboxChat {
  const chat = new SandboxChat({ dataDir: dir, now: () => NINE })
  chat.load(rooms())
  return chat
}

export const says = (text: string, more: Partial<Speech> = {}): Speech => ({
  room: HUAISHU,
  from: 'wxid_huaishu_1',
  text,
  kind: 'text',
  at: NINE,
  ...more,
})

/** Collects what a gateway delivers and lets a test wait for it without sleeping. */
export class Ear implements GatewayEvents {
  readonly heard: Incoming[] = []
  readonly states: { state: 'online' | 'offline'; at: number; why?: string }[] = []
  readonly codes: string[] = []
  /** Replaces the taking of one message. */
  take: ((incoming: Incoming) => Promise<void>) | undefined
  #wake: (() => void)[] = []

  async message(incoming: Incoming): Promise<void> {
    await this.take?.(incoming)
    this.heard.push(incoming)
    this.#woken()
  }

  status(state: 'online' | 'offline', at: number, why?: string): void {
    this.states.push({ state, at, ...(why === undefined ? {} : { why }) })
    this.#woken()
  }

  scan(code: string): void {
    this.codes.push(code)
    this.#woken()
  }

  /** Resolves as soon as `met`; the test's own time limit ends a wait in vain. */
  async until(met: () => boolean): Promise<void> {
    while (!met()) await new Promise<void>((go) => this.#wake.push(go))
  }

  async online(): Promise<void> {
    await this.until(() => this.states.at(-1)?.state === 'online')
  }

  texts(): string[] {
    return this.heard.map((incoming) => incoming.text)
  }

  #woken(): void {
    for (const go of this.#wake.splice(0)) go()
  }
}
