/**
 * How a route is declared: what it takes, what it answers, and who may. There is no other way to add one, so a route that names no
 * capability does not compile, and a path that nobody declared is not found.
 */
import { createRoute, OpenAPIHono, type RouteConfig, z } from '@hono/zod-openapi'
import type { Context, MiddlewareHandler } from 'hono'
import { bodyLimit } from 'hono/body-limit'
import { type Answer, once } from '../application/orders/once.ts'
import type { Ordered } from '../application/orders/order.ts'
import type { Deps } from '../application/ports.ts'
import { type Capability, may, type Principal, type Reach, reachOf } from '../domain/rights/desk.ts'
import type { IsAmong } from '../kernel/addresses.ts'
import type { Clock } from '../kernel/clock.ts'
import { unstorableIn } from '../kernel/storable.ts'
import { BadCursor } from '../store/reading/select.ts'
import { type FieldIssue, sayField } from './field-words.ts'
import { CSRF_HEADER, csrfHolds, type Identified, identify } from './identify.ts'
import { PROBLEM_TYPE, Problem, problemResponse, refused } from './problem.ts'
import { problemSchema } from './schemas.ts'

const BODY_BYTES = 8 * 1024 * 1024

export interface DeskDeps extends Deps {
  /** Real time, for sessions and guesses, also where the town's clock is moved by hand. */
  wall: Clock
  /** Addresses whose word is taken for who is calling; absent: nobody's. */
  isProxy?: IsAmong | undefined
}

export type DeskEnv = { Variables: { identified: Identified } }
type Shape = z.ZodObject

export interface Route<P extends Shape, Q extends Shape, B extends z.ZodType, A extends z.ZodType> {
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

export interface FileAnswer {
  name: string
  /** Where a route serves files of several types. */
  type?: string
  bytes: Uint8Array
}

export interface Given<P, Q, B> {
  who: Principal
  reach: Reach
  params: P
  query: Q
  body: B
  c: Context<DeskEnv>
}

export interface Declared {
  method: string
  path: string
  may: Capability
}

export class Desk {
  readonly app: OpenAPIHono<DeskEnv>
  readonly deps: DeskDeps
  /** Every route with who may: the test that walks them all reads it. */
  readonly declared: Declared[] = []

  constructor(deps: DeskDeps) {
    this.deps = deps
    this.app = new OpenAPIHono<DeskEnv>({
      defaultHook: (result) => {
        if (!result.success) throw new Problem('badRequest', '请求的内容不对', { fields: fieldsOf(result.error) })
      },
    })
    this.app.use(
      '*',
      bodyLimit({ maxSize: BODY_BYTES, onError: () => problemResponse(new Problem('tooLarge', '内容太大，一次最多 8 MB')) }),
    )
    this.app.onError((error) => {
      if (error instanceof Problem) return problemResponse(error)
      if (error instanceof BadCursor) return problemResponse(badCursor())
      if ('status' in error && error.status === 400) return problemResponse(new Problem('badRequest', '请求的内容不是有效的 JSON'))
      deps.log.error({ error }, 'a request of the desk failed')
      return problemResponse(new Problem('fault', '系统出错了，已记入日志，请稍后再试'))
    })
  }

