/** The one door under both sides: the same question asked by a program and by a person gets the same answer, each in its own way. */
import { beforeAll, describe, expect, test } from 'vitest'
import { TestDesk, tokenOf } from './support/desk.ts'
import { cookieOf, csrfOf, Pages, plain } from './support/pages.ts'
import { places } from './support/samples.ts'

let desk: TestDesk
let pages: Pages

beforeAll(async () => {
  desk = await TestDesk.open()
  await places(desk)
  pages = await Pages.open(desk)
})

const send = (path: string, init: RequestInit): Promise<Response> => Promise.resolve(desk.app.request(`http://desk.test${path}`, init))

describe('a body that cannot be read', () => {
  const BROKEN = '--b\r\nContent-Disposition: form-data; name="login"\r\n\r\nviewer'
  const type = 'multipart/form-data; boundary=b'

  test.each(['/login', '/start/no-such-secret'])('is the sender’s mistake, also without a log-in: %s', async (path) => {
    const response = await send(path, { method: 'POST', headers: { 'content-type': type }, body: BROKEN })
    expect(response.status).toBe(400)
    expect(response.headers.get('content-security-policy')).toContain("default-src 'none'")
    expect(plain(await response.text())).toContain('没有收全')
  })

  test('is told to whoever is in on a page of theirs', async () => {
    const headers = { 'content-type': type, cookie: `desk=${cookieOf('cadre')}` }
    const response = await send('/import', { method: 'POST', headers, body: BROKEN })
    expect(response.status).toBe(400)
    expect(await response.text()).toContain('aria-label="主菜单"')
  })

  test('is told to a program as a problem', async () => {
    const headers = { 'content-type': 'application/json', authorization: `Bearer ${tokenOf('official')}` }
    const response = await send('/api/v1/tokens', { method: 'POST', headers, body: '{' })
    expect([response.status, ((await response.json()) as { type: string }).type]).toEqual([400, 'urn:wuchang:problem:badRequest'])
  })
})

describe('a change from a browser', () => {
  const body = JSON.stringify({ name: '大屏', readOnly: true })
  const asked = async (csrf?: string): Promise<number> => {
    const headers = { 'content-type': 'application/json', cookie: `desk=${cookieOf('viewer')}`, ...(csrf ? { 'x-csrf-token': csrf } : {}) }
    return (await send('/api/v1/tokens', { method: 'POST', headers, body })).status
  }

  test('needs the session’s own token, on both sides', async () => {
    const form = (csrf?: string) => pages.ask('viewer', 'post', '/settings/tokens', { name: '大屏', ...(csrf ? { csrf } : {}) })
    expect([await asked(), (await form()).status]).toEqual([403, 403])
    expect([await asked(csrfOf('cadre')), (await form(csrfOf('cadre'))).status]).toEqual([403, 403])
    expect(await desk.village.db.apiToken.count({ where: { userId: 'user_viewer', name: '大屏' } })).toBe(0)
    expect([await asked(csrfOf('viewer')), (await form(csrfOf('viewer'))).status]).toEqual([201, 200])
    expect(await desk.village.db.apiToken.count({ where: { userId: 'user_viewer', name: '大屏' } })).toBe(2)
  })
})

