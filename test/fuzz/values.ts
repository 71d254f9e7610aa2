/** Values that a schema asks for, and values that it does not: other types, other sizes, other encodings. Seeded. */
import type { Chance } from '../simulation/town/given.ts'
import { hostile } from './words.ts'

export interface Schema {
  type?: string | string[]
  enum?: unknown[]
  const?: unknown
  anyOf?: Schema[]
  oneOf?: Schema[]
  allOf?: Schema[]
  items?: Schema
  properties?: Record<string, Schema>
  required?: string[]
  minimum?: number
  maximum?: number
  maxLength?: number
  format?: string
  pattern?: string
  $ref?: string
}

const NUMBERS = [0, -1, 1, 2, 12, 2_147_483_647, 2_147_483_648, -2_147_483_649, 9_007_199_254_740_991, 1e308, 0.5]
const DATES = [
  '2026-09-14',
  '2026-02-30',
  '9999-12-31',
  '0001-01-01',
  '2026-13-01',
  '明天',
  '2026-09-14T20:00:00+08:00',
  '2026-09-14T25:00:00Z',
]

/** Of the wrong kind, whatever was asked for. */
export function wild(chance: Chance, depth = 0): unknown {
  const list: (() => unknown)[] = [
    () => null,
    () => chance.is(0.5),
    () => chance.pick(NUMBERS),
    () => chance.pick(DATES),
    () => hostile(chance),
    () => '',
    () => chance.pick(['x', '长', '\u0000', '\ud800', "' OR 1=1 --", '../../etc/passwd', '%00']).repeat(chance.pick([1, 1, 1, 200, 5_000])),
    () => Array.from({ length: chance.pick([0, 1, 3, 600]) }, () => (depth < 2 ? wild(chance, depth + 2) : 1)),
    () => ({ [hostile(chance).slice(0, 20)]: depth < 3 ? wild(chance, depth + 1) : 1, __proto__: { admin: true } }),
  ]
  return chance.pick(list)()
}

/** `known`: ids that there are, so that something is met. `odd`: how often something else than what is asked for. */
export function fitting(chance: Chance, schema: Schema | undefined, known: readonly string[], odd: number): unknown {
  if (!schema || chance.is(odd)) return wild(chance)
  const one = schema.anyOf ?? schema.oneOf
  if (one) return fitting(chance, chance.pick(one), known, odd)
  if (schema.allOf) return Object.assign({}, ...schema.allOf.map((part) => fitting(chance, part, known, 0)))
  if ('const' in schema) return schema.const
  if (schema.enum) return chance.pick(schema.enum)
  const type = Array.isArray(schema.type) ? chance.pick(schema.type) : schema.type
  if (type === 'object')
    return Object.fromEntries(
      Object.entries(schema.properties ?? {})
        .filter(([name]) => (schema.required?.includes(name) ? !chance.is(odd / 2) : chance.is(0.6)))
        .map(([name, part]) => [name, fitting(chance, part, known, odd)]),
    )
  if (type === 'array') return Array.from({ length: chance.int(0, 3) }, () => fitting(chance, schema.items, known, odd))
  if (type === 'integer' || type === 'number')
    return chance.is(0.6)
      ? chance.int(schema.minimum ?? 0, Math.min(schema.maximum ?? 20, (schema.minimum ?? 0) + 20))
      : chance.pick(NUMBERS)
  if (type === 'boolean') return chance.is(0.5)
  if (type === 'null') return null
  return chance.is(0.4) ? chance.pick(known) : chance.is(0.4) ? chance.pick(DATES) : hostile(chance).slice(0, schema.maxLength ?? 200)
}
