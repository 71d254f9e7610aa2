/** A route as an operation of the OpenAPI document. */
import { createRoute, type RouteConfig, z } from '@hono/zod-openapi'
import type { MiddlewareHandler } from 'hono'
import type { DoorEnv } from '../door/identify.ts'
import type { Route } from './route.ts'
import { problemSchema } from './schemas.ts'

const KEY = z.object({ 'idempotency-key': z.string().optional().openapi({ description: '同一个键的同一个请求只办一次' }) })

const problem = (description: string) => ({ description, content: { 'application/problem+json': { schema: problemSchema } } })

/** `getAssignById`-like: unique, because method and path are. */
const operationId = ({ method, path }: Route): string =>
  `${method}${path.replace(/[{}]/g, '').replace(/[/-](\w)/g, (_, x: string) => x.toUpperCase())}`

function requestOf({ method, params, query, body }: Route): RouteConfig['request'] {
  return {
    ...(params ? { params } : {}),
    ...(query ? { query } : {}),
    ...(body ? { body: { required: true, content: { 'application/json': { schema: body } } } } : {}),
    ...(method === 'get' ? {} : { headers: KEY }),
  }
}

function responsesOf({ method, status, body, file, answer }: Route): RouteConfig['responses'] {
  const content = file
    ? Object.fromEntries([file].flat().map((type) => [type, { schema: { type: 'string' as const, format: 'binary' } }]))
    : { 'application/json': { schema: answer as z.ZodType } }
  return {
    [status ?? 200]: { description: '好', content },
    400: problem('请求有误'),
    401: problem('未登录'),
    403: problem('没有权限'),
    404: problem('没有，或不归您管'),
    ...(method === 'get' ? {} : { 409: problem('规则不允许，detail 说明原因'), 422: problem('这个键已用于别的请求') }),
    ...(body ? { 413: problem('内容太大'), 415: problem('内容不是 application/json') } : {}),
    500: problem('系统出错了'),
  }
}

export const operation = (route: Route, middleware: MiddlewareHandler<DoorEnv>) =>
  createRoute({
    method: route.method,
    path: route.path,
    tags: [route.tag],
    summary: route.summary,
    operationId: operationId(route),
    'x-may': route.may,
    security: [{ token: [] }, { session: [] }],
    middleware,
    request: requestOf(route),
    responses: responsesOf(route),
  } as RouteConfig & { path: string })
