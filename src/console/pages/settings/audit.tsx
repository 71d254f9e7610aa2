/** The log of the desk's writes. */
import type { DeskAction } from '../../../domain/rights/actions.ts'
import { listAudit } from '../../../store/door/audit.ts'
import { limitOf, paged, readCursor } from '../../../store/reading/select.ts'
import type { Console } from '../../declare.tsx'
import { Pager, Table } from '../../parts.tsx'
import { moment } from '../../times.ts'
import { ACTION } from '../../words.ts'

export function auditPage(console: Console): void {
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
            { head: '从哪里', cell: (a) => ({ api: '接口', server: '服务器上' })[a.via] ?? '网页' },
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
