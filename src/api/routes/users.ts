/** Who may log in. */

import { z } from '@hono/zod-openapi'
import { makeUser, newPasswordLink, setUserEnabled } from '../../application/orders/users.ts'
import { MOST } from '../../domain/base/lengths.ts'
import { ROLES } from '../../domain/rights/desk.ts'
import { USER_REFUSALS } from '../../door/refusals.ts'
import { settled } from '../../door/settle.ts'
import { findUser, listUsers } from '../../store/door/users.ts'
import { limitOf, paged, readCursor } from '../../store/reading/select.ts'
import type { Api } from '../declare.ts'
import { byId, id, instant, instantOrNull, pageOf, paging, shownOnce, words } from '../schemas.ts'

const role = z.enum(ROLES)
const user = z
  .object({
    id,
    name: z.string(),
    login: z.string(),
    role,
    villageId: id.nullable(),
    departmentId: id.nullable(),
    officialId: id.nullable(),
    createdAt: instant,
    disabledAt: instantOrNull,
    ready: z.boolean().openapi({ description: '已经设了密码' }),
  })
  .openapi('User')
const newUser = z.strictObject({
  name: words(MOST.name),
  login: z
    .string()
    .trim()
    .regex(/^[a-zA-Z0-9._-]{3,40}$/, '登录名要 3 到 40 个字母、数字或 . _ -'),
  role,
  villageId: id.optional(),
  departmentId: id.optional(),
  officialId: id.optional(),
})
const link = shownOnce('三天内有效，用一次')

export function userRoutes(api: Api): void {
  const { db, wall } = api.deps
  const tag = '账号'
  api.route(
    { method: 'get', path: '/users', tag, summary: '能登录的人', may: 'keepUsers', query: paging, answer: pageOf(user) },
    async ({ who, query }) => {
      const limit = limitOf(query)
      const after = readCursor(query.cursor, 'text')?.[0]
      return paged(await listUsers(db, who.townId, after, limit + 1), limit, (u) => [u.id])
    },
  )
  api.route(
    {
      method: 'post',
      path: '/users',
      tag,
      summary: '添一个能登录的人，得到设密码的一次性链接',
      may: 'keepUsers',
      status: 201,
      body: newUser,
      answer: z.object({ user, link }),
      shownOnce: ['link'],
    },
    async ({ who, body }) => settled(await makeUser(db, wall, who, body), USER_REFUSALS),
  )
  api.route(
    { method: 'get', path: '/users/{id}', tag, summary: '一个人', may: 'keepUsers', params: byId, answer: user },
    async ({ who, params }) => findUser(db, who.townId, params.id),
  )
  api.route(
    {
      method: 'patch',
      path: '/users/{id}',
      tag,
      summary: '停用或恢复；停用的人立刻退出',
      may: 'keepUsers',
      params: byId,
      body: z.strictObject({ enabled: z.boolean() }),
      answer: user,
    },
    async ({ who, params, body }) => settled(await setUserEnabled(db, wall, who, params.id, body.enabled), USER_REFUSALS)?.user,
  )
  api.route(
    {
      method: 'post',
      path: '/users/{id}/password-link',
      tag,
      summary: '新的一次性链接，给忘了密码的人',
      may: 'keepUsers',
      params: byId,
      status: 201,
      answer: z.object({ link }),
      shownOnce: ['link'],
    },
    async ({ who, params }) => {
      const link = await newPasswordLink(db, wall, who, params.id)
      return link === undefined ? undefined : { link }
    },
  )
}
