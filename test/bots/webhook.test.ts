import { createHmac } from 'node:crypto'
import { createServer, type IncomingMessage, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import fc from 'fast-check'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { type Gateway, NotSent } from '../../bots/gateway.ts'
import { RobotRefused, webhookGateway } from '../../bots/webhook/gateway.ts'
import type { RobotKind, RobotSettings } from '../../bots/webhook/robots.ts'
import { splitAtLineEnds } from '../../bots/webhook/split.ts'
import { silentLog } from '../../src/kernel/log.ts'
import { MINUTE } from '../../src/kernel/time.ts'
import { Ear, NINE } from './support/village.ts'

interface Received {
  url: string
  body: { text?: { content: string }; content?: { text: string }; timestamp?: string; sign?: string }
  at: number
}

let server: Server
let origin: string
let received: Received[]
let answers: { status?: number; body?: unknown; hangUp?: boolean }[]
let now: number
let waits: number[]

async function bodyOf(request: IncomingMessage): Promise<string> {
  const parts: Buffer[] = []
  for await (const part of request) parts.push(part as Buffer)
  return Buffer.concat(parts).toString('utf8')
}

beforeEach(async () => {
  received = []
  answers = []
  now = NINE
  waits = []
  server = createServer(async (request, response) => {
    received.push({ url: request.url ?? '', body: JSON.parse(await bodyOf(request)), at: now })
    const { status = 200, body = { errcode: 0, errmsg: 'ok' }, hangUp } = answers.shift() ?? {}
    if (hangUp) return void request.socket.destroy()
    response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body))
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
})

afterEach(async () => {
  await new Promise((closed) => server.close(closed))
})

function robot(kind: RobotKind, more: Partial<RobotSettings> = {}): Gateway {
  return webhookGateway({
    account: 'officials',
    robots: { town: { kind, url: `${origin}/hook?key=k`, ...more } },
    log: silentLog,
    now: () => now,
    wait: async (ms) => {
      waits.push(ms)
      now += ms
    },
  })
}

const texts = (): (string | undefined)[] => received.map(({ body }) => body.text?.content ?? body.content?.text)

describe('what each robot is sent', () => {
  test('WeCom: plain text to the keyed address', async () => {
    await robot('wecom').send('town', '今天没有要报的事。')
    expect(received).toEqual([{ url: '/hook?key=k', body: { msgtype: 'text', text: { content: '今天没有要报的事。' } }, at: NINE }])
  })

  test('Feishu: signed with the seconds and the secret as the key', async () => {
    answers = [{ body: { code: 0, msg: 'success' } }]
    await robot('feishu', { secret: 's3' }).send('town', '日报')
    const timestamp = String(NINE / 1000)
    expect(received[0]!.body).toEqual({
      timestamp,
      sign: createHmac('sha256', `${timestamp}\ns3`).digest('base64'),
      msg_type: 'text',
      content: { text: '日报' },
    })
  })

  test('DingTalk: the milliseconds signed with the secret, in the address', async () => {
    await robot('dingtalk', { secret: 's3' }).send('town', '日报')
    const { searchParams } = new URL(received[0]!.url, origin)
    expect(searchParams.get('key')).toBe('k')
    expect(searchParams.get('timestamp')).toBe(String(NINE))
    expect(searchParams.get('sign')).toBe(createHmac('sha256', 's3').update(`${NINE}\ns3`).digest('base64'))
  })

  test('a keyword is put before what lacks it', async () => {
    const dingtalk = robot('dingtalk', { keyword: '屋场' })
    await dingtalk.send('town', '日报')
    await dingtalk.send('town', '屋场日报')
    expect(texts()).toEqual(['屋场\n日报', '屋场日报'])
  })
})

describe('long texts', () => {
  test('go in parts, in order, each within the limit of 2 048 bytes', async () => {
    const lines = Array.from({ length: 100 }, (_, i) => `${i + 1}. 槐树屋场12号 村口路灯坏了,逾期2天`)
    await robot('wecom').send('town', lines.join('\n'))
    expect(received.length).toBe(3)
    for (const text of texts()) expect(Buffer.byteLength(text!)).toBeLessThanOrEqual(2_048)
    expect(texts().join('\n')).toBe(lines.join('\n'))
  })

  test('parts of two texts do not mix', async () => {
    const wecom = robot('wecom')
    const long = (letter: string) => `${letter.repeat(2_000)}\n${letter.repeat(2_000)}`
    await Promise.all([wecom.send('town', long('a')), wecom.send('town', long('b'))])
    expect(texts().map((text) => text![0])).toEqual(['a', 'a', 'b', 'b'])
  })

  test('law: nothing is lost, nothing too long, no character cut', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', maxLength: 300 }), fc.integer({ min: 4, max: 60 }), (text, limit) => {
        const parts = splitAtLineEnds(text, limit)
        for (const part of parts) {
          expect(Buffer.byteLength(part)).toBeLessThanOrEqual(limit)
          expect(part).not.toBe('')
        }
        expect(parts.join('').replaceAll('\n', '')).toBe(text.replaceAll('\n', ''))
      }),
    )
  })
})

