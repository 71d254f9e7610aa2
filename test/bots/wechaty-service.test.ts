/** The same adapter with a real network between it and the puppet: a Wechaty puppet service on loopback. */
import { randomBytes } from 'node:crypto'
import { readdirSync } from 'node:fs'
import { createServer } from 'node:net'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { PuppetServer } from 'wechaty-puppet-service'
import { type Gateway, NotSent } from '../../bots/gateway.ts'
import type { SandboxChat } from '../../bots/sandbox/chat.ts'
import { SandboxPuppet } from '../../bots/sandbox/puppet.ts'
import { wechatyGateway } from '../../bots/wechaty/gateway.ts'
import { namedPuppet } from '../../bots/wechaty/puppets.ts'
import { WECHATY_TIMING, type WechatyTiming } from '../../bots/wechaty/timing.ts'
import { silentLog } from '../../src/kernel/log.ts'
import { chatIn, Ear, HEAD, HUAISHU, NINE, says, scratch } from './support/village.ts'

let folder: ReturnType<typeof scratch>
let home: ReturnType<typeof scratch>
let chat: SandboxChat
let server: PuppetServer
let gateway: Gateway
let ear: Ear
let endpoint: string
let token: string

async function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = createServer()
    probe.once('error', reject)
    probe.listen(0, '127.0.0.1', () => {
      const address = probe.address()
      probe.close(() => resolve(typeof address === 'object' && address ? address.port : 0))
    })
  })
}

async function serve(): Promise<SandboxPuppet> {
  const puppet = new SandboxPuppet(chat)
  server = new PuppetServer({ endpoint, token, puppet, tls: { disable: true } })
  await server.start()
  return puppet
}

const QUICK = { probeEvery: 2_000, dongWithin: 1_500, loginAfterError: 100, stopWithin: 300, rebuildAfter: [100, 200] } as const

function connect(timing: Partial<WechatyTiming> = QUICK): Promise<void> {
  gateway = wechatyGateway({
    account: 'main',
    puppet: namedPuppet({ name: 'wechaty-puppet-service', token, endpoint, insecure: true }),
    log: silentLog,
    now: () => NINE,
    timing,
  })
  return gateway.start(ear)
}

beforeEach(async () => {
  folder = scratch()
  home = scratch()
  vi.stubEnv('HOME', home.dir)
  // The puppet service's server (not ours) leaves a registry of files in the temporary folder.
  vi.stubEnv('TMPDIR', folder.dir)
  chat = chatIn(folder.dir)
  ear = new Ear()
  endpoint = `127.0.0.1:${await freePort()}`
  token = `test_${randomBytes(12).toString('hex')}`
})

afterEach(async () => {
  await gateway.stop()
  await server.stop()
  vi.unstubAllEnvs()
  await chat.transcript.written()
  folder.remove()
  home.remove()
})

