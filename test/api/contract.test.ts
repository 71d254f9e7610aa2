/** What the OpenAPI document promises is what comes back; made from the document itself. */
import { beforeAll, describe, expect, test } from 'vitest'
import { z } from 'zod'
import { openApi } from '../../src/api/app.ts'
import { atDoor } from '../../src/door/deps.ts'
import { hamletFacts, lacking } from '../../src/store/reading/hamlets.ts'
import { TestDesk } from './support/desk.ts'
import { type Places, places, sample } from './support/samples.ts'

interface Operation {
  operationId: string
  'x-may': string
  responses: Record<string, { content?: Record<string, { schema: object }> }>
}

let desk: TestDesk
let ids: Places
let document: { openapi: string; paths: Record<string, Record<string, Operation>>; components: { schemas: Record<string, object> } }

beforeAll(async () => {
  desk = await TestDesk.open()
  ids = await places(desk)
  document = (await (await desk.app.request('http://desk.test/openapi.json')).json()) as typeof document
})

/** A validator for a schema of the document: its references point into `$defs`. */
function validator(schema: object): z.ZodType {
  const text = JSON.stringify({ ...schema, $defs: document.components.schemas })
  return z.fromJSONSchema(JSON.parse(text.replaceAll('#/components/schemas/', '#/$defs/')))
}

describe('the OpenAPI document', () => {
  test('is 3.1 and describes every declared route, with who may', () => {
    expect(document.openapi).toBe('3.1.0')
    const declared = openApi(atDoor(desk.village.deps, desk.wall)).declared
    expect(declared.length).toBeGreaterThan(45)
    for (const route of declared) expect(document.paths[route.path]?.[route.method]?.['x-may'], route.path).toBe(route.may)
    const operations = Object.values(document.paths).flatMap((path) => Object.values(path))
    expect(operations.length).toBe(declared.length)
    expect(new Set(operations.map((o) => o.operationId)).size).toBe(operations.length)
  })

  test('every read answers as the document says', async () => {
    for (const [path, methods] of Object.entries(document.paths)) {
      const get = methods.get
      if (!get) continue
      const { path: real } = sample({ method: 'get', path, may: 'look' }, ids)
      const { status, body, headers } = await desk.get('townAdmin', real)
      if (path === '/meetings/{id}/minutes.docx') expect(new TextDecoder().decode(body)).toBe('PK')
      expect(status, real).toBe(200)
      const content = get.responses['200']?.content ?? {}
      const type = Object.keys(content).find((known) => headers.get('content-type')?.startsWith(known))
      expect(type, `${real}: ${headers.get('content-type')}`).toBeDefined()
      if (type !== 'application/json') continue
      const checked = validator(content[type]!.schema).safeParse(body)
      expect(checked.success ? [] : checked.error.issues, real).toEqual([])
    }
  })

  test('the validator would notice', () => {
    const schema = document.paths['/villages']!.get!.responses['200']!.content!['application/json']!.schema
    expect(validator(schema).safeParse({ items: [{ id: 'v', name: '河口村' }] }).success).toBe(false)
  })
})

describe('problems', () => {
  const problem = () => validator({ $ref: '#/components/schemas/Problem' })

  test('are RFC 9457, with the fields that are wrong', async () => {
    const bad = await desk.post('official', '/issues/issue_1/assign', { department: '', person: '李主任', dueOn: '2026-02-30' })
    expect(bad.headers.get('content-type')).toBe('application/problem+json; charset=utf-8')
    expect(bad.status).toBe(400)
    expect(bad.body.errors.map((e: { field: string }) => e.field)).toEqual(['department', 'dueOn'])
    expect(problem().safeParse(bad.body).success).toBe(true)
  })

  test('a body that is not JSON is the caller’s mistake', async () => {
    const response = await desk.app.request('http://desk.test/api/v1/tokens', {
      method: 'POST',
      headers: { authorization: 'Bearer token-official-0123456789abcdef', 'content-type': 'application/json' },
      body: '{',
    })
    expect(response.status).toBe(400)
  })

  test('a rule that refuses says why in Chinese', async () => {
    const refused = await desk.post('official', '/issues/issue_1/assign', { department: '交通办', person: '李主任', dueOn: '2026-09-30' })
    expect([refused.status, refused.body.refusal]).toEqual([409, 'issueElsewhere'])
    expect(refused.body.detail).toContain('1号')
  })
})

