/** One’s own account, and changing its password. */

import { changePassword } from '../../../application/orders/log-in.ts'
import { PASSWORD_MIN } from '../../../application/orders/passwords.ts'
import { giveCookies } from '../../../door/identify.ts'
import { settled } from '../../../door/settle.ts'
import { findUser } from '../../../store/door/users.ts'
import type { Console } from '../../declare.tsx'
import { Line, Order } from '../../forms.tsx'
import { ROLE } from '../../words.ts'
import { PASSWORD_REFUSED } from './password-refused.ts'

const REFUSED = { ...PASSWORD_REFUSED, wrong: '现在的密码不对。' } as const

export function ownAccountPage(console: Console): void {
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
    const changed = settled(await changePassword(deps.db, deps.wall, given.who, form), REFUSED)
    giveCookies(given.c, changed)
    return { to: '/me', done: '密码改好了，别处登录的都退出了，令牌也作废了。' }
  })
}
