import { describe, expect, test } from 'vitest'
import { HOUR } from '../../src/kernel/time.ts'
import { ROOM, SandboxApp } from './support/sandbox-app.ts'
import { HEAD, HUAISHU, NINE, VILLAGE } from './support/village.ts'

const s = new SandboxApp()

describe('clock', () => {
  const later = (ms: number) => ({ at: NINE + ms, kind: 'poll.close', subject: 'poll:1' })

  test('to a time: what fired is listed with its own time', async () => {
    s.control.due = [later(HOUR), later(3 * HOUR)]
    expect(await s.post('/sandbox/api/clock', { to: '2026-09-07T11:00:00+08:00' })).toEqual({
      status: 200,
      body: { now: '2026-09-07T11:00:00+08:00', fired: [{ at: '2026-09-07T10:00:00+08:00', kind: 'poll.close', subject: 'poll:1' }] },
    })
  })

  test.each([
    ['PT2H30M', '2026-09-07T11:30:00+08:00'],
    ['P1D', '2026-09-08T09:00:00+08:00'],
    ['P1DT2H', '2026-09-08T11:00:00+08:00'],
    ['P1W', '2026-09-14T09:00:00+08:00'],
    ['PT90S', '2026-09-07T09:01:30+08:00'],
    ['PT0.25S', '2026-09-07T09:00:00.250+08:00'],
    ['PT0S', '2026-09-07T09:00:00+08:00'],
  ])('advance %s', async (advance, now) => {
    expect(await s.post('/sandbox/api/clock', { advance })).toEqual({ status: 200, body: { now, fired: [] } })
  })

  test('to the next deadline', async () => {
    s.control.due = [later(HOUR), later(3 * HOUR)]
    expect((await s.post('/sandbox/api/clock', { next: true })).body).toMatchObject({ now: '2026-09-07T10:00:00+08:00' })
  })

  test('never backwards', async () => {
    expect(await s.post('/sandbox/api/clock', { to: '2026-09-07T08:59:59+08:00' })).toEqual({
      status: 400,
      body: { error: 'clock_backwards', message: 'to: the clock never goes backwards' },
    })
  })

  test.each([
    ['to', { to: 'tomorrow' }],
    ['to', {}],
    ['to', { advance: 'PT1H', next: true }],
    ['advance', { advance: '2h' }],
    ['advance', { advance: 'P' }],
    ['advance', { advance: 'PT' }],
    ['advance', { advance: 'P1DT' }],
    ['advance', { advance: 'P1M' }],
    ['advance', { advance: 'P1Y' }],
    ['advance', { advance: '-PT1H' }],
    ['advance', { advance: 'P9999999D' }],
    ['next', { next: false }],
  ])('a wrong %s: %j', async (field, body) => {
    const answer = await s.post('/sandbox/api/clock', body)
    expect(answer.status).toBe(400)
    expect(answer.body).toMatchObject({ message: expect.stringMatching(new RegExp(`^${field}: `)) })
    expect(s.control.clockNow).toBe(NINE)
  })
})

