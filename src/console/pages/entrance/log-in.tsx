/** Logging in and logging out. */
import { logIn, logOut } from '../../../application/orders/log-in.ts'
import { callerOf } from '../../../door/caller.ts'
import { deviceOf, giveCookies, identify, takeCookie } from '../../../door/identify.ts'
import { MINUTE } from '../../../kernel/time.ts'
import type { Console } from '../../declare.tsx'
import { Line } from '../../forms.tsx'
import { atTheGate } from '../../frame.tsx'
import { readForm } from '../../sent-form.ts'

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

const tooMany = (ms: number): string => `试错太多次了，请过${Math.max(1, Math.ceil(ms / MINUTE))}分钟再来。`

export function logInPages(console: Console): void {
  const { app, deps } = console
  app.get('/login', async (c) => {
    const next = inside(c.req.query('next'))
    if (await identify(c, deps.db, deps.wall, 'console')) return c.redirect(next, 303)
    return atTheGate(c, '屋场通', form(next, ''))
  })
  app.post('/login', async (c) => {
    const body = await readForm(c)
    const [login, password] = [String(body.login ?? '').trim(), String(body.password ?? '')]
    const next = inside(String(body.next ?? ''))
    const opened = await logIn(deps.db, deps.wall, { login, password, address: callerOf(c, deps.isProxy), device: deviceOf(c) })
    if ('session' in opened) {
      giveCookies(c, opened)
      return c.redirect(next, 303)
    }
    const wrong = opened.refused === 'tooMany' ? tooMany(opened.until - deps.wall.now()) : '登录名或密码不对。'
    return atTheGate(c, '屋场通', form(next, login, wrong), opened.refused === 'tooMany' ? 429 : 400)
  })
  console.action('/logout', 'look', async ({ c }) => {
    const session = takeCookie(c)
    if (session) await logOut(deps.db, session)
    return { to: '/login' }
  })
}

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
