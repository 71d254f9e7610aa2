import { FileBox } from 'file-box'
import { describe, expect, test } from 'vitest'
import type { impls, payloads } from 'wechaty-puppet'
import * as types from 'wechaty-puppet/types'
import { readIncoming, timestampOf } from '../../bots/wechaty/incoming.ts'
import { loadMedia, MEDIA_LIMIT_BYTES } from '../../bots/wechaty/media.ts'
import { NINE } from './support/village.ts'

const NOTE = '#接龙\n周五开会\n\n1. 张三 2人'

/** A puppet that knows one message. */
function puppetWith(payload: Partial<payloads.Message>, more: Partial<impls.PuppetInterface> = {}): impls.PuppetInterface {
  return {
    messagePayload: async (id: string) => ({
      id,
      talkerId: 'a',
      roomId: 'r@chatroom',
      timestamp: NINE,
      type: types.Message.Text,
      ...payload,
    }),
    messageUrl: async () => ({ title: 'a link', url: 'https://example.org' }),
    ...more,
  } as unknown as impls.PuppetInterface
}

const read = (puppet: impls.PuppetInterface) =>
  readIncoming(puppet, 'm1', { account: 'main', selfId: 'bot', now: NINE, nameOf: async () => '张三' })

describe('native 接龙 in its different dresses', () => {
  const xml = (title: string) => `<?xml version="1.0"?>\n<msg><appmsg><title>${title}</title><type>53</type></appmsg></msg>`

  test.each([
    ['as its own type', puppetWith({ type: types.Message.GroupNote, text: NOTE })],
    ['as the raw XML of an app message', puppetWith({ type: types.Message.Unknown, text: xml(NOTE) })],
    ['in CDATA', puppetWith({ type: types.Message.Attachment, text: xml(`<![CDATA[${NOTE}]]>`) })],
    ['with its line ends escaped', puppetWith({ type: types.Message.Url, text: xml(NOTE.replaceAll('\n', '&#10;')) })],
    ['as the title of a link', puppetWith({ type: types.Message.Url, text: '' }, { messageUrl: async () => ({ title: NOTE, url: '' }) })],
    ['as the text of an unknown type', puppetWith({ type: types.Message.MiniProgram, text: NOTE })],
  ])('%s', async (_, puppet) => {
    expect(await read(puppet)).toMatchObject({ kind: 'groupNote', text: NOTE })
  })

  test('the English header counts, and an escaped ampersand is one', async () => {
    const puppet = puppetWith({ type: types.Message.Unknown, text: xml('#Group Note\nA &amp; B') })
    expect(await read(puppet)).toMatchObject({ kind: 'groupNote', text: '#Group Note\nA & B' })
  })

  test('a link about something else is not one', async () => {
    expect(await read(puppetWith({ type: types.Message.Url, text: xml('今日鸡蛋价格') }))).toMatchObject({ kind: 'other' })
  })

  test('a link whose title cannot be loaded is still a message', async () => {
    const puppet = puppetWith({ type: types.Message.Url, text: '' }, { messageUrl: async () => Promise.reject(new Error('no')) })
    expect(await read(puppet)).toMatchObject({ kind: 'other', text: '' })
  })
})

describe('pictures and faces as the web protocol writes them', () => {
  test.each([
    ['到<span class="emoji emoji1f604"></span>', '到😄'],
    ['到 2人<img class="emoji emoji1f44c" text="_web" src="/spacer.gif" />', '到 2人👌'],
    ['<img class="qqemoji qqemoji18" text="[抱拳]_web" src="/spacer.gif" />到', '[抱拳]到'],
    ['<span class="emoji emoji1f1e81f1f3"></span>好', '🇨🇳好'],
    ['<span class="emoji emoji2600"></span><span class="emoji emoji1f44d"></span>同意', '☀👍同意'],
    ['修路 &amp; 路灯&lt;两件事&gt;', '修路 & 路灯<两件事>'],
    ['到<br/>2人', '到\n2人'],
    ['写成 &amp;lt; 的', '写成 &lt; 的'],
    ['1<2，<张三>到', '1<2，<张三>到'],
    ['<img class="other" src="x">', '<img class="other" src="x">'],
    ['<span class="emoji emoji110000zz"></span>到', '到'],
  ])('%s', async (text, said) => {
    expect(await read(puppetWith({ text }))).toMatchObject({ kind: 'text', text: said })
  })

  test('in a 接龙, too', async () => {
    const text = '#接龙<br/>签到<br/>1. 张三<span class="emoji emoji1f338"></span>'
    expect(await read(puppetWith({ type: types.Message.GroupNote, text }))).toMatchObject({ text: '#接龙\n签到\n1. 张三🌸' })
  })
})

describe('other shapes', () => {
  test('the XML that describes a voice is not its transcript', async () => {
    const puppet = puppetWith({ type: types.Message.Audio, text: '<msg><voicemsg length="3000"/></msg>' })
    expect(await read(puppet)).toMatchObject({ kind: 'audio', text: '' })
  })

  test.each([types.Message.RedEnvelope, types.Message.Emoticon, types.Message.Video, types.Message.Location])(
    'type %i is other',
    async (type) => {
      expect((await read(puppetWith({ type }))).kind).toBe('other')
    },
  )

  test('others in the mention list are kept apart from the bot', async () => {
    expect(await read(puppetWith({ mentionIdList: ['b', 'bot', 'c'] }))).toMatchObject({ mentionsBot: true, mentionIds: ['b', 'c'] })
    expect(await read(puppetWith({ mentionIdList: ['b'] }))).toMatchObject({ mentionsBot: false, mentionIds: ['b'] })
  })

  test('a private talk is in the conversation with the other person', async () => {
    expect((await read(puppetWith({ roomId: '', listenerId: 'bot' }))).roomId).toBe('a')
    expect(await read(puppetWith({ roomId: '', talkerId: 'bot', listenerId: 'a' }))).toMatchObject({ roomId: 'a', self: true })
  })

  test('an old puppet that says only fromId', async () => {
    expect((await read(puppetWith({ talkerId: '', fromId: 'old' }))).senderId).toBe('old')
  })
})

test.each([
  [1_788_742_800, 1_788_742_800_000],
  [1_788_742_800_123, 1_788_742_800_123],
  [1_788_742_800.5, 1_788_742_800_500],
  [0, NINE],
  [Number.NaN, NINE],
])('a timestamp of %d is %d', (given, expected) => {
  expect(timestampOf(given, NINE)).toBe(expected)
})

describe('media', () => {
  const large = FileBox.fromBuffer(Buffer.alloc(MEDIA_LIMIT_BYTES + 1), 'a.silk')

  test('too large is rejected, also when the size is not stated', async () => {
    await expect(loadMedia(puppetWith({}, { messageFile: async () => large }), 'm1', 'audio')).rejects.toThrow('larger than')
    const unstated = FileBox.fromStream(await large.toStream(), 'a.silk')
    await expect(loadMedia(puppetWith({}, { messageFile: async () => unstated }), 'm1', 'audio')).rejects.toThrow('larger than')
  })

  test('a puppet that knows pictures only as files', async () => {
    const puppet = puppetWith(
      {},
      {
        messageImage: async () => Promise.reject(new Error('unsupported')),
        messageFile: async () => FileBox.fromBuffer(Buffer.from('png'), 'a.png'),
      },
    )
    expect(await loadMedia(puppet, 'm1', 'image')).toEqual({ bytes: Buffer.from('png'), type: 'image/png' })
  })
})