describe('a key', () => {
  test('of another request is refused on both sides, and nothing of it is done', async () => {
    const headers = { 'idempotency-key': 'door-0123456789' }
    expect((await desk.post('townAdmin', '/departments', { name: '水利办' }, headers)).status).toBe(201)
    const other = await desk.post('townAdmin', '/departments', { name: '林业办' }, headers)
    expect([other.status, other.body.type]).toEqual([422, 'urn:wuchang:problem:keyReused'])

    const form = { once: 'door-0123456789', village: 'village_liulin' }
    expect((await pages.post('townAdmin', '/officials', { ...form, name: '周干部' }, '/officials')).status).toBe(303)
    // Back in the browser, somebody else's name typed, sent again: it is another order, and must not pass for the first.
    const changed = await pages.post('townAdmin', '/officials', { ...form, name: '吴干部' }, '/officials')
    expect(changed.status).toBe(422)
    expect(plain(changed.text)).toContain('内容和刚才交的不一样')
    const [, onceMore] = /name="once" value="([\w-]+)"[^>]*>(?:(?!<form).)*value="吴干部"/s.exec(changed.text) ?? []
    expect(await desk.village.db.official.count({ where: { name: '吴干部' } })).toBe(0)
    expect(await desk.village.db.department.count({ where: { name: '林业办' } })).toBe(0)
    // As the page says: looked at and sent once more, it is done.
    expect((await pages.post('townAdmin', '/officials', { ...form, once: onceMore ?? '', name: '吴干部' }, '/officials')).status).toBe(303)
    expect([onceMore === form.once, await desk.village.db.official.count({ where: { name: '吴干部' } })]).toEqual([false, 1])
  })

  test('of the same request answers as the first time, on both sides', async () => {
    const headers = { 'idempotency-key': 'door-again-0123456789' }
    const made = async () => (await desk.post('townAdmin', '/departments', { name: '文旅办' }, headers)).body.id
    expect(await made()).toBe(await made())
    const form = { once: 'door-again-0123456789', name: '河东村' }
    const sent = async () => (await pages.post('townAdmin', '/settings/villages', form, '/settings/places')).headers.get('location')
    expect(await sent()).toBe(await sent())
    expect(await desk.village.db.village.count({ where: { name: '河东村' } })).toBe(1)
  })
})

describe('a file', () => {
  const side = async (path: string, headers: Record<string, string>) => {
    const response = await send(path, { headers })
    const named = ['content-type', 'content-disposition', 'x-content-type-options', 'cache-control']
    return [
      response.status,
      ...named.map((name) => response.headers.get(name)),
      Buffer.from(await response.arrayBuffer()).toString('latin1'),
    ]
  }
  const program = { authorization: `Bearer ${tokenOf('official')}` }
  const person = { cookie: `desk=${cookieOf('official')}` }

  test('is handed out alike on both sides', async () => {
    const paper = await side('/documents/document_1', person)
    expect(paper).toEqual(await side('/api/v1/documents/document_1', program))
    expect(paper[2]).toBe(`attachment; filename="download.docx"; filename*=UTF-8''${encodeURIComponent('纪要.docx')}`)
  })

  test('that is not made yet is said to be so on both sides', async () => {
    await desk.village.db.document.deleteMany({ where: { meetingId: 'meeting_1' } })
    const page = await pages.ask('official', 'get', '/meetings/meeting_1/minutes.docx')
    const { status, body } = await desk.get('official', '/meetings/meeting_1/minutes.docx')
    expect([status, page.status]).toEqual([409, 409])
    expect(plain(page.text)).toContain(`${body.detail}。`)
  })
})

describe('what goes wrong', () => {
  test('is told as the side that asks reads it', async () => {
    const cursor = 'bm9uc2Vuc2U'
    const { status, body, headers } = await desk.get('official', `/issues?cursor=${cursor}`)
    expect([status, headers.get('content-type'), body.errors[0].field]).toEqual([400, 'application/problem+json; charset=utf-8', 'cursor'])
    const page = await pages.ask('official', 'get', `/issues?cursor=${cursor}`)
    expect([page.status, page.headers.get('content-type')]).toEqual([400, 'text/html; charset=UTF-8'])
    expect(plain(page.text)).toContain(body.detail)
  })

  test('for want of a log-in leads a person to it, and a program is told how', async () => {
    const page = await pages.ask(undefined, 'get', '/issues')
    expect([page.status, page.headers.get('location')]).toEqual([303, '/login?next=%2Fissues'])
    const { status, headers } = await desk.get(undefined, '/issues')
    expect([status, headers.get('www-authenticate')]).toEqual([401, 'Bearer realm="desk"'])
  })
})
