/** Announcements: writing one, how far it has got, who answered. */

import {
  ANNOUNCEMENT_CHARACTERS,
  announceToHamlets,
  isOwn,
  type NewAnnouncement,
  previewAnnouncement,
  stopAnnouncement,
} from '../../application/orders/announcements.ts'
import type { Reach } from '../../domain/rights/desk.ts'
import { ANNOUNCEMENT_REFUSALS } from '../../door/refusals.ts'
import { settled } from '../../door/settle.ts'
import type { Reader } from '../../store/database.ts'
import { deliveriesOf, findAnnouncement, hamletCategories, listAnnouncements } from '../../store/reading/announcements.ts'
import { listVillages } from '../../store/reading/villages.ts'
import { ANNOUNCEMENT_KINDS } from '../../text/announcement.ts'
import type { Console } from '../declare.tsx'
import { Ask, Check, Fold, Order, Select, Text } from '../forms.tsx'
import { Badge, Pager, Share, Table } from '../parts.tsx'
import { moment } from '../times.ts'
import type { Given } from '../view.ts'
import { OUTBOX } from '../words.ts'

export function announcementPages(console: Console): void {
  const { deps } = console
  const { db } = deps
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
  // The preview's own address, for whoever reloads it, and for the form on it that is refused.
  console.page(PREVIEW, 'announce', async ({ reach, csrf }) => ({
    title: '写一条通知',
    body: (
      <>
        <h1>写一条通知</h1>
        <AnnouncementForm csrf={csrf} choices={await choicesFor(db, reach)} />
      </>
    ),
  }))
  console.action(PREVIEW, 'announce', async (given) => {
    const order = orderOf(given)
    const to = settled(await previewAnnouncement(deps, given.who, order), ANNOUNCEMENT_REFUSALS)
    const choices = await choicesFor(db, given.reach)
    const body = (
      <>
        <h1>发之前看一眼</h1>
        <p class="note warn">
          要发给 <b>{to.hamlets}</b> 个屋场的群，一共 <b>{to.households}</b> 户，{placesOf(order, choices)}。{unreached(to.withoutGroup)}
          发出去的收不回来。
        </p>
        <blockquote>{to.text}</blockquote>
        <Order action="/announcements" csrf={given.csrf} class="actions">
          {fieldsOf(order).map(([name, value]) => (
            <input type="hidden" name={name} value={value} />
          ))}
          <button type="submit">发</button>
          <a href="/announcements">不发了</a>
        </Order>
        <Fold class="more" summary="改一改再发" holds={PREVIEW}>
          <AnnouncementForm csrf={given.csrf} choices={choices} given={order} />
        </Fold>
      </>
    )
    return { title: '发之前看一眼', body }
  })
  console.action('/announcements', 'announce', async (given) => {
    const made = settled(await announceToHamlets(deps, given.who, orderOf(given)), ANNOUNCEMENT_REFUSALS)
    return { to: `/announcements/${made.id}`, done: `排上了，要发${made.hamlets}个屋场。${unreached(made.withoutGroup)}` }
  })
  announcementPage(console)
}

const PREVIEW = '/announcements/preview'

interface Choices {
  villages: readonly { id: string; name: string; hamlets: number }[]
  categories: readonly string[]
}

async function choicesFor(db: Reader, reach: Reach): Promise<Choices> {
  const [villages, categories] = await Promise.all([listVillages(db, reach), hamletCategories(db, reach)])
  return { villages, categories }
}

function orderOf({ text, all }: Given): NewAnnouncement {
  const villageIds = all('villages')
  return {
    kind: (text('kind') in ANNOUNCEMENT_KINDS ? text('kind') : 'notice') as NewAnnouncement['kind'],
    text: text('text').replace(/\r\n/g, '\n'),
    receipts: text('receipts') === '1',
    to: { ...(villageIds.length > 0 ? { villageIds } : {}), ...(text('category') ? { category: text('category') } : {}) },
  }
}

/** The same order as form fields. */
const fieldsOf = ({ kind, text, receipts, to }: NewAnnouncement): [string, string][] => [
  ['kind', kind],
  ['text', text],
  ['receipts', receipts ? '1' : ''],
  ['category', to.category ?? ''],
  ...(to.villageIds ?? []).map((id): [string, string] => ['villages', id]),
]

const placesOf = ({ to }: NewAnnouncement, { villages }: Choices): string => {
  const names = villages.filter((v) => to.villageIds?.includes(v.id)).map((v) => v.name)
  const where = names.length > 0 ? names.join('、') : '您管的全部屋场'
  return to.category === undefined ? where : `${where}里类别是“${to.category}”的`
}

const unreached = (names: readonly string[]): string =>
  names.length > 0 ? `${names.length}个屋场还没有群，发不到：${names.slice(0, 5).join('、')}${names.length > 5 ? '等' : ''}。` : ''

const AnnouncementForm = ({ csrf, choices, given }: { csrf: string; choices: Choices; given?: NewAnnouncement }) => (
  <Order action={PREVIEW} csrf={csrf} class="card">
    <Select name="kind" label="类别" value={given?.kind ?? 'notice'} options={Object.entries(ANNOUNCEMENT_KINDS)} />
    <Text
      label="内容"
      hint={`最多 ${ANNOUNCEMENT_CHARACTERS} 字，群里不发链接。说大白话，一件事一条。`}
      name="text"
      value={given?.text}
      required
      maxlength={ANNOUNCEMENT_CHARACTERS}
    />
    <fieldset>
      <legend>发给哪些村的屋场</legend>
      {choices.villages.map((v) => (
        <Check name="villages" value={v.id} checked={given?.to.villageIds?.includes(v.id) === true}>
          {v.name}（{v.hamlets}个屋场）
        </Check>
      ))}
      <p class="hint">一个都不选，就是发给全部。</p>
    </fieldset>
    {choices.categories.length > 0 ? (
      <Select
        name="category"
        label="只发给哪一类屋场"
        any="不分类别"
        value={given?.to.category}
        options={choices.categories.map((c) => [c, c] as const)}
      />
    ) : null}
    <Check name="receipts" checked={given?.receipts === true}>
      请大家回“收到”，按户数
    </Check>
    <p class="hint">一条一条慢慢发，夜里不发；有人问话先回话，通知排在后面。没发出去的可以随时停。</p>
    <button type="submit">先看看发给多少户</button>
  </Order>
)

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
    return (
      stopped && {
        to: `/announcements/${param('id')}`,
        done: stopped.cancelled > 0 ? `停了，还没发的${stopped.cancelled}个不发了。` : '都已经发出去了，没有要停的。',
      }
    )
  })
}
