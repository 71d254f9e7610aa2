/** The Wechaty gateway on the sandbox's puppet, with an ear that hears what it takes in. */
import { afterEach, beforeEach } from 'vitest'
import type { Gateway, Incoming } from '../../../bots/gateway.ts'
import type { SandboxChat } from '../../../bots/sandbox/chat.ts'
import { sandboxPuppet } from '../../../bots/sandbox/puppet.ts'
import { wechatyGateway } from '../../../bots/wechaty/gateway.ts'
import type { WechatyTiming } from '../../../bots/wechaty/timing.ts'
import { silentLog } from '../../../src/kernel/log.ts'
import { chatIn, Ear, NINE, scratch } from './village.ts'

/** To be made at the top of a test file: a new one for each test. */
export class Wechaty {
  chat!: SandboxChat
  gateway!: Gateway
  ear!: Ear

  constructor() {
    let folder: ReturnType<typeof scratch>
    beforeEach(() => {
      folder = scratch()
      this.chat = chatIn(folder.dir)
      this.ear = new Ear()
    })
    afterEach(async () => {
      await this.gateway?.stop()
      await this.chat.transcript.written()
      folder.remove()
    })
  }

  on(timing: Partial<WechatyTiming> = {}): Gateway {
    return wechatyGateway({ account: 'main', puppet: sandboxPuppet(this.chat), log: silentLog, now: () => NINE, timing })
  }

  async connected(timing: Partial<WechatyTiming> = {}): Promise<void> {
    this.gateway = this.on(timing)
    await this.gateway.start(this.ear)
    await this.ear.online()
  }

  async hears(speech: Parameters<SandboxChat['says']>[0]): Promise<Incoming> {
    const { id } = await this.chat.says(speech)
    await this.ear.until(() => this.ear.heard.some((incoming) => incoming.messageId === id))
    return this.ear.heard.find((incoming) => incoming.messageId === id)!
  }
}
