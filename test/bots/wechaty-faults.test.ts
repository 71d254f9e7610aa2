/** Wechaty on a line that breaks, and the puppets it can be given. */
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { type Gateway, type Incoming, NotSent } from '../../bots/gateway.ts'
import type { SandboxChat } from '../../bots/sandbox/chat.ts'
import { sandboxPuppet } from '../../bots/sandbox/puppet.ts'
import { wechatyGateway } from '../../bots/wechaty/gateway.ts'
import { namedPuppet } from '../../bots/wechaty/puppets.ts'
import { qrForTerminal } from '../../bots/wechaty/qr.ts'
import type { WechatyTiming } from '../../bots/wechaty/timing.ts'
import { silentLog } from '../../src/kernel/log.ts'
import { MINUTE } from '../../src/kernel/time.ts'
import { chatIn, Ear, HUAISHU, NINE, says, scratch } from './support/village.ts'

let folder: ReturnType<typeof scratch>
let chat: SandboxChat
let gateway: Gateway
let ear: Ear

const quick: Partial<WechatyTiming> = { probeEvery: 40, dongWithin: 30, loginWithin: 300, rebuildAfter: [10, 20] }

function gatewayOn(timing: Partial<WechatyTiming> = {}): Gateway {
  return wechatyGateway({ account: 'main', puppet: sandboxPuppet(chat), log: silentLog, now: () => NINE, timing })
}

beforeEach(() => {
  folder = scratch()
  chat = chatIn(folder.dir)
  ear = new Ear()
})

afterEach(async () => {
  await gateway?.stop()
  await chat.transcript.written()
  folder.remove()
})

async function connected(timing: Partial<WechatyTiming> = {}): Promise<void> {
  gateway = gatewayOn(timing)
  await gateway.start(ear)
  await ear.online()
}

async function hears(speech: Parameters<SandboxChat['says']>[0]): Promise<Incoming> {
  const { id } = await chat.says(speech)
  await ear.until(() => ear.heard.some((incoming) => incoming.messageId === id))
  return ear.heard.find((incoming) => incoming.messageId === id)!
}

describe('faults of the line', () => {
  test('a duplicate arrives twice under one id, and so does a re-delivery', async () => {
    await connected()
    chat.fault('duplicate')
    await chat.says(says('1', { id: 'm1' }))
    await ear.until(() => ear.heard.length === 2)
    chat.fault('up')
    await chat.says(says('1', { id: 'm1' }))
    await ear.until(() => ear.heard.length === 3)
    expect(ear.heard.map((incoming) => incoming.messageId)).toEqual(['m1', 'm1', 'm1'])
    expect(chat.transcript.inRoom(HUAISHU)).toHaveLength(1)
  })

  test('down is told, and what was said meanwhile arrives after it is up, in order', async () => {
    await connected()
    chat.fault('down')
    await ear.until(() => ear.states.length === 2)
    await chat.says(says('一', { at: NINE + MINUTE }))
    await chat.says(says('二'))
    await expect(gateway.send(HUAISHU, '在吗')).rejects.toBeInstanceOf(NotSent)
    chat.fault('up')
    await ear.until(() => ear.heard.length === 2)
    expect(ear.texts()).toEqual(['一', '二'])
    expect(ear.heard[0]!.at).toBe(NINE + MINUTE)
    expect(ear.states.map(({ state }) => state)).toEqual(['online', 'offline', 'online'])
  })

  test('a deaf puppet is found out and built anew; the gap is known', async () => {
    await connected(quick)
    chat.fault('deaf')
    await chat.says(says('没人听见'))
    await ear.until(() => ear.states.length === 3)
    expect(ear.states).toEqual([
      { state: 'online', at: NINE },
      { state: 'offline', at: NINE, why: 'deaf: the puppet did not answer a ding' },
      { state: 'online', at: NINE },
    ])
    await hears(says('听见了'))
    expect(ear.texts()).toEqual(['听见了'])
  })

  test('a message that was announced just before the connection broke is loaded through the next one', async () => {
    await connected(quick)
    const { get } = chat.transcript
    let broken = true
    chat.transcript.get = (id) => {
      if (broken) throw new Error('connection lost')
      return get.call(chat.transcript, id)
    }
    await chat.says(says('差点丢了'))
    chat.fault('deaf')
    await ear.until(() => ear.states.at(-1)?.state === 'offline')
    broken = false
    await ear.until(() => ear.heard.length === 1)
    expect(ear.texts()).toEqual(['差点丢了'])
  })

  test('what was said before the start is waiting when the account comes online', async () => {
    await chat.says(says('早上好'))
    await connected()
    await ear.until(() => ear.heard.length === 1)
    expect(ear.texts()).toEqual(['早上好'])
  })

  test('a stop hands over what has been heard before it resolves', async () => {
    await connected()
    for (let i = 0; i < 50; i++) await chat.says(says(`${i}`))
    await gateway.stop()
    expect(ear.heard).toHaveLength(50)
    await chat.says(says('太晚了'))
    await new Promise((go) => setImmediate(go))
    expect(ear.heard).toHaveLength(50)
  })
})

describe('which puppet', () => {
  const start = (name: string, more = {}) => {
    gateway = wechatyGateway({ account: 'main', puppet: namedPuppet({ name, ...more }), log: silentLog, now: () => NINE })
    return gateway.start(ear)
  }

  test('a package that is not installed stops the start and names what to install', async () => {
    await expect(start('wechaty-puppet-nobody')).rejects.toThrow('npm install wechaty-puppet-nobody')
  })

  test('a service without its token names the variable', async () => {
    await expect(start('wechaty-puppet-service')).rejects.toThrow('WECHATY_PUPPET_SERVICE_TOKEN')
  })

  test.each(['node:os', 'pino', 'qrcode-terminal'])('%s, a package that is no puppet, says so', async (name) => {
    await expect(start(name)).rejects.toThrow(`WECHATY_PUPPET=${name}: the package exports no puppet`)
  })

  test('the QR code is drawn for the terminal', async () => {
    const drawn = await qrForTerminal('https://login.weixin.qq.com/l/abc')
    expect(drawn.split('\n').length).toBeGreaterThan(10)
    expect(drawn).toContain('▄')
  })
})