describe('over the network', () => {
  test('300 messages keep their order, their nicknames and their milliseconds', async () => {
    await serve()
    await connect()
    await ear.online()
    const texts = Array.from({ length: 300 }, (_, i) => `第${i}句`)
    for (const [i, text] of texts.entries()) await chat.says(says(text, { at: NINE + i }))
    await ear.until(() => ear.heard.length === 300)
    expect(ear.texts()).toEqual(texts)
    expect(ear.heard.map((incoming) => incoming.at)).toEqual(texts.map((_, i) => NINE + i))
    expect(new Set(ear.heard.map((incoming) => incoming.senderName))).toEqual(new Set(['村民1']))
  })

  test('mention, quote, 接龙 and media cross over', async () => {
    await serve()
    await connect()
    await ear.online()
    const poll = await chat.says(says('周三还是周四?', { from: HEAD.id, mentionBot: true }))
    await chat.says(says('周三', { quote: poll }))
    await chat.says(says('#接龙\n1. 村民1', { kind: 'groupNote' }))
    await chat.says(says('', { kind: 'image', media: { bytes: Buffer.alloc(100_000, 7), type: 'image/png' } }))
    await ear.until(() => ear.heard.length === 4)
    expect(ear.heard[0]).toMatchObject({ mentionsBot: true, mentionIds: [], senderName: '李大山' })
    expect(ear.heard[1]!.text).toBe('「李大山：@小助手\u2005周三还是周四?」\n- - - - - - - - - - - - - - -\n周三')
    expect(ear.heard[2]).toMatchObject({ kind: 'groupNote', text: '#接龙\n1. 村民1' })
    const { bytes, type } = await ear.heard[3]!.media!()
    expect(type).toBe('image/png')
    expect(bytes.equals(Buffer.alloc(100_000, 7))).toBe(true)
  })

  test('what we send comes back under the id that the send answered', async () => {
    await serve()
    await connect()
    await ear.online()
    const { messageId } = await gateway.send(HUAISHU, '收到2户')
    await ear.until(() => ear.heard.length === 1)
    expect(ear.heard[0]).toMatchObject({ messageId, self: true, text: '收到2户' })
  })

  test('after a restart of the server the connection is built anew, and the gap is told', async () => {
    await serve()
    await connect()
    await ear.online()
    await server.stop()
    await ear.until(() => ear.states.at(-1)?.state === 'offline')
    await serve()
    await ear.online()
    await chat.says(says('又听见了'))
    await ear.until(() => ear.heard.length === 1)
    expect(ear.texts()).toEqual(['又听见了'])
    expect(ear.states.map(({ state }) => state)).toEqual(['online', 'offline', 'online'])
  }, 20_000)

  test('a send that meets a server that is gone was certainly not sent, and the gap begins at once', async () => {
    await serve()
    await connect(WECHATY_TIMING)
    await ear.online()
    await server.stop()
    await vi.waitFor(() => expect(gateway.send(HUAISHU, '在吗')).rejects.toBeInstanceOf(NotSent), { timeout: 5_000, interval: 20 })
    await ear.until(() => ear.states.at(-1)?.state === 'offline')
    await serve()
    await ear.online()
    expect(chat.transcript.inRoom(HUAISHU)).toEqual([])
  }, 20_000)

  test('with the real times: a server that was away for long is found within 5 s of its return, and is not stopped by the old line', async () => {
    expect(WECHATY_TIMING.probeEvery + WECHATY_TIMING.dongWithin).toBeLessThanOrEqual(5_000)
    await serve()
    await connect(WECHATY_TIMING)
    await ear.online()
    await server.stop()
    await ear.until(() => ear.states.at(-1)?.state === 'offline')
    // Long enough for the pause between two attempts to have grown to its most.
    await new Promise((go) => setTimeout(go, 6_000))
    const fresh = await serve()
    const stopped = vi.spyOn(fresh, 'stop')
    const back = performance.now()
    await ear.online()
    expect(performance.now() - back).toBeLessThan(5_000)
    await chat.says(says('又听见了'))
    await ear.until(() => ear.heard.length === 1)
    expect(stopped).not.toHaveBeenCalled()
  }, 30_000)

  test('a second client on the same token hears nothing, says so, and leaves the first undisturbed', async () => {
    const puppet = await serve()
    const stopped = vi.spyOn(puppet, 'stop')
    await connect()
    await ear.online()
    const warn = vi.fn()
    const second = wechatyGateway({
      account: 'main',
      puppet: namedPuppet({ name: 'wechaty-puppet-service', token, endpoint, insecure: true }),
      log: { ...silentLog, warn, child: () => ({ ...silentLog, warn }) },
      now: () => NINE,
      timing: { ...QUICK, loginWithin: 500 },
    })
    const other = new Ear()
    await second.start(other)
    await vi.waitFor(
      () =>
        expect(warn.mock.calls.filter(([, message]) => message === 'the connection failed and is built again').length).toBeGreaterThan(1),
      { timeout: 15_000, interval: 50 },
    )
    await second.stop()
    await chat.says(says('还听得见'))
    await ear.until(() => ear.heard.length === 1)
    expect([ear.states.length, other.states, stopped.mock.calls]).toEqual([1, [], []])
  }, 30_000)

  test('a server that comes up later is found', async () => {
    await connect()
    await serve()
    await ear.online()
    expect(ear.states).toEqual([{ state: 'online', at: NINE }])
  }, 20_000)

  test('nothing is written to the home folder', async () => {
    await serve()
    await connect()
    await ear.online()
    await chat.says(says('到'))
    await ear.until(() => ear.heard.length === 1)
    expect(process.env.HOME).toBe(home.dir)
    expect(readdirSync(home.dir)).toEqual([])
  })
})
