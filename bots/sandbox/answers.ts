import type { Context } from 'hono'
import type { ContentfulStatusCode } from 'hono/utils/http-status'
import type { z } from 'zod'

/** An answer other than success. `error` is for programs, `message` for who reads it; it names the field or the id. */
export class ApiError extends Error {
  override name = 'ApiError'
  readonly status: ContentfulStatusCode
  readonly error: string
  constructor(status: ContentfulStatusCode, error: string, message: string) {
    super(message)
    this.status = status
    this.error = error
  }
}

export const badRequest = (message: string): ApiError => new ApiError(400, 'bad_request', message)
export const notFound = (message: string): ApiError => new ApiError(404, 'not_found', message)

/** The body as the schema has it. `empty` is what no body at all means, where that is allowed. Throws ApiError 400 naming the field. */
export async function readBody<S extends z.ZodType>(c: Context, schema: S, empty?: unknown): Promise<z.output<S>> {
  const text = await c.req.text()
  const parsed = schema.safeParse(text.trim() === '' && empty !== undefined ? empty : parseJson(text))
  if (parsed.success) return parsed.data
  const issue = parsed.error.issues[0]
  throw badRequest(`${pathOf(issue?.path ?? [])}: ${issue?.message ?? 'is wrong'}`)
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    throw badRequest('body: must be JSON')
  }
}

/** `[3].media.base64`, or `body` for the whole. */
function pathOf(path: PropertyKey[]): string {
  const written = path.map((key) => (typeof key === 'number' ? `[${key}]` : `.${String(key)}`)).join('')
  return written === '' ? 'body' : written.replace(/^\./, '')
}
