/** Settings: the numbers of the rules, places, who may log in, tokens, and the log of writes. */
import { policyChange } from '../../api/policy-schema.ts'
import { Problem } from '../../api/problem.ts'
import { USER_REFUSALS } from '../../api/routes/people.ts'
import { makeDepartment, makeHamlet, makeVillage, setPolicy } from '../../application/orders/town.ts'
import { endToken, makeToken, makeUser, newPasswordLink, setUserEnabled } from '../../application/orders/users.ts'
import { type DeskRole, ROLES } from '../../domain/desk/access.ts'
import type { DeskAction } from '../../domain/desk/actions.ts'
import { DEFAULT_POLICY, type Policy, policyOf } from '../../domain/policy.ts'
import { listAudit } from '../../store/audit.ts'
import { readPolicy } from '../../store/desk/calendar.ts'
import { limitOf, paged, readCursor } from '../../store/desk/select.ts'
import { listDepartments, listVillages } from '../../store/registry.ts'
import { listTokens } from '../../store/sessions.ts'
import { listUsers } from '../../store/users.ts'
import type { Console } from '../console.tsx'
import { Ask, Check, Line, Order, Select } from '../forms.tsx'
import { Badge, Pager, Table } from '../parts.tsx'
import { moment } from '../times.ts'
import { ACTION, POLICY, ROLE } from '../words.ts'

export function settingPages(console: Console): void {
  console.page('/settings', 'look', async ({ may }) => ({
    title: '设置',
    body: (
      <>
        <h1>设置</h1>
        <ul class="tiles">
          <Way href="/settings/rules" name="规则里的数字" about="到会、表决、满意、期限" />
          {may('makePlaces') ? <Way href="/settings/places" name="村、屋场、部门" about="添新的" /> : null}
          {may('keepUsers') ? <Way href="/settings/users" name="账号" about="谁能登录，能做什么" /> : null}
          <Way href="/settings/tokens" name="令牌" about="给程序和大屏用" />
          {may('audit') ? <Way href="/settings/audit" name="操作记录" about="谁改了什么，改前改后" /> : null}
          <Way href="/me" name="我的账号" about="改密码" />
        </ul>
      </>
    ),
  }))
  rulesPage(console)
  placesPage(console)
  usersPage(console)
  tokensPage(console)
  auditPage(console)
}

const Way = ({ href, name, about }: { href: string; name: string; about: string }) => (
  <li>
    <a class="tile" href={href}>
      <strong>{name}</strong>
      <br />
      <span>{about}</span>
    </a>
  </li>
)

function rulesPage(console: Console): void {
  const { deps } = console
  console.page('/settings/rules', 'look', async ({ who, may, csrf }) => {
    const policy = policyOf(await readPolicy(deps.db, who.townId)) as unknown as Record<string, number>
    const defaults = DEFAULT_POLICY as unknown as Record<string, number>
    const rows = Object.entries(POLICY).map(([key, { name, unit }]) => ({
      key,
      name,
      unit,
      value: policy[key] ?? 0,
      usual: defaults[key] ?? 0,
    }))
    const body = (
      <>
        <h1>规则里的数字</h1>
        <p class="sub">都按整数算，不四舍五入。改了以后，从下一次算起；已经定下的结果不变。</p>
        {may('setPolicy') ? (
          <Order action="/settings/rules" csrf={csrf} class="card">
            {rows.map((r) => (
              <Line
                label={`${r.name}（${r.unit}）`}
                hint={`原来的规定是 ${r.usual}${r.unit}`}
                name={r.key}
                type="number"
                step="1"
                required
                value={r.value}
              />
            ))}
            <Check name="basicCountsAsSatisfied" checked={Boolean(policy.basicCountsAsSatisfied)}>
              “基本满意”算满意
            </Check>
            <button type="submit">改</button>
          </Order>
        ) : (
          <Table
            label="规则里的数字"
            rows={rows}
            empty=""
            columns={[
              { head: '是什么', cell: (r) => r.name },
              { head: '现在', cell: (r) => `${r.value}${r.unit}` },
              { head: '原来的规定', cell: (r) => `${r.usual}${r.unit}` },
            ]}
          />
        )}
      </>
    )
    return { title: '规则里的数字', body }
  })
  console.action('/settings/rules', 'setPolicy', async ({ who, text }) => {
    const given = Object.fromEntries(Object.keys(POLICY).map((key) => [key, Number(text(key))]))
    const checked = policyChange.safeParse({ ...given, basicCountsAsSatisfied: text('basicCountsAsSatisfied') === '1' })
    if (!checked.success) {
      const names = checked.error.issues.map((i) => POLICY[String(i.path[0])]?.name ?? String(i.path[0]))
      throw new Problem('badRequest', `这几项的数字不行，请退回去改：${names.join('、')}。`)
    }
    await setPolicy(deps, who, checked.data as Partial<Policy>)
    return { to: '/settings/rules', done: '改好了，从下一次算起。' }
  })
}

