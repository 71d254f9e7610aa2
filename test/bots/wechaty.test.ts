import { describe, expect, test } from 'vitest'
import { AccountLimited, type Incoming, NotSent } from '../../bots/gateway.ts'
import { HEAD, HUAISHU, NINE, STRANGER, says, VILLAGE } from './support/village.ts'
import { Wechaty } from './support/wechaty.ts'

const w = new Wechaty()

describe('what is taken in', () => {
  test('a plain message, with the group nickname and the moment it was said, to the millisecond', async () => {
    await w.connected()
    const incoming = await w.hears(says('1和3', { id: 'm1', at: NINE + 1234 }))
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
    await w.connected()
    expect((await w.hears(says('我是张三', { from: STRANGER.id }))).senderName).toBe('远方')
  })

  test('a mention stands in the text and in the list', async () => {
    await w.connected()
    const incoming = await w.hears(says('约时间', { from: HEAD.id, mentionBot: true }))
    expect(incoming).toMatchObject({ text: '@小助手\u2005约时间', mentionsBot: true, mentionIds: [] })
  })

  test('a quote is written into the text as WeChat does, and a quote of a quote keeps only the reply', async () => {
    await w.connected()
    const poll = await w.chat.says(says('1. 周三 2. 周四', { from: HEAD.id }))
    const reply = await w.hears(says('2', { quote: poll }))
    expect(reply.text).toBe('「李大山：1. 周三 2. 周四」\n- - - - - - - - - - - - - - -\n2')
    const again = await w.hears(says('好', { from: HEAD.id, quote: w.chat.transcript.get(reply.messageId)! }))
    expect(again.text).toBe('「村民1：2」\n- - - - - - - - - - - - - - -\n好')
  })

  test('接龙 keeps its kind, and so does a recall', async () => {
    await w.connected()
    expect(await w.hears(says('#接龙\n1. 村民1', { kind: 'groupNote' }))).toMatchObject({ kind: 'groupNote', text: '#接龙\n1. 村民1' })
    expect(await w.hears(says('m1', { kind: 'recalled' }))).toMatchObject({ kind: 'recalled', text: 'm1' })
  })

  test('voice and picture come with their bytes and type', async () => {
    await w.connected()
    const voice = await w.hears(says('到', { kind: 'audio', media: { bytes: Buffer.from('voice'), type: 'audio/mpeg' } }))
    expect(voice).toMatchObject({ kind: 'audio', text: '到' })
    expect(await voice.media!()).toEqual({ bytes: Buffer.from('voice'), type: 'audio/mpeg' })
    const picture = await w.hears(says('', { kind: 'image', media: { bytes: Buffer.from([1, 2, 3]), type: 'image/png' } }))
    expect(await picture.media!()).toEqual({ bytes: Buffer.from([1, 2, 3]), type: 'image/png' })
  })

  test('a picture that is gone rejects instead of arriving empty', async () => {
    await w.connected()
    const picture = await w.hears(says('', { kind: 'image', media: { bytes: Buffer.from('x'), type: 'image/png' } }))
    w.chat.media.clear()
    await expect(picture.media!()).rejects.toThrow()
  })
})