  /** Declares a route. The handler answers undefined for "no such thing within this person's reach". */
  route<P extends Shape = Shape, Q extends Shape = Shape, B extends z.ZodType = z.ZodUndefined, A extends z.ZodType = z.ZodType>(
    route: Route<P, Q, B, A>,
    handle: (given: Given<z.output<P>, z.output<Q>, z.output<B>>) => Promise<z.input<A> | FileAnswer | undefined>,
  ): void {
    this.declared.push({ method: route.method, path: route.path, may: route.may })
    const handler = async (c: Context<DeskEnv>): Promise<Response> => {
      const { who } = c.get('identified')
      const valid = (what: 'param' | 'query' | 'json'): unknown => c.req.valid(what as never)
      const given = {
        who,
        reach: reachOf(who),
        params: (route.params ? valid('param') : {}) as z.output<P>,
        query: (route.query ? valid('query') : {}) as z.output<Q>,
        body: (route.body ? valid('json') : undefined) as z.output<B>,
        c,
      }
      refuseUnstorable({ ...given.params, ...given.query, ...(given.body as object | undefined) })
      const work = async () => {
        const answer = await handle(given)
        if (answer === undefined) throw new Problem('notFound')
        return answer
      }
      if (route.file) return fileResponse((await work()) as FileAnswer, [route.file].flat()[0] ?? '')
      const status = route.status ?? 200
      const made = async () => ({ status, body: (route.answer as A).parse(await work()) as unknown })
      const answer = route.method === 'get' ? await made() : await this.#once(c, given, made, route.shownOnce ?? [])
      if (answer.status < 400) return c.json(answer.body as object, answer.status as 200)
      return c.body(JSON.stringify(answer.body), answer.status as 409, { 'content-type': PROBLEM_TYPE })
    }
    // The handler's type follows from the route above; the library's own inference would ask for it a second time.
    this.app.openapi(createRoute(this.#described(route)), handler as never)
  }

  async #once(c: Context, given: { who: Principal; body: unknown }, made: () => Promise<Answer>, shownOnce: readonly string[]) {
    const key = c.req.header('idempotency-key')
    if (key === undefined) return made()
    if (!/^[\x21-\x7e]{8,200}$/.test(key)) throw new Problem('badRequest', 'Idempotency-Key 要 8 到 200 个可见字符')
    const request = JSON.stringify([c.req.method, c.req.path, given.body ?? null])
    const kept = (body: unknown) => Object.fromEntries(Object.entries(body as object).filter(([field]) => !shownOnce.includes(field)))
    const outcome = await once(this.deps.db, this.deps.wall, { userId: given.who.userId, key, request }, () => refusalAsAnswer(made), kept)
    if ('first' in outcome) return outcome.first
    if ('again' in outcome) {
      c.header('idempotent-replayed', 'true')
      return outcome.again
    }
    throw outcome.refused === 'otherRequest' ? new Problem('keyReused') : new Problem('keyUnderWay', '同一个请求正在办，请先看看结果再试')
  }

  #gate(route: { method: string; may: Capability; body?: z.ZodType }): MiddlewareHandler<DeskEnv> {
    return async (c, next) => {
      const identified = await identify(c, this.deps.db, this.deps.wall, 'api')
      if (!identified) throw new Problem('unauthenticated')
      const { who } = identified
      if (!may(who, route.may)) throw new Problem('forbidden')
      if (route.method !== 'get') {
        if (who.readOnly) throw new Problem('forbidden', '这个令牌只能看，不能改')
        if (!csrfHolds(identified, c.req.header(CSRF_HEADER))) throw new Problem('forbidden', `缺少 ${CSRF_HEADER}`)
      }
      if (route.body && !JSON_TYPE.test(c.req.header('content-type') ?? ''))
        throw new Problem('badType', '请求头里要有 Content-Type: application/json，内容要是 JSON')
      c.set('identified', identified)
      c.header('cache-control', 'no-store')
      await next()
    }
  }

