/**
 * How a route is declared: what it takes, what it answers, and who may. There is no other way to add one, so a route that names no
 * capability does not compile, and a path that nobody declared is not found.
 */
import { OpenAPIHono, type z } from '@hono/zod-openapi'
import type { Context, MiddlewareHandler } from 'hono'
import type { Answer } from '../application/orders/once.ts'
import { reachOf } from '../domain/rights/desk.ts'
import type { Declared, DoorDeps } from '../door/deps.ts'
import { admitChange, enter } from '../door/enter.ts'
import { type FileAnswer, fileResponse } from '../door/file.ts'
import type { DoorEnv } from '../door/identify.ts'
import { limitBody } from '../door/limit.ts'
import { answerOnce } from '../door/once.ts'
import { Problem } from '../door/problem.ts'
import { problemOf } from '../door/problem-of.ts'
import { refuseUnstorable } from '../door/storable.ts'
import { type FieldIssue, sayField } from './field-words.ts'
import { operation } from './operation.ts'
import { PROBLEM_HEADERS, problemJson, problemResponse } from './problem-json.ts'
import type { Given, Route, Shape } from './route.ts'

const BODY_BYTES = 8 * 1024 * 1024
const CSRF_HEADER = 'x-csrf-token'
const JSON_TYPE = /^application\/([a-z-.]+\+)?json(;|$)/i

export class Api {
  readonly app: OpenAPIHono<DoorEnv>
  readonly deps: DoorDeps
  readonly declared: Declared[] = []

  constructor(deps: DoorDeps) {
    this.deps = deps
    this.app = new OpenAPIHono<DoorEnv>({
      defaultHook: (result) => {
        if (!result.success) throw new Problem('badRequest', '请求的内容不对', { fields: fieldsOf(result.error) })
      },
    })
    this.app.use('*', limitBody(BODY_BYTES, '内容太大，一次最多 8 MB'))
    this.app.onError((error) => problemResponse(problemOf(error, deps.log)))
  }

  /** Declares a route. The handler answers undefined for "no such thing within this person's reach". */
  route<P extends Shape = Shape, Q extends Shape = Shape, B extends z.ZodType = z.ZodUndefined, A extends z.ZodType = z.ZodType>(
    route: Route<P, Q, B, A>,
    handle: (given: Given<z.output<P>, z.output<Q>, z.output<B>>) => Promise<z.input<A> | FileAnswer | undefined>,
  ): void {
    this.declared.push({ method: route.method, path: route.path, may: route.may })
    const handler = async (c: Context<DoorEnv>): Promise<Response> => {
      const given = givenTo(c, route)
      const work = async () => {
        const answer = await handle(given)
        if (answer === undefined) throw new Problem('notFound')
        return answer
      }
      if (route.file) return fileResponse((await work()) as FileAnswer, [route.file].flat()[0] ?? '')
      const made = async () => ({ status: route.status ?? 200, body: (route.answer as A).parse(await work()) as unknown })
      const { status, body } = route.method === 'get' ? await made() : await this.#once(c, given, made, route.shownOnce ?? [])
      return status < 400 ? c.json(body as object, status as 200) : c.body(JSON.stringify(body), status as 409, PROBLEM_HEADERS)
    }
    // The handler's type follows from the route above; the library's own inference would ask for it a second time.
    this.app.openapi(operation(route, this.#gate(route)), handler as never)
  }

  async #once(
    c: Context<DoorEnv>,
    { who, body }: Given<unknown, unknown, unknown>,
    made: () => Promise<Answer>,
    secret: readonly string[],
  ) {
    const key = c.req.header('idempotency-key')
    if (key === undefined) return made()
    if (!/^[\x21-\x7e]{8,200}$/.test(key)) throw new Problem('badRequest', 'Idempotency-Key 要 8 到 200 个可见字符')
    const request = [c.req.method, c.req.path, body ?? null]
    const kept = (all: unknown) => Object.fromEntries(Object.entries(all as object).filter(([field]) => !secret.includes(field)))
    const answer = await answerOnce(this.deps, { userId: who.userId, key, request }, () => refusalAsAnswer(made), kept)
    if (answer.again) c.header('idempotent-replayed', 'true')
    return answer
  }

  #gate(route: Pick<Route, 'method' | 'may' | 'body'>): MiddlewareHandler<DoorEnv> {
    return async (c, next) => {
      const identified = await enter(c, this.deps, 'api', route.may)
      if (route.method !== 'get') admitChange(identified, c.req.header(CSRF_HEADER), `缺少 ${CSRF_HEADER}`)
      if (route.body && !JSON_TYPE.test(c.req.header('content-type') ?? ''))
        throw new Problem('badType', '请求头里要有 Content-Type: application/json，内容要是 JSON')
      c.header('cache-control', 'no-store')
      await next()
    }
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
}

/** What came with a request, as the schemas of its route have read it. */
function givenTo<P extends Shape, Q extends Shape, B extends z.ZodType, A extends z.ZodType>(
  c: Context<DoorEnv>,
  route: Route<P, Q, B, A>,
): Given<z.output<P>, z.output<Q>, z.output<B>> {
  const { who } = c.get('identified')
  const valid = (what: 'param' | 'query' | 'json'): unknown => c.req.valid(what as never)
  const params = (route.params ? valid('param') : {}) as z.output<P>
  const query = (route.query ? valid('query') : {}) as z.output<Q>
  const body = (route.body ? valid('json') : undefined) as z.output<B>
  refuseUnstorable({ ...params, ...query, ...(body as object | undefined) })
  return { who, reach: reachOf(who), params, query, body }
}

/** A refusal is an answer like another: asked again with its key, it is the same one. A fault is thrown, and forgotten. */
async function refusalAsAnswer(made: () => Promise<Answer>): Promise<Answer> {
  try {
    return await made()
  } catch (error) {
    if (error instanceof Problem && error.status < 500) return { status: error.status, body: problemJson(error) }
    throw error
  }
}

const fieldsOf = (error: { issues: readonly FieldIssue[] }) =>
  error.issues.map((issue) => ({ field: issue.path.join('.'), message: sayField(issue) }))