describe('lists', () => {
  test('are never unbounded, and pages meet without a gap or a repeat', async () => {
    expect((await desk.get('official', '/hamlets?limit=201')).status).toBe(400)
    const seen: string[] = []
    let cursor = ''
    do {
      const { body } = await desk.get('official', `/hamlets?limit=2${cursor}`)
      expect(body.items.length).toBeLessThanOrEqual(2)
      seen.push(...body.items.map((h: { id: string }) => h.id))
      cursor = body.next ? `&cursor=${body.next}` : ''
    } while (cursor)
    expect(seen).toEqual(['hamlet_huaishu', 'hamlet_tangwan', 'hamlet_liuyin'])
  })

  test('of every kind are walked to their end, page by page', async () => {
    await desk.village.db.attendance.createMany({
      data: [1, 2, 3].map((seq) => ({
        id: `attendance_${seq}`,
        hamletId: 'hamlet_huaishu',
        meetingId: 'meeting_1',
        householdId: `household_huaishu_${seq}`,
        persons: 1,
        at: new Date(desk.village.now),
        seq,
        via: 'chat',
      })),
    })
    const walked = Object.entries(document.paths).filter(([, m]) => JSON.stringify(m.get ?? {}).includes('"name":"cursor"'))
    for (const [path] of walked) {
      const { path: real } = sample({ method: 'get', path, may: 'look' }, ids)
      const whole = (await desk.get('townAdmin', `${real}?limit=200`)).body.items as object[]
      const seen: object[] = []
      for (let cursor = ''; ; ) {
        const { status, body } = await desk.get('townAdmin', `${real}?limit=1${cursor}`)
        expect([status, body.items.length <= 1], real).toEqual([200, true])
        seen.push(...body.items)
        if (!body.next || seen.length > 10) break
        cursor = `&cursor=${body.next}`
      }
      expect(seen, real).toEqual(whole.slice(0, seen.length))
      expect(seen.length, real).toBe(Math.min(whole.length, 11))
    }
    for (const path of ['/villages', '/departments', '/calendar', '/busy-seasons', '/assessment', '/meetings/{id}/attendance', '/tokens'])
      expect(walked.map(([p]) => p)).toContain(path)
  })

  test('of hamlets that lack something have as many rows as are counted', async () => {
    await desk.village.db.hamlet.updateMany({
      where: { id: { in: ['hamlet_huaishu', 'hamlet_tangwan'] } },
      data: { venueReady: true, partyGroup: true },
    })
    const all = (await desk.get('official', '/hamlets?limit=200')).body.items as { id: string; lacks: string[] }[]
    const expected = all.filter((h) => h.lacks.length > 0).map((h) => h.id)
    const first = await desk.get('official', '/hamlets?lacking=true&limit=1')
    expect(expected.length).toBeLessThan(all.length)
    expect(first.body.items.map((h: { id: string }) => h.id)).toEqual(expected.slice(0, 1))
    const reach = {
      townId: 'town_qingshan',
      villageId: null,
      department: null,
      confidential: true,
      aboutCadres: true,
      people: true,
    }
    expect(lacking(await hamletFacts(desk.village.db, reach))).toHaveLength(expected.length)
  })

  test('refuse a cursor that is not theirs, on every list', async () => {
    const cursor = (key: unknown) => Buffer.from(JSON.stringify(key)).toString('base64url')
    const lists = Object.entries(document.paths).filter(([, methods]) => JSON.stringify(methods.get ?? {}).includes('"name":"cursor"'))
    expect(lists.length).toBeGreaterThan(12)
    for (const [path] of lists)
      for (const bad of [
        'bm9uc2Vuc2U',
        cursor([]),
        cursor([{}]),
        cursor([null, null]),
        cursor(['\u0000']),
        cursor([-1]),
        cursor([1e300, 'x']),
      ]) {
        const { path: real } = sample({ method: 'get', path, may: 'look' }, ids)
        const { status, body } = await desk.get('townAdmin', `${real}?cursor=${bad}`)
        expect([status, body.errors?.[0]?.field], `${path} ${bad}`).toEqual([400, 'cursor'])
      }
    for (const [path, key] of [
      ['/outbox', ['abc']],
      ['/inbox', ['abc']],
      ['/issues/issue_1/history', ['abc']],
      ['/meetings/meeting_1/record', [2 ** 40]],
      ['/issues', ['a', 'b']],
      ['/issues?due=week', [1, 'b']],
      ['/meetings', ['a', 'b']],
      ['/meetings', [9e15, 'b']],
    ] as const) {
      const { status } = await desk.get('townAdmin', `${path}${path.includes('?') ? '&' : '?'}cursor=${cursor(key)}`)
      expect(status, `${path} ${JSON.stringify(key)}`).toBe(400)
    }
  })
})

