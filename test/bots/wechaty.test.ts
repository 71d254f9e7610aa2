import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { AccountLimited, type Gateway, type Incoming, NotSent } from '../../bots/gateway.ts'
import type { SandboxChat } from '../../bots/sandbox/chat.ts'
import { sandboxPuppet } from '../../bots/sandbox/puppet.ts'
import { wechatyGateway } from '../../bots/wechaty/gateway.ts'
import type { WechatyTiming } from '../../bots/wechaty/timing.ts'
import { silentLog } from '../../src/kernel/log.ts'
import { chatIn, Ear, HEAD, HUAISHU, NINE, STRANGER, says, scratch, VILLAGE } from './support/village.ts'

let folder: ReturnType<typeof scratch>
let chat: SandboxChat
let gateway: Gateway
let ear: Ear

const _quick: Partial<WechatyTiming> = { probeEvery: 40, dongWithin: 30, loginWithin: 300, rebuildAfter: [10, 20] }

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

describe('what is taken in', () => {
  test('a plain message, with the group nickname and the moment it was said, to the millisecond', async () => {
    await connected()
    const incoming = await hears(says('1和3', { id: 'm1', at: NINE + 1234 }))
    expect(incoming).toEqual({
      account: 'main',
      roomId: HUAISHU,
      messageId: 'm1',
      senderId: 'wxid_huaishu_1',
      senderName: '村民1',
      kind: 'text',
      text: '1和3',
      mentionsBot: false,
      mentionIds: [],
      self: false,
      at: NINE + 1234,
    })
  })

  test('who has no group nickname is shown by the account’s own name', async () => {
    await connected()
    expect((await hears(says('我是张三', { from: STRANGER.id }))).senderName).toBe('远方')
  })

  test('a mention stands in the text and in the list', async () => {
    await connected()
    const incoming = await hears(says('约时间', { from: HEAD.id, mentionBot: true }))
    expect(incoming).toMatchObject({ text: '@小助手\u2005约时间', mentionsBot: true, mentionIds: [] })
  })

  test('a quote is written into the text as WeChat does, and a quote of a quote keeps only the reply', async () => {
    await connected()
    const poll = await chat.says(says('1. 周三 2. 周四', { from: HEAD.id }))
    const reply = await hears(says('2', { quote: poll }))
    expect(reply.text).toBe('「李大山：1. 周三 2. 周四」\n- - - - - - - - - - - - - - -\n2')
    const again = await hears(says('好', { from: HEAD.id, quote: chat.transcript.get(reply.messageId)! }))
    expect(again.text).toBe('「村民1：2」\n- - - - - - - - - - - - - - -\n好')
  })

  test('接龙 keeps its kind, and so does a recall', async () => {
    await connected()
    expect(await hears(says('#接龙\n1. 村民1', { kind: 'groupNote' }))).toMatchObject({ kind: 'groupNote', text: '#接龙\n1. 村民1' })
    expect(await hears(says('m1', { kind: 'recalled' }))).toMatchObject({ kind: 'recalled', text: 'm1' })
  })

  test('voice and picture come with their bytes and type', async () => {
    await connected()
    const voice = await hears(says('到', { kind: 'audio', media: { bytes: Buffer.from('voice'), type: 'audio/mpeg' } }))
    expect(voice).toMatchObject({ kind: 'audio', text: '到' })
    expect(await voice.media!()).toEqual({ bytes: Buffer.from('voice'), type: 'audio/mpeg' })
    const picture = await hears(says('', { kind: 'image', media: { bytes: Buffer.from([1, 2, 3]), type: 'image/png' } }))
    expect(await picture.media!()).toEqual({ bytes: Buffer.from([1, 2, 3]), type: 'image/png' })
  })

  test('a picture that is gone rejects instead of arriving empty', async () => {
    await connected()
    const picture = await hears(says('', { kind: 'image', media: { bytes: Buffer.from('x'), type: 'image/png' } }))
    chat.media.clear()
    await expect(picture.media!()).rejects.toThrow()
  })
})

