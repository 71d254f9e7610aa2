/** What could not be handled, and handling it again. */
import { handleAgain } from '../../../application/orders/queues.ts'
import { REPAIR_REFUSALS } from '../../../door/refusals.ts'
import { settled } from '../../../door/settle.ts'
import { listInbox } from '../../../store/reading/queues.ts'
import type { Console } from '../../declare.tsx'
import { Fault } from '../../faults.tsx'
import { Order } from '../../forms.tsx'
import { Pager, Table } from '../../parts.tsx'
import { moment } from '../../times.ts'

export function inboxPage(console: Console): void {
  const { deps } = console
  console.page('/inbox', 'lookAtRooms', async ({ reach, query, url, now, may, csrf }) => {
    const page = await listInbox(deps.db, reach, { status: 'failed', cursor: query('cursor') })
    const body = (
      <>
        <h1>没处理成的消息</h1>
        <p class="sub">这里不显示原话。修好以后可以再处理一次，同一条消息不会算两遍。</p>
        <Table
          label="没处理成的消息"
          rows={page.items}
          empty="没有，都处理好了。"
          columns={[
            { head: '群', cell: (m) => m.roomName ?? m.externalRoomId },
            { head: '时间', cell: (m) => moment(m.at, now) },
            {
              head: '错误',
              cell: (m) => (m.error ? <Fault of={m.error} /> : ''),
            },
            {
              head: '',
              cell: (m) =>
                may('repairQueues') ? (
                  <Order action={`/inbox/${m.seq}/retry`} csrf={csrf}>
                    <button type="submit" class="small plain">
                      再处理一次
                    </button>
                  </Order>
                ) : (
                  ''
                ),
            },
          ]}
        />
        <Pager next={page.next} url={url} />
      </>
    )
    return { title: '没处理成的消息', body }
  })
  console.action('/inbox/:id/retry', 'repairQueues', async ({ who, param }) => {
    const made = settled(await handleAgain(deps, who, Number(param('id')) || 0), REPAIR_REFUSALS)
    return made && { to: '/inbox', done: '放回去了，马上再处理。' }
  })
}
