import { listDeadlines } from '../../../store/reading/queues.ts'
import type { Console } from '../../declare.tsx'
import { Fault } from '../../faults.tsx'
import { Badge, Pager, Table } from '../../parts.tsx'
import { moment } from '../../times.ts'
import { DEADLINE } from '../../words.ts'

export function deadlinePage(console: Console): void {
  console.page('/deadlines', 'look', async ({ reach, query, url, now }) => {
    const page = await listDeadlines(console.deps.db, reach, { cursor: query('cursor') })
    const body = (
      <>
        <h1>到点要办的事</h1>
        <p class="sub">程序记着的每一件，到点自己办；近的在前。</p>
        <Table
          label="到点要办的事"
          rows={page.items}
          empty="现在没有等着到点的事。"
          columns={[
            { head: '什么时候', cell: (d) => moment(d.dueAt, now) },
            { head: '什么事', cell: (d) => DEADLINE[d.kind] ?? d.kind },
            { head: '屋场', cell: (d) => (d.hamletId ? <a href={`/hamlets/${d.hamletId}`}>{d.hamletName}</a> : '全镇') },
            {
              head: '错误',
              cell: (d) =>
                d.error ? (
                  <>
                    <Badge tone="bad">试了{d.attempts}次</Badge> <Fault of={d.error} />
                  </>
                ) : (
                  ''
                ),
            },
          ]}
        />
        <Pager next={page.next} url={url} />
      </>
    )
    return { title: '到点要办的事', body }
  })
}
