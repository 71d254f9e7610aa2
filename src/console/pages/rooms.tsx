/** For the person who keeps it running: is the bot there, since when not, what waits, what went wrong. */
import { Problem } from '../../api/problem.ts'
import { doNotSend, handleAgain, letSpeak, type Repaired, sendAgain } from '../../application/orders/queues.ts'
import type { Instant } from '../../kernel/time.ts'
import { dateOf, instantAt } from '../../kernel/time.ts'
import {
  type BotAccountLine,
  countFailedInbox,
  listBotAccounts,
  listDeadlines,
  listInbox,
  listOutbox,
  listRooms,
  type OutboxLine,
  STUCK,
  WAITING,
} from '../../store/reading/queues.ts'
import { Kept } from '../behind.tsx'
import type { Console, Given } from '../console.tsx'
import { Fault } from '../faults.tsx'
import { Ask, Order, Select } from '../forms.tsx'
import { Badge, Pager, Table, Tile } from '../parts.tsx'
import { moment } from '../times.ts'
import { among, DEADLINE, OUTBOX, PRIORITY } from '../words.ts'

/** What the list of messages can be narrowed to: a status of its own, or what a figure counts together. */
const SHOWN = { waiting: '等着发的', stuck: '没发成或不知发没发', sentToday: '今天已发', ...OUTBOX } as const
const STATUSES: Partial<Record<keyof typeof SHOWN, readonly string[]>> = { waiting: WAITING, stuck: STUCK, sentToday: ['sent'] }
const outbox = (status: keyof typeof SHOWN, of: Record<string, string> = {}): string => `/outbox?${new URLSearchParams({ status, ...of })}`

export function roomPages(console: Console): void {
  const { db } = console.deps
  console.page('/rooms', 'lookAtRooms', async ({ reach, query, url, now, may, csrf }) => {
    const [accounts, failed, page] = await Promise.all([
      listBotAccounts(db, reach, instantAt(dateOf(now))),
      countFailedInbox(db, reach),
      listRooms(db, reach, { cursor: query('cursor') }),
    ])
    const sum = (pick: 'queued' | 'failed' | 'sentToday'): number => accounts.reduce((n, a) => n + a[pick], 0)
    const body = (
      <>
        <h1>群聊和账号</h1>
        <ul class="tiles">
          <Tile href="/outbox?status=waiting" figure={sum('queued')} name="排队要发" />
          <Tile href="/outbox?status=sentToday" figure={sum('sentToday')} name="今天已发" />
          <Tile href="/outbox?status=stuck" figure={sum('failed')} name="没发成或不知发没发" tone={sum('failed') > 0 ? 'bad' : ''} />
          <Tile href="/inbox" figure={failed} name="没处理成的消息" tone={failed > 0 ? 'bad' : ''} />
        </ul>
        <p class="ways">
          <a href="/deadlines">到点要办的事</a>
          {may('keepOfficials') ? <a href="/officials">镇干部和村干部</a> : null}
          {may('repairQueues') ? <a href="/queues">任务队列</a> : null}
        </p>
        <h2>小助手的账号</h2>
        <Table
          label="小助手的账号"
          rows={accounts}
          empty="还没有绑定群聊的账号。程序启动以后用微信扫码登录，再到屋场页面要一个绑定代码，在群里发出来。"
          columns={[
            { head: '账号', cell: (a) => a.account },
            {
              head: '在不在线',
              cell: (a) =>
                a.offlineSince === null ? (
                  <Badge tone="good">没有断线记录</Badge>
                ) : (
                  <Badge tone="bad">{`从${moment(a.offlineSince, now)}起断线`}</Badge>
                ),
            },
            { head: '原因', cell: (a) => (a.offlineWhy ? <Fault of={a.offlineWhy} /> : '') },
            { head: '能不能发', cell: (a) => <Limit of={a} now={now} csrf={may('repairQueues') ? csrf : undefined} /> },
            { head: '群', cell: (a) => `${a.rooms}个` },
            { head: '排队', cell: (a) => <a href={outbox('waiting', { account: a.account })}>{a.queued}条</a> },
            { head: '没发成', cell: (a) => <a href={outbox('stuck', { account: a.account })}>{a.failed}条</a> },
            { head: '今天已发', cell: (a) => <a href={outbox('sentToday', { account: a.account })}>{a.sentToday}条</a> },
          ]}
        />
        <h2>群聊</h2>
        <Table
          label="群聊"
          rows={page.items}
          empty="还没有绑定的群。到屋场页面要一个绑定代码，在群里发出来。"
          columns={[
            { head: '群', cell: (r) => (r.hamletId ? <a href={`/hamlets/${r.hamletId}`}>{r.name}</a> : r.name) },
            { head: '是谁的', cell: (r) => ({ hamlet: '屋场', village: '村干部', town: '镇' })[r.kind] },
            { head: '账号', cell: (r) => r.account },
            { head: '排队', cell: (r) => <a href={outbox('waiting', { room: r.id })}>{r.queued}条</a> },
            {
              head: '没发成',
              cell: (r) => <a href={outbox('stuck', { room: r.id })}>{r.failed > 0 ? <Badge tone="bad">{r.failed}条</Badge> : '0条'}</a>,
            },
            { head: '最近听到', cell: (r) => (r.lastHeardAt === null ? '还没有' : moment(r.lastHeardAt, now)) },
          ]}
        />
        <Pager next={page.next} url={url} />
      </>
    )
    return { title: '群聊和账号', body }
  })
  console.action('/bot-accounts/:account/lift', 'repairQueues', async ({ who, param }) => {
    const lifted = await letSpeak(console.deps, who, param('account'))
    if ('missing' in lifted) return undefined
    if ('refused' in lifted) throw new Problem('refused', '这个号已经不在停发了，请退回去刷新看看。')
    return { to: '/rooms', done: '可以发了，排着的马上接着发。' }
  })
  outboxPage(console)
  inboxPage(console)
  deadlinePage(console)
}