describe('what nobody should send', () => {
  const send = async (path: string, init: RequestInit) => {
    const headers = { authorization: 'Bearer token-townAdmin-0123456789abcdef', ...(init.headers as Record<string, string>) }
    const response = await desk.app.request(`http://desk.test/api/v1${path}`, { ...init, headers })
    return { status: response.status, body: (await response.json()) as { type: string }, headers: response.headers }
  }

  test('a body of another type, or of none, is 415', async () => {
    for (const type of ['text/plain', 'application/x-www-form-urlencoded', '']) {
      const { status, body } = await send('/tokens', { method: 'POST', body: '{}', headers: type ? { 'content-type': type } : {} })
      expect([status, body.type], type).toEqual([415, 'urn:wuchang:problem:badType'])
    }
  })

  test('characters that no database keeps are named', async () => {
    for (const name of ['a\u0000b', '\ud83d']) {
      const { status, body } = await desk.post('townAdmin', '/tokens', { name, readOnly: true })
      expect([status, body.errors]).toEqual([400, [{ field: 'name', message: expect.stringContaining('存不了') }]])
    }
    for (const path of ['/issues/%00', '/issues?search=%00', '/hamlets/%00/households', '/audit?subject=a%00'])
      expect((await desk.get('townAdmin', path)).status, path).toBe(400)
  })

  test('months and dates of other ages are refused with what they should look like', async () => {
    for (const path of ['/assessment', '/assessment/months', '/exports/meetings.xlsx', '/exports/assessment.xlsx'])
      for (const month of ['0000-01', '0001-01', '9999-12', '2026-13']) {
        const { status, body } = await desk.get('townAdmin', `${path}?month=${month}`)
        expect([status, body.errors?.[0]?.message], `${path} ${month}`).toEqual([400, expect.stringContaining('2026-09')])
      }
    expect((await desk.get('townAdmin', '/meetings?from=0001-01-01')).status).toBe(400)
    const entry = { date: '0001-01-01', kind: 'holiday', name: '' }
    expect((await desk.post('townAdmin', '/calendar/preview', entry)).status).toBe(400)
  })

  test('what is wrong with a field is said in Chinese', async () => {
    const { body } = await desk.post('townAdmin', '/officials', { office: 'boss', name: 7, more: 1 })
    expect(body.errors).toEqual([
      { field: 'name', message: '要文字' },
      { field: 'office', message: '要是这几个里的一个：cadre、official' },
      { field: '', message: '没有这些项：more' },
    ])
    const empty = await desk.post('townAdmin', '/officials', { office: 'cadre', name: '', villageId: 'x'.repeat(81) })
    expect(empty.body.errors.map((e: { message: string }) => e.message)).toEqual(['不能空着', '不能超过80个字'])
    expect((await desk.post('townAdmin', '/officials', {})).body.errors[0].message).toBe('这一项要填')
  })

  test('an address that is not there, or takes another method, is a problem like any other', async () => {
    const missing = await send('/nothing', { method: 'GET' })
    expect([missing.status, missing.body.type]).toEqual([404, 'urn:wuchang:problem:notFound'])
    const method = await send('/villages', { method: 'DELETE' })
    expect([method.status, method.headers.get('allow')]).toEqual([405, 'GET, POST'])
    expect((await desk.get('townAdmin', '/more/villages')).status).toBe(404)
  })

  test('who is not known is told how to come in', async () => {
    const { status, headers } = await desk.get(undefined, '/me')
    expect([status, headers.get('www-authenticate')]).toEqual([401, 'Bearer realm="desk"'])
  })

  test('every problem that an operation can answer is described', () => {
    const statuses = Object.keys(document.paths['/tokens']!.post!.responses)
    expect(statuses).toEqual(expect.arrayContaining(['201', '400', '401', '403', '404', '409', '413', '415', '422', '500']))
  })
})