describe('order', () => {
  test('300 messages of one room arrive in the order they were said, however long each takes to load', async () => {
    await connected()
    let n = 0
    ear.take = async () => {
      if (n++ % 7 === 0) await new Promise((go) => setImmediate(go))
    }
    const texts = Array.from({ length: 300 }, (_, i) => `第${i}句`)
    for (const text of texts) await chat.says(says(text))
    await ear.until(() => ear.heard.length === 300)
    expect(ear.texts()).toEqual(texts)
  })

  test('a room that is slow does not hold up another', async () => {
    await connected()
    let release = () => {}
    ear.take = (incoming) => (incoming.roomId === HUAISHU ? new Promise((go) => (release = go)) : Promise.resolve())
    await chat.says(says('先'))
    await chat.says(says('后', { room: VILLAGE, from: 'wxid_hekou_1' }))
    await ear.until(() => ear.heard.length === 1)
    expect(ear.texts()).toEqual(['后'])
    release()
    await ear.until(() => ear.heard.length === 2)
    expect(ear.texts()).toEqual(['后', '先'])
  })

  test('a taker of several gets what came meanwhile in one go, in order, and again all of it when it fails', async () => {
    const batches: string[][] = []
    let release = () => {}
    let refusals = 1
    const taker = Object.assign(ear, {
      messages: async (batch: readonly Incoming[]) => {
        batches.push(batch.map((incoming) => incoming.text))
        if (batch[0]!.text === '0') await new Promise<void>((go) => (release = go))
        else if (refusals-- > 0) throw new Error('the database is away')
        for (const incoming of batch) await ear.message(incoming)
      },
    })
    gateway = gatewayOn()
    await gateway.start(taker)
    await ear.online()
    await chat.says(says('0'))
    while (batches.length === 0) await new Promise((go) => setImmediate(go))
    for (const text of ['1', '2', '3']) await chat.says(says(text))
    await new Promise((go) => setImmediate(go))
    release()
    await ear.until(() => ear.heard.length === 4)
    expect(batches).toEqual([['0'], ['1', '2', '3'], ['1', '2', '3']])
    expect(ear.texts()).toEqual(['0', '1', '2', '3'])
  })

  test('a message that is not taken at first is tried again, before the next of its room', async () => {
    await connected()
    let refusals = 1
    ear.take = async () => {
      if (refusals-- > 0) throw new Error('the database is away')
    }
    await chat.says(says('一'))
    await chat.says(says('二'))
    await ear.until(() => ear.heard.length === 2)
    expect(ear.texts()).toEqual(['一', '二'])
  })
})

describe('sending', () => {
  test('answers the id under which our own message comes back as self', async () => {
    await connected()
    const { messageId } = await gateway.send(HUAISHU, '收到2户')
    await ear.until(() => ear.heard.length === 1)
    expect(ear.heard[0]).toMatchObject({ messageId, self: true, text: '收到2户', roomId: HUAISHU })
    expect(chat.transcript.inRoom(HUAISHU).map(({ from, text }) => [from, text])).toEqual([['bot', '收到2户']])
  })

  test('a file arrives as a picture', async () => {
    await connected()
    const { messageId } = await gateway.sendFile!(HUAISHU, 'map.png', Buffer.from('png'))
    expect(chat.transcript.get(messageId!)).toMatchObject({ from: 'bot', kind: 'image', media: { type: 'image/png' } })
  })

  test('before the login, and after the stop, it is certain that nothing was sent', async () => {
    gateway = gatewayOn()
    await expect(gateway.send(HUAISHU, '早')).rejects.toBeInstanceOf(NotSent)
    await gateway.start(ear)
    await ear.online()
    await gateway.stop()
    await expect(gateway.send(HUAISHU, '晚')).rejects.toBeInstanceOf(NotSent)
  })

  test('a send that fails rejects and leaves no trace', async () => {
    await connected()
    chat.fault('failSends')
    await expect(gateway.send(HUAISHU, '在吗')).rejects.toThrow('sending fails')
    chat.fault('up')
    await gateway.send(HUAISHU, '在')
    expect(chat.transcript.inRoom(HUAISHU).map((said) => said.text)).toEqual(['在'])
  })

  test.each(['ret: 20001', '操作过于频繁,请稍后再试', 'Too Frequent'])('“%s” means that the account is limited', async (message) => {
    await connected()
    chat.botSays = () => {
      throw new Error(message)
    }
    await expect(gateway.send(HUAISHU, '在吗')).rejects.toBeInstanceOf(AccountLimited)
  })
})
