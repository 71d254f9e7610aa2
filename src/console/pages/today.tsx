/** What is late, what is due, what happened last night: the page that an official opens with the first cup of tea. */
import { digestOfTown } from '../../application/saying/digest-now.ts'
import { addDays, DAY, dateOf, type Instant, instantAt } from '../../kernel/time.ts'
import { countLacking } from '../../store/reading/hamlets.ts'
import { listMeetings, type MeetingLine } from '../../store/reading/meetings.ts'
import { countOpenIssues, type OpenIssues } from '../../store/reading/open-issues.ts'
import { type BotAccountLine, countFailedInbox, listBotAccounts } from '../../store/reading/queues.ts'
import type { Console } from '../declare.tsx'
import { DigestTable, linked } from '../digest-table.tsx'
import { Badge, Share, Table, Tile } from '../parts.tsx'
import { day, moment } from '../times.ts'
import { tonightPart } from './tonight.tsx'

/** Rows of 要办的 beside the whole digest; and for whoever has no such page. */
const SHOWN = 40
const SHOWN_AT_MOST = 500
const MEETINGS_SHOWN = 20

export function todayPage(console: Console): void {
  const { db } = console.deps
  console.page('/', 'look', async (view) => {
    const { who, reach, now, may } = view
    const today = dateOf(now)
    const [open, digest, meetings, accounts, failed, lacking, tonight] = await Promise.all([
      countOpenIssues(db, reach, { today, until: addDays(today, 7) }),
      reach.department === null ? digestOfTown(db, { townId: who.townId, villageId: who.villageId }, now) : undefined,
      listMeetings(db, reach, { from: now - DAY, to: now, limit: MEETINGS_SHOWN }),
      may('lookAtRooms') ? listBotAccounts(db, reach, instantAt(today)) : [],
      may('lookAtRooms') ? countFailedInbox(db, reach) : 0,
      countLacking(db, reach),
      tonightPart(console, view),
    ])
    const shown = (digest ?? []).filter((item) => reach.confidential || !item.confidential)
    const most = may('seeConfidential') ? SHOWN : SHOWN_AT_MOST
    const rows = await linked(db, view, shown.slice(0, most))
    const body = (
      <>
        <h1>今天 {day(today, now)}</h1>
        <Alerts offline={accounts.filter((a) => a.offlineSince !== null)} failed={failed} now={now} />
        <Figures {...open} lacking={lacking} />
        {tonight}
        <h2>要办的</h2>
        <DigestTable
          items={rows}
          now={now}
          label="要办的"
          empty={
            open.overdue + open.dueToday > 0
              ? '村里和镇里没有要催的。上面数字里的是屋场自己约定的日子，点开看是哪几件。'
              : '没有逾期，也没有今天到期的。可以看看台账里还在办的，或者哪个屋场这个月还没开会。'
          }
        />
        {may('seeConfidential') ? (
          <p>
            <a href="/digest">{shown.length > most ? `还有${shown.length - most}条，都在今天的日报里` : '看今天的日报'}</a>
          </p>
        ) : null}
        <h2>昨晚到现在</h2>
        <LastNight rows={meetings.items} now={now} />
        {meetings.next === undefined ? null : (
          <p>
            <a href="/meetings?since=yesterday">昨晚到现在的会都列出来</a>
          </p>
        )}
      </>
    )
    return { title: '今天', body, live: true }
  })
}

const Alerts = ({ offline, failed, now }: { offline: readonly BotAccountLine[]; failed: number; now: Instant }) => (
  <>
    {offline.map((a) => (
      <p class="note bad" role="alert">
        小助手 {a.account} 从 {moment(a.offlineSince ?? now, now)} 起不在线，群里的话它听不到。<a href="/rooms">去看看</a>
      </p>
    ))}
    {failed > 0 ? (
      <p class="note bad" role="alert">
        群里有{failed}条消息没处理成，没有算进去。<a href="/inbox">去看看</a>
      </p>
    ) : null}
  </>
)

const Figures = ({ overdue, dueToday, week, inTown, review, lacking }: OpenIssues & { lacking: number }) => (
  <ul class="tiles">
    <Tile href="/issues?due=overdue" figure={overdue} name="逾期（含屋场约定的）" tone={overdue > 0 ? 'bad' : ''} />
    <Tile href="/issues?due=today" figure={dueToday} name="今天到期（含屋场约定的）" tone={dueToday > 0 ? 'warn' : ''} />
    <Tile href="/issues?due=week" figure={week} name="七天内到期（含屋场约定的）" />
    <Tile href="/issues?status=inTown" figure={inTown} name="已报镇，待交办" tone={inTown > 0 ? 'warn' : ''} />
    <Tile href="/issues?status=inReview" figure={review} name="办结待评议" />
    <Tile href="/hamlets?lacks=1" figure={lacking} name="屋场登记待补" />
  </ul>
)

const LastNight = ({ rows, now }: { rows: readonly MeetingLine[]; now: Instant }) => (
  <Table
    label="昨晚到现在的会议"
    rows={rows}
    empty="昨天到现在没有屋场开会。"
    columns={[
      { head: '屋场', cell: (m) => <a href={`/meetings/${m.id}`}>{m.hamletName}</a> },
      { head: '时间', cell: (m) => moment(m.startsAt, now) },
      {
        head: '到会/在家',
        cell: (m) =>
          m.figures ? (
            <>
              <a href={`/meetings/${m.id}#present`}>
                <Share part={m.figures.atHome} base={m.figures.base} unit="户" />
              </a>{' '}
              <Badge tone={m.figures.quorate ? 'good' : 'bad'}>
                {m.figures.quorate ? '达标' : `还差${m.figures.needed - m.figures.atHome}户`}
              </Badge>
            </>
          ) : (
            ''
          ),
      },
      { head: '通过/表决', cell: (m) => <a href={`/meetings/${m.id}#motions`}>{`${m.carried}/${m.motions}件`}</a> },
      { head: '提出问题', cell: (m) => <a href={`/issues?meeting=${m.id}`}>{m.issues}件</a> },
    ]}
  />
)
