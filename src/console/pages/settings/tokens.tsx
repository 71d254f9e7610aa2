/** Tokens, with which one’s programs come in. */

import { endToken, makeToken, TOKEN_DAYS } from '../../../application/orders/users.ts'
import { fitting } from '../../../door/fitting.ts'
import { Problem } from '../../../door/problem.ts'
import type { Instant } from '../../../kernel/time.ts'
import { listTokens, type TokenRow } from '../../../store/door/sessions.ts'
import { paged, readCursor } from '../../../store/reading/select.ts'
import type { Console } from '../../declare.tsx'
import { Ask, Check, Line, Order } from '../../forms.tsx'
import { Badge, Pager, Table } from '../../parts.tsx'
import { moment } from '../../times.ts'

export function tokensPage(console: Console): void {
  const { db, wall } = console.deps
  console.page('/settings/tokens', 'keepOwn', async ({ who, now, csrf, query, url }) => {
    const before = readCursor(query('cursor'), 'text')?.[0]
    const page = paged(await listTokens(db, who.userId, before, 51), 50, (t) => [t.id])
    const body = (
      <>
        <h1>令牌</h1>
        <p class="sub">给程序或大屏用，能做的事和您一样。{TOKEN_DAYS}天以后到期，到时候再发一个；改了密码，令牌也都作废。</p>
        <Order action="/settings/tokens" csrf={csrf} class="line card">
          <Line label="给谁用" name="name" required most={TOKEN_NAME} placeholder="比如 便民大厅大屏" />
          <Check name="readOnly" checked>
            只能看
          </Check>
          <button type="submit">发一个</button>
        </Order>
        <Tokens rows={page.items} csrf={csrf} now={now} wall={wall.now()} />
        <Pager next={page.next} url={url} />
      </>
    )
    return { title: '令牌', body }
  })
  tokenOrders(console)
}

/** `wall`: real time, by which tokens run out. */
const Tokens = ({ rows, csrf, now, wall }: { rows: readonly TokenRow[]; csrf: string; now: Instant; wall: Instant }) => (
  <Table
    label="令牌"
    rows={rows}
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
          ) : t.expiresAt !== null && t.expiresAt <= wall ? (
            <Badge tone="warn">到期了，用不了</Badge>
          ) : (
            <Ask action={`/settings/tokens/${t.id}/revoke`} csrf={csrf} name="作废" means="用它的程序马上就进不来了。" sure="作废" />
          ),
      },
    ]}
  />
)

/** Characters. */
const TOKEN_NAME = 60

function tokenOrders(console: Console): void {
  const { db, wall } = console.deps
  console.action('/settings/tokens', 'keepOwn', async ({ who, text }) => {
    if (!text('name')) throw new Problem('badRequest', '请写给谁用。')
    const made = await makeToken(db, wall, who, { name: fitting(text('name'), '给谁用', TOKEN_NAME), readOnly: text('readOnly') === '1' })
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
