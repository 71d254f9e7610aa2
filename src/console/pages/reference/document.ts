/** What is read of the API's own OpenAPI document. */
export interface Schema {
  $ref?: string
  type?: string | string[]
  format?: string
  description?: string
  example?: unknown
  const?: unknown
  enum?: unknown[]
  minimum?: number
  anyOf?: Schema[]
  oneOf?: Schema[]
  items?: Schema
  required?: string[]
  properties?: Record<string, Schema>
}

export interface Parameter {
  name: string
  in: string
  required?: boolean
  schema?: Schema
  description?: string
}

interface Operation {
  summary?: string
  tags?: string[]
  'x-may'?: string
  parameters?: Parameter[]
  requestBody?: { content?: Record<string, { schema?: Schema }> }
  responses?: Record<string, { description?: string; content?: Record<string, { schema?: Schema }> }>
}

export interface ApiDocument {
  paths?: Record<string, Record<string, Operation>>
  components?: { schemas?: Record<string, Schema> }
}

export interface Described {
  method: string
  path: string
  op: Operation
}

export const operationsOf = ({ paths = {} }: ApiDocument): Described[] =>
  Object.entries(paths).flatMap(([path, methods]) => Object.entries(methods).map(([method, op]) => ({ path, method, op })))

/** Words of its address, of what it does, of its part, of its parameters: each word of the search in one of them. */
export function found(all: readonly Described[], search: string): Described[] {
  const words = search.toLowerCase().split(/\s+/).filter(Boolean)
  const text = ({ method, path, op }: Described): string =>
    [method, path, op.summary, ...(op.tags ?? []), ...(op.parameters ?? []).flatMap((p) => [p.name, p.description])].join(' ').toLowerCase()
  return all.filter((one) => words.every((word) => text(one).includes(word)))
}
