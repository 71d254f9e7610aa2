import { describe, expect, test } from 'vitest'
import { HOUR, MINUTE } from '../../src/kernel/time.ts'
import { bad, missing, ROOM, SandboxApp } from './support/sandbox-app.ts'
import { chatIn, HEAD, HUAISHU, NINE, STRANGER, VILLAGE } from './support/village.ts'

const s = new SandboxApp()

describe('state', () => {
  test('is the control’s, with the time in Shanghai’s offset', async () => {
    const { status, body } = await s.get('/sandbox/api/state')
    expect(status).toBe(200)
    expect(body).toMatchObject({ now: '2026-09-07T09:00:00+08:00', settled: true, town: '青山镇' })
    expect((body as { rooms: unknown[] }).rooms).toHaveLength(2)
    expect((body as { rooms: { members: unknown[] }[] }).rooms[0]!.members[0]).toEqual({
      id: 'wxid_huaishu_head',
      name: '老李',
      nickname: '李大山',
      role: 'head',
      villager: '李大山',
      household: '1户',
      atHome: true,
    })
  })
})

describe('one message', () => {
  test('is accepted, announced and shown, at the sandbox’s time', async () => {
    expect(await s.post(ROOM, { from: HEAD.id, text: '约时间', id: 'm1' })).toEqual({ status: 202, body: { id: 'm1' } })
    expect(s.announced).toEqual(['m1'])
    expect(await s.get(ROOM)).toEqual({
      status: 200,
      body: [{ id: 'm1', from: HEAD.id, fromName: '李大山', at: '2026-09-07T09:00:00+08:00', kind: 'text', text: '约时间' }],
    })
  })

  test('is accepted only when it is in the inbox; what waits at a phone that is off is on its own', async () => {
    s.control.takes = false
    expect(await s.post(ROOM, { from: HEAD.id, text: '约时间', id: 'm1' })).toEqual({
      status: 503,
      body: { error: 'unavailable', message: 'message m1 is not in the inbox; hand it over again with the same id' },
    })
    expect((await s.post('/sandbox/api/messages', [{ room: HUAISHU, from: HEAD.id, text: '约时间', id: 'm1' }])).status).toBe(503)
    await s.post('/sandbox/api/fault', { puppet: 'down' })
    expect((await s.post(ROOM, { from: HEAD.id, text: '约时间', id: 'm2' })).status).toBe(202)
  })

  test.each(['m\u0000', 'm\ud83d'])('with an id that cannot be kept is refused', async (id) => {
    expect(await s.post(ROOM, { from: HEAD.id, text: '约时间', id })).toEqual(bad('id: must not have a NUL or half a character in it'))
  })

  test('without an id gets one of its own each time', async () => {
    const one = await s.post(ROOM, { from: HEAD.id, text: '到' })
    const two = await s.post(ROOM, { from: HEAD.id, text: '到' })
    expect((one.body as { id: string }).id).not.toBe((two.body as { id: string }).id)
  })

  test('an account that is bound to nobody may speak', async () => {
    expect((await s.post(ROOM, { from: STRANGER.id, text: '我是张三' })).status).toBe(202)
  })

  test('the same id again is announced again and shown once', async () => {
    await s.post(ROOM, { from: HEAD.id, text: '到', id: 'm1' })
    expect(await s.post(ROOM, { from: HEAD.id, text: '到', id: 'm1' })).toEqual({ status: 202, body: { id: 'm1' } })
    expect(s.announced).toEqual(['m1', 'm1'])
    expect((await s.get(ROOM)).body).toHaveLength(1)
  })

  test('an id of another room is refused', async () => {
    await s.post(ROOM, { from: HEAD.id, text: '到', id: 'm1' })
    const there = await s.post(`/sandbox/api/rooms/${VILLAGE}/messages`, { from: 'wxid_hekou_1', text: '到', id: 'm1' })
    expect(there).toEqual(bad('id: m1 is a message of another room'))
  })

  test('`at` is passed on to the millisecond, whatever its offset', async () => {
    await s.post(ROOM, { from: HEAD.id, text: '到', at: '2026-09-07T02:30:00.123Z' })
    expect(s.chat.transcript.inRoom(HUAISHU)[0]!.at).toBe(NINE + HOUR + 30 * MINUTE + 123)
    expect((await s.get(ROOM)).body).toMatchObject([{ at: '2026-09-07T10:30:00.123+08:00' }])
  })

  test('quote, mention, 接龙, voice and picture', async () => {
    await s.post(ROOM, { from: HEAD.id, text: '周三还是周四?', id: 'm1' })
    await s.post(ROOM, { from: 'wxid_huaishu_1', text: '周三', quote: 'm1', mentionBot: true })
    await s.post(ROOM, { from: 'wxid_huaishu_2', text: '#接龙\n1. 村民2', kind: 'groupNote' })
    await s.post(ROOM, { from: 'wxid_huaishu_3', kind: 'audio', text: '到', media: { base64: 'dm9pY2U=', type: 'audio/mpeg' } })
    await s.post(ROOM, { from: 'wxid_huaishu_3', kind: 'image', media: { base64: 'AQID', type: 'image/png' }, id: 'm5' })
    await s.post(ROOM, { from: 'wxid_huaishu_3', kind: 'recalled', text: 'm5' })
    expect(s.chat.transcript.inRoom(HUAISHU).map(({ kind, text }) => [kind, text])).toEqual([
      ['text', '周三还是周四?'],
      ['text', '「李大山：周三还是周四?」\n- - - - - - - - - - - - - - -\n@小助手\u2005周三'],
      ['groupNote', '#接龙\n1. 村民2'],
      ['audio', '到'],
      ['image', ''],
      ['recalled', 'm5'],
    ])
    const picture = await s.app.request('/sandbox/page/media/m5')
    expect(picture.headers.get('content-type')).toBe('image/png')
    expect(Buffer.from(await picture.arrayBuffer())).toEqual(Buffer.from([1, 2, 3]))
  })

  test('20 000 characters are accepted, one more is not', async () => {
    expect((await s.post(ROOM, { from: HEAD.id, text: '长'.repeat(20_000) })).status).toBe(202)
    const long = await s.post(ROOM, { from: HEAD.id, text: '长'.repeat(20_001) })
    expect(long.status).toBe(400)
    expect(long.body).toMatchObject({ error: 'bad_request', message: expect.stringMatching(/^text: /) })
  })

  test.each([
    ['from', { text: '到' }],
    ['from', { from: 7, text: '到' }],
    ['text', { from: HEAD.id }],
    ['text', { from: HEAD.id, text: null }],
    ['kind', { from: HEAD.id, text: '到', kind: 'video' }],
    ['mentionBot', { from: HEAD.id, text: '到', mentionBot: 'yes' }],
    ['at', { from: HEAD.id, text: '到', at: '2026-09-07T09:00:00' }],
    ['at', { from: HEAD.id, text: '到', at: '2026-02-30T09:00:00+08:00' }],
    ['media.base64', { from: HEAD.id, kind: 'image', media: { base64: '***', type: 'image/png' } }],
    ['media.type', { from: HEAD.id, kind: 'image', media: { base64: 'AQID', type: 'text/html' } }],
    ['id', { from: HEAD.id, text: '到', id: '' }],
    ['body', 'not json'],
    ['body', '[]'],
    ['body', ''],
  ])('a wrong %s is named and nothing is said', async (field, body) => {
    const answer = await s.post(ROOM, body)
    expect(answer.status).toBe(400)
    expect(answer.body).toEqual({ error: 'bad_request', message: expect.stringMatching(new RegExp(`^${field}: `)) })
    expect((await s.get(ROOM)).body).toEqual([])
  })

  test('unknown room, member and quote are 404 and name the id', async () => {
    const elsewhere = '/sandbox/api/rooms/nowhere@chatroom/messages'
    expect(await s.post(elsewhere, { from: HEAD.id, text: '到' })).toEqual(missing('room: no room nowhere@chatroom'))
    expect(await s.get(elsewhere)).toEqual(missing('room: no room nowhere@chatroom'))
    expect(await s.post(ROOM, { from: 'wxid_hekou_1', text: '到' })).toEqual(
      missing(`from: wxid_hekou_1 is not a member of room ${HUAISHU}`),
    )
    expect(await s.post(ROOM, { from: HEAD.id, text: '到', quote: 'm0' })).toEqual(missing(`quote: no message m0 in room ${HUAISHU}`))
  })

  test('a member who joined since is found', async () => {
    s.control.rooms[0]!.members.push({ id: 'wxid_huaishu_99', name: '新人', nickname: '新人', role: 'unbound' })
    expect((await s.post(ROOM, { from: 'wxid_huaishu_99', text: '大家好' })).status).toBe(202)
  })
})

