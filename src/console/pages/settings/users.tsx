/** Who may log in. */

import { makeUser, newPasswordLink, setUserEnabled } from '../../../application/orders/users.ts'
import { MOST } from '../../../domain/base/lengths.ts'
import { type DeskRole, ROLES } from '../../../domain/rights/desk.ts'
import { fitting } from '../../../door/fitting.ts'
import { Problem } from '../../../door/problem.ts'
import { USER_REFUSALS } from '../../../door/refusals.ts'
import { settled } from '../../../door/settle.ts'
import type { Instant } from '../../../kernel/time.ts'
import { listUsers, type UserRow } from '../../../store/door/users.ts'
import { inOfficeToChoose } from '../../../store/reading/officials.ts'
import { paged, readCursor } from '../../../store/reading/select.ts'
import { listDepartments } from '../../../store/reading/town.ts'
import { villageNames } from '../../../store/reading/villages.ts'
import type { Console } from '../../declare.tsx'
import { Ask, Fold, Line, Order, Select } from '../../forms.tsx'
import { Badge, Pager, Table } from '../../parts.tsx'
import { moment } from '../../times.ts'
import { ROLE } from '../../words.ts'
import { loginFault } from '../entrance/login-fault.ts'

const OneTimeLink = ({ link, name, origin }: { link: string; name: string; origin: string }) => (
  <>
    <h1>给{name}的链接</h1>
    <p>把这个链接私下发给本人，打开设密码。只能用一次，三天内有效，这一页关了就看不到了。</p>
    <pre>{`${origin}${link}`}</pre>
    <p>
      <a href="/settings/users">回到账号</a>
    </p>
  </>
)

export function usersPage(console: Console): void {
  const { db } = console.deps
  console.page('/settings/users', 'keepUsers', async ({ who, reach, now, csrf, query, url }) => {
    const after = readCursor(query('cursor'), 'text')?.[0]
    const [users, villages, departments, officials] = await Promise.all([
      listUsers(db, who.townId, after, 51),
      villageNames(db, reach),
      listDepartments(db, who.townId),
      inOfficeToChoose(db, who.townId),
    ])
    const page = paged(users, 50, (u) => [u.id])
    const choices = { villages, departments, officials }
    const body = (
      <>
        <h1>账号</h1>
        <NewUser {...choices} csrf={csrf} />
        <Users rows={page.items} {...choices} now={now} csrf={csrf} />
        <Pager next={page.next} url={url} />
      </>
    )
    return { title: '账号', body }
  })
  userOrders(console)
}

interface Named {
  id: string
  name: string
}
interface Choices {
  villages: readonly Named[]
  departments: readonly Named[]
  officials: readonly (Named & { villageName: string | null })[]
}

const NewUser = ({ villages, departments, officials, csrf }: Choices & { csrf: string }) => (
  <Fold class="more" summary="添一个人" holds="/settings/users">
    <Order action="/settings/users" csrf={csrf} class="card">
      <Line label="名字" name="name" required most={MOST.name} />
      <Line label="登录名" hint="3 到 40 个字母、数字" name="login" required pattern="[a-zA-Z0-9._-]{3,40}" />
      <Select name="role" label="能做什么" value="cadre" options={ROLES.map((r) => [r, ROLE[r]] as const)} />
      <Select
        name="village"
        label="只管哪个村（村干部要选；只看的可以选）"
        any="全镇"
        options={villages.map((v) => [v.id, v.name] as const)}
      />
      <Select name="department" label="哪个部门（责任部门要选）" any="–" options={departments.map((d) => [d.id, d.name] as const)} />
      <Select
        name="official"
        label="干部名册里是哪位（选了，群里和这里办的事算同一个人）"
        any="不在名册里"
        options={officials.map((o) => [o.id, `${o.name}（${o.villageName ?? '镇里'}）`] as const)}
      />
      <button type="submit">添</button>
    </Order>
  </Fold>
)

const Users = ({ rows, villages, departments, now, csrf }: Choices & { rows: readonly UserRow[]; now: Instant; csrf: string }) => {
  const scope = (u: UserRow): string =>
    villages.find((v) => v.id === u.villageId)?.name ?? departments.find((d) => d.id === u.departmentId)?.name ?? '全镇'
  return (
    <Table
      label="账号"
      rows={rows}
      empty="还没有别的账号。"
      columns={[
        { head: '名字', cell: (u) => u.name },
        { head: '登录名', cell: (u) => u.login },
        { head: '角色', cell: (u) => ROLE[u.role] },
        { head: '管哪里', cell: scope },
        {
          head: '状态',
          cell: (u) =>
            u.disabledAt !== null ? (
              <Badge tone="bad">停用</Badge>
            ) : u.ready ? (
              <Badge tone="good">能登录</Badge>
            ) : (
              <Badge tone="warn">还没设密码</Badge>
            ),
        },
        { head: '添于', cell: (u) => moment(u.createdAt, now) },
        {
          head: '',
          cell: (u) =>
            u.disabledAt !== null ? (
              <Order action={`/settings/users/${u.id}/enable`} csrf={csrf}>
                <button type="submit" class="small plain">
                  恢复
                </button>
              </Order>
            ) : (
              <>
                <Order action={`/settings/users/${u.id}/link`} csrf={csrf}>
                  <button type="submit" class="small plain">
                    设密码的链接
                  </button>
                </Order>
                <Ask
                  action={`/settings/users/${u.id}/disable`}
                  csrf={csrf}
                  name="停用"
                  means={`${u.name}会马上退出，不能再登录；做过的事都还在。`}
                  sure="停用"
                />
              </>
            ),
        },
      ]}
    />
  )
}

function userOrders(console: Console): void {
  const { db, wall } = console.deps
  console.action('/settings/users', 'keepUsers', async ({ who, text, url }) => {
    const fault = text('name') ? loginFault(text('login')) : '名字没有填。'
    if (fault !== undefined) throw new Problem('badRequest', fault)
    const role = ROLES.find((r) => r === text('role')) ?? ('viewer' satisfies DeskRole)
    const given = {
      name: fitting(text('name'), '名字', MOST.name),
      login: text('login'),
      role,
      villageId: text('village') || undefined,
      departmentId: text('department') || undefined,
      officialId: text('official') || undefined,
    }
    const made = settled(await makeUser(db, wall, who, given), USER_REFUSALS)
    return { title: '添好了', body: <OneTimeLink link={made.link} name={made.user.name} origin={url.origin} /> }
  })
  console.action('/settings/users/:id/link', 'keepUsers', async ({ who, param, url }) => {
    const link = await newPasswordLink(db, wall, who, param('id'))
    return link === undefined ? undefined : { title: '链接', body: <OneTimeLink link={link} name="本人" origin={url.origin} /> }
  })
  for (const [path, enabled] of [['enable', true] as const, ['disable', false] as const])
    console.action(`/settings/users/:id/${path}`, 'keepUsers', async ({ who, param }) => {
      const set = settled(await setUserEnabled(db, wall, who, param('id'), enabled), USER_REFUSALS)
      return set && { to: '/settings/users', done: enabled ? '恢复了。' : '停用了，已经退出。' }
    })
}
