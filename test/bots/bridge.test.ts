import { createHmac } from 'node:crypto'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { AccountLimited, NotSent } from '../../bots/gateway.ts'
import { type BridgeGateway, bridgeGateway } from '../../bots/http/gateway.ts'
import { silentLog } from '../../src/kernel/log.ts'
import { DAY, MINUTE } from '../../src/kernel/time.ts'
import { Ear, NINE } from './support/village.ts'

const SECRET = 'a secret of thirty-two characters'
let bridge: BridgeGateway
let ear: Ear
let now: number

beforeEach(async () => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] })
  now = NINE
  ear = new Ear()
  bridge = bridgeGateway({ account: 'county', secret: SECRET, log: silentLog, now: () => now })
  await bridge.start(ear)
})

afterEach(async () => {
  await bridge.stop()
  vi.useRealTimers()
})

interface Call {
  body?: unknown
  secret?: string
  at?: number
  signedPath?: string
  signedBody?: string
}

/** The other program's side, made from the README and not from our code. */
async function call(method: 'GET' | 'POST', path: string, { body, secret = SECRET, at = now, signedPath = path, signedBody }: Call = {}) {
  const text = body === undefined ? '' : typeof body === 'string' ? body : JSON.stringify(body)
  const timestamp = String(Math.floor(at / 1000))
  const signature = createHmac('sha256', secret)
    .update(`${timestamp}\n${method}\n${signedPath}\n${signedBody ?? text}`)
    .digest('hex')
  const answer = await bridge.routes.request(`http://localhost${path}`, {
    method,
    headers: { 'x-wuchang-timestamp': timestamp, 'x-wuchang-signature': signature },
    ...(method === 'POST' ? { body: text } : {}),
  })
  const retryAfter = answer.headers.get('retry-after')
  return { status: answer.status, body: await answer.json(), ...(retryAfter === null ? {} : { retryAfter }) }
}

const MESSAGES = '/bridge/county/messages'
const OUTGOING = '/bridge/county/outgoing'
const OUTCOMES = '/bridge/county/outcomes'
const message = { messageId: 'x1', roomId: 'r1', senderId: 'u1', senderName: '张三', text: '都行' }

describe('taking in', () => {
  test('a message arrives whole', async () => {
    const media = { base64: 'AQID', type: 'image/png' }
    expect(await call('POST', MESSAGES, { body: [{ ...message, kind: 'image', at: NINE - 5, mentionsBot: true, media }] })).toEqual({
      status: 202,
      body: { taken: 1 },
    })
    const { media: load, ...rest } = ear.heard[0]!
    expect(rest).toEqual({
      ...message,
      account: 'county',
      kind: 'image',
      mentionsBot: true,
      mentionIds: [],
      self: false,
      at: NINE - 5,
    })
    expect(await load!()).toEqual({ bytes: Buffer.from([1, 2, 3]), type: 'image/png' })
  })

  test('what is left out has its plain meaning, and the time is now', async () => {
    await call('POST', MESSAGES, { body: [{ messageId: 'x1', roomId: 'r1', senderId: 'u1' }] })
    expect(ear.heard[0]).toMatchObject({ senderName: '', kind: 'text', text: '', mentionsBot: false, self: false, at: NINE })
  })

  test('the order is kept within a room, across calls too', async () => {
    let release = () => {}
    ear.take = (incoming) => (incoming.text === '一' ? new Promise((go) => (release = go)) : Promise.resolve())
    const first = call('POST', MESSAGES, { body: [{ ...message, text: '一' }] })
    await vi.waitFor(() => expect(release.length).toBe(1))
    const second = call('POST', MESSAGES, { body: [{ ...message, messageId: 'x2', text: '二' }] })
    const other = await call('POST', MESSAGES, { body: [{ ...message, messageId: 'x3', roomId: 'r2', text: '别处' }] })
    expect(other.status).toBe(202)
    expect(ear.texts()).toEqual(['别处'])
    release()
    await Promise.all([first, second])
    expect(ear.texts()).toEqual(['别处', '一', '二'])
  })

  test('what comes in one call goes on together, a room’s in its order', async () => {
    const together: string[][] = []
    const whole = Object.assign(new Ear(), {
      messages: async (batch: readonly { text: string }[]) => void together.push(batch.map(({ text }) => text)),
    })
    await bridge.start(whole)
    const said = ['一', '二', '三', '四'].map((text, i) => ({ ...message, messageId: `m${i}`, roomId: `r${i % 2}`, text }))
    expect((await call('POST', MESSAGES, { body: said })).body).toEqual({ taken: 4 })
    expect(together).toEqual([
      ['一', '三'],
      ['二', '四'],
    ])
    expect(whole.heard).toEqual([])
  })

  test('when it cannot be stored the other side is told to hand it over again, and when', async () => {
    ear.take = async () => {
      throw new Error('the database is away')
    }
    expect(await call('POST', MESSAGES, { body: [message] })).toMatchObject({ status: 503, retryAfter: '2' })
    ear.take = undefined
    expect((await call('POST', MESSAGES, { body: [message] })).status).toBe(202)
    expect(ear.texts()).toEqual(['都行'])
  })

  test.each([
    ['body', 'not json'],
    ['body', []],
    ['0.roomId', [{ ...message, roomId: '' }]],
    ['0.media.type', [{ ...message, media: { base64: 'AQID', type: 'text/html' } }]],
    ['0', ['都行']],
  ])('a wrong %s is named and nothing is taken', async (field, body) => {
    const answer = await call('POST', MESSAGES, { body })
    expect(answer).toMatchObject({ status: 400, body: { error: 'bad_request', message: expect.stringMatching(new RegExp(`^${field}: `)) } })
    expect(ear.heard).toEqual([])
  })
})