function placesPage(console: Console): void {
  const { deps } = console
  console.page('/settings/places', 'makePlaces', async ({ who, reach, csrf }) => {
    const [villages, departments] = await Promise.all([listVillages(deps.db, reach), listDepartments(deps.db, who.townId)])
    const body = (
      <>
        <h1>村、屋场、部门</h1>
        <h2>屋场</h2>
        {villages.length === 0 ? (
          <p class="empty">先添一个村，再添屋场。</p>
        ) : (
          <Order action="/settings/hamlets" csrf={csrf} class="card">
            <Select name="village" label="哪个村" options={villages.map((v) => [v.id, v.name] as const)} />
            <Line label="屋场的名字" hint="比如 槐树屋场" name="name" required maxlength={40} />
            <Line label="简称" hint="干部在群里怎么叫它，比如 槐树；全镇不能重" name="alias" required maxlength={40} />
            <button type="submit">添屋场</button>
          </Order>
        )}
        <h2>村</h2>
        <p>{villages.map((v) => `${v.name}（${v.hamlets}个屋场）`).join('、') || '还没有村。'}</p>
        <Order action="/settings/villages" csrf={csrf} class="line">
          <Line label="村的名字" name="name" id="village-name" required maxlength={40} />
          <button type="submit" class="plain">
            添村
          </button>
        </Order>
        <h2>责任部门</h2>
        <p>{departments.map((d) => d.name).join('、') || '还没有部门，交办的时候没得选。'}</p>
        <Order action="/settings/departments" csrf={csrf} class="line">
          <Line label="部门的名字" name="name" id="department-name" required maxlength={40} />
          <button type="submit" class="plain">
            添部门
          </button>
        </Order>
      </>
    )
    return { title: '村、屋场、部门', body }
  })
  const named = (name: string): string => {
    if (name === '' || name.length > 40) throw new Problem('badRequest', '请写名字，最多40个字。')
    return name
  }
  const added = (made: unknown, what: string) => {
    if (!made) throw new Problem('refused', `已经有这个${what}了。`)
    return { to: '/settings/places', done: '添好了。' }
  }
  console.action('/settings/villages', 'makePlaces', async ({ who, text }) =>
    added(await makeVillage(deps, who, named(text('name'))), '村'),
  )
  console.action('/settings/departments', 'makePlaces', async ({ who, text }) =>
    added(await makeDepartment(deps, who, named(text('name'))), '部门'),
  )
  console.action('/settings/hamlets', 'makePlaces', async ({ who, text }) => {
    const made = await makeHamlet(deps, who, { villageId: text('village'), name: named(text('name')), alias: named(text('alias')) })
    if ('refused' in made) throw new Problem('refused', made.refused === 'noVillage' ? '没有这个村。' : '镇里已经有叫这个简称的屋场了。')
    return { to: `/hamlets/${made.id}`, done: '添好了。接下来导入花名册，再要一个绑定群聊的代码。' }
  })
}

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

function usersPage(console: Console): void {
  const { deps } = console
  const { db, wall } = deps
  console.page('/settings/users', 'keepUsers', async ({ who, reach, now, csrf, query, url }) => {
    const after = readCursor(query('cursor'), 'text')?.[0]
    const [users, villages, departments] = await Promise.all([
      listUsers(db, who.townId, after, 51),
      listVillages(db, reach),
      listDepartments(db, who.townId),
    ])
    const page = paged(users, 50, (u) => [u.id])
    const scope = (u: (typeof users)[number]): string =>
      villages.find((v) => v.id === u.villageId)?.name ?? departments.find((d) => d.id === u.departmentId)?.name ?? '全镇'
    const body = (
      <>
        <h1>账号</h1>
        <details class="more">
          <summary>添一个人</summary>
          <Order action="/settings/users" csrf={csrf} class="card">
            <Line label="名字" name="name" required maxlength={40} />
            <Line label="登录名" hint="3 到 40 个字母、数字" name="login" required pattern="[a-zA-Z0-9._-]{3,40}" />
            <Select name="role" label="能做什么" value="cadre" options={ROLES.map((r) => [r, ROLE[r]] as const)} />
            <Select
              name="village"
              label="只管哪个村（村干部要选；只看的可以选）"
              any="全镇"
              options={villages.map((v) => [v.id, v.name] as const)}
            />
            <Select name="department" label="哪个部门（责任部门要选）" any="–" options={departments.map((d) => [d.id, d.name] as const)} />
            <button type="submit">添</button>
          </Order>
        </details>
        <Table
          label="账号"
          rows={page.items}
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
        <Pager next={page.next} url={url} />
      </>
    )
    return { title: '账号', body }
  })
  console.action('/settings/users', 'keepUsers', async ({ who, text, url }) => {
    if (!/^[a-zA-Z0-9._-]{3,40}$/.test(text('login')) || !text('name')) throw new Problem('badRequest', '请写名字和登录名。')
    const role = ROLES.find((r) => r === text('role')) ?? ('viewer' satisfies DeskRole)
    const made = await makeUser(db, wall, who, {
      name: text('name').slice(0, 40),
      login: text('login'),
      role,
      villageId: text('village') || undefined,
      departmentId: text('department') || undefined,
    })
    if ('refused' in made) throw new Problem('refused', `${USER_REFUSALS[made.refused]}。`)
    return { title: '添好了', body: <OneTimeLink link={made.link} name={made.user.name} origin={url.origin} /> }
  })
  console.action('/settings/users/:id/link', 'keepUsers', async ({ who, param, url }) => {
    const link = await newPasswordLink(db, wall, who, param('id'))
    return link === undefined ? undefined : { title: '链接', body: <OneTimeLink link={link} name="本人" origin={url.origin} /> }
  })
  for (const [path, enabled] of [['enable', true] as const, ['disable', false] as const])
    console.action(`/settings/users/:id/${path}`, 'keepUsers', async ({ who, param }) => {
      const set = await setUserEnabled(db, wall, who, param('id'), enabled)
      if ('missing' in set) return undefined
      if ('refused' in set) throw new Problem('refused', `${USER_REFUSALS[set.refused]}。`)
      return { to: '/settings/users', done: enabled ? '恢复了。' : '停用了，已经退出。' }
    })
}

