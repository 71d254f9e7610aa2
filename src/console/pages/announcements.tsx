/** Announcements: writing one, how far it has got, who answered. */
import { Problem } from '../../api/problem.ts'
import { ANNOUNCEMENT_REFUSALS } from '../../api/routes/town.ts'
import {
  ANNOUNCEMENT_CHARACTERS,
  announceToHamlets,
  isOwn,
  type NewAnnouncement,
  stopAnnouncement,
} from '../../application/orders/announcements.ts'
import { deliveriesOf, findAnnouncement, listAnnouncements } from '../../store/desk/announcements.ts'
import { listVillages } from '../../store/registry.ts'
import { ANNOUNCEMENT_KINDS } from '../../text/desk.ts'
import type { Console } from '../console.tsx'
import { Ask, Check, Order, Select } from '../forms.tsx'
import { Badge, Pager, Share, Table } from '../parts.tsx'
import { moment } from '../times.ts'
import { OUTBOX } from '../words.ts'

export function announcementPages(console: Console): void {
  const { deps } = console
  const { db } = deps
  console.page('/announcements', 'look', async ({ reach, query, url, now, may, csrf }) => {
    const [page, villages] = await Promise.all([
      listAnnouncements(db, reach, { cursor: query('cursor'), limit: 30 }),
      listVillages(db, reach),
    ])
    const body = (
      <>
        <h1>通知</h1>
        {may('announce') ? (
          <details class="more" open={page.items.length === 0 && !query('cursor')}>
            <summary>写一条新的</summary>
            <Order action="/announcements" csrf={csrf} class="card">
              <Select name="kind" label="类别" value="notice" options={Object.entries(ANNOUNCEMENT_KINDS)} />
              <div class="field">
                <label for="text">内容</label>
                <textarea id="text" name="text" required maxlength={ANNOUNCEMENT_CHARACTERS} aria-describedby="text-hint" />
                <div class="hint" id="text-hint">
                  最多 {ANNOUNCEMENT_CHARACTERS} 字，群里不发链接。说大白话，一件事一条。
                </div>
              </div>
              <fieldset>
                <legend>发给哪些村的屋场</legend>
                {villages.map((v) => (
                  <Check name="villages" value={v.id}>
                    {v.name}（{v.hamlets}个屋场）
                  </Check>
                ))}
                <p class="hint">一个都不选，就是发给全部。</p>
              </fieldset>
              <Check name="receipts">请大家回“收到”，按户数</Check>
              <p class="hint">一条一条慢慢发，夜里不发；有人问话先回话，通知排在后面。没发出去的可以随时停。</p>
              <button type="submit">发</button>
            </Order>
          </details>
        ) : null}
        <h2>发过的</h2>
        <Table
          label="发过的通知"
          rows={page.items}
          empty="还没有发过通知。"
          columns={[
            {
              head: '内容',
              cell: (a) => <a href={`/announcements/${a.id}`}>{`【${ANNOUNCEMENT_KINDS[a.kind] ?? '通知'}】${brief(a.text)}`}</a>,
            },
            { head: '时间', cell: (a) => moment(a.createdAt, now) },
            { head: '已发/屋场', cell: (a) => `${a.sent}/${a.hamlets}个` },
            { head: '状态', cell: (a) => <Progress a={a} /> },
            { head: '收到', cell: (a) => (a.receipts ? <Share part={a.received} base={a.households} unit="户" /> : '') },
          ]}
        />
        <Pager next={page.next} url={url} />
      </>
    )
    return { title: '通知', body }
  })
  console.action('/announcements', 'announce', async ({ who, text, all }) => {
    const villageIds = all('villages')
    const order: NewAnnouncement = {
      kind: (text('kind') in ANNOUNCEMENT_KINDS ? text('kind') : 'notice') as NewAnnouncement['kind'],
      text: text('text').replace(/\r\n/g, '\n'),
      receipts: text('receipts') === '1',
      to: villageIds.length > 0 ? { villageIds } : {},
    }
    const made = await announceToHamlets(deps, who, order)
    if ('refused' in made) throw new Problem('refused', ANNOUNCEMENT_REFUSALS[made.refused])
    const without =
      made.withoutGroup.length > 0 ? `${made.withoutGroup.length}个屋场还没有群，没发：${made.withoutGroup.slice(0, 5).join('、')}。` : ''
    return { to: `/announcements/${made.id}`, done: `排上了，要发${made.hamlets}个屋场。${without}` }
  })
  announcementPage(console)
}

const brief = (text: string): string => ([...text].length > 40 ? `${[...text].slice(0, 40).join('')}…` : text)

const Progress = ({ a }: { a: { cancelledAt: number | null; failed: number; waiting: number } }) => {
  if (a.cancelledAt !== null) return <Badge>停了</Badge>
  if (a.failed > 0) return <Badge tone="bad">{a.failed}个没发成</Badge>
  return a.waiting > 0 ? <Badge tone="info">正在发</Badge> : <Badge tone="good">发完了</Badge>
}

function announcementPage(console: Console): void {
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
        <Table
          label="各屋场"
          rows={page.items}
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
        <Pager next={page.next} url={url} />
      </>
    )
    return { title: '通知', body }
  })
  console.action('/announcements/:id/cancel', 'announce', async ({ who, param }) => {
    const stopped = await stopAnnouncement(deps, who, param('id'))
    return stopped && { to: `/announcements/${param('id')}`, done: `停了，还没发的${stopped.cancelled}个不发了。` }
  })
}