/** An account that its channel restricts is silent until somebody has looked at it and says so here. `csrf`: of who may. */
const Limit = ({ of, now, csrf }: { of: BotAccountLine; now: Instant; csrf: string | undefined }) =>
  of.limitedSince === null ? (
    <Badge tone="good">能发</Badge>
  ) : (
    <>
      <Badge tone="bad">{`从${moment(of.limitedSince, now)}起停发`}</Badge> <Fault of={of.limitedWhy} />
      {csrf === undefined ? null : (
        <Ask
          action={`/bot-accounts/${encodeURIComponent(of.account)}/lift`}
          csrf={csrf}
          name="接着发"
          means="微信说这个号发得太多，程序就停了。先在手机上看看这个号能不能正常发消息；能发了再点，排着的会接着慢慢发。"
          sure="号没事了，接着发"
        />
      )}
    </>
  )

function outboxPage(console: Console): void {
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
  const settled = (repaired: Repaired, { text }: Given, done: string) => {
    if ('missing' in repaired) return undefined
    if ('refused' in repaired) throw new Problem('refused', '它已经不在等着处理了，请退回去刷新看看。')
    return { to: outbox(among(SHOWN, text('list')) ?? 'stuck'), done }
  }
  console.action('/outbox/:id/retry', 'repairQueues', async (given) =>
    settled(await sendAgain(deps, given.who, Number(given.param('id')) || 0), given, '排上了，马上再发。'),
  )
  console.action('/outbox/:id/cancel', 'repairQueues', async (given) =>
    settled(await doNotSend(deps, given.who, Number(given.param('id')) || 0), given, '不发了。'),
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

function inboxPage(console: Console): void {
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
    const repaired = await handleAgain(deps, who, Number(param('id')) || 0)
    if ('missing' in repaired) return undefined
    if ('refused' in repaired) throw new Problem('refused', '它已经不在等着处理了，请退回去刷新看看。')
    return { to: '/inbox', done: '放回去了，马上再处理。' }
  })
}

function deadlinePage(console: Console): void {
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