describe('settle, reset, fault', () => {
  test('settle answers the time, or 504 with what is left', async () => {
    expect(await s.post('/sandbox/api/settle')).toEqual({ status: 200, body: { now: '2026-09-07T09:00:00+08:00' } })
    s.control.left = '2 messages unhandled'
    expect(await s.post('/sandbox/api/settle')).toEqual({
      status: 504,
      body: { error: 'not_settled', message: 'still waiting for: 2 messages unhandled' },
    })
  })

  test('reset forgets what was said and takes up the new town', async () => {
    await s.post(ROOM, { from: HEAD.id, text: '到', id: 'm1' })
    await s.post('/sandbox/api/fault', { puppet: 'deaf' })
    expect((await s.post('/sandbox/api/reset', { now: '2026-09-08T09:00:00+08:00', hamlets: 1, households: 40 })).status).toBe(200)
    expect(s.control.resets).toEqual([{ now: NINE + 24 * HOUR, hamlets: 1, households: 40 }])
    expect((await s.get(ROOM)).body).toEqual([])
    expect((await s.get(`/sandbox/api/rooms/${VILLAGE}/messages`)).status).toBe(404)
    expect(s.chat.has('deaf')).toBe(false)
    expect((await s.post(ROOM, { from: HEAD.id, text: '到', id: 'm1' })).status).toBe(202)
    expect(s.announced).toEqual(['m1', 'm1'])
  })

  test('reset without a body is the demo town', async () => {
    await s.post('/sandbox/api/reset')
    expect(s.control.resets).toEqual([{}])
  })

  test.each([
    ['hamlets', { hamlets: 0 }],
    ['households', { households: 1.5 }],
    ['now', { now: 'now' }],
  ])('a wrong %s is named and nothing is reset', async (field, body) => {
    expect((await s.post('/sandbox/api/reset', body)).body).toMatchObject({ message: expect.stringMatching(new RegExp(`^${field}: `)) })
    expect(s.control.resets).toEqual([])
  })

  test('a fault is set and ended; an unknown one is refused', async () => {
    expect((await s.post('/sandbox/api/fault', { puppet: 'failSends' })).status).toBe(200)
    expect(() => s.chat.botSays(HUAISHU, '在')).toThrow('sending fails')
    await s.post('/sandbox/api/fault', { puppet: 'up' })
    expect(s.chat.botSays(HUAISHU, '在').text).toBe('在')
    expect((await s.post('/sandbox/api/fault', { puppet: 'asleep' })).body).toMatchObject({ message: expect.stringMatching(/^puppet: /) })
  })
})

describe('around it', () => {
  test('an unknown call is 404 in the same shape', async () => {
    expect((await s.get('/sandbox/api/nothing')).body).toMatchObject({ error: 'not_found', message: expect.any(String) })
  })

  test('a page from another site may not call', async () => {
    const answer = await s.app.request('/sandbox/api/settle', { method: 'POST', headers: { 'sec-fetch-site': 'cross-site' } })
    expect(answer.status).toBe(403)
  })

  describe.each(['/sandbox', '/sandbox/api/state', '/sandbox/page/news'])('%s', (path) => {
    test.each([
      [200, { host: '127.0.0.1:3000' }],
      [200, { host: 'localhost:3000', origin: 'http://localhost:3000' }],
      [200, { host: '[::1]:3000' }],
      [403, { host: 'sandbox.example' }],
      [403, { host: '127.0.0.1.example:3000' }],
      [403, { host: '' }],
      [403, { host: 'localhost:3000', origin: 'http://localhost:4000' }],
      [403, { host: 'localhost:3000', origin: 'https://example.org' }],
      [403, { host: 'localhost:3000', origin: 'null' }],
    ])('is %i for %o', async (status, headers) => {
      expect((await s.app.request(path, { headers })).status).toBe(status)
    })
  })

  test.each(['text/plain', 'application/x-www-form-urlencoded', 'multipart/form-data; boundary=x', 'application/json-not'])(
    'what is sent as %s moves nothing',
    async (type) => {
      const body = '{"advance":"PT1H"}'
      const answer = await s.app.request('/sandbox/api/clock', { method: 'POST', body, headers: { 'content-type': type } })
      expect(answer.status).toBe(415)
      expect(s.control.now()).toBe(NINE)
    },
  )

  test('news are the last message of each room, then what came since', async () => {
    await s.post(ROOM, { from: HEAD.id, text: '一', id: 'm1' })
    await s.post(ROOM, { from: HEAD.id, text: '二', id: 'm2' })
    expect((await s.get('/sandbox/page/news')).body).toMatchObject({ seq: 2, messages: [{ id: 'm2', room: HUAISHU }] })
    expect((await s.get('/sandbox/page/news?after=1')).body).toMatchObject({ seq: 2, messages: [{ id: 'm2' }] })
    expect((await s.get('/sandbox/page/news?after=2')).body).toMatchObject({ seq: 2, messages: [] })
  })
})
