/** What a route says of itself, and what its handler is given. */
import type { z } from '@hono/zod-openapi'
import type { Capability, Principal, Reach } from '../domain/rights/desk.ts'

export type Shape = z.ZodObject

export interface Route<P extends Shape = Shape, Q extends Shape = Shape, B extends z.ZodType = z.ZodType, A extends z.ZodType = z.ZodType> {
  method: 'get' | 'post' | 'put' | 'patch' | 'delete'
  /** Under /api/v1, with {parameters}. */
  path: string
  tag: string
  summary: string
  may: Capability
  params?: P
  query?: Q
  body?: B
  /** JSON with this schema; absent for a file. */
  answer?: A
  /** Media type of a file; several where the file itself says which. */
  file?: string | readonly string[]
  status?: 200 | 201 | 202
  /** Fields of the answer that are secrets: in the first answer only, never kept for a repeat. */
  shownOnce?: readonly string[]
}

export interface Given<P, Q, B> {
  who: Principal
  reach: Reach
  params: P
  query: Q
  body: B
}