describe('limits', () => {
  test('the 21st message within a minute waits until the first is a minute old', async () => {
    const wecom = robot('wecom')
    for (let i = 0; i < 20; i++) {
      await wecom.send('town', `${i}`)
      now += 1_000
    }
    await wecom.send('town', '20')
    expect(waits).toEqual([MINUTE - 20_000])
    expect(received[20]!.at).toBe(NINE + MINUTE)
  })

  test('Feishu takes five a second', async () => {
    answers = Array.from({ length: 6 }, () => ({ body: { code: 0 } }))
    const feishu = robot('feishu')
    for (let i = 0; i < 6; i++) await feishu.send('town', `${i}`)
    expect(waits).toEqual([1_000])
  })

  test('a DingTalk robot that says it was too much is left alone for ten minutes', async () => {
    answers = [{ body: { errcode: 130101, errmsg: 'send too fast' } }]
    const dingtalk = robot('dingtalk')
    await expect(dingtalk.send('town', '一')).rejects.toBeInstanceOf(NotSent)
    now += 5 * MINUTE
    await expect(dingtalk.send('town', '二')).rejects.toBeInstanceOf(NotSent)
    expect(received).toHaveLength(1)
    now += 5 * MINUTE
    await dingtalk.send('town', '三')
    expect(texts()).toEqual(['一', '三'])
  })
})

describe('what goes wrong', () => {
  test('busy is tried again twice, then it is certain that nothing was sent', async () => {
    answers = [{ status: 503 }, { status: 502 }, {}]
    const wecom = robot('wecom')
    await wecom.send('town', '日报')
    expect(waits).toEqual([1_000, 5_000])
    answers = [{ status: 503 }, { status: 503 }, { status: 503 }]
    await expect(wecom.send('town', '日报')).rejects.toBeInstanceOf(NotSent)
    expect(received).toHaveLength(6)
  })

  test('DingTalk’s 500100 is a system that asks for another try', async () => {
    answers = [{ body: { errcode: 500100, errmsg: 'description:系统异常，请稍后再试;' } }, { body: { errcode: 0 } }]
    await robot('dingtalk').send('town', '日报')
    expect(waits).toEqual([1_000])
    expect(received).toHaveLength(2)
  })

  test('Feishu’s 9499 is a body that it does not take; only where it says “too many” is it the limit', async () => {
    answers = [{ body: { code: 9499, msg: 'Bad Request', data: {} } }, { body: { code: 9499, msg: 'too many request' } }]
    const feishu = robot('feishu')
    await expect(feishu.send('town', '日报')).rejects.toBeInstanceOf(RobotRefused)
    await expect(feishu.send('town', '日报')).rejects.not.toBeInstanceOf(RobotRefused)
    answers = [{ body: { code: 0 } }]
    await feishu.send('town', '日报')
    expect(waits).toEqual([MINUTE])
  })

  test.each([
    ['a wrong key', 'wecom', { errcode: 93000, errmsg: 'invalid webhook url' }],
    ['a wrong signature', 'dingtalk', { errcode: 310000, errmsg: 'sign not match' }],
    ['a missing keyword', 'feishu', { code: 19024, msg: 'Key Words Not Found' }],
  ] as const)('%s is refused at once and not tried again', async (_, kind, body) => {
    answers = [{ body }]
    await expect(robot(kind).send('town', '日报')).rejects.toBeInstanceOf(RobotRefused)
    expect(received).toHaveLength(1)
  })

  test.each([
    ['no answer', { hangUp: true }],
    ['HTTP 500', { status: 500 }],
    ['an answer without a code', { body: 'hello' }],
  ])('after %s its fate is unknown, and it is not sent again', async (_, answer) => {
    answers = [answer]
    const error = await robot('wecom')
      .send('town', '日报')
      .catch((thrown: unknown) => thrown)
    expect(error).toBeInstanceOf(Error)
    expect(error).not.toBeInstanceOf(NotSent)
    expect(error).not.toBeInstanceOf(RobotRefused)
    expect(received).toHaveLength(1)
  })

  test('nobody listening: certainly not sent', async () => {
    const gone = createServer()
    await new Promise<void>((resolve) => gone.listen(0, '127.0.0.1', resolve))
    const { port } = gone.address() as AddressInfo
    await new Promise((closed) => gone.close(closed))
    const nobody = robot('wecom', { url: `http://127.0.0.1:${port}/hook` })
    await expect(nobody.send('town', '日报')).rejects.toBeInstanceOf(NotSent)
  })

  test('when a later part fails the whole is not offered for another try', async () => {
    answers = [{}, { body: { errcode: 45009 } }]
    const error = await robot('wecom')
      .send('town', `${'a'.repeat(2_000)}\n${'b'.repeat(2_000)}`)
      .catch((thrown: unknown) => thrown)
    expect(error).not.toBeInstanceOf(NotSent)
    expect(error).toMatchObject({ message: 'only 1 of 2 parts were sent' })
  })

  test('the address, which is a secret, is in no error', async () => {
    answers = [{ body: { errcode: 93000 } }]
    const error = await robot('wecom', { url: `${origin}/hook?key=verysecret` })
      .send('town', '日报')
      .catch((thrown: unknown) => thrown)
    expect(String(error)).not.toContain('verysecret')
  })

  test('an address that is none stops the start; an unknown room is refused', async () => {
    await expect(robot('wecom', { url: 'qyapi' }).start(new Ear())).rejects.toThrow('robot town')
    await expect(robot('wecom').send('nowhere', '日报')).rejects.toBeInstanceOf(RobotRefused)
  })

  test('a sound one is online from the start', async () => {
    const ear = new Ear()
    await robot('wecom').start(ear)
    expect(ear.states).toEqual([{ state: 'online', at: NINE }])
  })
})
