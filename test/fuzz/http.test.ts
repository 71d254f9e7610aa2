/**
 * Every operation of the OpenAPI document, by everybody, in any order, with bodies and addresses that fit and that do not: never a fault of ours,
 * never an answer without end. `npm run fuzz -- http --requests 20000`; the seed is told with a failure.
 */
import { beforeAll, expect, test } from 'vitest'
import { randomOf } from '../../src/kernel/random.ts'
import { PEOPLE, TestDesk, tokenOf } from '../api/support/desk.ts'
import { places } from '../api/support/samples.ts'
import { Chance } from '../simulation/town/given.ts'
import { fitting, type Schema, wild } from './values.ts'
import { hostile } from './words.ts'

const REQUESTS = Number(process.env.FUZZ_REQUESTS ?? 700)
const SEED = Number(process.env.FUZZ_SEED ?? 20_261_128)
const ANSWER_LIMIT = 3_000_000
const SLOW_MS = 10_000

interface Operation {
  method: string
  path: string
  query: { name: string; schema: Schema }[]
  body: Schema | undefined
}

let desk: TestDesk
let operations: Operation[]
let known: string[]
beforeAll(async () => {
  desk = await TestDesk.open()
  known = [...new Set(Object.values(await places(desk)))]
  const body = (await (await desk.app.request('http://desk.test/openapi.json')).json()) as Parameters<typeof operationsOf>[0]
  operations = operationsOf(body)
})

interface Documented {
  parameters?: { in: string; name: string; schema: Schema }[]
  requestBody?: { content?: Record<string, { schema?: Schema }> }
}
function operationsOf(document: {
  paths: Record<string, Record<string, Documented>>
  components?: { schemas?: Record<string, Schema> }
}): Operation[] {
  const schemas = document.components?.schemas ?? {}
  const whole = (schema: Schema | undefined, depth = 0): Schema | undefined => {
    if (!schema || depth > 12) return schema
    if (schema.$ref) return whole(schemas[schema.$ref.split('/').at(-1) ?? ''], depth + 1)
    const inner = (part: Schema): Schema => whole(part, depth + 1) ?? {}
    return {
      ...schema,
      ...(schema.properties ? { properties: Object.fromEntries(Object.entries(schema.properties).map(([k, v]) => [k, inner(v)])) } : {}),
      ...(schema.items ? { items: inner(schema.items) } : {}),
      ...(schema.anyOf ? { anyOf: schema.anyOf.map(inner) } : {}),
      ...(schema.oneOf ? { oneOf: schema.oneOf.map(inner) } : {}),
      ...(schema.allOf ? { allOf: schema.allOf.map(inner) } : {}),
    }
  }
  return Object.entries(document.paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, { parameters = [], requestBody }]) => ({
      ...{ method, path: path.replace(/^\/api\/v1/, '') },
      query: parameters.filter((p) => p.in === 'query').map(({ name, schema }) => ({ name, schema: whole(schema) ?? {} })),
      body: whole(requestBody?.content?.['application/json']?.schema),
    })),
  )
}

function address(chance: Chance, { path, query }: Operation): string {
  const filled = path.replace(/\{[^}]+\}/g, () =>
    encodeURIComponent(
      chance.is(0.75)
        ? chance.pick(known)
        : hostile(chance)
            .replace(/[\ud800-\udfff]/g, '?')
            .slice(0, chance.pick([5, 50, 3_000])) || 'x',
    ),
  )
  const asked = query
    .filter(() => chance.is(0.5))
    .map(
      ({ name, schema }) => `${name}=${encodeURIComponent(String(fitting(chance, schema, known, 0.3)).replace(/[\ud800-\udfff]/g, '?'))}`,
    )
  const broken = chance.is(0.03) ? `${asked.length > 0 ? '&' : ''}q=%E0%A4%A` : ''
  return `http://desk.test/api/v1${filled}${asked.length > 0 || broken ? `?${asked.join('&')}${broken}` : ''}`
}

function bodyOf(chance: Chance, operation: Operation): { body: string | Uint8Array; type: string } | undefined {
  if (operation.method === 'get' || operation.method === 'delete') return undefined
  const text = JSON.stringify(chance.is(0.1) ? wild(chance) : fitting(chance, operation.body, known, chance.pick([0, 0.05, 0.3]))) ?? ''
  const type = chance.is(0.92)
    ? 'application/json'
    : chance.pick(['text/plain', 'application/x-www-form-urlencoded', 'application/json; charset=gbk', ''])
  if (chance.is(0.04)) return { body: text.slice(0, Math.floor(text.length / 2)), type }
  if (chance.is(0.03)) return { body: Uint8Array.from(Buffer.from(text, 'utf16le')), type }
  return { body: text, type }
}

test('no request is a fault of ours, and no answer is without end', async () => {
  const chance = new Chance(randomOf(SEED))
  const wrong: string[] = []
  const met = new Map<number, number>()
  for (let n = 0; n < REQUESTS; n++) {
    const operation = chance.pick(operations)
    const person = chance.is(0.95) ? chance.pick(['townAdmin', 'townAdmin', ...PEOPLE] as const) : undefined
    // A token or an account that is taken away would answer everything else with 401.
    if (/tokens\/\{id\}|^\/users\/\{id\}$/.test(operation.path) && operation.method !== 'get') continue
    const url = address(chance, operation)
    const given = bodyOf(chance, operation)
    const begun = performance.now()
    const response = await desk.app.request(url, {
      method: operation.method.toUpperCase(),
      headers: {
        ...(person ? { authorization: `Bearer ${tokenOf(person)}` } : {}),
        ...(given?.type ? { 'content-type': given.type } : {}),
        ...(chance.is(0.1) ? { 'idempotency-key': chance.pick(['a', 'b', 'x'.repeat(300)]) } : {}),
      },
      ...(given ? { body: given.body as string } : {}),
    })
    const { byteLength } = await response.arrayBuffer()
    const ms = performance.now() - begun
    met.set(response.status, (met.get(response.status) ?? 0) + 1)
    if (response.status >= 500 || byteLength > ANSWER_LIMIT || ms > SLOW_MS)
      wrong.push(
        `${response.status}, ${byteLength} bytes, ${Math.round(ms)} ms: ${operation.method} ${url.slice(0, 300)} ${String(given?.body).slice(0, 400)} (${given?.type})`,
      )
  }
  expect(wrong, `seed ${SEED}`).toEqual([])
  // Something was done, and something was refused.
  for (const status of [200, 400, 401, 403, 404, 409])
    expect(met.get(status) ?? 0, `${status} of ${JSON.stringify([...met])}`).toBeGreaterThan(0)
})
