/** What is one’s own: who one is here, and the tokens that one’s programs use. */
import { z } from '@hono/zod-openapi'
import { endToken, makeToken, TOKEN_DAYS } from '../../application/orders/users.ts'
import { MAY, mayRole, ROLES } from '../../domain/rights/desk.ts'
import { listTokens } from '../../store/door/sessions.ts'
import { limitOf, paged, readCursor } from '../../store/reading/select.ts'
import type { Api } from '../declare.ts'
import { byId, id, instant, instantOrNull, pageOf, paging, shownOnce, words } from '../schemas.ts'

const me = z.object({
  userId: id,
  name: z.string(),
  role: z.enum(ROLES),
  townId: id,
  villageId: id.nullable(),
  department: z.string().nullable(),
  may: z.array(z.string()),
})
const token = z
  .object({
    id,
    name: z.string(),
    readOnly: z.boolean(),
    createdAt: instant,
    expiresAt: instantOrNull,
    revokedAt: instantOrNull,
  })
  .openapi('Token')

export function ownRoutes(api: Api): void {
  const { db, wall } = api.deps
  const tag = '账号'
  api.route({ method: 'get', path: '/me', tag, summary: '我是谁，能做什么', may: 'look', answer: me }, async ({ who }) => ({
    ...who,
    may: Object.keys(MAY).filter((capability) => mayRole(who.role, capability as keyof typeof MAY)),
  }))
  api.route(
    { method: 'get', path: '/tokens', tag, summary: '我的令牌', may: 'keepOwn', query: paging, answer: pageOf(token) },
    async ({ who, query }) => {
      const limit = limitOf(query)
      const before = readCursor(query.cursor, 'text')?.[0]
      return paged(await listTokens(db, who.userId, before, limit + 1), limit, (t) => [t.id])
    },
  )
  api.route(
    {
      method: 'post',
      path: '/tokens',
      tag,
      summary: '给程序用的令牌；只显示这一次',
      may: 'keepOwn',
      status: 201,
      body: z.strictObject({
        name: words(60),
        readOnly: z.boolean(),
        days: z.int().min(1).max(3650).default(TOKEN_DAYS),
      }),
      answer: z.object({ token, secret: shownOnce('令牌') }),
      shownOnce: ['secret'],
    },
    async ({ who, body }) => makeToken(db, wall, who, body),
  )
  api.route(
    {
      method: 'delete',
      path: '/tokens/{id}',
      tag,
      summary: '作废一个令牌',
      may: 'keepOwn',
      params: byId,
      answer: z.object({ revoked: z.boolean() }),
    },
    async ({ who, params }) => ((await endToken(db, wall, who, params.id)) ? { revoked: true } : undefined),
  )
}
