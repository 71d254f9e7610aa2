/** Who may log in, tokens of programs, and the log of what was done. */
import { z } from '@hono/zod-openapi'
import {
  endToken,
  makeToken,
  makeUser,
  newPasswordLink,
  setUserEnabled,
  TOKEN_DAYS,
  type UserRefusal,
} from '../../application/orders/users.ts'
import { MAY, mayRole, ROLES } from '../../domain/rights/desk.ts'
import { listAudit } from '../../store/door/audit.ts'
import { listTokens } from '../../store/door/sessions.ts'
import { findUser, listUsers } from '../../store/door/users.ts'
import { limitOf, paged, readCursor } from '../../store/reading/select.ts'
import type { Desk } from '../desk.ts'
import { Problem } from '../problem.ts'
import { byId, id, instant, instantOrNull, pageOf, paging, shownOnce } from '../schemas.ts'

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
  name: z.string().trim().min(1).max(40),
  login: z
    .string()
    .trim()
    .regex(/^[a-zA-Z0-9._-]{3,40}$/, '登录名要 3 到 40 个字母、数字或 . _ -'),
  role,
  villageId: id.optional(),
  departmentId: id.optional(),
  officialId: id.optional(),
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

export const USER_REFUSALS: Readonly<Record<UserRefusal, string>> = {
  loginTaken: '这个登录名已经有人用了',
  needsVillage: '村干部要选一个村',
  needsDepartment: '部门账号要选一个部门',
  townWide: '这个角色管全镇，不能只限一个村或部门',
  noSuchScope: '没有这个村、部门或干部',
  otherOffice: '选的干部不在这个村；镇干部配管全镇的账号，村干部配本村的账号',
  lastAdmin: '这是最后一个管理员，停用了就没人能管了',
}

export function peopleRoutes(desk: Desk): void {
  const { db, wall } = desk.deps
  const refuse = (refused: UserRefusal): never => {
    throw new Problem('refused', USER_REFUSALS[refused], { refusal: refused })
  }
  const me = z.object({
    userId: id,
    name: z.string(),
    role,
    townId: id,
    villageId: id.nullable(),
    department: z.string().nullable(),
    may: z.array(z.string()),
  })
  desk.route({ method: 'get', path: '/me', tag: '账号', summary: '我是谁，能做什么', may: 'look', answer: me }, async ({ who }) => ({
    ...who,
    may: Object.keys(MAY).filter((capability) => mayRole(who.role, capability as keyof typeof MAY)),
  }))
  desk.route(
    { method: 'get', path: '/users', tag: '账号', summary: '能登录的人', may: 'keepUsers', query: paging, answer: pageOf(user) },
    async ({ who, query }) => {
      const limit = limitOf(query)
      const after = readCursor(query.cursor, 'text')?.[0]
      return paged(await listUsers(db, who.townId, after, limit + 1), limit, (u) => [u.id])
    },
  )
  desk.route(
    {
      method: 'post',
      path: '/users',
      tag: '账号',
      summary: '添一个能登录的人，得到设密码的一次性链接',
      may: 'keepUsers',
      status: 201,
      body: newUser,
      answer: z.object({ user, link: shownOnce('三天内有效，用一次') }),
      shownOnce: ['link'],
    },
    async ({ who, body }) => {
      const made = await makeUser(db, wall, who, body)
      return 'refused' in made ? refuse(made.refused) : made
    },
  )
  desk.route(
    { method: 'get', path: '/users/{id}', tag: '账号', summary: '一个人', may: 'keepUsers', params: byId, answer: user },
    async ({ who, params }) => findUser(db, who.townId, params.id),
  )
  desk.route(
    {
      method: 'patch',
      path: '/users/{id}',
      tag: '账号',
      summary: '停用或恢复；停用的人立刻退出',
      may: 'keepUsers',
      params: byId,
      body: z.strictObject({ enabled: z.boolean() }),
      answer: user,
    },
    async ({ who, params, body }) => {
      const set = await setUserEnabled(db, wall, who, params.id, body.enabled)
      if ('missing' in set) return undefined
      return 'refused' in set ? refuse(set.refused) : set.user
    },
  )
  desk.route(
    {
      method: 'post',
      path: '/users/{id}/password-link',
      tag: '账号',
      summary: '新的一次性链接，给忘了密码的人',
      may: 'keepUsers',
      params: byId,
      status: 201,
      answer: z.object({ link: shownOnce('三天内有效，用一次') }),
      shownOnce: ['link'],
    },
    async ({ who, params }) => {
      const link = await newPasswordLink(db, wall, who, params.id)
      return link === undefined ? undefined : { link }
    },
  )
  tokenRoutes(desk)
  desk.route(
    {
      method: 'get',
      path: '/audit',
      tag: '账号',
      summary: '谁改了什么：改前改后，新的在前',
      may: 'audit',
      query: paging.extend({ subject: z.string().max(120).optional() }),
      answer: pageOf(
        z.object({
          seq: z.int(),
          at: instant,
          userId: z.string(),
          userName: z.string().nullable(),
          via: z.string(),
          action: z.string(),
          subject: z.string(),
          before: z.unknown(),
          after: z.unknown(),
        }),
      ),
    },
    async ({ who, query }) => {
      const limit = limitOf(query)
      const filter = { before: readCursor(query.cursor, 'seq')?.[0], subject: query.subject }
      return paged(await listAudit(db, who.townId, filter, limit + 1), limit, (a) => [a.seq])
    },
  )
}

function tokenRoutes(desk: Desk): void {
  const { db, wall } = desk.deps
  desk.route(
    { method: 'get', path: '/tokens', tag: '账号', summary: '我的令牌', may: 'keepOwn', query: paging, answer: pageOf(token) },
    async ({ who, query }) => {
      const limit = limitOf(query)
      const before = readCursor(query.cursor, 'text')?.[0]
      return paged(await listTokens(db, who.userId, before, limit + 1), limit, (t) => [t.id])
    },
  )
  desk.route(
    {
      method: 'post',
      path: '/tokens',
      tag: '账号',
      summary: '给程序用的令牌；只显示这一次',
      may: 'keepOwn',
      status: 201,
      body: z.strictObject({
        name: z.string().trim().min(1).max(60),
        readOnly: z.boolean(),
        days: z.int().min(1).max(3650).default(TOKEN_DAYS),
      }),
      answer: z.object({ token, secret: shownOnce('令牌') }),
      shownOnce: ['secret'],
    },
    async ({ who, body }) => makeToken(db, wall, who, body),
  )
  desk.route(
    {
      method: 'delete',
      path: '/tokens/{id}',
      tag: '账号',
      summary: '作废一个令牌',
      may: 'keepOwn',
      params: byId,
      answer: z.object({ revoked: z.boolean() }),
    },
    async ({ who, params }) => ((await endToken(db, wall, who, params.id)) ? { revoked: true } : undefined),
  )
}