describe('order', () => {
  test('300 messages of one room arrive in the order they were said, however long each takes to load', async () => {
    await w.connected()
    let n = 0
    w.ear.take = async () => {
      if (n++ % 7 === 0) await new Promise((go) => setImmediate(go))
    }
    const texts = Array.from({ length: 300 }, (_, i) => `第${i}句`)
    for (const text of texts) await w.chat.says(says(text))
    await w.ear.until(() => w.ear.heard.length === 300)
    expect(w.ear.texts()).toEqual(texts)
  })

  test('a room that is slow does not hold up another', async () => {
    await w.connected()
    let release = () => {}
    w.ear.take = (incoming) => (incoming.roomId === HUAISHU ? new Promise((go) => (release = go)) : Promise.resolve())
    await w.chat.says(says('先'))
    await w.chat.says(says('后', { room: VILLAGE, from: 'wxid_hekou_1' }))
    await w.ear.until(() => w.ear.heard.length === 1)
    expect(w.ear.texts()).toEqual(['后'])
    release()
    await w.ear.until(() => w.ear.heard.length === 2)
    expect(w.ear.texts()).toEqual(['后', '先'])
  })

  test('a taker of several gets what came meanwhile in one go, in order, and again all of it when it fails', async () => {
    const batches: string[][] = []
    let release = () => {}
    let refusals = 1
    const taker = Object.assign(w.ear, {
      messages: async (batch: readonly Incoming[]) => {
        batches.push(batch.map((incoming) => incoming.text))
        if (batch[0]!.text === '0') await new Promise<void>((go) => (release = go))
        else if (refusals-- > 0) throw new Error('the database is away')
        for (const incoming of batch) await w.ear.message(incoming)
      },
    })
    w.gateway = w.on()
    await w.gateway.start(taker)
    await w.ear.online()
    await w.chat.says(says('0'))
    while (batches.length === 0) await new Promise((go) => setImmediate(go))
    for (const text of ['1', '2', '3']) await w.chat.says(says(text))
    await new Promise((go) => setImmediate(go))
    release()
    await w.ear.until(() => w.ear.heard.length === 4)
    expect(batches).toEqual([['0'], ['1', '2', '3'], ['1', '2', '3']])
    expect(w.ear.texts()).toEqual(['0', '1', '2', '3'])
  })

  test('a message that is not taken at first is tried again, before the next of its room', async () => {
    await w.connected()
    let refusals = 1
    w.ear.take = async () => {
      if (refusals-- > 0) throw new Error('the database is away')
    }
    await w.chat.says(says('一'))
    await w.chat.says(says('二'))
    await w.ear.until(() => w.ear.heard.length === 2)
    expect(w.ear.texts()).toEqual(['一', '二'])
  })
})

describe('sending', () => {
  test('answers the id under which our own message comes back as self', async () => {
    await w.connected()
    const { messageId } = await w.gateway.send(HUAISHU, '收到2户')
    await w.ear.until(() => w.ear.heard.length === 1)
    expect(w.ear.heard[0]).toMatchObject({ messageId, self: true, text: '收到2户', roomId: HUAISHU })
    expect(w.chat.transcript.inRoom(HUAISHU).map(({ from, text }) => [from, text])).toEqual([['bot', '收到2户']])
  })

  test('a picture arrives as a picture, a document by its name', async () => {
    await w.connected()
    const report = await w.gateway.sendFile!(HUAISHU, '报告.docx', Buffer.from('docx'))
    expect(w.chat.transcript.get(report.messageId!)).toMatchObject({ from: 'bot', kind: 'text', text: '[文件] 报告.docx' })
    const { messageId } = await w.gateway.sendFile!(HUAISHU, 'map.png', Buffer.from('png'))
    expect(w.chat.transcript.get(messageId!)).toMatchObject({ from: 'bot', kind: 'image', media: { type: 'image/png' } })
  })

  test('before the login, and after the stop, it is certain that nothing was sent', async () => {
    w.gateway = w.on()
    await expect(w.gateway.send(HUAISHU, '早')).rejects.toBeInstanceOf(NotSent)
    await w.gateway.start(w.ear)
    await w.ear.online()
    await w.gateway.stop()
    await expect(w.gateway.send(HUAISHU, '晚')).rejects.toBeInstanceOf(NotSent)
  })

  test('a send that fails rejects and leaves no trace', async () => {
    await w.connected()
    w.chat.fault('failSends')
    await expect(w.gateway.send(HUAISHU, '在吗')).rejects.toThrow('sending fails')
    w.chat.fault('up')
    await w.gateway.send(HUAISHU, '在')
    expect(w.chat.transcript.inRoom(HUAISHU).map((said) => said.text)).toEqual(['在'])
  })

  test.each(['ret: 20001', '操作过于频繁,请稍后再试', 'Too Frequent'])('“%s” means that the account is limited', async (message) => {
    await w.connected()
    w.chat.botSays = () => {
      throw new Error(message)
    }
    await expect(w.gateway.send(HUAISHU, '在吗')).rejects.toBeInstanceOf(AccountLimited)
  })
})
