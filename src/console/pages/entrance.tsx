/** Logging in, setting a password with a one-time link, logging out. */

import type { Context } from 'hono'
import { callerOf } from '../../api/caller.ts'
import { deviceOf, giveCookies, identify, takeCookie } from '../../api/identify.ts'
import { Problem } from '../../api/problem.ts'
import { changePassword, logIn, logOut, readLink, type UseLink, useLink } from '../../application/orders/log-in.ts'
import { PASSWORD_MIN } from '../../application/orders/passwords.ts'
import { MINUTE } from '../../kernel/time.ts'
import { findUser } from '../../store/door/users.ts'
import type { Console } from '../console.tsx'
import { Line, Order } from '../forms.tsx'
import { ROLE } from '../words.ts'

/**
 * Only to ourselves. A browser drops tabs and newlines from an address and reads `\` as `/`, so what counts is where the address leads when
 * it is read by the browsers' own rules, and that reading is what is answered.
 */
function inside(next: string | undefined): string {
  const here = 'http://here.invalid'
  if (!next?.startsWith('/') || !URL.canParse(next, here)) return '/'
  const to = new URL(next, here)
  // A path that begins with two slashes would be somebody else's host when it is read a second time.
  return to.origin === here && !to.pathname.startsWith('//') ? `${to.pathname}${to.search}${to.hash}` : '/'
}

const REFUSED: Readonly<Record<Extract<UseLink, { refused: string }>['refused'], string>> = {
  gone: '这个链接用过了或者过期了，请找管理员再要一个。',
  short: `密码至少要 ${PASSWORD_MIN} 个字。`,
  long: '密码太长了。',
  sameAsLogin: '密码里不要带登录名。',
  loginTaken: '登录名没填，或者已经有人用了。',
  noTown: '请写镇的名字。',
}

const tooMany = (ms: number): string => `试错太多次了，请过${Math.max(1, Math.ceil(ms / MINUTE))}分钟再来。`

export function entrance(console: Console): void {
  const { app, deps } = console
  const form = (next: string, login: string, wrong?: string) => (
    <form method="post" action="/login" class="card">
      {wrong ? (
        <p class="note bad" role="alert">
          {wrong}
        </p>
      ) : null}
      <input type="hidden" name="next" value={next} />
      <Line label="登录名" name="login" autocomplete="username" required value={login} />
      <Line label="密码" name="password" type="password" autocomplete="current-password" required />
      <button type="submit">登录</button>
      <p class="hint">没有账号，或忘了密码：请镇里的管理员给您一个设密码的链接。</p>
    </form>
  )
  app.get('/login', async (c) => {
    const next = inside(c.req.query('next'))
    if (await identify(c, deps.db, deps.wall, 'console')) return c.redirect(next, 303)
    return console.gate(c, '屋场通', form(next, ''))
  })
  app.post('/login', async (c) => {
    const body = await console.form(c)
    const [login, password] = [String(body.login ?? '').trim(), String(body.password ?? '')]
    const next = inside(String(body.next ?? ''))
    const opened = await logIn(deps.db, deps.wall, { login, password, address: callerOf(c, deps.isProxy), device: deviceOf(c) })
    if ('session' in opened) {
      giveCookies(c, opened)
      return c.redirect(next, 303)
    }
    const wrong = opened.refused === 'tooMany' ? tooMany(opened.until - deps.wall.now()) : '登录名或密码不对。'
    return console.gate(c, '屋场通', form(next, login, wrong), opened.refused === 'tooMany' ? 429 : 400)
  })
  console.action('/logout', 'look', async ({ c }) => {
    const session = takeCookie(c)
    if (session) await logOut(deps.db, session)
    return { to: '/login' }
  })
  links(console)
  ownPage(console)
}

