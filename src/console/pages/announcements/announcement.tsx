/** One announcement: how far it has got, who answered, and stopping what has not gone out. */

import { isOwn, stopAnnouncement } from '../../../application/orders/announcements.ts'
import type { Instant } from '../../../kernel/time.ts'
import { type AnnouncementLine, type DeliveryLine, deliveriesOf, findAnnouncement } from '../../../store/reading/announcements.ts'
import type { Console } from '../../declare.tsx'
import { Ask } from '../../forms.tsx'
import { Badge, Pager, Share, Table } from '../../parts.tsx'
import { moment } from '../../times.ts'
import { OUTBOX } from '../../words.ts'

export function announcementPage(console: Console): void {
  const { deps } = console
  const { db } = deps
  console.page('/announcements/:id', 'look', async ({ who, reach, param, query, url, now, may, csrf }) => {
    const a = await findAnnouncement(db, reach, param('id'))
    if (!a) return undefined
    const mayStop = may('announce') && isOwn(who, a)
    const page = await deliveriesOf(db, reach, a.id, { cursor: query('cursor'), limit: 100 })
    const body = (
      <>
        <h1>通知：{moment(a.createdAt, now)}</h1>
        <blockquote>{a.text}</blockquote>
        <div class="card">
          <label for="sent">
            已发 {a.sent}/{a.hamlets} 个屋场，还在排队 {a.waiting} 个{a.failed > 0 ? `，没发成 ${a.failed} 个` : ''}
            {a.cancelled > 0 ? `，停了 ${a.cancelled} 个` : ''}
          </label>
          <progress id="sent" max={a.hamlets} value={a.sent} />
          {a.receipts ? (
            <p>
              回了“收到”：
              <Share part={a.received} base={a.households} unit="户" />
            </p>
          ) : null}
          <div class="actions">
            <a class="button plain" href={url.pathname}>
              刷新
            </a>
            {mayStop && a.waiting > 0 ? (
              <Ask
                action={`/announcements/${a.id}/cancel`}
                csrf={csrf}
                name="没发出去的不发了"
                means={`还有${a.waiting}个屋场没发。停了就不再发，已经发出去的收不回来。`}
                sure="停发"
              />
            ) : null}
          </div>
        </div>
        <h2>各屋场</h2>
        <Deliveries a={a} rows={page.items} now={now} />
        <Pager next={page.next} url={url} />
      </>
    )
    return { title: '通知', body }
  })
  console.action('/announcements/:id/cancel', 'announce', async ({ who, param }) => {
    const stopped = await stopAnnouncement(deps, who, param('id'))
    return (
      stopped && {
        to: `/announcements/${param('id')}`,
        done: stopped.cancelled > 0 ? `停了，还没发的${stopped.cancelled}个不发了。` : '都已经发出去了，没有要停的。',
      }
    )
  })
}

const Deliveries = ({ a, rows, now }: { a: AnnouncementLine; rows: readonly DeliveryLine[]; now: Instant }) => (
  <Table
    label="各屋场"
    rows={rows}
    empty="没有发给您管的屋场。"
    columns={[
      { head: '屋场', cell: (d) => <a href={`/hamlets/${d.hamletId}`}>{d.hamletName}</a> },
      {
        head: '状态',
        cell: (d) => (
          <Badge tone={d.status === 'sent' ? 'good' : d.status === 'failed' ? 'bad' : ''}>
            {OUTBOX[(d.status ?? 'queued') as keyof typeof OUTBOX]}
          </Badge>
        ),
      },
      { head: '什么时候', cell: (d) => (d.sentAt === null ? '' : moment(d.sentAt, now)) },
      { head: '收到', cell: (d) => (a.receipts ? <Share part={d.received} base={d.households} unit="户" /> : '') },
    ]}
  />
)
