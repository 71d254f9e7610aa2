/** What is late, what is due, what happened last night: the page that an official opens with the first cup of tea. */
import { digestNow } from '../../application/digest.ts'
import type { DigestItem } from '../../domain/digest/digest.ts'
import { addDays, DAY, dateOf, instantAt } from '../../kernel/time.ts'
import { countIssues } from '../../store/desk/issues.ts'
import { listMeetings } from '../../store/desk/meetings.ts'
import { listBotAccounts } from '../../store/desk/queues.ts'
import { townSettings } from '../../store/digest.ts'
import { countLacking } from '../../store/registry.ts'
import type { Console } from '../console.tsx'
import { Badge, Share, Table, Tile } from '../parts.tsx'
import { day, distance, moment } from '../times.ts'
import { DIGEST } from '../words.ts'

/** What follows from an item is on the list it links to. */
const LISTS: Partial<Record<DigestItem['kind'], string>> = {
  overdueReport: '/issues?due=overdue',
  dueToday: '/issues?due=today',
  unassigned: '/issues?status=inTown',
  overdueAssignment: '/issues?due=overdue',
  reviewFailed: '/surveys?status=failed',
  reviewShort: '/surveys?status=waiting',
  noMeeting: '/hamlets',
  noQuorum: '/meetings?status=ended',
  offline: '/rooms',
}
const URGENT: readonly DigestItem['kind'][] = ['overdueReport', 'overdueAssignment', 'offline']

export function todayPage(console: Console): void {
  const { db } = console.deps
  console.page('/', 'look', async ({ who, reach, now, may }) => {
    const today = dateOf(now)
    const due = { today, until: addDays(today, 7) }
    const [overdue, dueToday, week, inTown, review, settings, meetings, accounts, lacking] = await Promise.all([
      countIssues(db, reach, { ...due, due: 'overdue' }),
      countIssues(db, reach, { ...due, due: 'today' }),
      countIssues(db, reach, { ...due, due: 'week' }),
      countIssues(db, reach, { ...due, status: 'inTown' }),
      countIssues(db, reach, { ...due, status: 'inReview' }),
      townSettings(db, who.townId),
      listMeetings(db, reach, { from: now - DAY, to: now, limit: 20 }),
      may('lookAtRooms') ? listBotAccounts(db, reach, instantAt(today)) : [],
      countLacking(db, reach),
    ])
    const town = settings[0]
    const showsDigest = town !== undefined && reach.department === null
    const digest = showsDigest ? await digestNow(db, town, { townId: who.townId, villageId: who.villageId }, now) : []
    const shown = digest.filter((item) => reach.confidential || !item.confidential)
    const offline = accounts.filter((a) => a.offlineSince !== null)
    const body = (
      <>
        <h1>今天 {day(today, now)}</h1>
        {offline.map((a) => (
          <p class="note bad" role="alert">
            小助手 {a.account} 从 {moment(a.offlineSince ?? now, now)} 起不在线，群里的话它听不到。<a href="/rooms">去看看</a>
          </p>
        ))}
        <ul class="tiles">
          <Tile href="/issues?due=overdue" figure={overdue} name="逾期" tone={overdue > 0 ? 'bad' : ''} />
          <Tile href="/issues?due=today" figure={dueToday} name="今天到期" tone={dueToday > 0 ? 'warn' : ''} />
          <Tile href="/issues?due=week" figure={week} name="七天内到期" />
          <Tile href="/issues?status=inTown" figure={inTown} name="已报镇，待交办" tone={inTown > 0 ? 'warn' : ''} />
          <Tile href="/issues?status=inReview" figure={review} name="办结待评议" />
          <Tile href="/hamlets?lacks=1" figure={lacking} name="屋场登记待补" />
        </ul>
        <h2>要办的</h2>
        <Table
          label="要办的"
          rows={shown.slice(0, 40)}
          empty={
            overdue + dueToday > 0
              ? '村里和镇里没有要催的。上面数字里的是屋场自己约定的日子，点开看是哪几件。'
              : '没有逾期，也没有今天到期的。可以看看台账里还在办的，或者哪个屋场这个月还没开会。'
          }
          columns={[
            {
              head: '事项',
              cell: (d) => <Badge tone={URGENT.includes(d.kind) ? 'bad' : 'warn'}>{DIGEST[d.kind]}</Badge>,
            },
            {
              head: '屋场',
              cell: (d) => (d.hamlet ? `${d.village} ${d.hamlet}${d.no === undefined ? '' : `${d.no}号`}` : (d.account ?? '')),
            },
            { head: '内容', cell: (d) => d.text ?? (d.month ? `${d.month} 还没开过会` : '') },
            { head: '期限', cell: (d) => (d.dueOn ? `${day(d.dueOn, now)}（${distance(d.dueOn, now)}）` : '') },
            {
              head: '数字',
              cell: (d) => (d.base === undefined ? '' : <Share part={d.part ?? 0} base={d.base} unit="户" />),
            },
            { head: '去办', cell: (d) => <a href={LISTS[d.kind] ?? '/issues'}>打开{DIGEST[d.kind]}</a> },
          ]}
        />
        {shown.length > 40 ? <p class="soft">还有 {shown.length - 40} 条，在上面各个数字里。</p> : null}
        <h2>昨晚到现在</h2>
        <Table
          label="昨晚到现在的会议"
          rows={meetings.items}
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
      </>
    )
    return { title: '今天', body }
  })
}
