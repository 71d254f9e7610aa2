import type { Context } from 'hono'
import { readLink, type UseLink, useLink } from '../../../application/orders/log-in.ts'
import { PASSWORD_MIN } from '../../../application/orders/passwords.ts'
import { lengthOf, MOST } from '../../../domain/base/lengths.ts'
import { giveCookies } from '../../../door/identify.ts'
import { tooLong } from '../../../text/refusals/issue.ts'
import type { Console } from '../../declare.tsx'
import { Line } from '../../forms.tsx'
import { atTheGate } from '../../frame.tsx'
import { readForm } from '../../sent-form.ts'
import { loginFault } from './login-fault.ts'
import { PASSWORD_REFUSED } from './password-refused.ts'

const REFUSED: Readonly<Record<Extract<UseLink, { refused: string }>['refused'], string>> = {
  ...PASSWORD_REFUSED,
  gone: '这个链接用过了或者过期了，请找管理员再要一个。',
  loginTaken: '登录名没填，或者已经有人用了。',
  noTown: '请写镇的名字。',
}

export function passwordLinkPages(console: Console): void {
  const { app, deps } = console
  app.get('/start/:secret', (c) => startPage(console, c))
  app.post('/start/:secret', async (c) => {
    const body = await readForm(c)
    const field = (name: string): string => String(body[name] ?? '')
    const typed = { town: field('town'), name: field('name'), login: field('login') }
    const fault = tooLongIn(typed) ?? (body.login === undefined ? undefined : loginFault(typed.login.trim()))
    if (fault !== undefined) return startPage(console, c, typed, fault)
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

/** Characters. */
const TOWN_NAME = 30
const LIMITS = { town: ['镇的名字', TOWN_NAME], name: ['名字', MOST.name], login: ['登录名', MOST.name] } as const

/** Who has not come in yet is told at the gate, where nothing is thrown. */
function tooLongIn(typed: Readonly<Record<keyof typeof LIMITS, string>>): string | undefined {
  for (const [name, [what, most]] of Object.entries(LIMITS)) {
    const length = lengthOf(typed[name as keyof typeof LIMITS])
    if (length > most) return tooLong(what, { most, length })
  }
  return undefined
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
    return atTheGate(c, '链接不能用了', <p class="note bad">{REFUSED.gone} 第一次安装时，重新启动程序会打印一个新的链接。</p>, 404)
  return atTheGate(
    c,
    purpose.first ? '第一次使用' : `${purpose.userName ?? ''}，请设密码`,
    <form method="post" action={`/start/${secret}`} class="card">
      {wrong ? (
        <p class="note bad" role="alert">
          {wrong}
        </p>
      ) : null}
      {purpose.namesTown ? <Line label="镇的名字" hint="比如 青山镇" name="town" required most={TOWN_NAME} value={typed.town} /> : null}
      {purpose.first ? (
        <>
          <Line label="您的名字" name="name" required most={MOST.name} autocomplete="name" value={typed.name} />
          <Line
            label="登录名"
            hint="至少 3 个字母、数字"
            name="login"
            required
            minlength={3}
            most={MOST.name}
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
