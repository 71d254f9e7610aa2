/** Settings: the numbers of the rules, places, who may log in, tokens, and the log of writes. */

import type { Console } from '../../declare.tsx'
import { auditPage } from './audit.tsx'
import { backupsPage } from './backups.tsx'
import { newPlacesPage } from './new-places.tsx'
import { rulesPage } from './rules.tsx'
import { tokensPage } from './tokens.tsx'
import { usersPage } from './users.tsx'

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
          {may('seeBackups') ? <Way href="/settings/backups" name="备份" about="上一份是什么时候的，试过没有" /> : null}
          {may('erasePeople') ? <Way href="/personal" name="个人信息" about="要删谁的、到期自己删什么" /> : null}
          {may('lookAtProgram') ? <Way href="/status" name="运行情况" about="程序自己好不好，哪里要人看" /> : null}
          <Way href="/me" name="我的账号" about="改密码" />
        </ul>
      </>
    ),
  }))
  rulesPage(console)
  newPlacesPage(console)
  usersPage(console)
  tokensPage(console)
  auditPage(console)
  backupsPage(console)
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
