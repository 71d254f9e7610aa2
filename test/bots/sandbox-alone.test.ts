/** A talk of one person with the bot, over the sandbox's HTTP: beside the groups, never among them. */
import type { Hono } from 'hono'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { types } from 'wechaty-puppet'
import type { SandboxChat } from '../../bots/sandbox/chat.ts'
import { SandboxPuppet } from '../../bots/sandbox/puppet.ts'
import { sandboxRoutes } from '../../bots/sandbox/routes.ts'
import { BOT_ID } from '../../bots/sandbox/wording.ts'
import { silentLog } from '../../src/kernel/log.ts'
import { FakeControl } from './support/control.ts'
import { chatIn, HEAD, HUAISHU, scratch } from './support/village.ts'

const ONE = 'wxid_huaishu_1'
const ALONE = `/sandbox/api/people/${ONE}/messages`
let folder: ReturnType<typeof scratch>
let chat: SandboxChat
let control: FakeControl
let app: Hono

beforeEach(() => {
  folder = scratch()
  chat = chatIn(folder.dir)
  control = new FakeControl()
  app = sandboxRoutes({ control, chat, log: silentLog })
})
afterEach(async () => {
  await chat.transcript.written()
  folder.remove()
})

async function call(path: string, body?: unknown): Promise<{ status: number; body: unknown }> {
  const sent = body === undefined ? {} : { method: 'POST', body: JSON.stringify(body), headers: { 'content-type': 'application/json' } }
  const answer = await app.request(path, sent)
  return { status: answer.status, body: await answer.json() }
}

describe('alone with the bot', () => {
  test('a villager writes and reads the answers; no group shows any of it', async () => {
    expect(await call(ALONE, { text: '悄悄反映 两家吵架', id: 'm1' })).toEqual({ status: 202, body: { id: 'm1' } })
    chat.botSays(ONE, '收到了')
    const said = { id: 'm1', from: ONE, fromName: '微信1', at: '2026-09-07T09:00:00+08:00', kind: 'text', text: '悄悄反映 两家吵架' }
    expect((await call(ALONE)).body).toMatchObject([said, { from: 'bot', fromName: '小助手', text: '收到了' }])
    expect((await call(`${ALONE}?after=m1`)).body).toMatchObject([{ text: '收到了' }])
    expect((await call(`/sandbox/api/rooms/${HUAISHU}/messages`)).body).toEqual([])
    expect((await call(`/sandbox/api/people/${HEAD.id}/messages`)).body).toEqual([])
  })

  test('the puppet hears it from the person, in no room, said to the bot', async () => {
    await call(ALONE, { text: '进度 1', id: 'm1' })
    const payload = await new SandboxPuppet(chat).messageRawPayload('m1')
    expect(payload).toMatchObject({ talkerId: ONE, listenerId: BOT_ID, text: '进度 1', type: types.Message.Text })
    expect(payload.roomId).toBeUndefined()
    const answer = chat.botSays(ONE, '好')
    expect(await new SandboxPuppet(chat).messageRawPayload(answer.id)).toMatchObject({ talkerId: BOT_ID, listenerId: ONE })
  })

  test('who is not known is 404, and so is a message of a group; nobody speaks for somebody else', async () => {
    expect(await call('/sandbox/api/people/wxid_nobody/messages', { text: '在吗' })).toEqual({
      status: 404,
      body: { error: 'not_found', message: 'person: nobody is wxid_nobody' },
    })
    expect((await call('/sandbox/api/people/wxid_nobody/messages')).status).toBe(404)
    expect((await call(`/sandbox/api/people/${BOT_ID}/messages`, { text: '在吗' })).status).toBe(404)
    await call(`/sandbox/api/rooms/${HUAISHU}/messages`, { from: ONE, text: '大家好', id: 'g1' })
    expect((await call(ALONE, { text: '在吗', quote: 'g1' })).status).toBe(404)
    expect((await call(`${ALONE}?after=g1`)).status).toBe(404)
    expect((await call(ALONE, { text: '在吗', id: 'g1' })).status).toBe(400)
    expect((await call(ALONE, { from: HEAD.id, text: '在吗' })).body).toMatchObject({ error: 'bad_request' })
    expect((await call(ALONE)).body).toEqual([])
  })

  test('a person is no room: the calls of groups stay as they are', async () => {
    expect(await call(`/sandbox/api/rooms/${ONE}/messages`, { from: ONE, text: '在吗' })).toEqual({
      status: 404,
      body: { error: 'not_found', message: `room: no room ${ONE}` },
    })
  })
})
