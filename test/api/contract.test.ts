/** What the OpenAPI document promises is what comes back; made from the document itself. */
import { beforeAll, describe, expect, test } from 'vitest'
import { z } from 'zod'
import { openDesk } from '../../src/api/app.ts'
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
    const declared = openDesk({ deps: desk.village.deps, wall: desk.wall }).declared
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
    const bad = await desk.post('official', '/issues/issue_1/assign', { department: '', dueOn: '2026-02-30' })
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
    const refused = await desk.post('official', '/issues/issue_1/assign', { department: '交通办', dueOn: '2026-09-30' })
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

  test('a cursor that somebody made up is the first page, not an error', async () => {
    const { status, body } = await desk.get('official', '/hamlets?cursor=bm9uc2Vuc2U')
    expect([status, body.items.length]).toEqual([200, 3])
  })
})