describe('a message that cannot be taken', () => {
  test.each([
    ['kind', { kind: 'video' }],
    ['messageId', { messageId: 'x\u0000' }],
    ['roomId', { roomId: 'r\ud83d' }],
    ['senderId', { senderId: '\udc00u' }],
    ['mentionIds.0', { mentionIds: ['\u0000'] }],
    ['at', { at: 8_640_000_000_000_001 }],
    ['at', { at: 1 }],
    ['at', { at: NINE + 2 * DAY }],
  ])('for its %s is refused alone, and told; the rest are taken', async (field, how) => {
    const answer = await call('POST', MESSAGES, {
      body: [
        { ...message, text: '一' },
        { ...message, messageId: 'x2', ...how },
        { ...message, messageId: 'x3', roomId: 'r2', text: '三' },
      ],
    })
    expect(answer.status).toBe(400)
    const wrong = expect.stringMatching(new RegExp(`^1\\.${field}: `))
    expect(answer.body).toEqual({ error: 'bad_request', message: wrong, taken: 2, refused: [{ index: 1, message: wrong }] })
    expect(ear.texts()).toEqual(['一', '三'])
  })
})

describe('who may call', () => {
  test.each([
    ['another secret', { secret: 'another secret of thirty-two chars' }],
    ['a time six minutes ago', { at: NINE - 6 * MINUTE }],
    ['a time six minutes ahead', { at: NINE + 6 * MINUTE }],
    ['a signature for another path', { signedPath: OUTCOMES }],
    ['a signature for another body', { signedBody: '[]' }],
  ])('%s is 401, nothing is taken and nobody is online', async (_, how) => {
    expect((await call('POST', MESSAGES, { body: [message], ...how })).status).toBe(401)
    expect(ear.heard).toEqual([])
    expect(ear.states).toEqual([])
  })

  test('no signature at all is 401', async () => {
    expect((await bridge.routes.request(OUTGOING)).status).toBe(401)
  })

  test('four minutes off is still good', async () => {
    expect((await call('GET', OUTGOING, { at: NINE - 4 * MINUTE })).status).toBe(200)
  })

  test('a short secret stops the start', async () => {
    const weak = bridgeGateway({ account: 'x', secret: 'short', log: silentLog, now: () => now })
    await expect(weak.start(ear)).rejects.toThrow('at least 32 characters')
  })
})

describe('speaking', () => {
  test('nothing is put out before the other program has been heard of', async () => {
    await expect(bridge.send('r1', '早')).rejects.toBeInstanceOf(NotSent)
  })

  test('a send is over when its outcome is told, and until then it is given again', async () => {
    await call('GET', OUTGOING)
    const sending = bridge.send('r1', '收到2户')
    const fetched = (await call('GET', OUTGOING)).body as { id: string }[]
    expect(fetched).toEqual([{ id: expect.any(String), roomId: 'r1', text: '收到2户' }])
    expect((await call('GET', OUTGOING)).body).toEqual(fetched)
    expect((await call('POST', OUTCOMES, { body: [{ id: fetched[0]!.id, sent: true, messageId: 'wx9' }] })).status).toBe(200)
    expect(await sending).toEqual({ messageId: 'wx9' })
    expect((await call('GET', OUTGOING)).body).toEqual([])
  })

  test('a fetch that waits is answered as soon as there is something', async () => {
    await call('GET', OUTGOING)
    const waiting = call('GET', `${OUTGOING}?wait=20`)
    const sending = bridge.sendFile!('r1', 'a.png', Buffer.from([1, 2, 3]))
    const [file] = (await waiting).body as { id: string }[]
    expect(file).toEqual({ id: expect.any(String), roomId: 'r1', file: { name: 'a.png', base64: 'AQID' } })
    await call('POST', OUTCOMES, { body: [{ id: file!.id, sent: true }] })
    expect(await sending).toEqual({})
  })

  test.each([
    ['the other side is offline', NotSent],
    ['ret 20001', AccountLimited],
    ['操作频繁', AccountLimited],
  ])('not sent because “%s”', async (why, kind) => {
    await call('GET', OUTGOING)
    const sending = bridge.send('r1', '在吗').catch((error: unknown) => error)
    const [one] = (await call('GET', OUTGOING)).body as { id: string }[]
    await call('POST', OUTCOMES, { body: [{ id: one!.id, sent: false, why }] })
    expect(await sending).toBeInstanceOf(kind)
  })

  test('fetched and never told of: its fate is unknown; never fetched: certainly not sent', async () => {
    await call('GET', OUTGOING)
    const fetched = bridge.send('r1', '一').catch((error: unknown) => error)
    await call('GET', OUTGOING)
    const never = bridge.send('r1', '二').catch((error: unknown) => error)
    await vi.advanceTimersByTimeAsync(90_000)
    expect(await never).toBeInstanceOf(NotSent)
    expect(await fetched).toBeInstanceOf(Error)
    expect(await fetched).not.toBeInstanceOf(NotSent)
  })

  test('who has not called for 90 seconds is offline, from the last call on', async () => {
    await call('GET', OUTGOING)
    now += MINUTE
    await call('GET', OUTGOING)
    await vi.advanceTimersByTimeAsync(90_000)
    expect(ear.states).toEqual([
      { state: 'online', at: NINE },
      { state: 'offline', at: NINE + MINUTE, why: 'the bridge has gone silent' },
    ])
    await expect(bridge.send('r1', '在吗')).rejects.toBeInstanceOf(NotSent)
  })
})