function tokensPage(console: Console): void {
  const { db, wall } = console.deps
  console.page('/settings/tokens', 'keepOwn', async ({ who, now, csrf, query, url }) => {
    const before = readCursor(query('cursor'), 'text')?.[0]
    const page = paged(await listTokens(db, who.userId, before, 51), 50, (t) => [t.id])
    const body = (
      <>
        <h1>令牌</h1>
        <p class="sub">给程序或大屏用，能做的事和您一样。</p>
        <Order action="/settings/tokens" csrf={csrf} class="line card">
          <Line label="给谁用" name="name" required maxlength={60} placeholder="比如 便民大厅大屏" />
          <Check name="readOnly" checked>
            只能看
          </Check>
          <button type="submit">发一个</button>
        </Order>
        <Table
          label="令牌"
          rows={page.items}
          empty="还没有令牌。"
          columns={[
            { head: '给谁用', cell: (t) => t.name },
            { head: '能做什么', cell: (t) => (t.readOnly ? '只能看' : '能看能改') },
            { head: '发于', cell: (t) => moment(t.createdAt, now) },
            { head: '到期', cell: (t) => (t.expiresAt === null ? '不到期' : moment(t.expiresAt, now)) },
            {
              head: '',
              cell: (t) =>
                t.revokedAt !== null ? (
                  <Badge>作废了</Badge>
                ) : t.expiresAt !== null && t.expiresAt <= wall.now() ? (
                  <Badge tone="warn">到期了，用不了</Badge>
                ) : (
                  <Ask action={`/settings/tokens/${t.id}/revoke`} csrf={csrf} name="作废" means="用它的程序马上就进不来了。" sure="作废" />
                ),
            },
          ]}
        />
        <Pager next={page.next} url={url} />
      </>
    )
    return { title: '令牌', body }
  })
  console.action('/settings/tokens', 'keepOwn', async ({ who, text }) => {
    if (!text('name')) throw new Problem('badRequest', '请写给谁用。')
    const made = await makeToken(db, wall, who, { name: text('name').slice(0, 60), readOnly: text('readOnly') === '1' })
    const body = (
      <>
        <h1>新令牌</h1>
        <p>只显示这一次，请现在抄好：</p>
        <pre>{made.secret}</pre>
        <a href="/settings/tokens">回到令牌</a>
      </>
    )
    return { title: '新令牌', body }
  })
  console.action('/settings/tokens/:id/revoke', 'keepOwn', async ({ who, param }) =>
    (await endToken(db, wall, who, param('id'))) ? { to: '/settings/tokens', done: '作废了。' } : undefined,
  )
}

function auditPage(console: Console): void {
  console.page('/settings/audit', 'audit', async ({ who, query, url, now }) => {
    const before = readCursor(query('cursor'), 'seq')?.[0]
    const limit = limitOf({ limit: 50 })
    const found = await listAudit(console.deps.db, who.townId, { before }, limit + 1)
    const page = paged(found, limit, (a) => [a.seq])
    const json = (value: unknown): string => (value === null ? '（没有）' : JSON.stringify(value, null, 1))
    const body = (
      <>
        <h1>操作记录</h1>
        <p class="sub">每一次改动都在这里，谁也改不了、删不掉。</p>
        <Table
          label="操作记录"
          rows={page.items}
          empty="还没有改动。"
          columns={[
            { head: '做了什么', cell: (a) => ACTION[a.action as DeskAction] ?? a.action },
            { head: '谁', cell: (a) => a.userName ?? a.userId },
            { head: '时间', cell: (a) => moment(a.at, now) },
            { head: '从哪里', cell: (a) => (a.via === 'api' ? '接口' : '网页') },
            {
              head: '改前改后',
              cell: (a) => (
                <details class="more">
                  <summary>{a.subject}</summary>
                  <p class="small">改前</p>
                  <pre>{json(a.before)}</pre>
                  <p class="small">改后</p>
                  <pre>{json(a.after)}</pre>
                </details>
              ),
            },
          ]}
        />
        <Pager next={page.next} url={url} />
      </>
    )
    return { title: '操作记录', body }
  })
}