  #described(route: Route<Shape, Shape, z.ZodType, z.ZodType>): RouteConfig & { path: string } {
    const { params, query, body } = route
    const content = route.file
      ? Object.fromEntries([route.file].flat().map((type) => [type, { schema: { type: 'string' as const, format: 'binary' } }]))
      : { 'application/json': { schema: route.answer as z.ZodType } }
    const problem = (description: string) => ({ description, content: { 'application/problem+json': { schema: problemSchema } } })
    return {
      method: route.method,
      path: route.path,
      tags: [route.tag],
      summary: route.summary,
      operationId: `${route.method}${route.path.replace(/[{}]/g, '').replace(/[/-](\w)/g, (_, x: string) => x.toUpperCase())}`,
      'x-may': route.may,
      security: [{ token: [] }, { session: [] }],
      middleware: this.#gate(route),
      request: {
        ...(params ? { params } : {}),
        ...(query ? { query } : {}),
        ...(body ? { body: { required: true, content: { 'application/json': { schema: body } } } } : {}),
        ...(route.method === 'get'
          ? {}
          : { headers: z.object({ 'idempotency-key': z.string().optional().openapi({ description: '同一个键的同一个请求只办一次' }) }) }),
      },
      responses: {
        [route.status ?? 200]: { description: '好', content },
        400: problem('请求有误'),
        401: problem('未登录'),
        403: problem('没有权限'),
        404: problem('没有，或不归您管'),
        ...(route.method === 'get' ? {} : { 409: problem('规则不允许，detail 说明原因'), 422: problem('这个键已用于别的请求') }),
        ...(body ? { 413: problem('内容太大'), 415: problem('内容不是 application/json') } : {}),
        500: problem('系统出错了'),
      },
    } as RouteConfig & { path: string }
  }

  /** What is declared nowhere: a path that is not there, or one that takes other methods. To be called when every route is declared. */
  nothingElse(base: string): void {
    const known = this.declared.map(({ path, method }) => ({
      method: method.toUpperCase(),
      shape: new RegExp(`^${base}${path.replaceAll('.', '\\.').replace(/\{\w+\}/g, '[^/]+')}$`),
    }))
    this.app.all('*', (c) => {
      const methods = known.filter(({ shape }) => shape.test(c.req.path)).map(({ method }) => method)
      if (methods.length === 0) return problemResponse(new Problem('notFound', '没有这个地址；有哪些，看 /openapi.json'))
      const allow = [...new Set(methods)].join(', ')
      return problemResponse(new Problem('badMethod', `这个地址只能用 ${allow}`), { allow })
    })
  }

  /** What an order came to, or the problem that says why not. */
  settle<T>(ordered: Ordered<T>): T {
    if ('missing' in ordered) throw new Problem('notFound')
    if ('refusal' in ordered) throw refused(ordered.refusal, this.deps.clock.now())
    return ordered.done
  }
}

/** A refusal is an answer like another: asked again with its key, it is the same one. A fault is thrown, and forgotten. */
async function refusalAsAnswer(made: () => Promise<Answer>): Promise<Answer> {
  try {
    return await made()
  } catch (error) {
    if (error instanceof Problem && error.status < 500) return { status: error.status, body: error.toJSON() }
    throw error
  }
}

const fieldsOf = (error: { issues: readonly FieldIssue[] }) =>
  error.issues.map((issue) => ({ field: issue.path.join('.'), message: sayField(issue) }))

const JSON_TYPE = /^application\/([a-z-.]+\+)?json(;|$)/i

const badCursor = () =>
  new Problem('badRequest', 'cursor 不是这个列表给的，请从第一页翻起', { fields: [{ field: 'cursor', message: '要用上一页的 next' }] })

function refuseUnstorable(given: object): void {
  const field = unstorableIn(given)
  if (field !== undefined) throw new Problem('badRequest', '请求的内容不对', { fields: [{ field, message: '里面有存不了的字符，请去掉' }] })
}

export function fileResponse(file: FileAnswer, type: string): Response {
  const name = encodeURIComponent(file.name).replace(/['()*]/g, (x) => `%${x.charCodeAt(0).toString(16).toUpperCase()}`)
  const ending = /\.\w+$/.exec(file.name)?.[0] ?? ''
  return new Response(new Uint8Array(file.bytes), {
    headers: {
      'content-type': file.type ?? type,
      'content-disposition': `attachment; filename="download${ending}"; filename*=UTF-8''${name}`,
      'x-content-type-options': 'nosniff',
      'cache-control': 'no-store',
    },
  })
}