function links(console: Console): void {
  const { app, deps } = console
  app.get('/start/:secret', (c) => startPage(console, c))
  app.post('/start/:secret', async (c) => {
    const body = await console.form(c)
    const field = (name: string): string => String(body[name] ?? '')
    const typed = { town: field('town'), name: field('name'), login: field('login') }
    if (field('password') !== field('again')) return startPage(console, c, typed, '两次填的密码不一样。')
    const used = await useLink(deps.db, deps.wall, c.req.param('secret'), {
      password: field('password'),
      ...typed,
    })
    if ('refused' in used) return startPage(console, c, typed, REFUSED[used.refused])
    giveCookies(c, used)
    return c.redirect('/', 303)
  })
}

/** `typed`: what a refused form had in it, but for the password. */
async function startPage(
  console: Console,
  c: Context,
  typed: { town?: string; name?: string; login?: string } = {},
  wrong?: string,
): Promise<Response> {
  const secret = c.req.param('secret') ?? ''
  const purpose = await readLink(console.deps.db, console.deps.wall, secret)
  if (!purpose)
    return console.gate(c, '链接不能用了', <p class="note bad">{REFUSED.gone} 第一次安装时，重新启动程序会打印一个新的链接。</p>, 404)
  return console.gate(
    c,
    purpose.first ? '第一次使用' : `${purpose.userName ?? ''}，请设密码`,
    <form method="post" action={`/start/${secret}`} class="card">
      {wrong ? (
        <p class="note bad" role="alert">
          {wrong}
        </p>
      ) : null}
      {purpose.namesTown ? <Line label="镇的名字" hint="比如 青山镇" name="town" required maxlength={30} value={typed.town} /> : null}
      {purpose.first ? (
        <>
          <Line label="您的名字" name="name" required maxlength={40} autocomplete="name" value={typed.name} />
          <Line
            label="登录名"
            hint="字母和数字"
            name="login"
            required
            minlength={3}
            maxlength={40}
            autocomplete="username"
            value={typed.login}
          />
        </>
      ) : (
        <p>
          登录名：<b>{purpose.login}</b>
        </p>
      )}
      <Line
        label="密码"
        hint={`至少 ${PASSWORD_MIN} 个字，一句好记的话就很好`}
        name="password"
        type="password"
        required
        minlength={PASSWORD_MIN}
        autocomplete="new-password"
      />
      <Line label="再填一遍" name="again" type="password" required minlength={PASSWORD_MIN} autocomplete="new-password" />
      <button type="submit">设好，进去</button>
    </form>,
    wrong ? 400 : 200,
  )
}

const PASSWORD_WRONG = { wrong: '现在的密码不对。', short: REFUSED.short, long: REFUSED.long, sameAsLogin: REFUSED.sameAsLogin } as const

function ownPage(console: Console): void {
  const { deps } = console
  console.page('/me', 'keepOwn', async (view) => {
    const user = await findUser(deps.db, view.who.townId, view.who.userId)
    return {
      title: '我的账号',
      body: (
        <>
          <h1>{view.who.name}</h1>
          <p class="sub">
            {ROLE[view.who.role]}，登录名 {user?.login}
          </p>
          <Order action="/me/password" csrf={view.csrf} class="card">
            <h2>改密码</h2>
            <Line label="现在的密码" name="old" type="password" required autocomplete="current-password" />
            <Line
              label="新密码"
              hint={`至少 ${PASSWORD_MIN} 个字；改了以后，别处登录的都会退出，令牌也都作废`}
              name="password"
              type="password"
              required
              minlength={PASSWORD_MIN}
              autocomplete="new-password"
            />
            <button type="submit">改密码</button>
          </Order>
        </>
      ),
    }
  })
  console.action('/me/password', 'keepOwn', async (given) => {
    const login = (await findUser(deps.db, given.who.townId, given.who.userId))?.login ?? ''
    const form = { old: String(given.form.old ?? ''), password: String(given.form.password ?? ''), login }
    const changed = await changePassword(deps.db, deps.wall, given.who, form)
    if ('refused' in changed) throw new Problem('refused', PASSWORD_WRONG[changed.refused])
    giveCookies(given.c, changed)
    return { to: '/me', done: '密码改好了，别处登录的都退出了，令牌也作废了。' }
  })
}
