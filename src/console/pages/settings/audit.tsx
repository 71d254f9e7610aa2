/** The log of the desk's writes, in words: who did what to whom, and what was before and after. */
import { DESK_ACTIONS, type DeskAction } from '../../../domain/rights/actions.ts'
import { addDays, instantAt, isServedDate } from '../../../kernel/time.ts'
import { type AuditLine, auditedUsers, auditLines } from '../../../store/reading/audit.ts'
import type { Console } from '../../declare.tsx'
import { Line, Select } from '../../forms.tsx'
import { Pager, Table } from '../../parts.tsx'
import { moment } from '../../times.ts'
import type { View } from '../../view.ts'
import { ACTION, among } from '../../words.ts'
import { changedBy } from './audit-words.ts'

const VIA: Readonly<Record<string, string>> = { api: '用接口', server: '在服务器上' }

export function auditPage(console: Console): void {
  const { db } = console.deps
  console.page('/settings/audit', 'audit', async (view) => {
    const { who, query, url } = view
    const action = among(ACTION, query('action'))
    const [from, to] = [dayOf(query('from')), dayOf(query('to'))]
    const [users, page] = await Promise.all([
      auditedUsers(db, who.townId),
      auditLines(db, who.townId, {
        userId: query('user'),
        action,
        from: from === undefined ? undefined : instantAt(from),
        to: to === undefined ? undefined : instantAt(addDays(to, 1)),
        cursor: query('cursor'),
      }),
    ])
    const body = (
      <>
        <h1>操作记录</h1>
        <p class="sub">每一次改动都在这里，谁也改不了、删不掉。</p>
        <form class="line" action="/settings/audit">
          <Select name="user" label="谁" any="全部" value={query('user')} options={users.map((u) => [u.id, u.name] as const)} />
          <Select name="action" label="做了什么" any="全部" value={action} options={DESK_ACTIONS.map((a) => [a, ACTION[a]] as const)} />
          <Line label="从哪天" name="from" type="date" value={from} />
          <Line label="到哪天" name="to" type="date" value={to} />
          <button type="submit" class="plain">
            查
          </button>
          <a href="/settings/audit">不筛选</a>
        </form>
        <Log rows={page.items} view={view} />
        <Pager next={page.next} url={url} />
      </>
    )
    return { title: '操作记录', body }
  })
}

const dayOf = (given: string | undefined): string | undefined => (given !== undefined && isServedDate(given) ? given : undefined)

const Log = ({ rows, view: { now } }: { rows: readonly AuditLine[]; view: View }) => (
  <Table
    label="操作记录"
    rows={rows}
    empty="没有这样的改动。换个条件再查查。"
    columns={[
      {
        head: '做了什么',
        cell: (a) => (
          <>
            {a.userName ?? a.userId}
            {VIA[a.via] ?? ''}
            {ACTION[a.action as DeskAction] ?? a.action}
            {a.about ? (
              <>
                ：<b>{a.about}</b>
              </>
            ) : null}
          </>
        ),
      },
      { head: '时间', cell: (a) => moment(a.at, now) },
      { head: '改前 → 改后', cell: (a) => <Changes a={a} now={now} /> },
    ]}
  />
)

const Changes = ({ a, now }: { a: AuditLine; now: number }) => {
  const json = (value: unknown): string => (value === null ? '（没有）' : JSON.stringify(value, null, 1))
  return (
    <div>
      {changedBy(a, now).map(({ name, before, after }) => (
        <div>
          {name}：<bdi>{before}</bdi> → <bdi>{after}</bdi>
        </div>
      ))}
      <details class="more">
        <summary class="small">原样</summary>
        <p class="small">{a.subject}，改前</p>
        <pre>{json(a.before)}</pre>
        <p class="small">改后</p>
        <pre>{json(a.after)}</pre>
      </details>
    </div>
  )
}