describe('reading on', () => {
  test('`after` gives what came later; an unknown one is 404', async () => {
    for (const id of ['m1', 'm2', 'm3']) await s.post(ROOM, { from: HEAD.id, text: id, id })
    expect((await s.get(`${ROOM}?after=m1`)).body).toMatchObject([{ id: 'm2' }, { id: 'm3' }])
    expect((await s.get(`${ROOM}?after=m3`)).body).toEqual([])
    expect(await s.get(`${ROOM}?after=m9`)).toEqual(missing(`after: no message m9 in room ${HUAISHU}`))
  })

  test('the bot’s own messages are from `bot`', async () => {
    s.chat.botSays(HUAISHU, '好的')
    expect((await s.get(ROOM)).body).toMatchObject([{ from: 'bot', fromName: '小助手', kind: 'text', text: '好的' }])
  })

  test('the conversation is there after a restart, with a line torn by a crash left out', async () => {
    for (const id of ['m1', 'm2']) await s.post(ROOM, { from: HEAD.id, text: id, id })
    await s.chat.transcript.written()
    const { appendFileSync } = await import('node:fs')
    appendFileSync(`${s.folder.dir}/sandbox/transcript.jsonl`, '{"seq":3,"room":"huai')
    const again = chatIn(s.folder.dir)
    expect(again.transcript.inRoom(HUAISHU).map((said) => said.id)).toEqual(['m1', 'm2'])
    expect(again.transcript.lastSeq).toBe(2)
  })
})

describe('many at once', () => {
  test('5 000 messages go in, in order, in well under two seconds', async () => {
    const body = Array.from({ length: 5_000 }, (_, i) => ({
      room: HUAISHU,
      from: `wxid_huaishu_${(i % 12) + 1}`,
      text: `${i}`,
      id: `m${i}`,
    }))
    const { performance } = await import('node:perf_hooks')
    const start = performance.now()
    expect(await s.post('/sandbox/api/messages', body)).toEqual({ status: 202, body: { count: 5_000 } })
    expect(performance.now() - start).toBeLessThan(2_000)
    expect(s.announced).toEqual(body.map((message) => message.id))
  })

  test('one wrong message is named with its place, and none is said', async () => {
    const good = { room: HUAISHU, from: HEAD.id, text: '到' }
    expect((await s.post('/sandbox/api/messages', [good, { ...good, from: '' }])).body).toMatchObject({
      message: expect.stringMatching(/^\[1\]\.from: /),
    })
    expect((await s.post('/sandbox/api/messages', [good, { ...good, room: 'x@chatroom' }])).status).toBe(404)
    expect((await s.post('/sandbox/api/messages', good)).status).toBe(400)
    expect((await s.get(ROOM)).body).toEqual([])
  })
})
