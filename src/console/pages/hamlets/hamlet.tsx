import { publicListPaper } from '../../../application/papers/study.ts'
import { policyOf } from '../../../domain/base/policy.ts'
import { type Calendar, calendarOf } from '../../../domain/calendar/calendar.ts'
import { DOCX } from '../../../door/file.ts'
import { dateOf, type Instant } from '../../../kernel/time.ts'
import { assessMonths, type MonthAssessment } from '../../../store/reading/assessment.ts'
import { listEntries, readPolicy } from '../../../store/reading/calendar.ts'
import { findHamlet, type HamletLine } from '../../../store/reading/hamlets.ts'
import { type IssueLine, listIssues } from '../../../store/reading/issues.ts'
import { listMeetings, type MeetingLine } from '../../../store/reading/meetings.ts'
import { ISSUE_STATUS, MEETING_STATUS } from '../../../text/statuses.ts'
import { behind, type Figured, figureColumns } from '../../behind.tsx'
import { monthsChart } from '../../charts.ts'
import type { Console } from '../../declare.tsx'
import { Order } from '../../forms.tsx'
import { Chart, Due, Secret, Share, Table } from '../../parts.tsx'
import { moment, sayMonth } from '../../times.ts'
import type { View } from '../../view.ts'
import { STAGE } from '../../words.ts'
import { tonightPart } from '../tonight.tsx'
import { adultsOf, Registered, RegistryForm } from './registry.tsx'

async function trend(console: Console, { reach, param, now }: View) {
  const hamlet = await findHamlet(console.deps.db, reach, param('id'))
  const today = dateOf(now)
  return hamlet && assessMonths(console.deps.db, reach, today.slice(0, 7), 12, today, { hamletId: hamlet.id })
}

export function hamletPage(console: Console): void {
  const { db } = console.deps
  console.file('/hamlets/:id/trend.svg', 'look', 'image/svg+xml', async (view) => {
    const months = await trend(console, view)
    return months && { name: 'trend.svg', bytes: monthsChart(months, view.query('narrow') === '1'), inline: true }
  })
  console.file('/hamlets/:id/public-list.docx', 'look', DOCX, async ({ who, param, now }) =>
    publicListPaper(console.deps, who, param('id'), now),
  )
  console.page('/hamlets/:id', 'look', async (view) => {
    const { reach, now, param, csrf, may } = view
    const h = await findHamlet(db, reach, param('id'))
    if (!h) return undefined
    const [months, meetings, issues, calendar, adults, { headChecklist }, tonight] = await Promise.all([
      trend(console, view),
      listMeetings(db, reach, { hamletId: h.id, limit: 6 }),
      listIssues(db, reach, { hamletId: h.id, open: true, today: dateOf(now), limit: 10 }),
      listEntries(db, view.who.townId).then(calendarOf),
      may('keepRegistry') ? adultsOf(console, view, h) : undefined,
      readPolicy(db, view.who.townId).then(policyOf),
      tonightPart(console, view, h.id),
    ])
    const body = (
      <>
        <h1>{h.name}</h1>
        <p class="sub">
          {h.villageName}，{STAGE[h.stage]}
        </p>
        <p class="ways">
          <a href={`/issues?hamlet=${h.id}`}>全部问题</a>
          <a href={`/hamlets/${h.id}/public-list.docx`}>打印公开的问题清单</a>
          <a href={`/meetings?hamlet=${h.id}`}>全部会议</a>
          {may('lookAtPeople') ? <a href={`/hamlets/${h.id}/people`}>户和人</a> : null}
          {may('keepRegistry') ? <a href={`/boards/${h.id}`}>公示板</a> : null}
          {may('bindPeople') ? <a href={`/cards/${h.id}`}>户码</a> : null}
          {may('bindPeople') ? <a href={`/hamlets/${h.id}/phones`}>手机页面</a> : null}
        </p>
        {tonight}
        <div class="two">
          <div>
            <Year h={h} months={months ?? []} />
            <h2>会议</h2>
            <Meetings rows={meetings.items} now={now} />
            <h2>还在办的问题</h2>
            <OpenIssues rows={issues.items} now={now} calendar={calendar} />
          </div>
          <aside>
            <h2>登记</h2>
            <Registered h={h} />
            {adults ? <RegistryForm h={h} csrf={csrf} adults={adults} checklist={headChecklist} /> : null}
            {may('bindPeople') ? (
              <Order action={`/hamlets/${h.id}/code`} csrf={csrf} class="actions">
                <button type="submit" class="plain">
                  要一个绑定群聊的代码
                </button>
              </Order>
            ) : null}
          </aside>
        </div>
      </>
    )
    return { title: h.name, body, live: true }
  })
}

const Year = ({ h, months }: { h: HamletLine; months: readonly MonthAssessment[] }) => (
  <>
    <h2>近一年</h2>
    <Chart src={`/hamlets/${h.id}/trend.svg`} height={360} alt="近十二个月的到会率、按期率、满意率和问题件数，数字在下面的表里" />
    <details class="more">
      <summary>看每个月的数字</summary>
      <Table
        label="每个月的数字"
        rows={months.map((m) => ({ ...m, lists: behind(m.month, { hamlet: h.id }) }))}
        empty="还没有"
        columns={[{ head: '月份', cell: (m) => sayMonth(m.month) }, ...figureColumns<MonthAssessment & Figured>()]}
      />
    </details>
  </>
)

const Meetings = ({ rows, now }: { rows: readonly MeetingLine[]; now: Instant }) => (
  <Table
    label="最近的会议"
    rows={rows}
    empty="还没开过会。屋场长在群里说“约时间”就能开始。"
    columns={[
      { head: '时间', cell: (m) => <a href={`/meetings/${m.id}`}>{moment(m.startsAt, now)}</a> },
      { head: '状态', cell: (m) => MEETING_STATUS[m.status] },
      { head: '到会/在家', cell: (m) => (m.figures ? <Share part={m.figures.atHome} base={m.figures.base} unit="户" /> : '') },
    ]}
  />
)

const OpenIssues = ({ rows, now, calendar }: { rows: readonly IssueLine[]; now: Instant; calendar: Calendar }) => (
  <Table
    label="还在办的问题"
    rows={rows}
    empty="没有还在办的问题。"
    columns={[
      {
        head: '问题',
        cell: (i) => (
          <>
            <a href={`/issues/${i.id}`}>
              {i.no}号 <bdi>{i.text}</bdi>
            </a>{' '}
            {i.confidential ? <Secret /> : null}
          </>
        ),
      },
      { head: '状态', cell: (i) => ISSUE_STATUS[i.status] },
      { head: '期限', cell: (i) => (i.dueOn ? <Due date={i.dueOn} now={now} calendar={calendar} provisional={i.provisional} /> : '') },
    ]}
  />
)
