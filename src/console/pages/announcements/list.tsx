import type { Instant } from '../../../kernel/time.ts'
import { type AnnouncementLine, listAnnouncements } from '../../../store/reading/announcements.ts'
import { ANNOUNCEMENT_KINDS } from '../../../text/announcement.ts'
import type { Console } from '../../declare.tsx'
import { Fold } from '../../forms.tsx'
import { Badge, Pager, Share, Table } from '../../parts.tsx'
import { moment } from '../../times.ts'
import { announcementPage } from './announcement.tsx'
import { AnnouncementForm, choicesFor, PREVIEW } from './form.tsx'
import { writingPages } from './write.tsx'

export function announcementPages(console: Console): void {
  const { db } = console.deps
  console.page('/announcements', 'look', async ({ reach, query, url, now, may, csrf }) => {
    const [page, choices] = await Promise.all([
      listAnnouncements(db, reach, { cursor: query('cursor'), limit: 30 }),
      may('announce') ? choicesFor(db, reach) : undefined,
    ])
    const body = (
      <>
        <h1>通知</h1>
        {choices ? (
          <Fold class="more" summary="写一条新的" holds={PREVIEW} open={page.items.length === 0 && !query('cursor')}>
            <AnnouncementForm csrf={csrf} choices={choices} />
          </Fold>
        ) : null}
        <h2>发过的</h2>
        <Announcements rows={page.items} now={now} />
        <Pager next={page.next} url={url} />
      </>
    )
    return { title: '通知', body }
  })
  writingPages(console)
  announcementPage(console)
}

const Announcements = ({ rows, now }: { rows: readonly AnnouncementLine[]; now: Instant }) => (
  <Table
    label="发过的通知"
    rows={rows}
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
)

const brief = (text: string): string => ([...text].length > 40 ? `${[...text].slice(0, 40).join('')}…` : text)

const Progress = ({ a }: { a: { cancelledAt: number | null; failed: number; waiting: number } }) => {
  if (a.cancelledAt !== null) return <Badge>停了</Badge>
  if (a.failed > 0) return <Badge tone="bad">{a.failed}个没发成</Badge>
  return a.waiting > 0 ? <Badge tone="info">正在发</Badge> : <Badge tone="good">发完了</Badge>
}
