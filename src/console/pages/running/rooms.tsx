import { letSpeak } from '../../../application/orders/queues.ts'
import { makeBindingCode } from '../../../application/orders/registry.ts'
import { SPEAK_REFUSALS } from '../../../door/refusals.ts'
import { settled } from '../../../door/settle.ts'
import { dateOf, type Instant, instantAt } from '../../../kernel/time.ts'
import { hamletsByRoom } from '../../../store/reading/hamlets.ts'
import type { BotAccountLine, RoomLine } from '../../../store/reading/queues.ts'
import { countFailedInbox, listBotAccounts, listRooms } from '../../../store/reading/queues.ts'
import type { Console } from '../../declare.tsx'
import { Fault } from '../../faults.tsx'
import { Ask, Order, Select } from '../../forms.tsx'
import { Badge, Pager, Table, Tile } from '../../parts.tsx'
import { moment } from '../../times.ts'
import { codeShown } from '../binding-code.tsx'
import { outbox } from './outbox.tsx'

export function roomsPage(console: Console): void {
  const { db } = console.deps
  console.page('/rooms', 'lookAtRooms', async ({ reach, query, url, now, may, csrf }) => {
    const [accounts, failed, page, hamlets] = await Promise.all([
      listBotAccounts(db, reach, instantAt(dateOf(now))),
      countFailedInbox(db, reach),
      listRooms(db, reach, { cursor: query('cursor') }),
      may('bindPeople') ? hamletsByRoom(db, reach) : [],
    ])
    const sum = (pick: 'queued' | 'failed' | 'sentToday'): number => accounts.reduce((n, a) => n + a[pick], 0)
    const body = (
      <>
        <h1>群聊和账号</h1>
        {accounts.length === 0 ? null : (
          <ul class="tiles">
            <Tile href="/outbox?status=waiting" figure={sum('queued')} name="排队要发" />
            <Tile href="/outbox?status=sentToday" figure={sum('sentToday')} name="今天已发" />
            <Tile href="/outbox?status=stuck" figure={sum('failed')} name="没发成或不知发没发" tone={sum('failed') > 0 ? 'bad' : ''} />
            <Tile href="/inbox" figure={failed} name="没处理成的消息" tone={failed > 0 ? 'bad' : ''} />
          </ul>
        )}
        <Bind hamlets={hamlets} csrf={csrf} />
        <p class="ways">
          <a href="/deadlines">到点要办的事</a>
          {may('seeMissed') ? <a href="/missed">没听懂的话</a> : null}
          {may('keepOfficials') ? <a href="/officials">镇干部和村干部</a> : null}
          {may('repairQueues') ? <a href="/queues">任务队列</a> : null}
        </p>
        <h2>小助手的账号</h2>
        <BotAccounts rows={accounts} now={now} csrf={may('repairQueues') ? csrf : undefined} />
        <h2>群聊</h2>
        <Rooms rows={page.items} now={now} />
        <Pager next={page.next} url={url} />
      </>
    )
    return { title: '群聊和账号', body }
  })
  accountOrders(console)
}

interface BindShown {
  hamlets: Awaited<ReturnType<typeof hamletsByRoom>>
  csrf: string
}

/** A code for a hamlet's group, in reach of a thumb: those without a group first. */
const Bind = ({ hamlets, csrf }: BindShown) => {
  const without = hamlets.filter((h) => !h.hasRoom).length
  if (hamlets.length === 0) return null
  return (
    <Order action="/rooms/code" csrf={csrf} class="line card">
      <div id="bind">
        <Select
          name="hamlet"
          label={without > 0 ? `绑一个群（还有${without}个屋场没绑）` : '换一个群'}
          options={hamlets.map((h) => [h.id, `${h.villageName} ${h.name}${h.hasRoom ? '（绑过了，换群）' : ''}`] as const)}
        />
      </div>
      <button type="submit">要绑定代码</button>
    </Order>
  )
}

/** `csrf`: of whoever may let an account speak again. */
const BotAccounts = ({ rows, now, csrf }: { rows: readonly BotAccountLine[]; now: Instant; csrf: string | undefined }) => (
  <Table
    label="小助手的账号"
    rows={rows}
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
      { head: '能不能发', cell: (a) => <Limit of={a} now={now} csrf={csrf} /> },
      { head: '群', cell: (a) => `${a.rooms}个` },
      { head: '排队', cell: (a) => <a href={outbox('waiting', { account: a.account })}>{a.queued}条</a> },
      { head: '没发成', cell: (a) => <a href={outbox('stuck', { account: a.account })}>{a.failed}条</a> },
      { head: '今天已发', cell: (a) => <a href={outbox('sentToday', { account: a.account })}>{a.sentToday}条</a> },
    ]}
  />
)

const Rooms = ({ rows, now }: { rows: readonly RoomLine[]; now: Instant }) => (
  <Table
    label="群聊"
    rows={rows}
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
)

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

function accountOrders(console: Console): void {
  console.action('/rooms/code', 'bindPeople', async ({ who, text, now }) =>
    codeShown(await makeBindingCode(console.deps, who, { hamletId: text('hamlet') }), now, { href: '/rooms', name: '回到群聊和账号' }),
  )
  console.action('/bot-accounts/:account/lift', 'repairQueues', async ({ who, param }) => {
    const lifted = settled(await letSpeak(console.deps, who, param('account')), SPEAK_REFUSALS)
    return lifted && { to: '/rooms', done: '可以发了，排着的马上接着发。' }
  })
}
