/** A body as it could be sent, made from its schema: what must be in it, each with a value of its kind. */
import type { ApiDocument, Schema } from './document.ts'

/** A schema may hold itself. */
const DEEPEST = 5

function sampleText({ format, description }: Schema): string {
  if (format === 'date') return '2026-10-15'
  if (format === 'date-time') return '2026-10-15T19:30:00+08:00'
  return description ?? '…'
}

export function sample(schema: Schema | undefined, document: ApiDocument, depth = 0): unknown {
  if (!schema || depth > DEEPEST) return null
  if (schema.$ref) return sample(document.components?.schemas?.[schema.$ref.split('/').at(-1) ?? ''], document, depth + 1)
  if (schema.example !== undefined) return schema.example
  if (schema.const !== undefined) return schema.const
  if (schema.enum) return schema.enum[0]
  const [first] = schema.anyOf ?? schema.oneOf ?? []
  if (first) return sample(first, document, depth + 1)
  const type = Array.isArray(schema.type) ? schema.type[0] : schema.type
  if (type === 'object') {
    const names = schema.required?.length ? schema.required : Object.keys(schema.properties ?? {}).slice(0, 3)
    return Object.fromEntries(names.map((name) => [name, sample(schema.properties?.[name], document, depth + 1)]))
  }
  if (type === 'array') return [sample(schema.items, document, depth + 1)]
  if (type === 'integer' || type === 'number') return schema.minimum ?? 1
  if (type === 'boolean') return true
  return sampleText(schema)
}
