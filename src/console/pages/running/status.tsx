/** How the program itself is, in plain words: for whoever keeps the town's PC. */
import { signsOf } from '../../../application/watch/signs.ts'
import type { Signs } from '../../../domain/signs/signs.ts'
import { troublesOf } from '../../../domain/signs/trouble.ts'
import { DAY, HOUR, type Instant, MINUTE } from '../../../kernel/time.ts'
import { openTroubles, pastTroubles } from '../../../store/troubles.ts'
import { accountName, troubleTodo, troubleWhat } from '../../../text/trouble.ts'
import type { Console } from '../../declare.tsx'
import { Badge, Table } from '../../parts.tsx'
import { moment } from '../../times.ts'
import { outbox } from './outbox.tsx'

interface Line {
  what: string
  good: boolean
  how: string
  href?: string
}

const GIB = 1024 ** 3
const PAST = 20

export function statusPage(console: Console): void {
  const { deps } = console
  console.page('/status', 'lookAtProgram', async ({ now }) => {
    const [signs, told, past] = await Promise.all([signsOf(deps, deps.machine), openTroubles(deps.db), pastTroubles(deps.db, PAST)])
    // What is wrong at this moment stands here before anybody is told.
    const wrong = troublesOf(signs, new Set(told.map((t) => `${t.kind}/${t.subject}`)))
    const lines = linesOf(signs)
    const body = (
      <>
        <h1>运行情况</h1>
        {wrong.length === 0 ? (
          <p class="note good">{lines.every((l) => l.good) ? '都好，没有要人看的。' : '没有出毛病，标着“要看”的看一下。'}</p>
        ) : (
          wrong.map((trouble) => (
            <div class="note bad">
              <p>
                <strong>{troubleWhat(trouble, now)}</strong>
              </p>
              <p>怎么办：{troubleTodo(trouble.kind)}</p>
            </div>
          ))
        )}
        <Table
          label="运行情况"
          rows={lines}
          empty=""
          columns={[
            { head: '看什么', cell: (l) => (l.href === undefined ? l.what : <a href={l.href}>{l.what}</a>) },
            { head: '好不好', cell: (l) => <Badge tone={l.good ? 'good' : 'bad'}>{l.good ? '好' : '要看'}</Badge> },
            { head: '怎么样', cell: (l) => l.how },
          ]}
        />
        <h2>出过的毛病</h2>
        <Table
          label="出过的毛病"
          rows={past}
          empty="还没有出过。"
          columns={[
            { head: '什么毛病', cell: (t) => troubleWhat(t, now) },
            { head: '告诉的时间', cell: (t) => moment(t.toldAt, now) },
            { head: '好了的时间', cell: (t) => (t.overAt === null ? '' : moment(t.overAt, now)) },
          ]}
        />
      </>
    )
    return { title: '运行情况', body }
  })
}

function linesOf(signs: Signs): Line[] {
  const { now, inbox, deadlines, backupAt, clockAhead, ledger } = signs
  return [
    ...signs.accounts.flatMap((a) => accountLines(a, now)),
    {
      what: '收到的话',
      good: inbox.failed === 0 && (inbox.since === null || now - inbox.since < 5 * MINUTE),
      how: `等着处理${inbox.waiting}条，没处理成${inbox.failed}条`,
      href: '/inbox',
    },
    {
      what: '到点要办的事',
      good: deadlines.late === 0,
      how: deadlines.since === null ? '都按时办了' : `${deadlines.late}件晚了，最早的晚了${span(now - deadlines.since)}`,
      href: '/deadlines',
    },
    diskLine(signs),
    {
      what: '备份',
      good: backupAt !== null,
      how: backupAt === null ? '还没有做过备份' : `上一次好的备份在${span(now - backupAt)}前`,
    },
    {
      what: '电脑的时间',
      good: Math.abs(clockAhead) < MINUTE,
      how: Math.abs(clockAhead) < MINUTE ? '准' : `${clockAhead > 0 ? '快' : '慢'}了${span(Math.abs(clockAhead))}`,
    },
    {
      what: '底账',
      good: ledger === null || ledger.broken === 0,
      how:
        ledger === null
          ? '今夜头一次核对'
          : `${span(now - ledger.at)}前核对过，${ledger.broken === 0 ? '都对得上' : `${ledger.broken}个屋场对不上`}`,
    },
  ]
}

function accountLines(a: Signs['accounts'][number], now: Instant): Line[] {
  const name = accountName(a.account)
  const state =
    a.offlineSince !== null
      ? `掉线${span(now - a.offlineSince)}了`
      : a.limitedSince !== null
        ? `被限制${span(now - a.limitedSince)}了`
        : '连着'
  const due = a.dueSince === null ? '没有等着发的' : `${a.due}条等着发，最早的等了${span(now - a.dueSince)}`
  const unsent = a.unsent === 0 ? '' : `，${a.unsent}条没发成或不知发没发`
  return [
    { what: name, good: a.offlineSince === null && a.limitedSince === null, how: state, href: '/rooms' },
    {
      what: `${name}要发的`,
      good: a.unsent === 0,
      how: `${due}${unsent}`,
      href: outbox(a.unsent > 0 ? 'stuck' : 'waiting', { account: a.account }),
    },
  ]
}

function diskLine({ disk }: Signs): Line {
  if (!disk) return { what: '硬盘', good: true, how: '这里看不到' }
  const free = Math.floor((100 * disk.free) / disk.total)
  return { what: '硬盘', good: free >= 10, how: `还剩${free}%（${Math.floor(disk.free / GIB)} GB）` }
}

/** 3分钟, 5小时, 2天. */
function span(ms: number): string {
  if (ms >= 2 * DAY) return `${Math.floor(ms / DAY)}天`
  if (ms >= HOUR) return `${Math.floor(ms / HOUR)}小时`
  return `${Math.max(1, Math.round(ms / MINUTE))}分钟`
}
