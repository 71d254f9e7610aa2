/** What is to be sent and what was, and repairing it. */
import { doNotSend, type Repaired, sendAgain } from '../../../application/orders/queues.ts'
import { REPAIR_REFUSALS } from '../../../door/refusals.ts'
import { settled } from '../../../door/settle.ts'
import { dateOf, instantAt } from '../../../kernel/time.ts'
import { listOutbox, type OutboxLine, STUCK, WAITING } from '../../../store/reading/queues.ts'
import { Kept } from '../../behind.tsx'
import type { Console } from '../../declare.tsx'
import { Fault } from '../../faults.tsx'
import { Ask, Order, Select } from '../../forms.tsx'
import { Badge, Pager, Table } from '../../parts.tsx'
import { moment } from '../../times.ts'
import type { Given } from '../../view.ts'
import { among, OUTBOX, PRIORITY } from '../../words.ts'

/** What the list of messages can be narrowed to: a status of its own, or what a figure counts together. */
const SHOWN = { waiting: '等着发的', stuck: '没发成或不知发没发', sentToday: '今天已发', ...OUTBOX } as const
const STATUSES: Partial<Record<keyof typeof SHOWN, readonly string[]>> = { waiting: WAITING, stuck: STUCK, sentToday: ['sent'] }
export const outbox = (status: keyof typeof SHOWN, of: Record<string, string> = {}): string =>
  `/outbox?${new URLSearchParams({ status, ...of })}`

export function outboxPage(console: Console): void {
  const { deps } = console
  console.page('/outbox', 'lookAtRooms', async ({ reach, query, url, now, may, csrf }) => {
    const status = among(SHOWN, query('status'))
    const of = { account: query('account'), room: query('room') }
    const page = await listOutbox(deps.db, reach, {
      status: (status && STATUSES[status]) ?? status,
      account: of.account,
      roomId: of.room,
      sentSince: status === 'sentToday' ? instantAt(dateOf(now)) : undefined,
      cursor: query('cursor'),
    })
    const body = (
      <>
        <h1>要发的和发过的</h1>
        {of.account === undefined && of.room === undefined ? null : (
          <p class="sub">
            只列一个{of.room === undefined ? '账号' : '群'}的。<a href="/outbox">看全部</a>
          </p>
        )}
        <form class="line" action="/outbox">
          <Kept of={of} />
          <Select name="status" label="状态" any="全部" value={status} options={Object.entries(SHOWN)} />
          <button type="submit" class="plain">
            查
          </button>
        </form>
        <Table
          label="要发的和发过的"
          rows={page.items}
          empty="没有这样的消息。"
          columns={[
            { head: '群', cell: (o) => o.roomName },
            { head: '内容', cell: (o) => <span class="words">{o.text}</span> },
            { head: '是什么', cell: (o) => PRIORITY[o.priority] },
            {
              head: '状态',
              cell: (o) => (
                <Badge tone={o.status === 'sent' ? 'good' : o.status === 'failed' || o.status === 'unknown' ? 'bad' : ''}>
                  {OUTBOX[o.status]}
                </Badge>
              ),
            },
            { head: '时间', cell: (o) => moment(o.sentAt ?? o.notBefore, now) },
            { head: '错误', cell: (o) => (o.error ? <Fault of={o.error} /> : '') },
            {
              head: '',
              cell: (o) => (may('repairQueues') ? <Repairs of={o} list={status} csrf={csrf} /> : ''),
            },
          ]}
        />
        <Pager next={page.next} url={url} />
      </>
    )
    return { title: '要发的和发过的', body }
  })
  const repaired = (made: Repaired, { text }: Given, done: string) =>
    settled(made, REPAIR_REFUSALS) && { to: outbox(among(SHOWN, text('list')) ?? 'stuck'), done }
  console.action('/outbox/:id/retry', 'repairQueues', async (given) =>
    repaired(await sendAgain(deps, given.who, Number(given.param('id')) || 0), given, '排上了，马上再发。'),
  )
  console.action('/outbox/:id/cancel', 'repairQueues', async (given) =>
    repaired(await doNotSend(deps, given.who, Number(given.param('id')) || 0), given, '不发了。'),
  )
}

/** What may still be done about a message: sent again when it is stuck, stopped as long as it has not gone out. */
const Repairs = ({ of, list, csrf }: { of: OutboxLine; list: string | undefined; csrf: string }) => {
  const stuck = of.status === 'failed' || of.status === 'unknown'
  if (!stuck && of.status !== 'queued') return null
  return (
    <>
      {stuck ? (
        <Order action={`/outbox/${of.seq}/retry`} csrf={csrf}>
          <input type="hidden" name="list" value={list ?? ''} />
          <button type="submit" class="small plain">
            再发一次
          </button>
        </Order>
      ) : null}
      <Ask
        action={`/outbox/${of.seq}/cancel`}
        csrf={csrf}
        name="不发了"
        means={stuck ? '这条就不再发了。' : '这条还没发出去，停了就不发了，不能再放回来。'}
        sure="不发了"
        fields={{ list: list ?? '' }}
      />
    </>
  )
}
